/// What is put in the place of each match.
package struct Substitution: Sendable, Hashable {
  enum Piece: Sendable, Hashable {
    case text([UInt8])
    /// What a group matched; 0 is all of it, and one without a match is nothing.
    case group(Int)
  }

  let pieces: [Piece]
  /// The highest group that is asked for; 0 when none is.
  package var highestGroup: Int {
    pieces.map { if case .group(let group) = $0 { group } else { 0 } }.max() ?? 0
  }

  /// Reads `$1` to `$99` and `$0`; `$$` is a dollar sign, and so is one before anything else.
  package init(_ template: String) {
    var pieces: [Piece] = []
    var (plain, rest) = ([UInt8](), template.utf8[...])
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "$") else {
        plain.append(byte)
        continue
      }
      let digits = rest.prefix(2).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      if let group = Int(Substring(digits)) {
        if !plain.isEmpty { pieces.append(.text(plain)) }
        pieces.append(.group(group))
        plain = []
        rest = rest.dropFirst(digits.count)
      } else {
        plain.append(byte)
        if rest.first == byte { rest.removeFirst() }
      }
    }
    if !plain.isEmpty { pieces.append(.text(plain)) }
    self.pieces = pieces
  }

  /// Puts a text in the place of each match as it is, dollar signs included.
  package init(plainly text: String) { pieces = text.isEmpty ? [] : [.text(Array(text.utf8))] }
}
