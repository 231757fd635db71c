/// Two texts that may be alike, by their positions among the sketches.
package struct TextPair: Sendable, Hashable, Comparable {
  package var first: Int
  package var second: Int

  package init(first: Int, second: Int) {
    self.first = first
    self.second = second
  }

  package static func < (left: TextPair, right: TextPair) -> Bool {
    (left.first, left.second) < (right.first, right.second)
  }
}

extension TextSketches {
  /// Members of a band's bucket with which a text is paired: the first ones, and those before it.
  private static let firstMembers = 4
  private static let membersBefore = 16
  /// Earlier texts that one is found alike to; more would say nothing new.
  private static let pairsOfText = 24

  /// The pairs whose likeness is probably at least `likeness`, each once, the earlier text first.
  ///
  /// Of equal texts only the first is paired with others; `split` is the position from which the
  /// texts are of another dataset, when only pairs across are wanted.
  ///
  /// - Complexity: O(*n*) in the texts and in the pairs that meet under a band.
  package func pairs(likeness: Double, across split: Int? = nil) -> [TextPair] {
    var finder = PairFinder(self, likeness, split)
    for band in 0..<Self.bandCount { finder.meet(under: band) }
    return finder.pairs.sorted()
  }

  /// For each text the first one that is equal to it on its side of `split`; itself for most.
  package func firstEqual(across split: Int? = nil) -> [Int] {
    var first: [UInt64: Int] = [:]
    first.reserveCapacity(count)
    return digests.indices.map { index in
      if index == split { first.removeAll(keepingCapacity: true) }
      if lengths[index] == 0 { return index }
      if let known = first[digests[index]] { return known }
      first[digests[index]] = index
      return index
    }
  }

  private struct PairFinder {
    let sketches: TextSketches
    let split: Int?
    /// Estimates are off by chance, and more so for texts with few shingles.
    let lowest: Double
    /// The texts that are compared.
    let members: [Int]
    private(set) var pairs: Set<TextPair> = []
    private var refused: Set<TextPair> = []
    /// How many earlier texts each one is paired with.
    private var pairCounts: [UInt8]
    /// Of each member the hash of the band.
    private var hashes: [UInt32] = []
    /// The last member of each bucket, and before each member the one before it, both counted
    /// from 1: 0 for none.
    private var heads: [UInt32]
    private var before: [UInt32]
    private var firsts: [UInt32: [Int]] = [:]

    init(_ sketches: TextSketches, _ likeness: Double, _ split: Int?) {
      self.sketches = sketches
      self.split = split
      lowest = likeness - 0.15
      let first = sketches.firstEqual(across: split)
      members = first.indices.filter { first[$0] == $0 && sketches.lengths[$0] > 0 }
      var size = 1024
      while size < 2 * members.count { size *= 2 }
      heads = Array(repeating: 0, count: size)
      before = Array(repeating: 0, count: members.count)
      pairCounts = Array(repeating: 0, count: sketches.count)
    }

    /// Pairs the texts that have the same hash in a band.
    mutating func meet(under band: Int) {
      for index in heads.indices { heads[index] = 0 }
      firsts.removeAll(keepingCapacity: true)
      hashes = sketches.hashes(of: band, members)
      let mask = UInt32(truncatingIfNeeded: heads.count - 1)
      for (member, hash) in hashes.enumerated() {
        let place = Int((hash ^ hash >> 15) & mask)
        var other = Int(heads[place]) - 1
        before[member] = heads[place]
        heads[place] = UInt32(truncatingIfNeeded: member + 1)
        var met = 0
        while other >= 0, met < TextSketches.membersBefore {
          if hashes[other] == hash {
            consider(members[other], members[member])
            met += 1
          }
          other = Int(before[other]) - 1
        }
        guard met > 0 else { continue }
        meetFirst(member, hash)
      }
    }

    /// A large bucket's first texts stand for it, so that all of it hangs together.
    private mutating func meetFirst(_ member: Int, _ hash: UInt32) {
      if let first = firsts[hash] {
        for other in first { consider(members[other], members[member]) }
        if first.count < TextSketches.firstMembers { firsts[hash]?.append(member) }
      } else {
        var other = Int(before[member]) - 1
        while other >= 0, hashes[other] != hash { other = Int(before[other]) - 1 }
        if other >= 0 { firsts[hash] = [other, member] }
      }
    }

    private mutating func consider(_ one: Int, _ other: Int) {
      if one == other { return }
      if let split, (one < split) == (other < split) { return }
      let (short, long) = (
        min(sketches.lengths[one], sketches.lengths[other]),
        max(sketches.lengths[one], sketches.lengths[other])
      )
      // A set that is much smaller has no likeness to speak of; repeats shrink sets, so not exactly.
      if 4 * short < long { return }
      let pair = TextPair(first: min(one, other), second: max(one, other))
      if pairCounts[pair.second] >= TextSketches.pairsOfText { return }
      if pairs.contains(pair) || refused.contains(pair) { return }
      if sketches.likeness(one, other) >= lowest {
        pairs.insert(pair)
        pairCounts[pair.second] += 1
      } else if refused.count < 1 << 20 {
        refused.insert(pair)
      }
    }
  }
}

/// Verifies pairs by their texts, which are given by position.
package struct PairCheck: Sendable {
  package init() {}

  /// The exact likeness of each pair, for pairs in ascending order.
  ///
  /// - Complexity: O(*n*) in the bytes of the pairs' texts.
  package func likenesses(
    of pairs: some Sequence<TextPair>, in texts: [Int: [UInt8]]
  ) -> [Double] {
    var current: (index: Int, set: ShingleSet)?
    var counts: [Int: Int] = [:]
    return pairs.map { pair in
      guard let first = texts[pair.first], let second = texts[pair.second] else { return 0 }
      var open = current.flatMap { $0.index == pair.first ? $0.set : nil } ?? ShingleSet(first)
      let count = counts[pair.second] ?? ShingleSet(second).count
      counts[pair.second] = count
      let likeness = open.likeness(to: second, count)
      current = (pair.first, open)
      return likeness
    }
  }
}
