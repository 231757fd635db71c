/// Takes the bytes of a request's head one by one until it is complete.
///
/// What can be no head is refused at its first wrong byte, so that nobody waits for the end of it:
/// of a greeting in TLS at once, of lines that end in a bare line feed after the first.
struct HeadScanner {
  /// In bytes, for the whole head; beyond it nothing more is kept.
  static let byteLimit = 64 << 10

  /// The lines without their ends; the first is the request line.
  private(set) var lines: [[UInt8]] = []
  private var line: [UInt8] = []
  private var byteCount = 0
  private var isAfterReturn = false

  /// Whether nothing but blank lines has come.
  var isEmpty: Bool { lines.isEmpty && line.isEmpty && !isAfterReturn }

  /// Takes the next byte, and says whether it was the head's last.
  mutating func take(_ byte: UInt8) throws(RequestFault) -> Bool {
    byteCount += 1
    guard byteCount <= Self.byteLimit else {
      throw lines.isEmpty
        ? .targetTooLong(limit: Self.byteLimit) : .headTooLarge(limit: Self.byteLimit)
    }
    guard !isAfterReturn else {
      guard byte == UInt8(ascii: "\n") else { throw malformed }
      isAfterReturn = false
      return endLine()
    }
    switch byte {
    case UInt8(ascii: "\r"): isAfterReturn = true
    // Of the control characters only the tab may be in a field (RFC 9110 §5.5).
    case 0..<0x20 where byte != UInt8(ascii: "\t"), 0x7F: throw malformed
    default: line.append(byte)
    }
    return false
  }

  private var malformed: RequestFault { lines.isEmpty ? .malformedLine : .malformedField }

  private mutating func endLine() -> Bool {
    guard !line.isEmpty else {
      // Blank lines before the request line are passed over (RFC 9112 §2.2).
      return !lines.isEmpty
    }
    lines.append(line)
    line = []
    return false
  }
}
