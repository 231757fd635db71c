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
    name: "Hermes' calls and results in texts, in Python's notation", shape: .shareGPT,
    row:
      #"{"conversations": [{"from": "system", "value": "S"}, {"from": "human", "value": "Q"}, {"from": "gpt", "value": "Wait.\n<tool_call>\n{'arguments': {'x': 'é'}, 'name': 'f'}\n</tool_call>\n<tool_call>\n{\"name\": \"g\", \"arguments\": {}}\n</tool_call>"}, {"from": "tool", "value": "<tool_response>\n1\n</tool_response>\n<tool_response>\n2\n</tool_response>"}, {"from": "gpt", "value": "A"}], "tools": "[{\"name\": \"f\"}, {\"name\": \"g\"}]"}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "Q"}, {"role": "assistant", "content": "Wait.", "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{\"x\": \"é\"}"}}, {"id": "call_2", "type": "function", "function": {"name": "g", "arguments": "{}"}}]}, {"role": "tool", "content": "1", "tool_call_id": "call_1"}, {"role": "tool", "content": "2", "tool_call_id": "call_2"}, {"role": "assistant", "content": "A"}], "tools": [{"type": "function", "function": {"name": "f"}}, {"type": "function", "function": {"name": "g"}}]}
      note: argumentsAsText
      note: generatedCallIDs
      note: textCalls
      """#),
  ReadingCase(
    name: "tools that only the system prompt lists", shape: .shareGPT,
    row:
      #"{"conversations": [{"from": "system", "value": "Tools are within <tools></tools> XML tags: <tools> [{'name': 'f'}] </tools>"}, {"from": "human", "value": "Q"}, {"from": "gpt", "value": "<tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call>"}]}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "Tools are within <tools></tools> XML tags: <tools> [{'name': 'f'}] </tools>"}, {"role": "user", "content": "Q"}, {"role": "assistant", "content": null, "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}], "tools": [{"type": "function", "function": {"name": "f"}}]}
      note: argumentsAsText
      note: generatedCallIDs
      note: textCalls
      """#),
  ReadingCase(
    name: "marks around what is no call", shape: .shareGPT,
    row:
      #"{"conversations": [{"from": "human", "value": "<tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call>?"}, {"from": "gpt", "value": "Write <tool_call>...</tool_call>, or <tool_call>."}]}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "<tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call>?"}, {"role": "assistant", "content": "Write <tool_call>...</tool_call>, or <tool_call>."}]}
      """#),
  ReadingCase(
    name: "bare texts in turns, as LIMA and UltraChat have them", shape: .shareGPT,
    row: #"{"id": "1", "data": ["Q", "A", "R", "B"]}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}, {"role": "user", "content": "R"}, {"role": "assistant", "content": "B"}], "id": "1"}
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
