import Dispatch
import Glibc
import Testing

/// The person's side of a terminal: sends keys, and sees the screen.
final class PseudoTerminal {
  /// What the program under test reads from and writes to.
  let programSide: Int32
  private(set) var screen: VirtualScreen
  private var personSide: Int32
  private var undecoded: [UInt8] = []

  /// Long enough for a loaded machine; a passing test never waits it out.
  private static let timeout: Int32 = 600_000

  init(columns: Int = 60, lines: Int = 12) throws {
    var person: Int32 = -1
    var program: Int32 = -1
    var size = winsize(
      ws_row: UInt16(lines), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    try #require(unsafe openpty(&person, &program, nil, nil, &size) == 0)
    (personSide, programSide) = (person, program)
    screen = VirtualScreen(columns: columns, lines: lines)
  }

  deinit {
    hangUp()
    close(programSide)
  }

  func send(_ keys: String) {
    let bytes = Array(keys.utf8)
    let count = unsafe bytes.withUnsafeBytes { unsafe write(personSide, $0.baseAddress, $0.count) }
    #expect(count == bytes.count)
  }

  /// Reads what the program draws until the screen's text is as expected.
  func waitFor(_ expected: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    while screen.text != expected {
      guard await receive() else {
        #expect(screen.text == expected, sourceLocation: sourceLocation)
        hangUp()
        throw Failure.silence
      }
    }
  }

  /// Reads until the screen's text holds `part`.
  func waitFor(part: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    while !screen.text.contains(part) {
      guard await receive() else {
        #expect(screen.text == part, sourceLocation: sourceLocation)
        hangUp()
        throw Failure.silence
      }
    }
  }

  /// Changes the window's size, which the program is told by a signal in real life.
  func resize(columns: Int, lines: Int) {
    var size = winsize(
      ws_row: UInt16(lines), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = unsafe ioctl(personSide, UInt(TIOCSWINSZ), &size)
    screen = VirtualScreen(columns: columns, lines: lines)
  }

  /// Leaves, as a closed window does; whoever reads the other side is at the end.
  func hangUp() {
    if personSide >= 0 { close(personSide) }
    personSide = -1
  }

  enum Failure: Error {
    case silence
  }

  /// Takes one block of output; false when none came in time.
  private func receive() async -> Bool {
    guard await isReadable() else { return false }
    var block = [UInt8](repeating: 0, count: 4_096)
    let count = unsafe read(personSide, &block, block.count)
    guard count > 0 else { return false }
    undecoded += block[..<count]
    // A character may be cut at the end of a block.
    var end = undecoded.count
    while end > 0, end > undecoded.count - 4,
      String(validating: undecoded[..<end], as: UTF8.self) == nil
    {
      end -= 1
    }
    screen.draw(String(decoding: undecoded[..<end], as: UTF8.self))
    undecoded.removeFirst(end)
    return true
  }

  /// Waits on a thread of its own: those of the concurrency pool have the program to run.
  private func isReadable() async -> Bool {
    let descriptor = personSide
    return await withCheckedContinuation { continuation in
      DispatchQueue(label: "a person").async {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        continuation.resume(returning: unsafe poll(&waiting, 1, Self.timeout) > 0)
      }
    }
  }
}
