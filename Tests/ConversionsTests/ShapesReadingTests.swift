import Conversions
import JSON
import Testing

/// A row of a shape, and what it becomes: its examples, then `loses`, then `notes`, or a fault.
struct ReadingCase: CustomTestStringConvertible {
  var name: String
  var shape: RowShape
  var row: String
  var becomes: String

  var testDescription: String { "\(shape.rawValue): \(name)" }
}

/// What a reader makes of a row, as text.
func reading(_ row: String, as reader: ShapeReader) -> String {
  do throws(ConversionFault) {
    let read = try reader.examples(of: SourceRow(Array(row.utf8), line: 1))
    return description(of: read)
  } catch {
    return "fault: \(error.code) at \(text(of: error.path))"
  }
}

func description(of row: ConvertedRow) -> String {
  var lines = row.examples.map { String(decoding: $0, as: UTF8.self) }
  if !row.losses.isEmpty {
    lines.append("loses: " + row.losses.map(\.rawValue).joined(separator: ", "))
  }
  lines += row.notes.map { "note: \($0)" }
  return lines.joined(separator: "\n")
}

func text(of path: [JSONStep]) -> String {
  path.reduce("row") { text, step in
    switch step {
    case .key(let key): "\(text).\(key)"
    case .index(let index): "\(text)[\(index)]"
    }
  }
}

@Suite struct ShapesReadingTests {
  @Test(
    arguments: [
      shareGPTCases, alpacaCases, columnCases, completionCases, ownCases,
    ].flatMap(\.self))
  private func `A row becomes examples`(_ item: ReadingCase) {
    #expect(reading(item.row, as: ShapeReader(item.shape)) == item.becomes)
  }
}

