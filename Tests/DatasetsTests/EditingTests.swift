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
