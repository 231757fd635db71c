import Conversions
import Testing

@Suite struct ShapesServicesTests {
  @Test(arguments: [serviceCases, logCases, exportCases].flatMap(\.self))
  private func `A row of a service, a log or an export becomes examples`(_ item: ReadingCase) {
    #expect(reading(item.row, as: ShapeReader(item.shape)) == item.becomes)
  }

  @Test func `Another answer to the same request makes a pair, where pairs are asked for`() {
    var reader = ShapeReader(.chatGPTExport)
    reader.offersSiblings = true
    #expect(
      reading(exportCases[0].row, as: reader)
        == #"""
        {"input": {"messages": [{"role": "user", "content": "Q"}]}, "preferred_output": [{"role": "assistant", "content": "A"}], "non_preferred_output": [{"role": "assistant", "content": "OLD"}], "title": "T", "create_time": 1751000000.0}
        """#)
  }

  @Test func `Rows of a long table join in the order of their turns`() throws {
    let rows = [
      #"{"conversation_id": "a", "turn": "2", "role": "bot", "content": "A", "topic": "x"}"#,
      #"{"conversation_id": "a", "turn": "1", "role": "user", "content": "Q", "topic": "y"}"#,
      #"{"conversation_id": "b", "turn": "10", "role": "user", "content": "R"}"#,
    ]
    var reader = LongTableReader()
    var said: [String] = []
    for (index, row) in rows.enumerated() {
      if let read = try reader.add(SourceRow(Array(row.utf8), line: index + 2)) {
        said.append(description(of: read))
      }
    }
    if let read = try reader.finish() { said.append(description(of: read)) }
    #expect(
      said == [
        #"""
        {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "conversation_id": "a", "topic": "x"}
        loses: metadata
        note: sortedTurns
        """#,
        #"{"messages": [{"role": "user", "content": "R"}], "conversation_id": "b"}"#,
      ])
  }

  @Test func `A mapping and a template say which columns are what`() throws {
    let row = #"{"title": "T", "body": "B", "kind": 3, "reply": "A", "tone": "dry"}"#
    let mapping = try FieldMapping(parsing: "assistant=kind, system=tone")
    let reader = ShapeReader(.columns, mapping: mapping, template: "{{title}}: {{ body }} {x}")
    #expect(
      reading(row, as: reader) == #"""
        {"messages": [{"role": "system", "content": "dry"}, {"role": "user", "content": "T: B {x}"}, {"role": "assistant", "content": "3"}], "reply": "A"}
        note: valueAsText
        """#)
    let nested = #"{"pair": {"en": "Q", "de": "A", "note": 1}, "a.b": "S", "l": {"x": ["T"]}}"#
    let paths = try FieldMapping(parsing: "user=pair.en,assistant=pair.de,system=a.b")
    #expect(
      reading(nested, as: ShapeReader(.columns, mapping: paths)) == #"""
        {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "pair": {"note": 1}, "l": {"x": ["T"]}}
        """#)
    let list = ShapeReader(
      .columns, mapping: try FieldMapping(parsing: "assistant=l.x.0"), template: "{{pair.en}}?")
    #expect(
      reading(nested, as: list) == #"""
        {"messages": [{"role": "user", "content": "Q?"}, {"role": "assistant", "content": "T"}], "pair": {"de": "A", "note": 1}, "a.b": "S", "l": {"x": ["T"]}}
        """#)
    let pair = try FieldMapping(parsing: "user=a.b,preferred=pair.en,rejected=pair.de")
    #expect(
      reading(nested, as: ShapeReader(.hfPreference, mapping: pair)) == #"""
        {"input": {"messages": [{"role": "user", "content": "S"}]}, "preferred_output": [{"role": "assistant", "content": "Q"}], "non_preferred_output": [{"role": "assistant", "content": "A"}], "pair": {"note": 1}, "l": {"x": ["T"]}}
        """#)
    #expect(throws: FieldMapping.Fault.unknownField("usr")) {
      try FieldMapping(parsing: "usr=question")
    }
    #expect(throws: FieldMapping.Fault.repeatedField(.user)) {
      try FieldMapping(parsing: "user=a,user=b")
    }
  }
}

private let serviceCases = [
  ReadingCase(
    name: "Gemini with an image, a call and its result", shape: .gemini,
    row:
      #"{"systemInstruction": {"role": "system", "parts": [{"text": "S"}]}, "contents": [{"role": "user", "parts": [{"text": "Q"}, {"inlineData": {"mimeType": "image/png", "data": "iVBO"}}]}, {"role": "model", "parts": [{"functionCall": {"name": "f", "args": {"x": 1.0}}}]}, {"role": "user", "parts": [{"functionResponse": {"name": "f", "response": {"y": 2e3}}}]}, {"role": "model", "parts": [{"text": "A"}]}], "tools": [{"functionDeclarations": [{"name": "f", "parameters": {"type": "OBJECT"}}]}]}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": [{"type": "text", "text": "Q"}, {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBO"}}]}, {"role": "assistant", "content": null, "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{\"x\": 1.0}"}}]}, {"role": "tool", "content": "{\"y\": 2e3}", "tool_call_id": "call_1"}, {"role": "assistant", "content": "A"}], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}]}
      note: generatedCallIDs
      note: movedSystem
      note: typesAsSchema
      """#),
  ReadingCase(
    name: "PaLM's pair", shape: .gemini, row: #"{"input_text": "Q", "output_text": "A"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}]}
      """#),
  ReadingCase(
    name: "Anthropic with thinking and a tool", shape: .bedrock,
    row:
      #"{"system": "S", "messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "Wait."}, {"type": "tool_use", "id": "t1", "name": "f", "input": {}}]}, {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t1", "content": "4"}]}, {"role": "assistant", "content": "Four"}]}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "Q"}, {"role": "assistant", "content": "Wait.", "tool_calls": [{"id": "t1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}, {"role": "tool", "content": "4", "tool_call_id": "t1"}, {"role": "assistant", "content": "Four"}]}
      loses: reasoning
      note: movedSystem
      """#),
  ReadingCase(
    name: "Converse", shape: .bedrockConverse,
    row:
      #"{"schemaVersion": "bedrock-conversation-2024", "system": [{"text": "S"}], "messages": [{"role": "user", "content": [{"text": "Q"}]}, {"role": "assistant", "content": [{"text": "A"}, {"text": "B"}]}]}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "Q"}, {"role": "assistant", "content": [{"type": "text", "text": "A"}, {"type": "text", "text": "B"}]}]}
      note: movedSystem
      """#),
  ReadingCase(
    name: "Cohere", shape: .cohere,
    row:
      #"{"messages": [{"role": "System", "content": "S"}, {"role": "User", "content": "Q"}, {"role": "Chatbot", "content": "A"}]}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}]}
      """#),
  ReadingCase(
    name: "Mistral", shape: .mistral,
    row:
      #"{"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A", "prefix": true, "weight": 0}]}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A", "weight": 0}]}
      loses: metadata
      """#),
]

private let logCases = [
  ReadingCase(
    name: "items of the Responses API", shape: .responses,
    row:
      #"{"instructions": "S", "input": "Q", "output": [{"type": "reasoning", "summary": []}, {"type": "function_call", "id": "fc_1", "call_id": "c1", "name": "f", "arguments": "{}"}, {"type": "function_call_output", "call_id": "c1", "output": "4"}, {"type": "message", "id": "m", "status": "completed", "role": "assistant", "content": [{"type": "output_text", "text": "A", "annotations": []}]}], "tools": [{"type": "function", "name": "f", "parameters": {}}, {"type": "web_search"}], "model": "m"}"#,
    becomes: #"""
      {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "Q"}, {"role": "assistant", "content": null, "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}, {"role": "tool", "content": "4", "tool_call_id": "c1"}, {"role": "assistant", "content": "A"}], "tools": [{"type": "function", "function": {"name": "f", "parameters": {}}}], "model": "m"}
      loses: tools, reasoning
      note: movedSystem
      """#),
  ReadingCase(
    name: "a request with its response", shape: .responses,
    row:
      #"{"custom_id": "r1", "request": {"body": {"model": "m", "messages": [{"role": "user", "content": "Q"}]}}, "response": {"status_code": 200, "body": {"choices": [{"message": {"role": "assistant", "content": "A"}}, {"message": {"role": "assistant", "content": "B"}}]}}}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "custom_id": "r1"}
      loses: otherAnswers, settings
      """#),
  ReadingCase(
    name: "promptfoo", shape: .promptfoo,
    row:
      #"{"prompt": {"raw": "[{\"role\": \"user\", \"content\": \"Q\"}]", "label": "p"}, "vars": {"x": 1.10}, "response": {"output": "A"}, "success": true}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "vars": {"x": 1.10}, "success": true}
      """#),
  ReadingCase(
    name: "an ideal answer", shape: .promptfoo,
    row: #"{"input": [{"role": "user", "content": "Q"}], "ideal": ["A", "B"]}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}]}
      loses: otherAnswers
      """#),
  ReadingCase(
    name: "guanaco", shape: .text,
    row: ####"{"text": "### Human: Q### Assistant: A### Human: R### Assistant: B"}"####,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}, {"role": "user", "content": "R"}, {"role": "assistant", "content": "B"}]}
      """#),
  ReadingCase(
    name: "ChatML", shape: .text,
    row: #"{"text": "<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\nA\n<|im_end|>\n"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A\n"}]}
      """#),
  ReadingCase(
    name: "text without turns", shape: .text, row: #"{"text": "Once upon"}"#,
    becomes: #"""
      fault: noTurns at row.text
      """#),
]

private let exportCases = [
  ReadingCase(
    name: "a tree", shape: .chatGPTExport,
    row:
      #"{"title": "T", "create_time": 1751000000.0, "moderation_results": [], "current_node": "a2", "mapping": {"root": {"parent": null, "children": ["s"], "message": null}, "s": {"parent": "root", "children": ["u"], "message": {"author": {"role": "system"}, "content": {"content_type": "text", "parts": [""]}, "weight": 0.0}}, "u": {"parent": "s", "children": ["a1", "a2"], "message": {"author": {"role": "user"}, "content": {"content_type": "text", "parts": ["Q"]}}}, "a1": {"parent": "u", "children": [], "message": {"author": {"role": "assistant"}, "content": {"content_type": "text", "parts": ["OLD"]}}}, "a2": {"parent": "u", "children": [], "message": {"author": {"role": "assistant"}, "content": {"content_type": "text", "parts": ["A"]}, "recipient": "all"}}}}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "title": "T", "create_time": 1751000000.0}
      loses: otherAnswers
      """#),
  ReadingCase(
    name: "a circle", shape: .chatGPTExport,
    row:
      #"{"current_node": "a", "mapping": {"a": {"parent": "b", "message": null}, "b": {"parent": "a", "message": null}}}"#,
    becomes: #"""
      fault: brokenTree at row.mapping.a
      """#),
]
