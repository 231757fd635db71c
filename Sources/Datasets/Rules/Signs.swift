import JSON

/// What a quick look at an example has seen, so that only the rules that may speak of it are asked.
///
/// A sign may be wrong in one direction only: it can be there for nothing, but where a rule has
/// something to report, one of the rule's signs is there.
struct Signs: OptionSet, Sendable {
  var rawValue: UInt32

  /// The roles are not: the system's at most, then the user's and the assistant's in turns.
  static let order = Signs(rawValue: 1 << 0)
  /// A message without a known role or with a content that is no string, or a key too many.
  static let oddMessage = Signs(rawValue: 1 << 1)
  static let weight = Signs(rawValue: 1 << 2)
  /// A call of a tool, or something that answers one.
  static let call = Signs(rawValue: 1 << 3)
  /// The example is a preference.
  static let pair = Signs(rawValue: 1 << 4)
  /// A text that may be nothing but white space.
  static let blank = Signs(rawValue: 1 << 5)
  /// An escape by a code unit.
  static let unicodeEscape = Signs(rawValue: 1 << 6)
  /// Bytes with which text begins that was decoded wrongly.
  static let mojibake = Signs(rawValue: 1 << 7)
  /// Bytes as in placeholders, or a text as short as one.
  static let placeholder = Signs(rawValue: 1 << 8)
  /// White space at an end of a text, or a character that cannot be seen.
  static let stray = Signs(rawValue: 1 << 9)
  /// More tokens than a model reads.
  static let tooLong = Signs(rawValue: 1 << 10)
  /// The two bytes with which a control token of a model begins.
  static let controlToken = Signs(rawValue: 1 << 11)

  /// The marks of another format around a message.
  static let frame = Signs(rawValue: 1 << 12)
  /// An address, or a path on a drive.
  static let address = Signs(rawValue: 1 << 13)
  /// An answer whose end was there shortly before.
  static let loop = Signs(rawValue: 1 << 14)
  /// An answer that begins in capitals.
  static let capitals = Signs(rawValue: 1 << 15)
  /// A text as long as the one before it, or as an earlier one of the same role.
  static let copy = Signs(rawValue: 1 << 16)

  /// The sign of an e-mail address, or of a password in front of a host.
  static let at = Signs(rawValue: 1 << 17)
  /// Eight digits near each other.
  static let number = Signs(rawValue: 1 << 18)
  /// A long word with a digit in it, or a value with one behind the name of a secret.
  static let key = Signs(rawValue: 1 << 19)

  /// A year of the last century or of this one.
  static let year = Signs(rawValue: 1 << 20)
  /// A model's template that refuses the example, or does not write all of it.
  static let template = Signs(rawValue: 1 << 21)

  /// A column that may be a system prompt's.
  static let systemBeside = Signs(rawValue: 1 << 22)
  /// A column that may be LLaMA-Factory's tag.
  static let tag = Signs(rawValue: 1 << 23)
  /// Letters at the beginning of an answer in which a model may say that it is one.
  static let boilerplate = Signs(rawValue: 1 << 24)

  static let all = Signs(rawValue: 1 << 25 - 1)
}

extension Signs {
  /// What a model's limit and template tell; no rule about models has another sign.
  init(of fit: ContextFit?) {
    self = fit?.isCut == true ? .tooLong : []
    if let fit, fit.refusal != nil || !fit.unwritten.isEmpty { insert(.template) }
  }

  /// Looks at `example`; O(*n*) in its bytes, sixteen at a time.
  init(of example: Example, fit: ContextFit?) {
    self.init(of: fit)
    if example.kind == .preference { insert([.pair, .order]) }
    if example.kind == .completion { insert(.boilerplate) }
    if !example.outline.repeatedKeys.isEmpty { insert(.oddMessage) }
    for key in example.outline.otherKeys {
      let name = example.bytes[key.contents]
      if key.hasEscapes || name.starts(with: "system".utf8) { insert(.systemBeside) }
      if key.hasEscapes || name.elementsEqual(tagColumn.utf8) { insert(.tag) }
    }
    unsafe example.bytes.withUnsafeBytes { bytes in
      unsafe formUnion(Signs(inTextOf: bytes))
      unsafe look(at: example.messages, bytes)
      unsafe look(at: example.preferred, bytes)
      unsafe look(at: example.rejected, bytes)
    }
    if example.kind == .chat, !Self.isOrdinary(example.messages) { insert(.order) }
  }

