import CTokenization

/// What the encodings' patterns can tell of a code point, by Unicode 16 as tiktoken 0.14 has it.
///
/// The standard library's properties are of a newer Unicode and would split some text elsewhere.
enum CharacterClass: UInt8 {
  /// Lu and Lt.
  case upper = 0x55
  /// Ll.
  case lower = 0x57
  /// Lm and Lo: a letter that has no case.
  case caseless = 0x43
  /// Mn, Mc and Me.
  case mark = 0x4D
  /// Nd, Nl and No.
  case number = 0x4E
  /// White_Space.
  case space = 0x53
  /// Everything else; also a byte that is no part of UTF-8.
  case other = 0x4F

  init(_ scalar: UInt32) {
    self = CharacterClass(rawValue: UInt8(bitPattern: ft_class_of(scalar))) ?? .other
  }

  var isLetter: Bool { self == .upper || self == .lower || self == .caseless }
}

/// One code point of a text, or one byte that is no part of UTF-8.
struct Character32 {
  let scalar: UInt32
  let characterClass: CharacterClass
  /// The length in bytes: 1 to 4.
  let length: Int

  var isNewline: Bool { scalar == 0x0A || scalar == 0x0D }

  /// Decodes the character that begins at `index`.
  init(_ bytes: [UInt8], at index: Int) {
    let first = UInt32(bytes[index])
    let (length, lowest): (Int, UInt32) =
      switch first {
      case 0xC2...0xDF: (2, 0x80)
      case 0xE0...0xEF: (3, 0x800)
      case 0xF0...0xF4: (4, 0x10000)
      default: (1, 0)
      }
    var scalar = length == 1 ? first : first & (0x7F >> UInt32(length))
    var isValid = index + length <= bytes.count
    if isValid {
      for byte in bytes[index + 1..<index + length] {
        isValid = isValid && byte & 0xC0 == 0x80
        scalar = scalar << 6 | UInt32(byte & 0x3F)
      }
    }
    isValid = isValid && scalar >= lowest && scalar <= 0x10FFFF && scalar & 0xFFFF_F800 != 0xD800
    if isValid && (length > 1 || first < 0x80) {
      self.scalar = scalar
      self.length = length
      self.characterClass = CharacterClass(scalar)
    } else {
      // Above every code point, so that no comparison takes it for a character.
      self.scalar = 0x11_0000 + first
      self.length = 1
      self.characterClass = .other
    }
  }
}
