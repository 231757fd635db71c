package import FineTuning
import Synchronization

/// Where the bytes of a form's file wait until the whole form is read.
///
/// A form may name the purpose after the file, so that nothing can be decided before its end.
package protocol Spool: Sendable {
  func append(_ chunk: [UInt8]) throws
  /// All bytes that were appended, to be asked for once.
  func contents() throws -> ByteStream
}

/// Keeps the bytes in memory, for small files and for tests.
package final class MemorySpool: Spool {
  private let chunks = Mutex<[[UInt8]]>([])

  package init() {}

  package func append(_ chunk: [UInt8]) {
    chunks.withLock { $0.append(chunk) }
  }

  package func contents() -> ByteStream {
    .chunks(chunks.withLock { $0 })
  }
}
