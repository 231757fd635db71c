import Datasets
import JSON
import Testing

private func example(_ text: String) throws -> Example { try Example(Array(text.utf8)) }

private let weather =
  #"{"messages":[{"role":"user","name":"minji","content":[{"type":"text","text":"How is "},"#
  + #"{"type":"image_url","image_url":{"url":"data:"}},{"type":"text","text":"it?\u00e9"}]},"#
  + #"{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","#
  + #""function":{"name":"look","arguments":"{\"at\": 1}"}}]},"#
  + #"{"role":"tool","tool_call_id":"c1","content":"rain"},"#
  + #"{"role":"assistant","content":"It rains.","weight":0,"mood":1}],"#
  + #""tools":[{"type":"function","function":{"name":"look"}}],"parallel_tool_calls":false}"#

@Suite struct ExampleTests {
  @Test func `Everything a conversation says can be seen`() throws {
    let example = try example(weather)
    #expect(example.kind == .chat)
    #expect(example.messages.map(example.role(of:)) == ["user", "assistant", "tool", "assistant"])
    #expect(example.messages.map(example.text(of:)) == ["How is it?é", nil, "rain", "It rains."])
    #expect(example.messages.map(example.name(of:)) == ["minji", nil, nil, nil])
    #expect(example.messages.map(\.isTrained) == [false, true, false, false])
    #expect(example.messages.map(\.hasCall) == [false, true, false, false])
    #expect(example.messages[2].toolCallID.map(example.text) == "c1")
    #expect(example.messages[3].unknownKeys.map(example.text) == ["mood"])
    #expect(example.tools?[0]?["function"]?["name"] == "look")
    #expect(example.otherKeys == ["parallel_tool_calls"])
    #expect(example.description == weather)
  }

  @Test func `A message's range is its object`() throws {
    let example = try example(weather)
    let third = example.bytes[example.messages[2].range]
    #expect(
      String(decoding: third, as: UTF8.self)
        == #"{"role":"tool","tool_call_id":"c1","content":"rain"}"#)
  }

