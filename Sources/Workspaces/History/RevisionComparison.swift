/// What is not the same in two revisions, of one dataset or of two.
package struct RevisionComparison: Sendable, Hashable {
  /// What became of an example, seen from the left revision; each has one.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case changed
    case added
    case removed
    /// Nothing but its place among the others.
    case moved
    /// Its bytes, and nothing that is trained.
    case rewritten
  }

  /// One example that is not the same.
  package struct Change: Sendable, Hashable {
    package var kind: Kind
    /// nil for an example that was added.
    package var left: Int?
    /// nil for an example that was removed.
    package var right: Int?

    package init(_ kind: Kind, left: Int?, right: Int?) {
      self.kind = kind
      self.left = left
      self.right = right
    }
  }

  /// By number in the right revision, and those that it does not have by the left one's.
  package private(set) var changes: [Change] = []
  /// Examples that are in both as they are, in the same order.
  package private(set) var sameCount: Int
  private var counts: [Kind: Int] = [:]

  /// How many examples are of a kind.
  package func count(_ kind: Kind) -> Int { counts[kind] ?? 0 }

  /// Makes the comparison of paired rows; `unread` are the numbers that are known to be the same.
  package init(
    _ left: [RowDigest], _ right: [RowDigest], kin: ((Int) -> Int?)?, unread: [Int] = []
  ) {
    let pairing = RowPairing(left, right, kin: kin)
    sameCount = unread.count
    let moved = pairing.isOrdered(left, right) ? [] : pairing.moved(left, right, unread)
    for pair in pairing.pairs {
      let (old, new) = (left[pair.left], right[pair.right])
      let kind: Kind? =
        old.trained != new.trained
        ? .changed
        : moved.contains(old.number) ? .moved : old.bytes != new.bytes ? .rewritten : nil
      if let kind {
        changes.append(Change(kind, left: old.number, right: new.number))
      } else {
        sameCount += 1
      }
    }
    // Of moved rows some may be those that were not read.
    for number in moved where !left.has(number) {
      changes.append(Change(.moved, left: number, right: number))
      sameCount -= 1
    }
    changes += pairing.leftAlone.map { Change(.removed, left: left[$0].number, right: nil) }
    changes += pairing.rightAlone.map { Change(.added, left: nil, right: right[$0].number) }
    changes.sort { $0.place < $1.place }
    for change in changes { counts[change.kind, default: 0] += 1 }
  }
}

extension RevisionComparison.Change {
  /// What is gone stands before what came in its place.
  fileprivate var place: (Int, Int) { (right ?? left ?? 0, right == nil ? 0 : 1) }
}

extension [RowDigest] {
  /// Whether a row of ascending numbers has the number.
  fileprivate func has(_ number: Int) -> Bool {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].number == number
  }
}

extension RowPairing {
  /// Whether every pair has the same number on both sides, so that nothing can have moved.
  fileprivate func isOrdered(_ left: [RowDigest], _ right: [RowDigest]) -> Bool {
    pairs.allSatisfy { left[$0.left].number == right[$0.right].number }
  }

  /// The left numbers of rows in another order; `unread` have the same number on both sides.
  fileprivate func moved(
    _ left: [RowDigest], _ right: [RowDigest], _ unread: [Int]
  ) -> Set<Int> {
    let order =
      (pairs.map { (left: left[$0.left].number, right: right[$0.right].number) }
      + unread.map { (left: $0, right: $0) }).sorted { $0.left < $1.left }
    var moved = Set(order.map(\.left))
    for position in longestAscending(order.map(\.right)) { moved.remove(order[position].left) }
    return moved
  }
}
