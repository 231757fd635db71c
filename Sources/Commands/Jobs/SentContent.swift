import Datasets
import Digests
import FineTuning
import Synchronization
import Workspaces

/// What a service is sent of a revision: a line for each example, with the keys that training
/// uses.
///
/// Blank lines, a byte-order mark, and lines that a load left out are not in it.
struct SentContent: Sendable {
  let workspace: Workspace
  let dataset: Dataset
  let revision: Int
  /// Of all bytes, in lower-case hexadecimal.
  let sha256: String
  let byteCount: Int

  /// Reads the whole revision once, a megabyte at a time, to know its digest.
  init(of selection: Selection, in workspace: Workspace) throws {
    self.workspace = workspace
    dataset = selection.dataset
    revision = selection.revision ?? selection.dataset.revision
    var hash = SHA256()
    var count = 0
    var lines = SentLines(batches: try workspace.batches(of: dataset, revision: revision))
    while let chunk = try lines.next() {
      try Task.checkCancellation()
      hash.update(chunk)
      count += chunk.count
    }
    sha256 = hash.finish()
    byteCount = count
  }

  /// The bytes, each chunk read only when the service takes it.
  func body() throws -> ByteStream {
    let lines = Mutex(SentLines(batches: try workspace.batches(of: dataset, revision: revision)))
    return ByteStream { try lines.withLock { try $0.next() } }
  }

  /// All bytes as text.
  func text() throws -> String {
    var bytes: [UInt8] = []
    var lines = SentLines(batches: try workspace.batches(of: dataset, revision: revision))
    while let chunk = try lines.next() { bytes += chunk }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The lines of a revision as they are sent, about a megabyte at a time.
private struct SentLines: Sendable {
  var batches: RevisionBatches

  mutating func next() throws -> [UInt8]? {
    guard let batch = try batches.next() else { return nil }
    var lines: [UInt8] = []
    lines.reserveCapacity(batch.bytes.count)
    for entry in batch.entries {
      let bytes = Array(batch.bytes[entry.range])
      lines += try Example(bytes).sentBytes
      lines.append(0x0A)
    }
    return lines
  }
}
