extension SubwordTokenizer {
  /// Learns merges from texts: the most frequent pair of neighbors becomes a token, again and
  /// again.
  ///
  /// Ties go to the pair of lower tokens, so the result depends on the texts only. It stops early
  /// when no pair occurs three times.
  package init(learnedFrom texts: some Sequence<String>, mergeCount: Int) {
    var counts: [ArraySlice<UInt8>: Int] = [:]
    for text in texts {
      let utf8 = Array(text.utf8)
      for piece in PieceSequence(utf8) { counts[utf8[piece], default: 0] += 1 }
    }
    var learner = MergeLearner(pieces: counts)
    var merges: [Merge] = []
    while merges.count < mergeCount, let merge = learner.mostFrequentPair(atLeast: 3) {
      learner.apply(merge, as: Self.firstByte + 256 + Int32(merges.count))
      merges.append(merge)
    }
    self.init(merges: merges)
  }
}

/// The pieces of a corpus while their neighbors are merged, with the count of every pair.
private struct MergeLearner {
  typealias Merge = SubwordTokenizer.Merge

  private var pieces: [(tokens: [Int32], count: Int)]
  private var pairCounts: [Merge: Int] = [:]
  private var occurrences: [Merge: Set<Int>] = [:]

  init(pieces counts: [ArraySlice<UInt8>: Int]) {
    pieces = counts.map { piece, count in
      (piece.map { Int32($0) + SubwordTokenizer.firstByte }, count)
    }
    for index in pieces.indices { count(index, sign: 1) }
  }

  func mostFrequentPair(atLeast least: Int) -> Merge? {
    var best: (merge: Merge, count: Int)?
    for (merge, count) in pairCounts where count >= least {
      guard let current = best else {
        best = (merge, count)
        continue
      }
      let isLower = (merge.left, merge.right) < (current.merge.left, current.merge.right)
      if count > current.count || (count == current.count && isLower) { best = (merge, count) }
    }
    return best?.merge
  }

  mutating func apply(_ merge: Merge, as token: Int32) {
    for index in occurrences[merge] ?? [] {
      count(index, sign: -1)
      let tokens = pieces[index].tokens
      var merged: [Int32] = []
      var position = 0
      while position < tokens.count {
        let isPair =
          position + 1 < tokens.count && tokens[position] == merge.left
          && tokens[position + 1] == merge.right
        merged.append(isPair ? token : tokens[position])
        position += isPair ? 2 : 1
      }
      pieces[index].tokens = merged
      count(index, sign: 1)
    }
    pairCounts[merge] = nil
    occurrences[merge] = nil
  }

  private mutating func count(_ index: Int, sign: Int) {
    let (tokens, count) = pieces[index]
    for position in tokens.indices.dropLast() {
      let pair = Merge(tokens[position], tokens[position + 1])
      pairCounts[pair, default: 0] += sign * count
      if sign > 0 { occurrences[pair, default: []].insert(index) }
    }
  }
}
