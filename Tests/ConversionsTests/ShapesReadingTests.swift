import Conversions
import JSON
import Testing

/// A row of a shape, and what it becomes: its examples, then `loses`, then `notes`, or a fault.
private struct Case: CustomTestStringConvertible {
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
  @Test(arguments: shareGPTCases + alpacaCases + columnCases + completionCases)
  private func `A row becomes examples`(_ item: Case) {
    #expect(reading(item.row, as: ShapeReader(item.shape)) == item.becomes)
  }
}

private let shareGPTCases = [
  Case(
    name: "the system prompt beside the turns", shape: .shareGPT,
    row:
      #"{"id": "a", "system": "S", "conversations": [{"from": "human", "value": "Q"}, {"from": "chatgpt", "value": "A\u00e9"}]}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "Q"}, {"role": "assistant", "content": "A\u00e9"}], "id": "a"}
      note: movedSystem
      """#),
  Case(
    name: "weights, train, and details of training", shape: .shareGPT,
    row:
      #"{"conversations": [{"from": "user", "value": "Q"}, {"from": "bot", "value": "A", "weight": 0}, {"role": "user", "content": "R"}, {"from": "gpt", "value": "B", "train": true, "train_detail": []}]}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A", "weight": 0}, {"role": "user", "content": "R"}, {"role": "assistant", "content": "B", "weight": 1}]}
      loses: partialWeights
      """#),
  Case(
    name: "calls as text, tools as text", shape: .shareGPT,
    row:
      #"{"conversations": [{"from": "human", "value": "Q"}, {"from": "function_call", "value": "{\"name\": \"f\", \"arguments\": {\"x\": 1.10}}"}, {"from": "observation", "value": "4"}, {"from": "gpt", "value": "Four."}], "tools": "[{\"name\": \"f\", \"parameters\": {\"type\": \"object\"}}]"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": null, "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{\"x\": 1.10}"}}]}, {"role": "tool", "content": "4", "tool_call_id": "call_1"}, {"role": "assistant", "content": "Four."}], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}]}
      note: argumentsAsText
      note: generatedCallIDs
      """#),
  Case(
    name: "a role of no shape", shape: .shareGPT,
    row: #"{"conversations": [{"from": "narrator", "value": "Once"}]}"#,
    becomes: #"""
      fault: unknownRole at row.conversations[0].from
      """#),
  Case(
    name: "no turns", shape: .shareGPT, row: #"{"conversations": []}"#,
    becomes: #"""
      fault: noMessages at row.conversations
      """#),
  Case(
    name: "a turn without words", shape: .shareGPT, row: #"{"items": [{"from": "gpt"}]}"#,
    becomes: #"""
      fault: missingField at row.items[0].content
      """#),
]

private let alpacaCases = [
  Case(
    name: "an empty input", shape: .alpaca,
    row: #"{"instruction": "Say", "input": "", "output": "Hi", "id": 9007199254740993}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Say"}, {"role": "assistant", "content": "Hi"}], "id": 9007199254740993}
      """#),
  Case(
    name: "an input that says there is none", shape: .alpaca,
    row: #"{"instruction": "Say", "input": "<noinput>", "output": "Hi"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Say"}, {"role": "assistant", "content": "Hi"}]}
      note: droppedEmptyInput
      """#),
  Case(
    name: "input, system and history", shape: .alpaca,
    row:
      #"{"instruction": "Add", "input": "1\t2", "output": "3", "system": "S", "history": [["a", "b"], ["c", "d"]]}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}, {"role": "user", "content": "c"}, {"role": "assistant", "content": "d"}, {"role": "user", "content": "Add\n1\t2"}, {"role": "assistant", "content": "3"}]}
      """#),
  Case(
    name: "Dolly's names", shape: .alpaca,
    row: #"{"instruction": "Say", "context": "C", "response": "R", "category": "qa"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Say\nC"}, {"role": "assistant", "content": "R"}], "category": "qa"}
      """#),
  Case(
    name: "no answer", shape: .alpaca, row: #"{"instruction": "Say", "input": ""}"#,
    becomes: #"""
      fault: missingField at row.output
      """#),
]

private let columnCases = [
  Case(
    name: "numbers stay as they are written", shape: .columns,
    row: #"{"question": "Phone?", "answer": "0045", "score": 1.10, "note": null}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Phone?"}, {"role": "assistant", "content": "0045"}], "score": 1.10}
      note: droppedNulls
      """#),
  Case(
    name: "a number in the answer", shape: .columns,
    row: #"{"Question ": "Shelf?", "Answer": 2e3}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Shelf?"}, {"role": "assistant", "content": "2e3"}]}
      note: valueAsText
      """#),
  Case(
    name: "Korean heads", shape: .columns, row: #"{"질문": "몇 시?", "답변": "열 시"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "몇 시?"}, {"role": "assistant", "content": "열 시"}]}
      """#),
  Case(
    name: "Japanese heads", shape: .columns, row: #"{"質問": "何時？", "回答": "十時", "システム": "短く"}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "短く"}, {"role": "user", "content": "何時？"}, {"role": "assistant", "content": "十時"}]}
      """#),
  Case(
    name: "columns with names of an example", shape: .columns,
    row: #"{"prompt": "Q", "response": "A", "messages": 3, "tools": "x"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "source_messages": 3, "source_tools": "x"}
      note: renamedColumn(from: "messages", to: "source_messages")
      note: renamedColumn(from: "tools", to: "source_tools")
      """#),
  Case(
    name: "an empty and a missing answer", shape: .columns,
    row: #"{"question": "Q", "answer": null}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": ""}]}
      note: droppedNulls
      """#),
  Case(
    name: "no answer column", shape: .columns, row: #"{"question": "Q"}"#,
    becomes: #"""
      fault: missingField at row.assistant
      """#),
  Case(
    name: "a list in a cell", shape: .columns, row: #"{"question": ["Q"], "answer": "A"}"#,
    becomes: #"""
      fault: notText at row.question
      """#),
  Case(
    name: "not JSON", shape: .columns, row: "question,answer",
    becomes: #"""
      fault: invalidJSON(JSON.JSONError.Code.unknownWord) at row
      """#),
]

private let completionCases = [
  Case(
    name: "the old marks", shape: .promptCompletion,
    row: #"{"prompt": "图书馆几点开门？ ->", "completion": " 上午十点。 END"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "图书馆几点开门？"}, {"role": "assistant", "content": "上午十点。"}]}
      note: strippedSeparator
      note: strippedEnding
      note: strippedLeadingSpace
      """#),
  Case(
    name: "the other separator", shape: .promptCompletion,
    row: #"{"prompt": "Q\n\n###\n\n", "completion": "A"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}]}
      note: strippedSeparator
      """#),
  Case(
    name: "a backslash before an n is no line break", shape: .promptCompletion,
    row: #"{"prompt": "Q\\n\\n###\\n\\n", "completion": "A \ud800"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q\\n\\n###\\n\\n"}, {"role": "assistant", "content": "A \ud800"}]}
      """#),
  Case(
    name: "messages on both sides", shape: .trlPromptCompletion,
    row:
      #"{"prompt": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}, {"role": "user", "content": "R"}], "completion": [{"role": "assistant", "content": "B", "thinking": "hm"}]}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A", "weight": 0}, {"role": "user", "content": "R"}, {"role": "assistant", "content": "B"}]}
      loses: reasoning
      note: weightOfPrompt
      """#),
  Case(
    name: "an answer that is not liked", shape: .kto,
    row: #"{"prompt": "Q", "completion": "A", "label": false}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A", "weight": 0}], "label": false}
      note: weightOfRejected
      """#),
  Case(
    name: "LLaMA-Factory's tag", shape: .kto,
    row:
      #"{"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "kto_tag": true}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "label": true}
      """#),
]
