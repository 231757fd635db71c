/// What a stretch of text is that should not be told to others.
package enum PrivateKind: String, Sendable, Hashable, CaseIterable {
  case email
  case phone
  case card
  /// A Korean resident registration number.
  case resident
  /// A Japanese My Number.
  case myNumber = "my-number"
  case iban
  /// A key, a token or a password.
  case key
  /// An address of a machine; often no secret, so looked for only when it is named.
  case ip

  /// What `redact` looks for when no kind is named, and rules always.
  package static let usual: Set<PrivateKind> = Set(allCases).subtracting([.ip])

  /// How placeholders call it: `EMAIL` in `[EMAIL_1]`.
  package var placeholderName: String {
    String(decoding: rawValue.utf8.map { $0 == 0x2D ? 0x5F : $0 & 0xDF }, as: UTF8.self)
  }
}

/// A stretch of a text that is private.
package struct PrivateData: Sendable, Hashable {
  package let kind: PrivateKind
  /// The bytes of the text that are meant.
  package let range: Range<Int>
}

/// Finds what is private in texts: the one home of these patterns, for `redact` and for rules.
///
/// Numbers count by their form and their checksum; what stands around them decides where these
/// leave doubt. A number that is glued to a letter, or follows `#`, is a number of something else.
package struct PrivateDataScanner: Sendable {
  private let kinds: Kinds
  private let hasNumbers: Bool

  package init(_ kinds: Set<PrivateKind> = PrivateKind.usual) {
    self.kinds = Kinds(kinds)
    hasNumbers = !kinds.isDisjoint(with: [.phone, .card, .resident, .myNumber, .ip])
  }

  /// Kinds as bits: every word of a text asks for one, which the hash of a set would make slow.
  private struct Kinds {
    private var bits: UInt16 = 0

    init(_ kinds: Set<PrivateKind>) {
      for kind in kinds { bits |= Self.bit(of: kind) }
    }

    @inline(__always)
    func contains(_ kind: PrivateKind) -> Bool { bits & Self.bit(of: kind) != 0 }

    @inline(__always)
    private static func bit(of kind: PrivateKind) -> UInt16 {
      switch kind {
      case .email: 1 << 0
      case .phone: 1 << 1
      case .card: 1 << 2
      case .resident: 1 << 3
      case .myNumber: 1 << 4
      case .iban: 1 << 5
      case .key: 1 << 6
      case .ip: 1 << 7
      }
    }
  }

  /// What is private in a text of UTF-8, in its order and without overlaps.
  ///
  /// - Complexity: O(*n*).
  package func find(in text: [UInt8]) -> [PrivateData] {
    find(in: text.contains { $0 >= 0x80 } ? PlainText(folding: text) : PlainText(text))
  }

  private func find(in text: PlainText) -> [PrivateData] {
    var found: [PrivateData] = []
    var index = 0
    // What an earlier match took is not looked at again.
    var free = 0
    let (bytes, roles) = (text.bytes, Self.roles)
    while index < bytes.count {
      let role = roles[Int(bytes[index])]
      if role == .none || index < free {
        index &+= 1
        continue
      }
      if let match = match(role, in: text, at: index, from: free) {
        found.append(PrivateData(kind: match.kind, range: text.range(match.range)))
        free = match.range.upperBound
        index = max(index &+ 1, free)
      } else if role == .digit {
        // The rest of a number is no number of its own.
        while index < bytes.count, bytes[index].isDigit { index &+= 1 }
      } else if role == .letter {
        // Nothing begins within a word.
        while index < bytes.count, roles[Int(bytes[index])] == .letter { index &+= 1 }
      } else {
        index &+= 1
      }
    }
    return found
  }

  /// What a byte may begin, or, as the sign of an e-mail address, stand within.
  private enum Role: UInt8 {
    case none
    case at
    case digit
    /// A plus sign or a parenthesis, in front of a telephone number.
    case prefix
    case letter
    case dash
    case colon
  }

  private static let roles: [Role] = (0...255).map { value in
    switch UInt8(value) {
    case UInt8(ascii: "@"): .at
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    case UInt8(ascii: "+"), UInt8(ascii: "("): .prefix
    case UInt8(ascii: "-"): .dash
    case UInt8(ascii: ":"), UInt8(ascii: "="): .colon
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
    default: .none
    }
  }

  private typealias Match = (kind: PrivateKind, range: Range<Int>)

  private func match(
    _ role: Role, in text: PlainText, at index: Int, from free: Int
  ) -> Match? {
    let bytes = text.bytes
    switch role {
    case .none: return nil
    case .at: return address(in: bytes, at: index, from: free)
    case .prefix:
      guard kinds.contains(.phone) else { return nil }
      return NumberText(text, at: index)?.phone.map { (.phone, $0) }
    case .digit: return number(in: text, at: index)
    case .letter: return word(in: bytes, at: index)
    case .dash:
      guard kinds.contains(.key) else { return nil }
      return SecretText.pem(in: bytes, at: index).map { (.key, $0) }
    case .colon:
      if kinds.contains(.key), let range = SecretText.assigned(in: bytes, at: index) {
        return (.key, range)
      }
      guard kinds.contains(.ip) else { return nil }
      return MachineAddress.version6(in: text.bytes, at: index, from: free).map { (.ip, $0) }
    }
  }

  private func address(in bytes: [UInt8], at index: Int, from free: Int) -> Match? {
    if kinds.contains(.key), let range = SecretText.password(in: bytes, before: index, from: free) {
      return (.key, range)
    }
    guard kinds.contains(.email) else { return nil }
    return EmailText.range(in: bytes, around: index, from: free).map { (.email, $0) }
  }

  private func number(in text: PlainText, at index: Int) -> Match? {
    guard hasNumbers else { return nil }
    if kinds.contains(.ip), let range = MachineAddress.version4(in: text, at: index) {
      return (.ip, range)
    }
    guard let number = NumberText(text, at: index) else { return nil }
    if kinds.contains(.resident), let range = number.resident { return (.resident, range) }
    if kinds.contains(.card), let range = number.card { return (.card, range) }
    if kinds.contains(.phone), let range = number.phone { return (.phone, range) }
    if kinds.contains(.myNumber), let range = number.myNumber { return (.myNumber, range) }
    return nil
  }

  /// What begins with a letter at the start of a word.
  private func word(in bytes: [UInt8], at index: Int) -> Match? {
    if index > 0, bytes[index - 1].isWordByte { return nil }
    if kinds.contains(.key), let range = SecretText.key(in: bytes, at: index) {
      return (.key, range)
    }
    guard kinds.contains(.iban) else { return nil }
    return AccountText.iban(in: bytes, at: index).map { (.iban, $0) }
  }
}

