import Files

/// Reads a growing file of lines from its start, each line once and only when it is whole.
struct EventLog: ~Copyable {
  private static let blockSize = 1 << 16

  private let path: String
  /// Where the next unread byte is.
  private var offset = 0
  private var pending: [UInt8] = []
  private var next = 0

  init(path: String) { self.path = path }

  /// The next whole line without its end; nil when there is none yet.
  mutating func nextLine() throws(FileError) -> [UInt8]? {
    while true {
      if let end = pending[next...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { next = end + 1 }
        return Array(pending[next..<end])
      }
      pending.removeSubrange(..<next)
      next = 0
      guard let more = try read(), !more.isEmpty else { return nil }
      offset += more.count
      pending += more
    }
  }

  private func read() throws(FileError) -> [UInt8]? {
    do throws(FileError) {
      return try OpenFile(path, for: .reading).bytes(at: offset, count: Self.blockSize)
    } catch {
      guard error.obstacle == .isMissing else { throw error }
      return nil
    }
  }
}
