/// A small byte-level byte-pair encoding: six markers, 256 bytes, then one token per merge.
///
/// Any UTF-8 text has tokens, and decoding gives its bytes back. Digits stay single.
package struct SubwordTokenizer: Sendable, Hashable {
  package static let pad: Int32 = 0
  package static let bos: Int32 = 1
  package static let end: Int32 = 5
  /// The first of the 256 byte tokens; those below are markers.
  package static let firstByte: Int32 = 6

  /// Two neighboring tokens that become one.
  package struct Merge: Sendable, Hashable {
    package let left: Int32
    package let right: Int32

    package init(_ left: Int32, _ right: Int32) {
      self.left = left
      self.right = right
    }
  }

  /// The merges, in the order in which they were learned and are applied.
  package let merges: [Merge]
  /// The bytes of each token; empty for a marker.
  private let bytes: [[UInt8]]
  let ranks: PairRanks

  /// Creates a tokenizer; each merge may name bytes and earlier merges only.
  package init(merges: [Merge]) {
    self.merges = merges
    var bytes = [[UInt8]](repeating: [], count: Int(Self.firstByte))
    bytes += (0...255).map { [UInt8($0)] }
    for merge in merges {
      precondition(
        max(merge.left, merge.right) < bytes.count
          && min(merge.left, merge.right) >= Self.firstByte,
        "merge of unknown tokens")
      bytes.append(bytes[Int(merge.left)] + bytes[Int(merge.right)])
    }
    self.bytes = bytes
    ranks = PairRanks(merges)
  }

  /// How many tokens there are, markers included.
  package var tokenCount: Int { bytes.count }

  /// Returns the marker that opens a turn of `role`.
  package static func token(of role: Role) -> Int32 {
    switch role {
    case .system: 2
    case .user: 3
    case .assistant: 4
    }
  }

  /// The token that a merge makes, by its place in ``merges``.
  static func token(ofRank rank: Int32) -> Int32 { firstByte + 256 + rank }

  /// Returns the bytes that `token` stands for; empty for a marker.
  package func bytes(of token: Int32) -> [UInt8] { bytes[Int(token)] }

  /// Returns the tokens of `text`, without markers.
  package func encode(_ text: String) -> [Int32] {
    var tokens: [Int32] = []
    let utf8 = Array(text.utf8)
    var merger = PieceMerger(ranks)
    for piece in PieceSequence(utf8) { merger.append(utf8[piece], to: &tokens) }
    return tokens
  }

  /// Returns the bytes of `tokens`, markers left out.
  ///
  /// The bytes may be broken UTF-8.
  package func decode(_ tokens: some Sequence<Int32>) -> [UInt8] {
    tokens.flatMap { bytes[Int($0)] }
  }

  /// Returns what a model is given so that it answers: the turns, then the assistant's marker.
  ///
  /// When the turns have more than `limit` tokens, the oldest are left out, the first kept one may
  /// start in its middle, and `<bos>` stays.
  package func prompt(_ turns: [Turn], limit: Int) -> [Int32] {
    let sequence = TrainingSequence(turns, tokenizer: self, limit: .max)
    let kept = sequence.tokens.dropFirst().suffix(max(0, limit - 2))
    return [Self.bos] + kept + [Self.token(of: .assistant)]
  }
}
