import Dispatch
import Synchronization
import Tokenization

/// A text in segments, each of which is new; the first is not measured.
struct SegmentedText: Sendable {
  let name: String
  let segments: [[UInt8]]

  private static let segmentCount = 9
  private static let units: [(name: String, unit: String)] = [
    ("letters", "a"), ("spaces", " "), ("kana", "あ"),
  ]

  static var all: [SegmentedText] {
    BenchText.all.map { text in
      SegmentedText(
        name: text.name,
        segments: (0..<UInt64(segmentCount)).map { text.bytes(1_000_000, seed: 100 + $0) })
    }
      + units.map { name, unit in
        let text = Array(String(repeating: unit, count: 999_000 / unit.utf8.count).utf8)
        // The first one is shorter, so that nobody has seen the whole piece before.
        let half = Array(text[..<(text.count / 6 * 3)])
        return SegmentedText(name: name, segments: [half, text])
      }
  }

  /// The texts of a folder, as they were written.
  static func stored(in directory: String) -> [SegmentedText] {
    (BenchText.all.map(\.name) + units.map(\.name)).map { name in
      let segments = (0..<segmentCount).compactMap { index in
        MappedFile("\(directory)/\(name).\(index).txt")?.copy()
      }
      return SegmentedText(name: name, segments: segments)
    }
  }

  /// Returns the rates of fresh counting and encoding, then of repeated counting and encoding.
  func round(_ tokenizer: Tokenizer) -> [Double] {
    guard let first = segments.first, let last = segments.last else { return [0, 0, 0, 0] }
    let fresh = segments.dropFirst()
    let size = Double(fresh.map(\.count).reduce(0, +)) / 1_000_000
    var rates: [[Double]] = [[], []]
    for isEncode in [false, true] {
      let counter = TokenCounter(tokenizer)
      _ = counter.total(first, isEncode)
      let freshClock = Stopwatch()
      for segment in fresh { _ = counter.total(segment, isEncode) }
      rates[0].append(size / freshClock.seconds)
      let repeatedClock = Stopwatch()
      for _ in 0..<3 { _ = counter.total(last, isEncode) }
      rates[1].append(3 * Double(last.count) / 1_000_000 / repeatedClock.seconds)
    }
    return rates[0] + rates[1]
  }

  /// Returns the same for all threads together: the sum of their rates.
  func round(_ tokenizer: Tokenizer, threads: Int) -> [Double] {
    let sums = Mutex([0.0, 0, 0, 0])
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      let rates = round(tokenizer)
      sums.withLock { sums in sums = zip(sums, rates).map { $0 + $1 } }
    }
    return sums.withLock { $0 }
  }
}

extension TokenCounter {
  fileprivate func total(_ text: [UInt8], _ isEncode: Bool) -> Int {
    unsafe text.withUnsafeBytes { bytes in
      isEncode ? unsafe encode(utf8: bytes).count : unsafe count(utf8: bytes)
    }
  }
}