  @Test func `A preference has an input and two answers`() throws {
    let example = try example(
      #"{"input":{"messages":[{"role":"user","content":"a"}],"tools":[]},"#
        + #""preferred_completion":[{"role":"assistant","content":"b"}],"#
        + #""non_preferred_completion":[{"role":"assistant","content":"c"}]}"#)
    #expect(example.kind == .preference)
    #expect(example.messages.compactMap(example.text(of:)) == ["a"])
    #expect(example.preferred.compactMap(example.text(of:)) == ["b"])
    #expect(example.rejected.compactMap(example.text(of:)) == ["c"])
    #expect(example.text(of: .last(.assistant)) == "b")
    let edited = try example.setting(.last(.assistant), to: "B")
    #expect(edited.description == example.description.replacing(#""b""#, with: #""B""#))
    let system = try example.setting(.last(.system), to: "S")
    #expect(system.messages.map(system.role(of:)) == ["system", "user"])
  }

  @Test func `A completion has two texts`() throws {
    let example = try example(#"{"prompt":"a ->","completion":" b\n"}"#)
    #expect(example.kind == .completion)
    #expect(example.prompt == "a ->")
    #expect(example.completion == " b\n")
    #expect(example.messages == [])
    #expect(throws: EditFault.noSuchField(.last(.system))) {
      try example.setting(.last(.system), to: "x")
    }
  }

  @Test(arguments: [
    ("messages[3].content", "It rains."), ("messages[1].content", nil), ("assistant", "It rains."),
    ("user", "How is it?é"), ("system", nil), ("messages[0].name", "minji"),
    ("messages[3].weight", "0"), ("messages[9]", nil),
    ("messages[2]", #"{"role":"tool","tool_call_id":"c1","content":"rain"}"#),
    ("messages[1].tool_calls[0].function.arguments", #"{"at": 1}"#),
  ])
  func `A field has a text`(_ name: String, _ text: String?) throws {
    let field = try #require(ExampleField(name))
    #expect(try example(weather).text(of: field) == text)
    #expect(field.description == name)
  }

  @Test func `An edit that breaks the example is refused`() throws {
    let fault = #expect(throws: EditFault.self) {
      try example(weather).setting(.path(["messages"]), to: 1)
    }
    #expect(fault?.description == "this would break the example: 'messages' is not a list")
  }

  @Test func `Examples are made from messages in the usual spelling`() throws {
    let bytes = Example.bytes(messages: [
      MessageDraft(role: "system", text: "Be \"brief\"."),
      MessageDraft(
        role: "assistant", content: .null, extra: [JSONMember("tool_calls", [["id": "c"]])]),
    ])
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #"{"messages": [{"role": "system", "content": "Be \"brief\"."}, "#
        + #"{"role": "assistant", "content": null, "tool_calls": [{"id": "c"}]}]}"#)
  }

  @Test func `A line that is no example says where`() {
    let fault = #expect(throws: ReadingFault.self) {
      try Example(Array(#"{"messages": [7]}"#.utf8), line: 12)
    }
    #expect(fault?.description == "line 12, column 15: a message is not an object")
  }
}

@Suite struct ExampleTokensTests {
  /// A token per byte, so that the rule's own numbers show.
  private func tokens(_ text: String) throws -> ExampleTokens {
    unsafe ExampleTokens(of: try example(text)) { $0.count }
  }

  @Test(arguments: [
    (#"{"messages":[]}"#, 3, 0, 0),
    (#"{"messages":[{"role":"user","content":"Hi"}]}"#, 3 + 3 + 4 + 2, 0, 0),
    (#"{"messages":[{"role":"user","name":"bob","content":"Hi"}]}"#, 3 + 3 + 4 + 2 + 3 + 1, 0, 0),
    (#"{"messages":[{"role":"assistant","content":"Hello"}]}"#, 3 + 3 + 9 + 5, 5, 5),
    (#"{"messages":[{"role":"assistant","content":"Hello","weight":0}]}"#, 3 + 3 + 9 + 5, 0, 5),
    (#"{"messages":[{"role":"assistant","content":"Hello","weight":1}]}"#, 3 + 3 + 9 + 5, 5, 5),
    (#"{"messages":[{"role":"assistant","content":null}]}"#, 3 + 3 + 9, 0, 0),
    (#"{"prompt":"abc","completion":"de"}"#, 5, 2, 2),
  ])
  func `Tokens follow the cookbook's rule`(
    _ text: String, _ total: Int, _ trained: Int, _ assistant: Int
  ) throws {
    let expected = ExampleTokens(total: total, trained: trained, assistant: assistant)
    #expect(try tokens(text) == expected)
  }

  @Test func `A preference is read once with each answer`() throws {
    let counted = try tokens(
      #"{"input":{"messages":[{"role":"user","content":"a"}]},"preferred_output":"#
        + #"[{"role":"assistant","content":"bb"}],"non_preferred_output":"#
        + #"[{"role":"assistant","content":"ccc"}]}"#)
    #expect(counted.total == 2 * (3 + 4 + 1 + 3) + (3 + 9 + 2) + (3 + 9 + 3))
  }

  @Test func `Tools are counted by the cookbook's estimate`() throws {
    let tools: JSONValue = [
      [
        "type": "function",
        "function": [
          "name": "get", "description": "Gets it.",
          "parameters": [
            "properties": ["unit": ["type": "string", "description": "U.", "enum": ["c", "f"]]]
          ],
        ],
      ]
    ]
    // 7 and "get:Gets it"; 3; 3, -3 + 2 × (3 + 1) and "unit:string:U"; 12 at the end.
    #expect(unsafe ToolTokens.count(tools) { $0.count } == 7 + 11 + 3 + 3 - 3 + 8 + 13 + 12)
    #expect(unsafe ToolTokens.count("auto") { $0.count } == 0)
    #expect(unsafe ToolTokens.count([]) { $0.count } == 0)
  }

  @Test func `Without a vocabulary the count is an estimate above nothing`() throws {
    let estimate = ExampleTokens(estimating: try example(weather))
    #expect(estimate.total > 20)
    #expect(estimate.assistant >= estimate.trained)
  }
}
