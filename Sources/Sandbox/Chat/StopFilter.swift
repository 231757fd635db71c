import FineTuning

/// Holds generated tokens back while their text may be the beginning of a stop sequence.
struct StopFilter {
  /// A piece of the answer that is safe to show.
  struct Release: Hashable {
    var text = ""
    var tokens: [TokenLogProbability] = []
    /// Whether a stop sequence has come, after `text`.
    var isStop = false
  }

  private let stops: [[UInt8]]
  private var held: [(text: String, token: TokenLogProbability?)] = []

  init(_ stops: [String]) {
    self.stops = stops.filter { !$0.isEmpty }.map { Array($0.utf8) }
  }

  /// Takes the next token and the text that it completes.
  mutating func take(_ text: String, _ token: TokenLogProbability?) -> Release {
    held.append((text, token))
    guard !stops.isEmpty else { return flush() }
    let pending = Array(held.map(\.text).joined().utf8)
    if let end = firstStop(in: pending) { return cut(at: end) }
    let kept = longestBeginning(in: pending)
    return releasing { $0 <= pending.count - kept }
  }

  /// Gives what is held at the end of the answer.
  mutating func flush() -> Release { releasing { _ in true } }

  /// Releases tokens from the first on, as long as their text ends where `isSafe` says yes.
  private mutating func releasing(_ isSafe: (Int) -> Bool) -> Release {
    var release = Release()
    var end = 0
    while let first = held.first {
      end += first.text.utf8.count
      guard isSafe(end) else { break }
      release.text += first.text
      if let token = first.token { release.tokens.append(token) }
      held.removeFirst()
    }
    return release
  }

  private mutating func cut(at end: Int) -> Release {
    let text = String(decoding: Array(held.map(\.text).joined().utf8)[..<end], as: UTF8.self)
    var release = releasing { $0 <= end }
    release.text = text
    release.isStop = true
    held = []
    return release
  }

  /// Where the earliest stop sequence begins.
  private func firstStop(in bytes: [UInt8]) -> Int? {
    bytes.indices.first { start in stops.contains { bytes[start...].starts(with: $0) } }
  }

  /// How many bytes at the end may be the beginning of a stop sequence.
  private func longestBeginning(in bytes: [UInt8]) -> Int {
    let longest = min(bytes.count, stops.map { $0.count - 1 }.max() ?? 0)
    return stride(from: longest, to: 0, by: -1).first { count in
      stops.contains { $0.count > count && bytes.suffix(count).elementsEqual($0.prefix(count)) }
    } ?? 0
  }
}
