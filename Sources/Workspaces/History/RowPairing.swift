/// What is kept of an example while two revisions are compared, however long it is.
package struct RowDigest: Sendable, Hashable {
  package var number: Int
  /// Of the line's bytes.
  package var bytes: UInt64
  /// Of what is trained; see `ExampleDigest`.
  package var trained: UInt64
  /// Of what comes before the answer.
  package var prompt: UInt64

  package init(number: Int, bytes: UInt64, trained: UInt64, prompt: UInt64) {
    self.number = number
    self.bytes = bytes
    self.trained = trained
    self.prompt = prompt
  }
}

/// Finds for the rows of one revision those of another that they are.
///
/// First come rows that are known to be one example, then equal bytes, then bytes that train the
/// same, and last, where nothing is known of a common history, equal prompts. Of several equal rows
/// the first goes with the first.
package struct RowPairing {
  /// Positions in both lists.
  package typealias Pair = (left: Int, right: Int)

  private let left: [RowDigest]
  private let right: [RowDigest]
  /// By the position of the left row.
  package private(set) var pairs: [Pair] = []
  /// Positions of rows that the other revision does not have.
  package private(set) var leftAlone: [Int]
  package private(set) var rightAlone: [Int]

  /// Pairs rows in the order of their revisions.
  ///
  /// `kin` tells the number in the right revision of what is the same example in the left one; nil
  /// for an example that the right one does not know. Without it the two have no common history.
  ///
  /// - Complexity: O(*n* log *n*), with some 100 bytes for each row.
  package init(_ left: [RowDigest], _ right: [RowDigest], kin: ((Int) -> Int?)?) {
    self.left = left
    self.right = right
    leftAlone = Array(left.indices)
    rightAlone = Array(right.indices)
    if let kin { pairKin(kin) }
    for key in [\RowDigest.bytes, \.trained] { pairEqual(by: key) }
    if kin == nil { pairEqual(by: \.prompt) }
    pairs.sort { $0.left < $1.left }
  }

  private mutating func pairKin(_ kin: (Int) -> Int?) {
    let kindred = left.indices.compactMap { index in
      kin(left[index].number).map { (number: $0, index: index) }
    }.sorted { $0.number < $1.number }
    let places = right.indices.sorted { right[$0].number < right[$1].number }
    var place = 0
    var found: [Pair] = []
    for (number, index) in kindred {
      while place < places.count, right[places[place]].number < number { place += 1 }
      if place < places.count, right[places[place]].number == number {
        found.append((index, places[place]))
        place += 1
      }
    }
    take(found)
  }

  private mutating func pairEqual(by key: KeyPath<RowDigest, UInt64>) {
    func sorted(_ alone: [Int], of rows: [RowDigest]) -> [(key: UInt64, index: Int)] {
      alone.map { (key: rows[$0][keyPath: key], index: $0) }.sorted { $0 < $1 }
    }
    if leftAlone.isEmpty || rightAlone.isEmpty { return }
    let (old, new) = (sorted(leftAlone, of: left), sorted(rightAlone, of: right))
    var (before, after) = (0, 0)
    var found: [Pair] = []
    while before < old.count, after < new.count {
      if old[before].key == new[after].key {
        found.append((old[before].index, new[after].index))
        before += 1
        after += 1
      } else if old[before].key < new[after].key {
        before += 1
      } else {
        after += 1
      }
    }
    take(found)
  }

  private mutating func take(_ found: [Pair]) {
    if found.isEmpty { return }
    var (isPairedLeft, isPairedRight) = (
      Array(repeating: false, count: left.count), Array(repeating: false, count: right.count)
    )
    for pair in found {
      isPairedLeft[pair.left] = true
      isPairedRight[pair.right] = true
    }
    leftAlone.removeAll { isPairedLeft[$0] }
    rightAlone.removeAll { isPairedRight[$0] }
    pairs += found
  }
}

/// The positions of a longest ascending subsequence of numbers that are all different.
///
/// What is not in it has moved: no fewer numbers can be taken out so that the rest is in order.
///
/// - Complexity: O(*n* log *n*).
package func longestAscending(_ numbers: [Int]) -> [Int] {
  // By length, where the subsequence of that length ends with the lowest number.
  var ends: [Int] = []
  var before = Array(repeating: -1, count: numbers.count)
  for (index, number) in numbers.enumerated() {
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[ends[middle]] < number { low = middle + 1 } else { high = middle }
    }
    if low > 0 { before[index] = ends[low - 1] }
    if low == ends.count { ends.append(index) } else { ends[low] = index }
  }
  var positions: [Int] = []
  var next = ends.last ?? -1
  while next >= 0 {
    positions.append(next)
    next = before[next]
  }
  return positions.reversed()
}
