import JSON

extension Rule {
  /// W15: no placeholder was left in.
  static let placeholders = Rule(
    "W15", "placeholder", .warning, "no placeholder was left in",
    explanation: """
      Text such as '{{name}}', '[INSERT ...]' or 'lorem ipsum' was meant to be replaced, and \
      'N/A' or 'None' as a whole message usually stands for nothing at all, and so does 'nan' as \
      the last line of a request, where a table's empty cell was joined to it. Data about \
      templates or code may hold such text rightly.
      """,
    on: .placeholder,
    test: .example({ check in
      for place in check.places {
        for span in check.texts(of: place.message) {
          if span.contents.count <= ExampleCheck.nothingWordLimit,
            nothingWords.contains(check.example.text(span).lowercased())
          {
            check.report("the whole content is a placeholder", place, "content", at: span.quoted)
          } else if let found = placeholderText.first(in: check.example.bytes, span.contents) {
            check.report("placeholder \(found.name)", place, "content", at: found.range)
          } else if place.message.role == .user,
            let word = emptyCells.first(where: {
              check.example.bytes[span.contents].endsInLine($0)
            })
          {
            check.report(
              "the last line is '\(word)', an empty cell", place, "content", at: span.quoted)
          }
        }
      }
    }))
}

extension ExampleCheck {
  /// Bytes of the longest text that stands for nothing.
  static let nothingWordLimit = 12
}

private let nothingWords: Set<String> = [
  "n/a", "na", "none", "null", "nan", "undefined", "<noinput>", "no input", "<no output>", "tbd",
]

/// What the library of a table writes for a cell without a value.
private let emptyCells = ["nan", "NaN", "null", "<NA>", "N/A"]

extension ArraySlice<UInt8> {
  /// Whether the JSON text's last line is that word and nothing else.
  fileprivate func endsInLine(_ word: String) -> Bool {
    Array(suffix(word.utf8.count + 2)) == Array("\\n\(word)".utf8)
  }
}

private let placeholderText = TextPatterns([
  ("'{{'", "{{"), ("'[INSERT'", "[INSERT"), ("'[Insert'", "[Insert"), ("'<NAME>'", "<NAME>"),
  ("'<noinput>'", "<noinput>"), ("'lorem ipsum'", "lorem ipsum"),
  ("'lorem ipsum'", "Lorem ipsum"), ("'[YOUR '", "[YOUR "), ("'[Your '", "[Your "),
])
