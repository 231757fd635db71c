import JSON

extension Rule {
  /// W14: no text was decoded wrongly.
  package static let mojibake = Rule(
    "W14", "mojibake", .warning, "no text was decoded wrongly",
    explanation: """
      U+FFFD marks a character that was lost; sequences such as 'Ã©' or 'â€™' come from UTF-8 \
      that was read as Latin-1; '&amp;' and '\\u00e9' are escapes that were never undone. The \
      model learns to write them.
      """,
    on: .mojibake,
    test: .example({ check in
      for place in check.places {
        for span in check.texts(of: place.message) {
          guard let found = brokenText.first(in: check.example.bytes, span.contents) else {
            continue
          }
          check.report("broken text: \(found.name)", place, "content", at: found.range)
        }
      }
    }))
}

private let brokenText = TextPatterns([
  ("U+FFFD", "\u{FFFD}"), ("'Ã' and a letter", "Ã\u{A9}"), ("'Ã' and a letter", "Ã\u{A8}"),
  ("'Ã' and a letter", "Ã\u{BC}"), ("'Ã' and a letter", "Ã\u{B6}"), ("'Ã' and a letter", "Ã\u{A4}"),
  ("'â€'", "â€"), ("'&amp;'", "&amp;"), ("'&quot;'", "&quot;"), ("'&lt;'", "&lt;"),
  ("'&#39;'", "&#39;"), ("an escape left in the text", "\\\\u00"),
])
