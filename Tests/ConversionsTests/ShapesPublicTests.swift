import Conversions
import JSON
import Testing

/// The forms of datasets that many people take from a hub.
@Suite struct ShapesPublicTests {
  @Test(arguments: [functionCases, textCases, segmentCases, pairCases].flatMap(\.self))
  private func `A row of a public dataset becomes examples`(_ item: ReadingCase) {
    #expect(reading(item.row, as: ShapeReader(item.shape)) == item.becomes)
  }

  /// What a parameter's type is called, what a schema says of it, and whether a call needs it.
  @Test(arguments: [
    ("str", #"{"type": "string"}"#, true), ("int", #"{"type": "integer"}"#, true),
    ("float", #"{"type": "number"}"#, true), ("bool", #"{"type": "boolean"}"#, true),
    ("string", #"{"type": "string"}"#, true), ("STRING", #"{"type": "string"}"#, true),
    ("dict", #"{"type": "object"}"#, true), ("list", #"{"type": "array"}"#, true),
    ("List[str]", #"{"type": "array", "items": {"type": "string"}}"#, true),
    ("list[int]", #"{"type": "array", "items": {"type": "integer"}}"#, true),
    (
      "List[List[float]]",
      #"{"type": "array", "items": {"type": "array", "items": {"type": "number"}}}"#, true
    ),
    ("Tuple[int, int]", #"{"type": "array", "items": {"type": "integer"}}"#, true),
    ("Tuple[int, str]", #"{"type": "array"}"#, true), ("Set[Any]", #"{"type": "array"}"#, true),
    (
      "Dict[str, int]", #"{"type": "object", "additionalProperties": {"type": "integer"}}"#, true
    ),
    ("Dict[str, Any]", #"{"type": "object"}"#, true), ("Any", "{}", true),
    ("Union[int, float]", #"{"type": ["integer", "number"]}"#, true),
    (
      "List[Union[int, str]]", #"{"type": "array", "items": {"type": ["integer", "string"]}}"#,
      true
    ),
    (
      "Union[str, List[str]]",
      #"{"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}"#, true
    ),
    ("int | str", #"{"type": ["integer", "string"]}"#, true),
    ("float or None", #"{"type": "number"}"#, true),
    ("Literal['km', \"mi\", 3]", #"{"enum": ["km", "mi", 3]}"#, true),
    ("str, optional", #"{"type": "string"}"#, false),
    ("List[int], optional", #"{"type": "array", "items": {"type": "integer"}}"#, false),
    ("Optional[bool]", #"{"type": "boolean"}"#, false),
    ("str, default='a, b'", #"{"type": "string"}"#, false),
  ])
  func `Types of parameters become JSON Schema`(
    _ type: String, _ schema: String, _ isNeeded: Bool
  ) throws {
    let parameter = JSONValue.object([
      JSONMember("description", "D"), JSONMember("type", .string(type)),
    ])
    let read = try ShapeReader(.columns).examples(of: xlamRow(["p": parameter]))
    #expect(read.losses == [])
    #expect(read.notes.contains(.typesAsSchema))
    let found = try parameters(of: read)
    let expected = try JSONValue(parsing: Array(schema.utf8)).members ?? []
    #expect(found["type"] == "object")
    #expect(
      found["properties"]?["p"] == .object([JSONMember("description", "D")] + expected))
    #expect(found["required"] == (isNeeded ? ["p"] : nil))
  }

  @Test(arguments: ["Callable[[float], float]", "datetime", "List[Matrix]", "str; maybe"])
  func `A type that JSON Schema has not is left out, and said`(_ type: String) throws {
    let read = try ShapeReader(.columns)
      .examples(of: xlamRow(["p": ["type": .string(type), "description": "D"]]))
    #expect(read.losses == [.parameterTypes])
    #expect(try parameters(of: read)["properties"]?["p"] == ["description": "D"])
  }

  @Test(arguments: [
    #"{"type": "object", "properties": {"type": {"type": "string", "description": "t"}}}"#,
    ##"{"type":"object","properties":{"p":{"$ref":"#/$defs/a"}},"$defs":{"a":{"type":["string","null"]}}}"##,
    #"{"properties": {"p": {"enum": [1, 2]}}, "required": []}"#, "{}", "null",
  ])
  func `A schema stays as it was written`(_ schema: String) throws {
    let text =
      #"{"query": "Q", "answers": "A", "tools": [{"name": "f", "parameters": \#(schema)}]}"#
    let read = try ShapeReader(.columns).examples(of: SourceRow(Array(text.utf8), line: 1))
    #expect(read.notes == [] && read.losses == [])
    let line = String(decoding: try #require(read.examples.first), as: UTF8.self)
    #expect(line.contains(schema == "null" ? #"{"name": "f"}"# : #""parameters": \#(schema)}"#))
  }

  private func xlamRow(_ parameters: JSONValue) -> SourceRow {
    let tools: JSONValue = [["name": "f", "description": "d", "parameters": parameters]]
    let row: JSONValue = [
      "query": "Q", "answers": #"[{"name": "f", "arguments": {}}]"#, "tools": .string(tools.text),
    ]
    return SourceRow(row.encoded(), line: 1)
  }

  private func parameters(of read: ConvertedRow) throws -> JSONValue {
    let example = try JSONValue(parsing: try #require(read.examples.first))
    return try #require(example["tools"]?.array?.first?["function"]?["parameters"])
  }
}

@Suite struct MessageTreeTests {
  private static let tree = [
    #"{"message_id": "1", "parent_id": null, "message_tree_id": "1", "role": "prompter", "text": "Q", "rank": null, "lang": "en", "emojis": {"a": 1}}"#,
    #"{"message_id": "2", "parent_id": "1", "message_tree_id": "1", "role": "assistant", "text": "worse", "rank": 1, "lang": "en"}"#,
    #"{"message_id": "3", "parent_id": "1", "message_tree_id": "1", "role": "assistant", "text": "A", "rank": 0, "lang": "en"}"#,
    #"{"message_id": "4", "parent_id": "3", "message_tree_id": "1", "role": "prompter", "text": "R", "rank": null, "lang": "en"}"#,
    #"{"message_id": "5", "parent_id": "4", "message_tree_id": "1", "role": "assistant", "text": "B", "rank": null, "lang": "en"}"#,
    #"{"message_id": "6", "parent_id": "5", "message_tree_id": "1", "role": "prompter", "text": "Bye", "rank": null, "lang": "en"}"#,
  ]

  @Test func `A tree becomes the conversation along the answers that were ranked best`() {
    #expect(
      joined(Self.tree) == [
        #"""
        {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}, {"role": "user", "content": "R"}, {"role": "assistant", "content": "B"}], "message_tree_id": "1", "lang": "en"}
        loses: metadata, worseAnswers, messagesAfterAnswer
        """#
      ])
  }

  @Test func `Answers that were ranked lower make pairs, where pairs are asked for`() {
    #expect(
      joined(Self.tree, offersSiblings: true) == [
        #"""
        {"input": {"messages": [{"role": "user", "content": "Q"}]}, "preferred_output": [{"role": "assistant", "content": "A"}], "non_preferred_output": [{"role": "assistant", "content": "worse"}], "message_tree_id": "1", "lang": "en"}
        """#
      ])
  }

  @Test func `Without a column for the tree, a message without a parent begins one`() {
    let rows = [
      #"{"id": 1, "parent": null, "role": "user", "text": "Q"}"#,
      #"{"id": 2, "parent": 1, "role": "assistant", "text": "A"}"#,
      #"{"id": 3, "parent": "", "role": "user", "text": "R"}"#,
      #"{"id": 4, "parent": 3, "role": "assistant", "text": "B"}"#,
      #"{"id": 5, "parent": 3, "role": "assistant", "text": "not ranked"}"#,
      #"{"id": 6, "parent": null, "role": "user", "text": "nobody answered"}"#,
    ]
    #expect(
      joined(rows) == [
        #"{"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}]}"#,
        #"""
        {"messages": [{"role": "user", "content": "R"}, {"role": "assistant", "content": "B"}]}
        loses: otherAnswers
        """#,
        "loses: messagesAfterAnswer",
      ])
    #expect(joined(rows, offersSiblings: true) == ["", "", ""])
  }

  /// A faulty row takes nothing else away than what hangs on it.
  @Test func `A message that hangs on nothing is a fault, and the tree before it stays`() {
    let rows = [
      #"{"id": "1", "parent_id": null, "tree_id": "a", "role": "user", "text": "Q"}"#,
      #"{"id": "2", "parent_id": "1", "tree_id": "a", "role": "assistant", "text": "A"}"#,
      #"{"id": "2", "parent_id": "1", "tree_id": "a", "role": "assistant", "text": "twice"}"#,
      #"{"id": "9", "parent_id": "8", "tree_id": "b", "role": "user", "text": "R"}"#,
      #"{"id": "3", "parent_id": null, "tree_id": "c", "role": "judge", "text": "R"}"#,
      #"{"id": "4", "parent_id": "3", "tree_id": "c", "role": "assistant", "text": "B"}"#,
      #"{"parent_id": "3", "tree_id": "c", "role": "assistant", "text": "B"}"#, "[]", "{",
    ]
    #expect(
      joined(rows) == [
        "fault: brokenTree at row.id", "fault: missingParent at row.parent_id",
        "fault: unknownRole at row.role", "fault: missingParent at row.parent_id",
        "fault: missingField at row.parent_id", "fault: notAnObject at row",
        "fault: invalidJSON(JSON.JSONError.Code.unexpectedEnd) at row",
        #"{"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "tree_id": "a"}"#,
      ])
  }

  private func joined(_ rows: [String], offersSiblings: Bool = false) -> [String] {
    var reader = MessageTreeReader(offersSiblings: offersSiblings)
    var said: [String] = []
    for (index, row) in rows.enumerated() {
      do throws(ConversionFault) {
        if let read = try reader.add(SourceRow(Array(row.utf8), line: index + 1)) {
          said.append(description(of: read))
        }
      } catch {
        said.append("fault: \(error.code) at \(text(of: error.path))")
      }
    }
    return said + (reader.finish().map { [description(of: $0)] } ?? [])
  }
}

private let functionCases = [
  ReadingCase(
    name: "xLAM's calls and tools as text", shape: .columns,
    row:
      #"{"id": 7, "query": "Where?", "answers": "[{\"name\": \"f\", \"arguments\": {\"city\": \"Oslo\", \"n\": 1.10}}, {\"name\": \"g\", \"arguments\": {}}]", "tools": "[{\"name\": \"f\", \"description\": \"d\", \"parameters\": {\"city\": {\"description\": \"c\", \"type\": \"str\"}, \"n\": {\"type\": \"float\", \"default\": 1}}}, {\"name\": \"g\", \"parameters\": {}}]"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Where?"}, {"role": "assistant", "content": null, "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{\"city\": \"Oslo\", \"n\": 1.10}"}}, {"id": "call_2", "type": "function", "function": {"name": "g", "arguments": "{}"}}]}], "tools": [{"type": "function", "function": {"name": "f", "description": "d", "parameters": {"type": "object", "properties": {"city": {"description": "c", "type": "string"}, "n": {"type": "number", "default": 1}}, "required": ["city"]}}}, {"type": "function", "function": {"name": "g", "parameters": {}}}], "id": 7}
      note: argumentsAsText
      note: generatedCallIDs
      note: typesAsSchema
      """#),
  ReadingCase(
    name: "calls and tools as lists, parameters that say for themselves what is needed",
    shape: .columns,
    row:
      #"{"query": "Q", "answers": [{"name": "f", "arguments": {"a": 1}}], "tools": [{"name": "f", "parameters": {"a": {"type": "int", "required": true}, "b": {"type": "str", "required": false}, "type": {"type": "str", "optional": true}}}]}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": null, "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{\"a\": 1}"}}]}], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "string"}, "type": {"type": "string"}}, "required": ["a"]}}}]}
      note: argumentsAsText
      note: generatedCallIDs
      note: typesAsSchema
      """#),
  ReadingCase(
    name: "an answer in words beside tools", shape: .columns,
    row: #"{"query": "Q", "answers": "None of them helps.", "tools": "[{\"name\": \"f\"}]"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "None of them helps."}], "tools": [{"type": "function", "function": {"name": "f"}}]}
      """#),
  ReadingCase(
    name: "no call at all", shape: .columns,
    row: #"{"query": "Q", "answers": "[]", "tools": "[{\"name\": \"f\"}]"}"#,
    becomes: "fault: noAnswer at row.answers"),
  ReadingCase(
    name: "a list as an answer, without tools", shape: .columns,
    row: #"{"query": "Q", "answers": "[{\"name\": \"f\", \"arguments\": {}}]", "tools": "saw"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "[{\"name\": \"f\", \"arguments\": {}}]"}], "source_tools": "saw"}
      note: renamedColumn(from: "tools", to: "source_tools")
      """#),
  ReadingCase(
    name: "tools of OpenAI's form with types of Python", shape: .shareGPT,
    row:
      #"{"conversations": [{"from": "human", "value": "Q"}, {"from": "gpt", "value": "A"}], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "dict", "properties": {"a": {"type": "tuple", "items": {"type": "float"}}}}}}]}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {"a": {"type": "array", "items": {"type": "number"}}}}}}]}
      note: typesAsSchema
      """#),
]

private let textCases = [
  ReadingCase(
    name: "Glaive's functions, call and result", shape: .text,
    row:
      #"{"system": "SYSTEM: You are a helpful assistant with access to the following functions. Use them if required -\n{\n    \"name\": \"rate\",\n    \"parameters\": {\"type\": \"object\"}\n}\n\n{\"name\": \"g\"}\n", "chat": "USER: Rate?\n\n\nASSISTANT: One moment. <functioncall> {\"name\": \"rate\", \"arguments\": '{\"base\": \"I don't know\"}'} <|endoftext|>\n\n\nFUNCTION RESPONSE: {\"rate\": 0.85}\n\n\nASSISTANT: It is 0.85. <|endoftext|>\n\n\n"}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "You are a helpful assistant."}, {"role": "user", "content": "Rate?"}, {"role": "assistant", "content": "One moment.", "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "rate", "arguments": "{\"base\": \"I don't know\"}"}}]}, {"role": "tool", "content": "{\"rate\": 0.85}", "tool_call_id": "call_1"}, {"role": "assistant", "content": "It is 0.85."}], "tools": [{"type": "function", "function": {"name": "rate", "parameters": {"type": "object"}}}, {"type": "function", "function": {"name": "g"}}]}
      note: movedSystem
      note: renamedFunctions
      note: argumentsAsText
      note: generatedCallIDs
      """#),
  ReadingCase(
    name: "Glaive's first form, without functions", shape: .text,
    row:
      #"{"sample": "SYSTEM: You are a helpful assistant, with no access to external functions.\n\n\nUSER: Q\n\n\nASSISTANT: A <|endoftext|>\n\n\nUSER: R\n\n\nASSISTANT: B"}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "You are a helpful assistant, with no access to external functions."}, {"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}, {"role": "user", "content": "R"}, {"role": "assistant", "content": "B"}]}
      """#),
  ReadingCase(
    name: "a call of Glaive's that is no JSON", shape: .text,
    row:
      #"{"chat": "USER: Q\n\n\nASSISTANT: <functioncall> {\"name\": \"f\", \"arguments\": '{x}'}"}"#,
    becomes: "fault: unreadableCall at row.chat"),
  ReadingCase(
    name: "a result that answers no call", shape: .text,
    row: #"{"chat": "USER: Q\n\n\nFUNCTION RESPONSE: 4\n\n\nASSISTANT: A"}"#,
    becomes: "fault: resultWithoutCall at row.chat"),
  ReadingCase(
    name: "Llama 2 with a system prompt and two questions", shape: .text,
    row:
      #"{"text": "<s>[INST] <<SYS>>\nS\n<</SYS>>\n\nQ [/INST] A </s><s>[INST] R [/INST] B </s>", "id": 1}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}, {"role": "user", "content": "R"}, {"role": "assistant", "content": "B"}], "id": 1}
      """#),
  ReadingCase(
    name: "Llama 3", shape: .text,
    row:
      #"{"text": "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nS<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nQ<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nA<|eot_id|>"}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}]}
      """#),
  ReadingCase(
    name: "Gemma", shape: .text,
    row:
      #"{"text": "<bos><start_of_turn>user\nQ<end_of_turn>\n<start_of_turn>model\nA<end_of_turn>\n"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}]}
      """#),
  ReadingCase(
    name: "ChatML whose marks are written as escapes", shape: .text,
    row:
      #"{"text": "\u003c|im_start|\u003euser\nQ\u003c|im_end|\u003e\n\u003c|im_start|\u003eassistant\nA\u003c|im_end|\u003e"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}]}
      """#),
  ReadingCase(
    name: "ChatML with a role that nobody knows", shape: .text,
    row:
      #"{"text": "<|im_start|>user\nQ<|im_end|>\n<|im_start|>judge\nJ<|im_end|>\n<|im_start|>assistant\nA<|im_end|>"}"#,
    becomes: "fault: unknownRole at row.text"),
]

private let segmentCases = [
  ReadingCase(
    name: "a template with marks, of which one answer is learned", shape: .segments,
    row:
      #"{"segments": [{"label": false, "text": "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n"}, {"label": true, "text": "A<|im_end|>\n"}, {"label": false, "text": "<|im_start|>user\nR<|im_end|>\n<|im_start|>assistant\nB<|im_end|>\n"}], "id": 1}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}, {"role": "user", "content": "R"}, {"role": "assistant", "content": "B", "weight": 0}], "id": 1}
      """#),
  ReadingCase(
    name: "an answer that is learned in parts, and a question that is learned", shape: .segments,
    row:
      #"{"segments": [{"label": true, "text": "<s>[INST] Q [/INST]"}, {"label": true, "text": " A, "}, {"label": false, "text": "no "}, {"label": true, "text": "B</s>"}]}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A, no B"}]}
      loses: learnedPrompts, partialWeights
      """#),
  ReadingCase(
    name: "no marks, what is learned answers what is not", shape: .segments,
    row:
      #"{"segments": [{"label": false, "text": "<s>Q"}, {"label": false, "text": "?\n"}, {"label": true, "text": "A"}, {"label": true, "text": ".</s>"}]}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q?"}, {"role": "assistant", "content": "A."}]}
      """#),
  ReadingCase(
    name: "no marks, and nobody knows who speaks", shape: .segments,
    row:
      #"{"segments": [{"label": true, "text": "<s>Hello\n"}, {"label": true, "text": "hi there!. "}, {"label": false, "text": "goodbye "}, {"label": true, "text": "farewell</s>"}]}"#,
    becomes: "fault: unclearPieces at row.segments"),
  ReadingCase(
    name: "a label that is no Boolean", shape: .segments,
    row: #"{"segments": [{"label": 1, "text": "Q"}]}"#,
    becomes: "fault: missingField at row.segments[0].label"),
]

private let pairCases = [
  ReadingCase(
    name: "SHP where B was liked more", shape: .hfPreference,
    row:
      #"{"post_id": "p", "history": "Q", "human_ref_A": "A", "human_ref_B": "B", "labels": 0, "score_A": 2}"#,
    becomes: #"""
      {"input": {"messages": [{"role": "user", "content": "Q"}]}, "preferred_output": [{"role": "assistant", "content": "B"}], "non_preferred_output": [{"role": "assistant", "content": "A"}], "post_id": "p", "score_A": 2}
      """#),
  ReadingCase(
    name: "PKU-SafeRLHF", shape: .hfPreference,
    row:
      #"{"prompt": "Q", "response_0": "A", "response_1": "B", "better_response_id": 1, "safer_response_id": 0}"#,
    becomes: #"""
      {"input": {"messages": [{"role": "user", "content": "Q"}]}, "preferred_output": [{"role": "assistant", "content": "B"}], "non_preferred_output": [{"role": "assistant", "content": "A"}], "safer_response_id": 0}
      """#),
  ReadingCase(
    name: "LMSYS's arena", shape: .hfPreference,
    row:
      #"{"winner": "model_b", "conversation_a": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "conversation_b": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "B"}]}"#,
    becomes: #"""
      {"input": {"messages": [{"role": "user", "content": "Q"}]}, "preferred_output": [{"role": "assistant", "content": "B"}], "non_preferred_output": [{"role": "assistant", "content": "A"}]}
      note: foundCommonPrompt
      """#),
  ReadingCase(
    name: "a tie", shape: .hfPreference,
    row:
      #"{"prompt": "Q", "response_a": "A", "response_b": "B", "winner": "tie"}"#,
    becomes: "fault: neitherIsBetter at row.winner"),
  ReadingCase(
    name: "Stack Exchange's pairs", shape: .hfPreference,
    row: #"{"question": "Q", "response_j": "A", "response_k": "B"}"#,
    becomes: #"""
      {"input": {"messages": [{"role": "user", "content": "Q"}]}, "preferred_output": [{"role": "assistant", "content": "A"}], "non_preferred_output": [{"role": "assistant", "content": "B"}]}
      """#),
]
