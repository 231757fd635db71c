import JSON

extension Rule {
  /// W09: no text tells how to reach a person, or a number that is theirs.
  static let personalData = Rule(
    "W09", "personal-data", .warning, "no text holds an address or a number of a person",
    explanation: """
      E-mail addresses, telephone numbers, and numbers of cards, accounts and residents were \
      found, by their form and where they have one by their checksum. A model learns them and may \
      tell them to anyone, and what was sent to a provider is not taken back. 'redact' puts \
      placeholders in their place; waive the rule for data that is public or made up.
      """,
    remedy: "redact REF",
    on: [.at, .number, .key, .unicodeEscape],
    test: .example({ check in check.reportPrivateData(personalScanner) }))
}

private let personalScanner = PrivateDataScanner(PrivateKind.usual.subtracting([.key]))

extension ExampleCheck {
  /// Reports what a scanner finds, once for each kind in a text, without the value itself.
  mutating func reportPrivateData(_ scanner: PrivateDataScanner) {
    if example.kind == .completion {
      for text in example.texts {
        for (detail, range) in privateData(in: text.span, scanner) {
          report(detail, field: text.role, at: range)
        }
      }
    }
    for place in places {
      for span in texts(of: place.message) {
        for (detail, range) in privateData(in: span, scanner) {
          report(detail, place, "content", at: range)
        }
      }
    }
  }

  private func privateData(
    in span: JSONStringSpan, _ scanner: PrivateDataScanner
  ) -> [(detail: String, range: Range<Int>)] {
    let text =
      span.hasEscapes
      ? Array(example.text(span).utf8) : Array(example.bytes[span.contents])
    let found = scanner.find(in: text)
    return PrivateKind.allCases.compactMap { kind in
      let ofKind = found.filter { $0.kind == kind }
      guard let first = ofKind.first?.range else { return nil }
      let start = span.contents.lowerBound
      return (
        kind.words(count: ofKind.count),
        // Escapes move what stands behind them.
        span.hasEscapes ? span.quoted : start + first.lowerBound..<start + first.upperBound
      )
    }
  }
}

extension PrivateKind {
  /// `an e-mail address`, or `3 e-mail addresses`.
  fileprivate func words(count: Int) -> String {
    let (one, many) = names
    return count == 1 ? one : "\(count) \(many)"
  }

  private var names: (one: String, many: String) {
    switch self {
    case .email: ("an e-mail address", "e-mail addresses")
    case .phone: ("a telephone number", "telephone numbers")
    case .card: ("a card number", "card numbers")
    case .resident: ("a resident registration number", "resident registration numbers")
    case .myNumber: ("a My Number", "My Numbers")
    case .iban: ("an account number", "account numbers")
    case .key: ("a key or a password", "keys or passwords")
    case .ip: ("an address of a machine", "addresses of machines")
    }
  }
}