private let shareGPTCases = [
  ReadingCase(
    name: "a number that is called system", shape: .shareGPT,
    row:
      #"{"system": 3, "conversations": [{"from": "human", "value": "Q"}, {"from": "gpt", "value": "A"}]}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "system": 3}
      """#),
  ReadingCase(
    name: "exchanges in place of turns, as Capybara has them", shape: .shareGPT,
    row:
      #"{"source": "s", "conversation": [{"input": "Q", "output": "A"}, {"input": "R", "output": "B"}]}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}, {"role": "user", "content": "R"}, {"role": "assistant", "content": "B"}], "source": "s"}
      """#),
  ReadingCase(
    name: "messages and the answer to them, as Nemotron has them", shape: .trlPromptCompletion,
    row:
      #"{"input": [{"role": "user", "content": "Q"}], "output": "A", "category": "c", "system_prompt": "S"}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "category": "c"}
      note: movedSystem
      """#),
  ReadingCase(
    name: "turns that say whether they are learned", shape: .shareGPT,
    row:
      #"{"conversations": [{"from": "human", "value": "Q", "trainable": false}, {"from": "gpt", "value": "A", "trainable": false}, {"from": "human", "value": "R", "train": true}, {"from": "gpt", "value": "B", "train": true}]}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A", "weight": 0}, {"role": "user", "content": "R"}, {"role": "assistant", "content": "B", "weight": 1}]}
      """#),
  ReadingCase(
    name: "a system prompt under another name", shape: .shareGPT,
    row:
      #"{"system_prompt": "S", "conversations": [{"from": "human", "value": "Q"}, {"from": "gpt", "value": "A"}]}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}]}
      note: movedSystem
      """#),
  ReadingCase(
    name: "a column that says something else than the first turn", shape: .shareGPT,
    row:
      #"{"system": "crm", "conversations": [{"from": "system", "value": "S"}, {"from": "human", "value": "Q"}, {"from": "gpt", "value": "A"}]}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "system": "crm"}
      """#),
  ReadingCase(
    name: "the system prompt beside the turns", shape: .shareGPT,
    row:
      #"{"id": "a", "system": "S", "conversations": [{"from": "human", "value": "Q"}, {"from": "chatgpt", "value": "A\u00e9"}]}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "Q"}, {"role": "assistant", "content": "A\u00e9"}], "id": "a"}
      note: movedSystem
      """#),
  ReadingCase(
    name: "weights, train, and details of training", shape: .shareGPT,
    row:
      #"{"conversations": [{"from": "user", "value": "Q"}, {"from": "bot", "value": "A", "weight": 0}, {"role": "user", "content": "R"}, {"from": "gpt", "value": "B", "train": true, "train_detail": []}]}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A", "weight": 0}, {"role": "user", "content": "R"}, {"role": "assistant", "content": "B", "weight": 1}]}
      loses: partialWeights
      """#),
  ReadingCase(
    name: "calls as text, tools as text", shape: .shareGPT,
    row:
      #"{"conversations": [{"from": "human", "value": "Q"}, {"from": "function_call", "value": "{\"name\": \"f\", \"arguments\": {\"x\": 1.10}}"}, {"from": "observation", "value": "4"}, {"from": "gpt", "value": "Four."}], "tools": "[{\"name\": \"f\", \"parameters\": {\"type\": \"object\"}}]"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": null, "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{\"x\": 1.10}"}}]}, {"role": "tool", "content": "4", "tool_call_id": "call_1"}, {"role": "assistant", "content": "Four."}], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}]}
      note: argumentsAsText
      note: generatedCallIDs
      """#),
  ReadingCase(
    name: "a role of no shape", shape: .shareGPT,
    row: #"{"conversations": [{"from": "narrator", "value": "Once"}]}"#,
    becomes: #"""
      fault: unknownRole at row.conversations[0].from
      """#),
  ReadingCase(
    name: "no turns", shape: .shareGPT, row: #"{"conversations": []}"#,
    becomes: #"""
      fault: noMessages at row.conversations
      """#),
  ReadingCase(
    name: "a turn without words", shape: .shareGPT, row: #"{"items": [{"from": "gpt"}]}"#,
    becomes: #"""
      fault: missingField at row.items[0].content
      """#),
]

private let alpacaCases = [
  ReadingCase(
    name: "an empty input", shape: .alpaca,
    row: #"{"instruction": "Say", "input": "", "output": "Hi", "id": 9007199254740993}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Say"}, {"role": "assistant", "content": "Hi"}], "id": 9007199254740993}
      """#),
  ReadingCase(
    name: "an input that says there is none", shape: .alpaca,
    row: #"{"instruction": "Say", "input": "<noinput>", "output": "Hi"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Say"}, {"role": "assistant", "content": "Hi"}]}
      note: droppedEmptyInput
      """#),
  ReadingCase(
    name: "an input that was an empty cell of a table", shape: .alpaca,
    row: #"{"instruction": "Say", "input": "nan", "output": "Hi"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Say"}, {"role": "assistant", "content": "Hi"}]}
      note: droppedEmptyInput
      """#),
  ReadingCase(
    name: "an input that only begins so", shape: .alpaca,
    row: #"{"instruction": "Which bread?", "input": "nan or naan", "output": "Naan"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Which bread?\nnan or naan"}, {"role": "assistant", "content": "Naan"}]}
      """#),
  ReadingCase(
    name: "input, system and history", shape: .alpaca,
    row:
      #"{"instruction": "Add", "input": "1\t2", "output": "3", "system": "S", "history": [["a", "b"], ["c", "d"]]}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}, {"role": "user", "content": "c"}, {"role": "assistant", "content": "d"}, {"role": "user", "content": "Add\n1\t2"}, {"role": "assistant", "content": "3"}]}
      """#),
  ReadingCase(
    name: "Dolly's names", shape: .alpaca,
    row: #"{"instruction": "Say", "context": "C", "response": "R", "category": "qa"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Say\nC"}, {"role": "assistant", "content": "R"}], "category": "qa"}
      """#),
  ReadingCase(
    name: "no answer", shape: .alpaca, row: #"{"instruction": "Say", "input": ""}"#,
    becomes: #"""
      fault: missingField at row.output
      """#),
]

private let columnCases = [
  ReadingCase(
    name: "numbers stay as they are written", shape: .columns,
    row: #"{"question": "Phone?", "answer": "0045", "score": 1.10, "note": null}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Phone?"}, {"role": "assistant", "content": "0045"}], "score": 1.10}
      note: droppedNulls
      """#),
  ReadingCase(
    name: "a number in the answer", shape: .columns,
    row: #"{"Question ": "Shelf?", "Answer": 2e3}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Shelf?"}, {"role": "assistant", "content": "2e3"}]}
      note: valueAsText
      """#),
  ReadingCase(
    name: "Korean heads", shape: .columns, row: #"{"질문": "몇 시?", "답변": "열 시"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "몇 시?"}, {"role": "assistant", "content": "열 시"}]}
      """#),
  ReadingCase(
    name: "Japanese heads", shape: .columns, row: #"{"質問": "何時？", "回答": "十時", "システム": "短く"}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "短く"}, {"role": "user", "content": "何時？"}, {"role": "assistant", "content": "十時"}]}
      """#),
  ReadingCase(
    name: "columns with names of an example", shape: .columns,
    row: #"{"prompt": "Q", "response": "A", "messages": 3, "tools": "x"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "source_messages": 3, "source_tools": "x"}
      note: renamedColumn(from: "messages", to: "source_messages")
      note: renamedColumn(from: "tools", to: "source_tools")
      """#),
  ReadingCase(
    name: "an empty and a missing answer", shape: .columns,
    row: #"{"question": "Q", "answer": null}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": ""}]}
      note: droppedNulls
      """#),
  ReadingCase(
    name: "no answer column", shape: .columns, row: #"{"question": "Q"}"#,
    becomes: #"""
      fault: missingField at row.assistant
      """#),
  ReadingCase(
    name: "a list in a cell", shape: .columns, row: #"{"question": ["Q"], "answer": "A"}"#,
    becomes: #"""
      fault: notText at row.question
      """#),
  ReadingCase(
    name: "not JSON", shape: .columns, row: "question,answer",
    becomes: #"""
      fault: invalidJSON(JSON.JSONError.Code.unknownWord) at row
      """#),
]

private let completionCases = [
  ReadingCase(
    name: "the old marks", shape: .promptCompletion,
    row: #"{"prompt": "图书馆几点开门？ ->", "completion": " 上午十点。 END"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "图书馆几点开门？"}, {"role": "assistant", "content": "上午十点。"}]}
      note: strippedSeparator
      note: strippedEnding
      note: strippedLeadingSpace
      """#),
  ReadingCase(
    name: "the other separator", shape: .promptCompletion,
    row: #"{"prompt": "Q\n\n###\n\n", "completion": "A"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}]}
      note: strippedSeparator
      """#),
  ReadingCase(
    name: "a backslash before an n is no line break", shape: .promptCompletion,
    row: #"{"prompt": "Q\\n\\n###\\n\\n", "completion": "A \ud800"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q\\n\\n###\\n\\n"}, {"role": "assistant", "content": "A \ud800"}]}
      """#),
  ReadingCase(
    name: "messages on both sides", shape: .trlPromptCompletion,
    row:
      #"{"prompt": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}, {"role": "user", "content": "R"}], "completion": [{"role": "assistant", "content": "B", "thinking": "hm"}]}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A", "weight": 0}, {"role": "user", "content": "R"}, {"role": "assistant", "content": "B"}]}
      loses: reasoning
      note: weightOfPrompt
      """#),
]

private let ownCases = [
  ReadingCase(
    name: "a chat without anything to do keeps its bytes", shape: .chat,
    row:
      #"{"x":1.0,"messages":[{"content":"Q","role":"user"},{"role":"assistant","content":"A","z":[1]}]}"#,
    becomes: #"""
      {"x":1.0,"messages":[{"content":"Q","role":"user"},{"role":"assistant","content":"A","z":[1]}]}
      """#),
  ReadingCase(
    name: "nulls of a table library", shape: .chat,
    row:
      #"{"messages": [{"role": "user", "content": "Q", "name": null}, {"role": "assistant", "content": "A", "weight": 1, "tool_calls": null}], "tools": null, "id": 9007199254740993, "score": 1.0}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A", "weight": 1}], "id": 9007199254740993, "score": 1.0}
      note: droppedNulls
      """#),
  ReadingCase(
    name: "functions", shape: .chat,
    row:
      #"{"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": null, "function_call": {"name": "f", "arguments": "{\"x\": 1}"}}, {"role": "function", "name": "f", "content": "4"}, {"role": "assistant", "content": "A"}], "functions": [{"name": "f", "parameters": {}}]}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": null, "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{\"x\": 1}"}}]}, {"role": "tool", "content": "4", "tool_call_id": "call_1"}, {"role": "assistant", "content": "A"}], "tools": [{"type": "function", "function": {"name": "f", "parameters": {}}}]}
      note: renamedFunctions
      note: generatedCallIDs
      """#),
  ReadingCase(
    name: "roles and keys called otherwise", shape: .chat,
    row: #"{"messages": [{"role": "human", "content": "Q"}, {"role": "Assistent", "text": "A"}]}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}]}
      note: renamedRole(from: "human", to: "user")
      note: renamedRole(from: "Assistent", to: "assistant")
      note: renamedKey(from: "text", to: "content")
      """#),
  ReadingCase(
    name: "parts and calls stay", shape: .chat,
    row:
      #"{"messages": [{"role": "user", "content": [{"type": "text", "text": "Q"}]}, {"role": "assistant", "content": [{"type": "text", "text": ""}], "tool_calls": [{"id": "call_a1", "type": "function", "function": {"name": "due_date", "arguments": "{}"}}]}, {"role": "tool", "content": [{"type": "text", "text": "4"}], "tool_call_id": "call_a1", "name": "due_date"}]}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": [{"type": "text", "text": "Q"}]}, {"role": "assistant", "content": [{"type": "text", "text": ""}], "tool_calls": [{"id": "call_a1", "type": "function", "function": {"name": "due_date", "arguments": "{}"}}]}, {"role": "tool", "content": [{"type": "text", "text": "4"}], "tool_call_id": "call_a1", "name": "due_date"}]}
      """#),
  ReadingCase(
    name: "a bare list", shape: .messageList,
    row: #"[{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}]"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}]}
      """#),
  ReadingCase(
    name: "a message that is none", shape: .chat, row: #"{"messages": [3]}"#,
    becomes: #"""
      fault: notAMessage at row.messages[0]
      """#),
]
