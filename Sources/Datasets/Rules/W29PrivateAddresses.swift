import JSON

extension Rule {
  /// W29: no text names a machine or a file of yours.
  static let privateAddresses = Rule(
    "W29", "private-addresses", .warning, "no text names a machine or a file of yours",
    explanation: """
      Addresses such as 'http://localhost:8000' and 'file:///home/...', and paths such as \
      'C:\\Users', come from the machine on which the data was made. The model learns them and \
      may tell them to anyone. Take them out, unless they are examples on purpose.
      """,
    on: [.address, .unicodeEscape],
    test: .example({ check in
      for place in check.places {
        for span in check.texts(of: place.message) {
          guard let found = addresses.first(in: check.example.bytes, span.contents) else {
            continue
          }
          check.report("\(found.name) in the text", place, "content", at: found.range)
        }
      }
    }))
}

private let addresses = TextPatterns([
  ("'://localhost'", "://localhost"), ("'://127.'", "://127."), ("'://10.'", "://10."),
  ("'://192.168.'", "://192.168."), ("'://0.0.0.0'", "://0.0.0.0"), ("'file:///'", "file:///"),
  (#"'C:\Users'"#, #":\\Users"#),
])
