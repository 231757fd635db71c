import GRDB

/// Which numbers of one dataset are copies of which of another, as runs of neighbors.
package struct NumberMap: Sendable, Hashable {
  private struct Run: Hashable {
    var number: UInt32
    var source: UInt32
    var count: UInt32
  }

  private var runs: [Run] = []

  package init() {}

  /// Copies that are numbered from 1, of `sources` in their order.
  init(copiesOf sources: [Int]) {
    for (index, source) in sources.enumerated() { append(index + 1, copyOf: source) }
  }

  /// Adds a copy, whose number is above those before it.
  mutating func append(_ number: Int, copyOf source: Int) {
    let (number, source) = (UInt32(clamping: number), UInt32(clamping: source))
    if let last = runs.last, last.number &+ last.count == number,
      last.source &+ last.count == source
    {
      runs[runs.count - 1].count += 1
    } else {
      runs.append(Run(number: number, source: source, count: 1))
    }
  }

  /// What `number` is a copy of; nil for none.
  ///
  /// - Complexity: O(log *n*) in the runs.
  func source(of number: Int) -> Int? {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(runs[middle].number) <= number { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let run = runs[low - 1]
    let offset = number - Int(run.number)
    return offset < Int(run.count) ? Int(run.source) + offset : nil
  }

  /// Every copy with what it is a copy of, by number.
  func visit(_ body: (_ number: Int, _ source: Int) throws -> Void) rethrows {
    for run in runs {
      for offset in 0..<Int(run.count) {
        try body(Int(run.number) + offset, Int(run.source) + offset)
      }
    }
  }
}

extension NumberMap {
  /// 12 bytes for each run, little-endian.
  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(runs.count * 12)
    for run in runs {
      for word in [run.number, run.source, run.count] {
        for shift in stride(from: 0, to: 32, by: 8) {
          bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(shift)))
        }
      }
    }
    return bytes
  }

  /// - Throws: ``StoredFault`` for runs that are out of order or too long to be true.
  init(encoded bytes: [UInt8]) throws {
    func word(_ start: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
    }
    var next: UInt64 = 0
    guard bytes.count.isMultiple(of: 12) else { throw Self.fault }
    for start in stride(from: 0, to: bytes.count, by: 12) {
      let run = Run(number: word(start), source: word(start + 4), count: word(start + 8))
      let end = UInt64(run.number) + UInt64(run.count)
      guard UInt64(run.number) >= next, run.count > 0, end <= UInt64(UInt32.max),
        UInt64(run.source) + UInt64(run.count) <= UInt64(UInt32.max)
      else { throw Self.fault }
      next = end
      runs.append(run)
    }
  }

  private static let fault = StoredFault("a list of copied examples is damaged")
}

/// Where the examples that came with a revision were copied from.
struct CopiedExamples {
  let source: Dataset.ID
  let sourceRevision: Int
  let numbers: NumberMap

  /// nil for a revision that copied none.
  init?(_ dataset: Dataset.ID, _ revision: Int, in database: Database) throws {
    let row = try Row.fetchOne(
      database, sql: "SELECT * FROM kinship WHERE dataset = ? AND revision = ?",
      arguments: [dataset, revision])
    guard let row else { return nil }
    source = try row.value("source")
    sourceRevision = try row.value("source_revision")
    numbers = try NumberMap(encoded: row.blob("numbers") ?? [])
  }

  static func write(
    _ numbers: NumberMap, of dataset: Dataset.ID, _ revision: Int, from source: Dataset.ID,
    _ sourceRevision: Int, in database: Database
  ) throws {
    try database.execute(
      sql: "INSERT INTO kinship VALUES (?, ?, ?, ?, ?)",
      arguments: [dataset, revision, source, sourceRevision, BoundBytes(numbers.encoded)])
  }
}
