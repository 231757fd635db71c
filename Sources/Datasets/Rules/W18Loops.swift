import JSON

extension Rule {
  /// W18: no answer ends in a loop.
  static let loops = Rule(
    "W18", "loops", .warning, "no answer ends in a loop",
    explanation: """
      An answer whose last words come four times in a row was cut off by a model that did not \
      stop. It teaches the model to go on for ever. Looked at are answers of 512 bytes and \
      more, at their end.
      """,
    on: .loop,
    test: .example({ check in
      for place in check.places where place.message.role == .assistant {
        guard case .text(let span) = place.message.content,
          let period = period(atEndOf: check.example.bytes[span.contents])
        else { continue }
        check.report(
          "the last \(period) bytes come \(fewestRounds) times and more", place, "content",
          at: span.quoted)
      }
    }))
}

/// Repeats from which on an end is a loop.
private let fewestRounds = 4

/// The length of what is repeated at the end of a text; nil where nothing is.
private func period(atEndOf text: ArraySlice<UInt8>) -> Int? {
  guard text.count >= 2 * Signs.loopReach else { return nil }
  let tail = Array(text.suffix(2 * Signs.loopReach))
  for period in 8...Signs.loopReach / 2 {
    let start = tail.count - period * (fewestRounds - 1)
    guard start >= period, (start..<tail.count).allSatisfy({ tail[$0] == tail[$0 - period] }) else {
      continue
    }
    // A rule of dashes or dots is no loop of words.
    guard Set(tail[(tail.count - period)...]).count > 4 else { continue }
    return period
  }
  return nil
}
