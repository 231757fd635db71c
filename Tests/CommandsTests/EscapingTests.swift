import Commands
import JSON
import Presentation
import Testing

/// What must not reach a terminal, or a file that stays.
@Suite struct EscapingTests {
  @Test(arguments: [
    ("plain 데이터", "\"plain 데이터\""),
    ("a\u{7F}b", "\"a\\u007fb\""),
    ("a\u{9B}31mb", "\"a\\u009b31mb\""),
    ("a\u{202E}b\u{2066}", "\"a\\u202eb\\u2066\""),
    ("\u{E0041}", "\"\\udb40\\udc41\""),
  ])
  func `JSON for a terminal has its controls escaped, and is equal`(
    _ text: String, _ shown: String
  ) throws {
    let written = escapedJSON(
      String(decoding: JSONValue.string(text).encoded(.pretty), as: UTF8.self))
    #expect(written == shown)
    #expect(try JSONValue(parsing: Array(written.utf8)) == .string(text))
  }

  @Test(arguments: [
    ("export OPENAI_API_KEY=sk-proj-abcdefghij0123456789", "export OPENAI_API_KEY=sk-…"),
    ("ftk-abcdefghijklmnop", "ftk-…"),
    ("load sk-learn.jsonl as task-list-of-the-last-year", nil),
    ("sk-short", nil),
    ("provider add x --url https://me:secret@host/v1", "provider add x --url https://me:…@host/v1"),
    ("ask marv \"who is at me:you@home?\"", nil),
  ])
  func `Of a key only the beginning is kept`(_ line: String, _ kept: String?) {
    #expect(line.maskingKeys == kept ?? line)
  }
}
