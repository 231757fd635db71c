import JSON

extension Rule {
  /// W27: no stray white space.
  package static let whitespace = Rule(
    "W27", "whitespace", .note, "no stray white space",
    explanation: """
      A reply that begins with a space or ends in blank lines teaches just that. Characters that \
      cannot be seen, such as zero-width spaces and no-break spaces, come from web pages and \
      documents.
      """,
    on: .stray,
    test: .example({ check in
      for place in check.places {
        for span in check.texts(of: place.message) where !check.isBlank(span) {
          guard let what = strayWhiteSpace(in: check.example.bytes, span.contents) else { continue }
          check.report(what, place, "content", at: span.quoted)
        }
      }
    }))
}

private func strayWhiteSpace(in bytes: [UInt8], _ contents: Range<Int>) -> String? {
  let text = bytes[contents]
  if text.first == 0x20 || isNewlineEscape(text.prefix(2)) { return "white space at the start" }
  if text.last == 0x20 || isNewlineEscape(text.suffix(2)), text.suffix(3).first != 0x5C {
    return "white space at the end"
  }
  return invisibleText.first(in: bytes, contents).map { "\($0.name) in the text" }
}

private func isNewlineEscape(_ bytes: ArraySlice<UInt8>) -> Bool {
  bytes.elementsEqual(#"\n"#.utf8) || bytes.elementsEqual(#"\t"#.utf8)
}

private let invisibleText = TextPatterns([
  ("a zero-width space", "\u{200B}"), ("a byte-order mark", "\u{FEFF}"),
  ("a no-break space", "\u{A0}"), ("a carriage return", #"\r\n"#),
])
