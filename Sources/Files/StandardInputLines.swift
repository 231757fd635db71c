import Glibc

/// The lines of this process's standard input, one at a time.
package struct StandardInputLines: Sendable {
  private var waiting: [UInt8] = []
  private var isAtEnd = false

  package init() {}

  /// The next line without its end; nil behind the last.
  ///
  /// `check` runs several times a second while nothing comes, so that it can end the wait.
  /// - Throws: ``FileError``, and what `check` throws.
  package mutating func next(checking check: () throws -> Void) throws -> String? {
    var block = [UInt8](repeating: 0, count: 4_096)
    while true {
      if let end = waiting.firstIndex(of: 0x0A) {
        defer { waiting.removeSubrange(...end) }
        return String(decoding: waiting[..<end], as: UTF8.self)
      }
      guard !isAtEnd else {
        defer { waiting = [] }
        return waiting.isEmpty ? nil : String(decoding: waiting, as: UTF8.self)
      }
      try check()
      var input = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
      let ready = unsafe poll(&input, 1, 100)
      if ready == 0 || (ready < 0 && errno == EINTR) { continue }
      let count = unsafe read(0, &block, block.count)
      if count > 0 {
        waiting += block[..<count]
      } else if count == 0 {
        isAtEnd = true
      } else if errno != EINTR {
        throw FileError(.read, "standard input", errno: errno)
      }
    }
  }
}
