/// Tells quickly that a text cannot be in an example, so that only few examples are read closely.
///
/// It looks for a piece of the text in the raw bytes of JSON, where characters may be written as
/// escapes, or in another Unicode normal form. So "no" is certain, and "maybe" is for a comparison
/// of characters to decide.
package struct TextFinder: Sendable {
  /// Two bytes one after the other that may stand for a character of the piece.
  fileprivate struct Disguise: Sendable {
    var first: UInt8
    var second: ClosedRange<UInt8>
  }

  /// The piece that must be there: ASCII in lower case, or characters of one East Asian script.
  private let piece: [UInt8]
  /// 0x20 where letter case does not matter, else 0.
  private let caseBit: UInt8
  private let disguises: [Disguise]

  /// A finder of `text`; nil where no piece of it can be looked for in this way.
  package init?(_ text: String, ignoringCase: Bool) {
    // A capital I with a dot becomes two characters in small letters.
    if ignoringCase, text.unicodeScalars.contains("\u{307}") { return nil }
    let pieces = Script.allCases.compactMap { script -> (script: Script, bytes: [UInt8])? in
      // A letter with a mark behind it may stand in the text as one character.
      let runs = text.split { character in
        character.unicodeScalars.count > 1 || !character.unicodeScalars.allSatisfy(script.holds)
      }
      return runs.max { $0.utf8.count < $1.utf8.count }.map { (script, Array($0.utf8)) }
    }
    guard let (script, bytes) = pieces.max(by: { $0.bytes.count < $1.bytes.count }) else {
      return nil
    }
    caseBit = ignoringCase && script == .ascii ? 0x20 : 0
    piece = caseBit == 0 ? bytes : bytes.map { $0 | 0x20 }
    disguises =
      [Disguise(first: UInt8(ascii: "\\"), second: UInt8(ascii: "u")...UInt8(ascii: "u"))]
      + script.disguises.map { Disguise(first: $0.0, second: $0.1) }
  }

  /// A key of messages in parts, whose texts are one text although they stand apart.
  private static let partKey = Array("\"text\"".utf8)

  /// Whether the text may be somewhere in `range` of raw JSON.
  ///
  /// - Complexity: O(*n*), sixteen bytes at a time.
  package func mayOccur(in bytes: [UInt8], _ range: Range<Int>) -> Bool {
    unsafe bytes.withUnsafeBytes { bytes in
      let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
      return unsafe mayOccur(in: text) || occurs(Self.partKey, caseBit: 0, in: text)
    }
  }

  /// Whether the text may be in another text, which is given as it is.
  package func mayOccur(in text: String) -> Bool {
    var text = text
    return text.withUTF8 { unsafe mayOccur(in: UnsafeRawBufferPointer($0)) }
  }

  private func mayOccur(in text: UnsafeRawBufferPointer) -> Bool {
    unsafe occurs(piece, caseBit: caseBit, in: text)
      || disguises.contains { unsafe $0.occurs(in: text) }
  }
}

/// Whether `piece` is in `text`, both with `caseBit` set in each byte.
private func occurs(_ piece: [UInt8], caseBit: UInt8, in text: UnsafeRawBufferPointer) -> Bool {
  let last = piece.count - 1
  let end = text.count - last
  guard end > 0 else { return false }
  let bit = ByteBlock(repeating: caseBit)
  func stands(at start: Int) -> Bool {
    piece.indices.allSatisfy { unsafe text[start &+ $0] | caseBit == piece[$0] }
  }
  var index = 0
  // A place must have the first byte, and the last one in its distance.
  while index &+ 16 <= end {
    let heads = unsafe text.loadUnaligned(fromByteOffset: index, as: ByteBlock.self) | bit
    let tails = unsafe text.loadUnaligned(fromByteOffset: index &+ last, as: ByteBlock.self) | bit
    let both = heads.equals(piece[0]) .& tails.equals(piece[last])
    if both.isAnySet {
      for offset in 0..<16 where both[offset] && stands(at: index &+ offset) { return true }
    }
    index &+= 16
  }
  while index < end {
    if stands(at: index) { return true }
    index &+= 1
  }
  return false
}

extension TextFinder.Disguise {
  func occurs(in text: UnsafeRawBufferPointer) -> Bool {
    guard text.count > 1 else { return false }
    var index = 0
    while index &+ 17 <= text.count {
      let block = unsafe text.loadUnaligned(fromByteOffset: index, as: ByteBlock.self)
      let marks = block.equals(first)
      if marks.isAnySet {
        for offset in 0..<16 where marks[offset] {
          if unsafe second.contains(text[index &+ offset &+ 1]) { return true }
        }
      }
      index &+= 16
    }
    while index &+ 1 < text.count {
      if unsafe text[index] == first, unsafe second.contains(text[index &+ 1]) { return true }
      index &+= 1
    }
    return false
  }
}

/// Characters without letter case outside ASCII, whose other spellings are few and known.
private enum Script: CaseIterable {
  case ascii
  case hangul
  case kana
  case han

  func holds(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .ascii:
      // Not what JSON may escape, and not k and ; and `, which other characters are equal to.
      switch scalar {
      case "k", "K", ";", "`", "\"", "\\", "/": false
      default: (0x20...0x7E).contains(scalar.value)
      }
    case .hangul: (0xAC00...0xD7A3).contains(scalar.value)
    case .kana:
      (0x3041...0x3096).contains(scalar.value) || (0x30A1...0x30FA).contains(scalar.value)
    case .han: (0x4E00...0x9FFF).contains(scalar.value)
    }
  }

  /// Bytes of UTF-8 that may be the same characters: conjoining jamo, marks that follow kana,
  /// compatibility ideographs (Unicode Standard Annex #15).
  var disguises: [(UInt8, ClosedRange<UInt8>)] {
    switch self {
    case .ascii: []
    case .hangul: [(0xE1, 0x84...0x87)]
    case .kana: [(0x82, 0x99...0x9A)]
    case .han: [(0xEF, 0xA4...0xAB), (0xF0, 0xAF...0xAF)]
    }
  }
}