extension PrivateData {
  /// What tells one value from another, whichever way it is written: capital letters in an address
  /// and signs between digits make no difference, nor does a country's code in front of a number.
  package static func identity(of value: String, _ kind: PrivateKind) -> String {
    switch kind {
    case .email: return value.lowercased()
    case .key: return value
    case .ip, .iban: return value.filter { !$0.isWhitespace }.uppercased()
    case .card, .resident, .myNumber: return digits(value)
    case .phone:
      let digits = digits(value)
      guard value.hasPrefix("+") || value.hasPrefix("＋") else { return digits }
      for country in ["82", "81"] where digits.hasPrefix(country) {
        let rest = digits.dropFirst(2)
        return rest.hasPrefix("0") ? String(rest) : "0" + rest
      }
      return digits.hasPrefix("1") && digits.count == 11 ? String(digits.dropFirst()) : "+" + digits
    }
  }

  /// The digits of a number, those of full width as the others.
  private static func digits(_ value: String) -> String {
    let folded = PlainText(folding: Array(value.utf8)).bytes
    return String(decoding: folded.filter(\.isDigit), as: UTF8.self)
  }
}

/// A text in which every character is one byte, so that patterns need to know only ASCII.
///
/// Digits and signs of full width, and the dashes of typographers, are as their plain ones.
struct PlainText {
  let bytes: [UInt8]
  /// The text itself.
  let source: [UInt8]
  /// Where each byte begins in the text itself, with its end behind them; nil where it is the same.
  private let offsets: [Int]?

  init(_ ascii: [UInt8]) {
    bytes = ascii
    source = ascii
    offsets = nil
  }

  init(folding text: [UInt8]) {
    var (bytes, offsets) = ([UInt8](), [Int]())
    bytes.reserveCapacity(text.count)
    offsets.reserveCapacity(text.count + 1)
    var index = 0
    while index < text.count {
      let byte = text[index]
      offsets.append(index)
      if byte < 0x80 {
        bytes.append(byte)
        index += 1
        continue
      }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      bytes.append(Self.folded(text, at: index, length: length))
      index += length
    }
    offsets.append(text.count)
    self.bytes = bytes
    self.offsets = offsets
    source = text
  }

  func range(_ range: Range<Int>) -> Range<Int> {
    guard let offsets else { return range }
    return offsets[range.lowerBound]..<offsets[range.upperBound]
  }

  /// Up to `count` bytes of the text itself that stand before a byte.
  func source(before index: Int, count: Int) -> ArraySlice<UInt8> {
    let end = offsets?[index] ?? index
    return source[max(0, end - count)..<end]
  }

  /// Any other character, of which only that it is none of ASCII is known.
  static let other: UInt8 = 0xFF

  private static func folded(_ text: [UInt8], at index: Int, length: Int) -> UInt8 {
    guard index + length <= text.count, length == 2 || length == 3 else { return other }
    let last = text[index + length - 1]
    if length == 2 {
      // The no-break space.
      return text[index] == 0xC2 && last == 0xA0 ? UInt8(ascii: " ") : other
    }
    switch (text[index], text[index + 1]) {
    case (0xEF, 0xBC) where last > 0x80: return last - 0x60
    case (0xEF, 0xBD) where last <= 0x9E: return last - 0x20
    case (0xE2, 0x80) where (0x90...0x95).contains(last): return UInt8(ascii: "-")
    case (0xE2, 0x88) where last == 0x92: return UInt8(ascii: "-")
    // The mark of a long vowel, which stands for a dash in Japanese numbers.
    case (0xE3, 0x83) where last == 0xBC: return UInt8(ascii: "-")
    case (0xE3, 0x80) where last == 0x80: return UInt8(ascii: " ")
    default: return other
    }
  }
}

extension UInt8 {
  @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
  @inline(__always) var isUpper: Bool { self &- 0x41 < 26 }
  /// A letter of ASCII.
  @inline(__always) var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  @inline(__always) var isAlphanumeric: Bool { isDigit || isLetter }
  /// What may not stand beside a value, since that would be a part of a longer word.
  @inline(__always) var isWordByte: Bool { isAlphanumeric || self == 0x5F }
}

extension [UInt8] {
  /// Whether `text` stands at an index, letter by letter.
  func stands(_ text: StaticString, at index: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index >= 0, index + count <= self.count else { return false }
    return "\(text)".utf8.elementsEqual(self[index..<index + count])
  }
}
