import JSON

extension Rule {
  /// W21: no answer is written in capitals.
  static let capitals = Rule(
    "W21", "capitals", .note, "no answer is written in capitals",
    explanation: """
      An answer of which more than a third of the letters are capitals shouts, or is a heading \
      or an abbreviation list taken for an answer. Looked at are answers of 32 bytes and more \
      in Latin letters that begin so.
      """,
    on: .capitals,
    test: .example({ check in
      for place in check.places where place.message.role == .assistant {
        guard case .text(let span) = place.message.content, span.contents.count >= 32,
          check.example.bytes[span.contents].prefix(16).count(where: isCapital) >= 6
        else { continue }
        var (large, small) = (0, 0)
        for byte in check.example.bytes[span.contents] {
          if isCapital(byte) { large += 1 }
          if (0x61...0x7A).contains(byte) { small += 1 }
        }
        guard large * 3 > large + small, large >= 16 else { continue }
        check.report(
          "\(large) of \(large + small) letters are capitals", place, "content", at: span.quoted)
      }
    }))
}

private func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
