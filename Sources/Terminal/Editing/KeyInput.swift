import Glibc
import Threads

/// Keys from a terminal, read ahead in blocks so that a large paste costs few system calls.
final class KeyInput {
  enum Event: Equatable {
    case scalar(Unicode.Scalar)
    /// Another thread, or a new window size, wants attention between two keys.
    case wake
    case end
  }

  private let descriptor: Int32
  private let wake: WakePipe
  private var bytes: [UInt8] = []
  private var position = 0
  private var sequence = KeySequence()
  /// Whether the last scalar belongs to the key that the one before it began.
  private(set) var continuesKey = false

  init(descriptor: Int32, wake: WakePipe) {
    self.descriptor = descriptor
    self.wake = wake
  }

  /// Returns the next scalar, or a wake where that would not cut a key's sequence in two.
  func next(mayWake: Bool) -> Event {
    let first: UInt8
    switch byte(mayWake: mayWake) {
    case .byte(let byte): first = byte
    case .wake: return .wake
    case .end: return .end
    }
    let scalar = decode(first)
    continuesKey = sequence.isOpen
    sequence.advance(scalar)
    return .scalar(scalar)
  }

  /// Reads a bracketed paste up to its closing sequence, line ends as newlines, those at the end cut.
  ///
  /// Nil at the end of input.
  func readPaste() -> String? {
    let ending = Array("\u{1B}[201~".utf8)
    var paste: [UInt8] = []
    sequence = KeySequence()
    while paste.last != UInt8(ascii: "~") || !paste.suffix(ending.count).elementsEqual(ending) {
      guard case .byte(let byte) = byte(mayWake: false) else { return nil }
      paste.append(byte)
    }
    paste.removeLast(ending.count)
    var text = ""
    for character in String(decoding: paste, as: UTF8.self) {
      text.append(character == "\r\n" || character == "\r" ? "\n" : character)
    }
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }

  private enum Source {
    case byte(UInt8)
    case wake
    case end
  }

  private func byte(mayWake: Bool) -> Source {
    while position == bytes.count {
      var polls = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: wake.readEnd, events: Int16(POLLIN), revents: 0),
      ]
      let isWakeable = mayWake && !sequence.isOpen
      // A lone Escape looks like the start of a sequence; after a while it is taken as one key.
      let timeout: Int32 = mayWake && sequence.isOpen && sequence.mayEnd ? 100 : -1
      let ready = unsafe poll(&polls, isWakeable ? 2 : 1, timeout)
      if ready == 0 { sequence = KeySequence() }
      guard ready > 0 else { continue }
      if polls[0].revents != 0 {
        guard fill() else { return .end }
      } else if isWakeable, polls[1].revents != 0 {
        wake.drain()
        return .wake
      }
    }
    defer { position += 1 }
    return .byte(bytes[position])
  }

  /// Reads what is there; false at the end of input.
  private func fill() -> Bool {
    var block = [UInt8](repeating: 0, count: 4_096)
    let count = unsafe read(descriptor, &block, block.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return true }
    guard count > 0 else { return false }
    bytes = Array(block[..<count])
    position = 0
    return true
  }

  /// Decodes one scalar; what is not UTF-8 becomes U+FFFD, one for each wrong byte.
  private func decode(_ first: UInt8) -> Unicode.Scalar {
    let length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    var value = UInt32(first)
    guard first >= 0x80 else { return Unicode.Scalar(first) }
    guard length > 1 else { return "\u{FFFD}" }
    value &= length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07
    for _ in 1..<length {
      guard case .byte(let byte) = byte(mayWake: false) else { return "\u{FFFD}" }
      guard byte & 0xC0 == 0x80 else {
        position -= 1
        return "\u{FFFD}"
      }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}

/// Whether the last scalars are the beginning of what a longer key sends.
struct KeySequence {
  private enum Place {
    case none
    case escape
    case control
    /// After Ctrl-V or Ctrl-X, which take the next key whatever it is.
    case quote
  }

  private var place = Place.none

  var isOpen: Bool { place != .none }
  /// Whether silence means that nothing more belongs to it.
  var mayEnd: Bool { place != .quote }

  mutating func advance(_ scalar: Unicode.Scalar) {
    switch (place, scalar) {
    case (.none, "\u{16}"), (.none, "\u{18}"): place = .quote
    case (.none, "\u{1B}"), (.escape, "\u{1B}"): place = .escape
    case (.escape, "["), (.escape, "O"): place = .control
    // A control sequence ends with a byte from @ to ~ (ECMA-48 §5.4).
    case (.control, _) where !("@"..."~").contains(scalar): place = .control
    default: place = .none
    }
  }
}
