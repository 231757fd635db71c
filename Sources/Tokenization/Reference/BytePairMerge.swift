/// Byte-pair encoding as it is defined: the lowest rank merges first, the leftmost of equals.
///
/// Kept to read and to test the fast encoder by; quadratic in the length of the piece.
struct BytePairMerge {
  /// Returns the rank of the token with these bytes, if there is one.
  let rank: (ArraySlice<UInt8>) -> Int?

  /// Returns the tokens of one piece.
  func tokens(of piece: ArraySlice<UInt8>) -> [Int] {
    if let whole = rank(piece) { return [whole] }
    var starts = Array(piece.indices) + [piece.endIndex]
    while let best = lowestPair(starts, piece) {
      starts.remove(at: best + 1)
    }
    return zip(starts, starts.dropFirst()).compactMap { rank(piece[$0..<$1]) }
  }

  private func lowestPair(_ starts: [Int], _ piece: ArraySlice<UInt8>) -> Int? {
    var best: (rank: Int, index: Int)?
    for index in starts.indices.dropLast(2) {
      let pair = piece[starts[index]..<starts[index + 2]]
      guard let rank = rank(pair), rank < best?.rank ?? .max else { continue }
      best = (rank, index)
    }
    return best?.index
  }
}

/// The plain form of the tokenizer, to read and to test the fast one by.
package struct ReferenceTokenizer: Sendable {
  private let pretokenizer: Pretokenizer
  private let ranks: [ArraySlice<UInt8>: Int]

  /// Creates the tokenizer from tokens in the order of their ranks.
  package init(_ encoding: TokenEncoding, tokens: [ArraySlice<UInt8>]) {
    pretokenizer = Pretokenizer(encoding)
    ranks = Dictionary(uniqueKeysWithValues: zip(tokens, tokens.indices))
  }

  /// Returns the tokens of a text; special tokens are ordinary text here.
  package func encode(_ text: [UInt8]) -> [Int] {
    let merge = BytePairMerge { ranks[$0] }
    var start = 0
    return pretokenizer.pieceEnds(of: text).flatMap { end in
      defer { start = end }
      return merge.tokens(of: text[start..<end])
    }
  }
}
