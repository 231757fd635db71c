import Dispatch
import Files
import Synchronization
import Tokenization

/// A text in segments, each of which is new; the first is not measured.
struct SegmentedText: Sendable {
  let name: String
  let segments: [[UInt8]]

  private static let segmentCount = 9
  private static let repeatCount = 3
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
        // The first one is shorter, so that no cache holds the whole piece.
        let half = Array(text[..<(text.count / 6 * 3)])
        return SegmentedText(name: name, segments: [half, text])
      }
  }

  /// The texts of a folder, as they were written.
  static func stored(in directory: String) -> [SegmentedText] {
    (BenchText.all.map(\.name) + units.map(\.name)).map { name in
      let segments = (0..<segmentCount).compactMap { index in
        (try? MappedFile("\(directory)/\(name).\(index).txt"))?.copy()
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
      for _ in 0..<Self.repeatCount { _ = counter.total(last, isEncode) }
      let repeated = Double(Self.repeatCount * last.count) / 1_000_000
      rates[1].append(repeated / repeatedClock.seconds)
    }
    return rates[0] + rates[1]
  }

  /// Returns the same for threads that share the segments, by the clock.
  func round(_ tokenizer: Tokenizer, threads: Int) -> [Double] {
    let counted = sharedRates(tokenizer, threads, isEncode: false)
    let encoded = sharedRates(tokenizer, threads, isEncode: true)
    return zip(counted, encoded).flatMap { [$0, $1] }
  }

  /// The rate of fresh and of repeated text, each thread with caches of its own.
  private func sharedRates(_ tokenizer: Tokenizer, _ threads: Int, isEncode: Bool) -> [Double] {
    guard let first = segments.first, let last = segments.last else { return [0, 0] }
    let fresh = Array(segments.dropFirst())
    let spans = Mutex([WallSpan(), WallSpan()])
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      let counter = TokenCounter(tokenizer)
      _ = counter.total(first, isEncode)
      let shares = [
        stride(from: thread, to: fresh.count, by: threads).map { fresh[$0] },
        [[UInt8]](repeating: last, count: Self.repeatCount),
      ]
      for (index, share) in shares.enumerated() {
        let start = ContinuousClock.now
        for segment in share { _ = counter.total(segment, isEncode) }
        let span = WallSpan(
          from: start, to: .now, size: share.map(\.count).reduce(0, +))
        spans.withLock { $0[index].join(span) }
      }
    }
    return spans.withLock { $0.map(\.rate) }
  }
}

/// When several threads began and ended their shares of one work.
private struct WallSpan {
  private var start: ContinuousClock.Instant?
  private var end: ContinuousClock.Instant?
  /// In bytes.
  private var size = 0

  init() {}

  init(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant, size: Int) {
    (self.start, self.end, self.size) = (start, end, size)
  }

  mutating func join(_ other: WallSpan) {
    start = [start, other.start].compactMap(\.self).min()
    end = [end, other.end].compactMap(\.self).max()
    size += other.size
  }

  /// Megabytes a second.
  var rate: Double {
    guard let start, let end else { return 0 }
    return Double(size) / 1_000_000 / max((end - start) / .seconds(1), 1e-9)
  }
}

extension TokenCounter {
  fileprivate func total(_ text: [UInt8], _ isEncode: Bool) -> Int {
    unsafe text.withUnsafeBytes { bytes in
      isEncode ? unsafe encode(utf8: bytes).count : unsafe count(utf8: bytes)
    }
  }
}
