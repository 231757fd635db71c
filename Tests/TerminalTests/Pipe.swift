import Glibc
import Testing

/// A pipe whose reading end belongs to the test.
final class Pipe {
  let writeEnd: Int32
  private var readEnd: Int32

  init() throws {
    var ends: [Int32] = [-1, -1]
    try #require(unsafe pipe(&ends) == 0)
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  func closeReadEnd() {
    close(readEnd)
    readEnd = -1
  }

  /// Closes the writing end and returns all that was written.
  func finish() -> String {
    close(writeEnd)
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = unsafe read(readEnd, &block, block.count)
      guard count > 0 else { break }
      bytes += block[..<count]
    }
    closeReadEnd()
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes all of `text` and closes the writing end.
  func feed(_ text: String) {
    let bytes = Array(text.utf8)
    let count = unsafe bytes.withUnsafeBytes { unsafe write(writeEnd, $0.baseAddress, $0.count) }
    #expect(count == bytes.count)
    close(writeEnd)
  }

  var readingEnd: Int32 { readEnd }
}
