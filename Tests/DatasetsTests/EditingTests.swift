import Datasets
import JSON
import Testing

private func example(_ text: String) throws -> Example { try Example(Array(text.utf8)) }

private let moon =
  #"{"messages":[{"role":"system","content":"Be \u0041."}, {"role":"user", "content":"How far?"},"#
  + #"{"content":"","role":"assistant","weight":1}], "extra" : 1.50}"#

@Suite struct EditingTests {
  @Test(arguments: [
    ("assistant", "\"Far.\"\n", #""content":"""#, #""content":"\"Far.\"\n""#),
    ("system", "Be B.", #""Be \u0041.""#, #""Be B.""#),
    ("messages[1].content", "When?", #""How far?""#, #""When?""#),
    ("messages[2].name", "marv", #""weight":1}"#, #""weight":1,"name":"marv"}"#),
    ("note", "kept", "1.50}", #"1.50, "note":"kept"}"#),
  ])
  func `Setting a field moves no other byte`(
    _ field: String, _ text: String, _ before: String, _ after: String
  ) throws {
    let field = try #require(ExampleField(field))
    let value = JSONValue.string(after.contains(#"\"Far"#) ? "\"Far.\"\n" : text)
    let edited = try example(moon).setting(field, to: value)
    let expected = moon.replacing(before, with: after)
    #expect(edited.description == expected)
    #expect(edited.text(of: field) == text)
  }

  @Test func `A missing system message is put in front`() throws {
    let bare = try example(#"{"messages": [{"role": "user", "content": "Hi"}]}"#)
    let edited = try bare.setting(.last(.system), to: "Be brief.")
    #expect(
      edited.description
        == #"{"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}]}"#
    )
  }

  @Test(arguments: ["messages[9].content", "a.b", "messages[0].a.b"])
  func `A field without a place is refused`(_ name: String) throws {
    let field = try #require(ExampleField(name))
    #expect(throws: EditFault.noSuchField(field)) {
      try example(moon).setting(field, to: "x")
    }
  }

  @Test(arguments: ["", "messages[", "messages[x]", ".a", "a..b", "a[1]b"])
  func `A text that is no path is no field`(_ text: String) {
    #expect(ExampleField(text) == nil)
  }

  @Test func `An example is edited as text under role lines`() throws {
    let text = EditingText(of: try example(moon))
    #expect(
      text.text == """
        === system
        Be A.
        === user
        How far?
        === assistant weight=1

        === end: text below this line is ignored ===

        """)
  }

  @Test func `Text that comes back unchanged changes no byte`() throws {
    let before = try example(moon)
    let read = try EditingText(parsing: EditingText(of: before).text)
    #expect(try before.applying(read) == before)
  }
}

@Suite struct EditingTextTests {
  private func edited(_ source: String, _ text: String) throws -> String {
    try example(source).applying(EditingText(parsing: text)).description
  }

  @Test func `A changed content is all that changes`() throws {
    let text = EditingText(of: try example(moon)).text.replacing("How far?", with: "How\nfar?")
    #expect(try edited(moon, text) == moon.replacing("How far?", with: #"How\nfar?"#))
  }

  @Test func `A new message leaves the others as they are written`() throws {
    let text = """
      === system
      Be A.
      === user
      How far?
      === assistant weight=1

      === user name=bob
      Really?
      === end: text below this line is ignored ===
      === user
      """
    #expect(
      try edited(moon, text)
        == #"{"messages":[{"role":"system","content":"Be \u0041."}, "#
        + #"{"role":"user", "content":"How far?"}, {"content":"","role":"assistant","weight":1}, "#
        + #"{"role": "user", "content": "Really?", "name": "bob"}], "extra" : 1.50}"#)
  }

  @Test func `The marker grows when a content has a line like one`() throws {
    let source = try Example(
      Example.bytes(messages: [
        MessageDraft(role: "user", text: "=== a\n==== b\n=====c"),
        MessageDraft(role: "assistant", text: "\n\n"),
      ]))
    let text = EditingText(of: source)
    #expect(text.text.hasPrefix("===== user\n=== a\n==== b\n=====c\n===== assistant\n\n\n\n====="))
    #expect(try source.applying(EditingText(parsing: text.text)) == source)
  }

  @Test func `A message that is more than text is edited as JSON`() throws {
    let source =
      #"{"messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"c1"}]}]}"#
    let text = EditingText(of: try example(source)).text
    #expect(
      text == """
        === assistant json
        {
          "content": null,
          "tool_calls": [
            {
              "id": "c1"
            }
          ]
        }
        === end: text below this line is ignored ===

        """)
    #expect(try edited(source, text) == source)
    #expect(
      try edited(source, text.replacing("c1", with: "c2"))
        == #"{"messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"c2"}]}]}"#)
  }

  @Test func `A preference shows both answers, a completion its two texts`() throws {
    let preference =
      #"{"input":{"messages":[{"role":"user","content":"a"}]},"preferred_output":"#
      + #"[{"role":"assistant","content":"b"}],"non_preferred_output":"#
      + #"[{"role":"assistant","content":"c"}]}"#
    let text = EditingText(of: try example(preference)).text
    #expect(text.hasPrefix("=== user\na\n=== preferred\nb\n=== rejected\nc\n=== end"))
    #expect(
      try edited(preference, text.replacing("\nc\n", with: "\nd\n"))
        == preference.replacing(#""c""#, with: #""d""#))
    let completion = #"{"prompt":"a","completion":"b"}"#
    let plain = EditingText(of: try example(completion)).text
    #expect(plain.hasPrefix("=== prompt\na\n=== completion\nb\n=== end"))
    #expect(
      try edited(completion, plain.replacing("\na\n", with: "\nA\n"))
        == #"{"prompt":"A","completion":"b"}"#)
  }

  @Test(arguments: [
    ("", EditingFault(.empty, line: 1)),
    (" \n\n", EditingFault(.empty, line: 1)),
    ("=== end: x\n", EditingFault(.empty, line: 1)),
    ("Hello\n=== user\n", EditingFault(.textBeforeFirstRole, line: 1)),
    ("\n=== user\nHi\n=== asistant\nx\n", EditingFault(.unknownRole("asistant"), line: 4)),
    ("=== user loud\nHi\n", EditingFault(.unknownWord("loud"), line: 1)),
    ("=== user weight=x\nHi\n", EditingFault(.unknownWord("weight=x"), line: 1)),
    ("=== user\nHi\n=== assistant json\n{]\n", EditingFault(.invalidJSON, line: 3)),
  ])
  func `A fault in the text is placed by its line`(_ text: String, _ fault: EditingFault) {
    #expect(throws: fault) { try edited(moon, text) }
  }

  @Test(arguments: 0..<60)
  func `Any contents come back as they were`(_ seed: UInt64) throws {
    var random = Generator(state: seed)
    let pieces = [
      "===", " ", "\n", "user", "=== user\n", "=", "é", "한", "\r\n", "\t", "end:", "\"",
    ]
    let drafts = (0..<Int.random(in: 1...4, using: &random)).map { index in
      MessageDraft(
        role: index % 2 == 0 ? "user" : "assistant",
        text: (0..<Int.random(in: 0...8, using: &random)).map { _ in
          pieces.randomElement(using: &random) ?? ""
        }.joined())
    }
    let source = try Example(Example.bytes(messages: drafts))
    let read = try EditingText(parsing: EditingText(of: source).text)
    #expect(try source.applying(read) == source)
    let other = try example(moon).applying(read)
    #expect(other.messages.compactMap(other.draft(of:)) == drafts)
  }
}
