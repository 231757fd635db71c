/// Merges the bytes of pieces into tokens: the pair learned first goes first, leftmost first.
///
/// Keeps its memory from piece to piece.
struct PieceMerger {
  private let ranks: PairRanks
  /// The piece's tokens; what was merged away is ``gone``.
  private var parts: [Int32] = []
  /// The index of the neighbor on each side; `count` and -1 at the ends.
  private var next: [Int32] = []
  private var previous: [Int32] = []
  /// Pairs that may be merged: rank above, index below, the least first (a binary heap).
  private var waiting: [UInt64] = []

  private static let gone: Int32 = -1
  /// Bytes up to which looking at every pair again is faster than keeping an order.
  private static let shortPiece = 24

  init(_ ranks: PairRanks) { self.ranks = ranks }

  /// Appends the tokens of one piece.
  ///
  /// - Complexity: O(*n* log *n*), since in some scripts a whole paragraph is one piece.
  mutating func append(_ piece: ArraySlice<UInt8>, to tokens: inout [Int32]) {
    parts.removeAll(keepingCapacity: true)
    for byte in piece { parts.append(Int32(byte) + SubwordTokenizer.firstByte) }
    if parts.count <= Self.shortPiece { mergeShort() } else { mergeLong() }
    for token in parts where token != Self.gone { tokens.append(token) }
  }

  private mutating func mergeShort() {
    while parts.count > 1 {
      var best = Int32.max
      var place = 0
      for index in 0..<parts.count - 1 {
        let rank = ranks.rank(parts[index], parts[index + 1])
        if rank < best { (best, place) = (rank, index) }
      }
      guard best < .max else { return }
      parts[place] = SubwordTokenizer.token(ofRank: best)
      parts.remove(at: place + 1)
    }
  }

  private mutating func mergeLong() {
    let count = Int32(parts.count)
    next = Array(1...count)
    previous = Array(-1..<count - 1)
    waiting.removeAll(keepingCapacity: true)
    for index in 0..<count - 1 { offer(index) }
    while let entry = takeLeast() {
      let (rank, index) = (Int32(entry >> 32), Int(UInt32(truncatingIfNeeded: entry)))
      // A pair may have lost a side since it was offered.
      guard parts[index] != Self.gone, next[index] < count else { continue }
      let right = Int(next[index])
      guard ranks.rank(parts[index], parts[right]) == rank else { continue }
      parts[index] = SubwordTokenizer.token(ofRank: rank)
      parts[right] = Self.gone
      next[index] = next[right]
      if next[right] < count { previous[Int(next[right])] = Int32(index) }
      if previous[index] >= 0 { offer(previous[index]) }
      offer(Int32(index))
    }
  }

  /// Notes the pair that begins at `index`, if it is one.
  private mutating func offer(_ index: Int32) {
    let right = next[Int(index)]
    guard right < parts.count else { return }
    let rank = ranks.rank(parts[Int(index)], parts[Int(right)])
    guard rank < .max else { return }
    waiting.append(UInt64(rank) << 32 | UInt64(index))
    var child = waiting.count - 1
    while child > 0, waiting[child] < waiting[(child - 1) / 2] {
      waiting.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func takeLeast() -> UInt64? {
    guard let least = waiting.first else { return nil }
    let last = waiting.removeLast()
    guard !waiting.isEmpty else { return least }
    waiting[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < waiting.count else { return least }
      if child + 1 < waiting.count, waiting[child + 1] < waiting[child] { child += 1 }
      guard waiting[child] < waiting[parent] else { return least }
      waiting.swapAt(parent, child)
      parent = child
    }
  }
}

/// The rank of each pair that is a merge, in a table with open addressing.
struct PairRanks: Sendable, Hashable {
  private struct Slot: Sendable, Hashable {
    /// Both tokens; 0 where the slot is free, since no merge has a marker in it.
    var pair: UInt64 = 0
    var rank = Int32.max
  }

  private var slots: [Slot]
  private let mask: Int

  init(_ merges: [SubwordTokenizer.Merge]) {
    var capacity = 16
    while capacity < 4 * merges.count { capacity *= 2 }
    slots = Array(repeating: Slot(), count: capacity)
    mask = capacity - 1
    for (rank, merge) in merges.enumerated() {
      let pair = Self.pair(merge.left, merge.right)
      var index = place(of: pair)
      while slots[index].pair != 0, slots[index].pair != pair { index = (index + 1) & mask }
      slots[index] = Slot(pair: pair, rank: Int32(rank))
    }
  }

  /// The place of the merge in the order of learning; `Int32.max` for a pair that is none.
  func rank(_ left: Int32, _ right: Int32) -> Int32 {
    let pair = Self.pair(left, right)
    var index = place(of: pair)
    while slots[index].pair != pair {
      if slots[index].pair == 0 { return .max }
      index = (index + 1) & mask
    }
    return slots[index].rank
  }

  private static func pair(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }

  private func place(of pair: UInt64) -> Int {
    // Fibonacci hashing (Knuth, The Art of Computer Programming 3, section 6.4).
    Int((pair &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
  }
}
