import Commands
import Glibc
import Workspaces

extension Session.Surroundings.StandardInput {
  /// What this process reads from descriptor 0.
  static let ofProcess = Self(isTerminal: isatty(0) == 1) { take in
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while let count = try read(into: &block) { try take(block[..<count]) }
  }

  /// The number of bytes that came; nil at the end.
  ///
  /// Cancelling the task stops the wait for them.
  private static func read(into block: inout [UInt8]) throws -> Int? {
    while true {
      try Task.checkCancellation()
      // A person may type nothing for hours, and a blocked read would not hear of Ctrl-C.
      var waiting = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
      let ready = unsafe poll(&waiting, 1, 100)
      if ready == 0 || (ready < 0 && errno == EINTR) { continue }
      let count = unsafe Glibc.read(0, &block, block.count)
      if count > 0 { return count }
      if count == 0 { return nil }
      guard errno == EINTR else {
        throw WorkspaceError.file(path: "standard input", errno: errno)
      }
    }
  }
}