  /// Whether the roles are `[system] (user assistant)+`.
  private static func isOrdinary(_ messages: [Message]) -> Bool {
    var expected = Role.user
    for index in messages.indices {
      let role = messages[index].role
      if role == expected {
        expected = role == .user ? .assistant : .user
      } else if index > 0 || role != .system && role != .developer {
        return false
      }
    }
    return messages.last?.role == .assistant
  }

  private mutating func look(at messages: [Message], _ bytes: UnsafeRawBufferPointer) {
    for index in messages.indices {
      if messages[index].role == nil || !messages[index].unknownKeys.isEmpty
        || !messages[index].repeatedKeys.isEmpty
      {
        insert(.oddMessage)
      }
      if messages[index].weight != nil { insert(.weight) }
      if messages[index].hasCall || messages[index].toolCallID != nil
        || messages[index].role == .tool
      {
        insert(.call)
      }
      switch messages[index].content {
      case .text(let span):
        unsafe look(at: span, bytes)
        if messages[index].role == .assistant {
          unsafe look(atAnswer: span, bytes)
          unsafe lookForBoilerplate(span.contents, bytes)
        }
        guard span.contents.count >= Self.copyLength else { continue }
        for earlier in max(0, index &- 2)..<index {
          guard case .text(let other) = messages[earlier].content,
            other.contents.count == span.contents.count
          else { continue }
          insert(.copy)
        }
      case .parts(let parts):
        insert(.oddMessage)
        for part in parts {
          guard let text = part.text else { continue }
          unsafe look(at: text, bytes)
          unsafe lookForBoilerplate(text.contents, bytes)
        }
      case .missing, .null: insert(.oddMessage)
      }
    }
  }

  /// Bytes from which on two texts that are equal are not so by chance.
  static let copyLength = 20
  /// Bytes of an answer in front of its last eight that are searched for them.
  static let loopReach = 256

  /// Looks whether an answer begins in capitals, and whether its last bytes were there before.
  private mutating func look(atAnswer span: JSONStringSpan, _ bytes: UnsafeRawBufferPointer) {
    let contents = span.contents
    guard contents.count >= 32 else { return }
    var capitals = 0
    for offset in 0..<16 {
      let byte = unsafe bytes[contents.lowerBound &+ offset]
      if byte >= 0x41, byte <= 0x5A { capitals &+= 1 }
    }
    if capitals >= 6 { insert(.capitals) }
    guard contents.count >= 2 * Self.loopReach else { return }
    let last = contents.upperBound &- 8
    let end = unsafe bytes.loadUnaligned(fromByteOffset: last, as: UInt64.self)
    for offset in last &- Self.loopReach..<last &- 7
    where unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) == end {
      insert(.loop)
      return
    }
  }

  /// Looks at the length of a text and at its ends.
  private mutating func look(at span: JSONStringSpan, _ bytes: UnsafeRawBufferPointer) {
    let contents = span.contents
    if contents.count <= ExampleCheck.nothingWordLimit { insert(.placeholder) }
    guard contents.count >= 2 else {
      insert([.blank, .stray])
      return
    }
    let first = unsafe bytes[contents.lowerBound]
    switch first {
    case 0x20, UInt8(ascii: "\\"): insert([.blank, .stray])
    case 0xC2, 0xE1, 0xE2: insert(.blank)
    case 0xE3 where unsafe bytes[contents.lowerBound + 1] == 0x80: insert(.blank)
    default: break
    }
    let last = unsafe (bytes[contents.upperBound - 2], bytes[contents.upperBound - 1])
    if last.0 == UInt8(ascii: "\\") || last.1 == 0x20 { insert(.stray) }
  }
}
