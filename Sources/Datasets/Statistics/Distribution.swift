/// The numbers that one measure took over a dataset, kept exactly and summed up on demand.
///
/// Kept as a count per value, so that memory grows with the number of distinct values and not
/// with the dataset, and parts merge without loss.
package struct Distribution: Sendable, Hashable {
  /// How often each value was there.
  private(set) var counts: [Int: Int] = [:]
  package private(set) var count = 0
  package private(set) var sum = 0

  package init() {}

  package init(_ values: some Sequence<Int>) {
    for value in values { add(value) }
  }

  /// Takes one more number.
  package mutating func add(_ value: Int) { add(value, times: 1) }

  /// Takes one number several times.
  mutating func add(_ value: Int, times: Int) {
    counts[value, default: 0] += times
    count += times
    sum += times * value
  }

  /// Takes all numbers of `other`.
  package mutating func merge(_ other: Distribution) {
    counts.merge(other.counts, uniquingKeysWith: +)
    count += other.count
    sum += other.sum
  }

  /// The five figures and the mean; nil without any number.
  ///
  /// - Complexity: O(*d* log *d*) in the number of distinct values.
  package var summary: Summary? {
    guard count > 0 else { return nil }
    let sorted = counts.sorted { $0.key < $1.key }
    return Summary(
      minimum: sorted[0].key, maximum: sorted[sorted.count - 1].key,
      mean: Double(sum) / Double(count), median: Self.quantile(0.5, of: sorted, count: count),
      p5: Self.quantile(0.05, of: sorted, count: count),
      p95: Self.quantile(0.95, of: sorted, count: count))
  }

  /// The value below which the share `share` (0 to 1) of the numbers lies; nil without any.
  ///
  /// Between two numbers it is interpolated linearly at `share × (count − 1)`, as NumPy's
  /// `percentile` does by default (method 7 of Hyndman and Fan, 1996).
  package func quantile(_ share: Double) -> Double? {
    guard count > 0 else { return nil }
    return Self.quantile(share, of: counts.sorted { $0.key < $1.key }, count: count)
  }

  private static func quantile(
    _ share: Double, of sorted: [(key: Int, value: Int)], count: Int
  ) -> Double {
    let place = min(max(share, 0), 1) * Double(count - 1)
    let lower = Int(place)
    var passed = 0
    var below: Double?
    for (value, times) in sorted {
      passed += times
      if let below { return below + (Double(value) - below) * (place - Double(lower)) }
      guard passed > lower else { continue }
      if passed > lower + 1 || place == Double(lower) { return Double(value) }
      below = Double(value)
    }
    return below ?? 0
  }

  /// The numbers sorted into at most `limit` bins of one round width.
  ///
  /// The width is 1, 2 or 5 times a power of ten, and the first bin begins at a multiple of it.
  /// Empty without any number. At least two bins must be allowed, since a bin cannot hold numbers
  /// on both sides of 0.
  package func histogram(limit: Int = 20) -> [HistogramBin] {
    precondition(limit >= 2, "a histogram needs two bins")
    guard let low = counts.keys.min(), let high = counts.keys.max() else { return [] }
    let width = Self.width(from: low, to: high, limit: limit)
    let start = (Double(low) / Double(width)).rounded(.down)
    let first = Int(start) * width
    var bins = (0...(high - first) / width).map { index in
      HistogramBin(lowerBound: first + index * width, width: width, count: 0)
    }
    for (value, times) in counts { bins[(value - first) / width].count += times }
    return bins
  }

  private static func width(from low: Int, to high: Int, limit: Int) -> Int {
    var power = 1
    while true {
      for factor in [1, 2, 5] {
        let width = factor * power
        let first = Int((Double(low) / Double(width)).rounded(.down)) * width
        if (high - first) / width + 1 <= limit { return width }
      }
      power *= 10
    }
  }
}

/// What a distribution is like.
package struct Summary: Sendable, Hashable {
  package let minimum: Int
  package let maximum: Int
  package let mean: Double
  package let median: Double
  /// 5 of 100 numbers are below it, interpolated linearly.
  package let p5: Double
  /// 95 of 100 numbers are below it, interpolated linearly.
  package let p95: Double

  package init(
    minimum: Int, maximum: Int, mean: Double, median: Double, p5: Double, p95: Double
  ) {
    self.minimum = minimum
    self.maximum = maximum
    self.mean = mean
    self.median = median
    self.p5 = p5
    self.p95 = p95
  }
}

/// How many numbers are at least `lowerBound` and less than `lowerBound + width`.
package struct HistogramBin: Sendable, Hashable {
  package let lowerBound: Int
  package let width: Int
  package internal(set) var count: Int

  package init(lowerBound: Int, width: Int, count: Int) {
    self.lowerBound = lowerBound
    self.width = width
    self.count = count
  }
}
