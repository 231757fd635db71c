import Glibc

/// Lines of a pipe, a file, or a terminal that does its own editing.
struct PlainLineReader {
  private let descriptor: Int32
  private var bytes: [UInt8] = []
  private var isAtStart = true
  private var isAtEnd = false

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Returns the next line without its end (LF or CR LF); the last one needs none.
  ///
  /// A byte order mark at the start is dropped.
  mutating func next() -> LineEditor.Event {
    var searched = 0
    while true {
      if let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { bytes.removeSubrange(...end) }
        return .line(text(bytes[..<end]))
      }
      searched = bytes.count
      if isAtEnd || !fill() {
        isAtEnd = true
        guard !bytes.isEmpty else { return .end }
        defer { bytes = [] }
        return .line(text(bytes[...]))
      }
    }
  }

  private mutating func text(_ line: ArraySlice<UInt8>) -> String {
    var line = line
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    if isAtStart, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    isAtStart = false
    return String(decoding: line, as: UTF8.self)
  }

  private mutating func fill() -> Bool {
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe read(descriptor, &block, block.count)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&waiting, 1, -1)
        continue
      }
      guard count > 0 else { return false }
      bytes += block[..<count]
      return true
    }
  }
}
