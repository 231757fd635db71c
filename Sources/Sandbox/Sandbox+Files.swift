import Digests
import Files
package import FineTuning
import JSON
import Synchronization

extension Sandbox {
  /// Writes the body to disk as it comes; nothing is kept of a file that is refused.
  package func uploadFile(_ upload: FileUpload) async throws -> File {
    try checkUpload(name: upload.name, purpose: upload.purpose, expiry: upload.expiresAfterSeconds)
    let id = try newFileID()
    let draft = try files.makeDraft(id)
    do {
      let count = try await receive(upload, into: draft.folder)
      let createdAt = options.clock()
      let file = File(
        id: id, byteCount: count, createdAt: createdAt,
        expiresAt: upload.expiresAfterSeconds.map { createdAt + $0 }, name: upload.name,
        purpose: upload.purpose)
      try files.store.changing { try files.finish(draft, as: file) }
      return file
    } catch {
      try? draft.folder.removeAll()
      throw error
    }
  }

  /// Newest first unless the query says otherwise, 10,000 at most.
  package func files(_ query: PageQuery) async throws -> Page<File> {
    let all = try files.records().map(\.file)
      .filter { query.purpose == nil || $0.purpose == query.purpose }
    return try Page(of: all, query, limit: 10_000) { $0.id.rawValue }
  }

  /// A file whose time is over is as unknown as one that never was.
  package func file(_ id: File.ID) async throws -> File { try existing(id) }

  /// Jobs that learn from the file, and whoever is reading it, go on to their end.
  package func deleteFile(_ id: File.ID) async throws -> Deletion {
    _ = try existing(id)
    guard try files.remove(id) else { throw Sandbox.noFile(id) }
    return Deletion(id: id.rawValue, object: "file", isDeleted: true)
  }

  /// The bytes as the service sends them: result files come in base64.
  package func fileContent(_ id: File.ID) async throws -> ByteStream {
    let file = try existing(id)
    guard file.purpose != "fine-tune-results" else {
      let bytes = try files.folder(id).bytes(of: "content") ?? []
      return ByteStream { continuation in
        continuation.yield(Base64.encoded(bytes))
        continuation.finish()
      }
    }
    let content = try ContentReader(path: files.folder(id).path(of: "content"))
    return ByteStream { try content.next() }
  }

  /// The file, or the service's error when there is none.
  func existing(_ id: File.ID) throws -> File {
    guard let file = try files.record(id)?.file else {
      throw Sandbox.noFile(id)
    }
    return file
  }

  private static func noFile(_ id: File.ID) -> ServiceError {
    ServiceError(status: 404, message: "No such File object: \(id)", parameter: "id")
  }

  /// An id that no file of the store has, also after a restart with the same seed.
  func newFileID() throws -> File.ID {
    while true {
      let id = options.identifiers.identifier("file-", length: 22)
      if !files.store.files.contains(id) { return File.ID(id) }
    }
  }

  func checkUpload(name: String, purpose: String, expiry: Int?) throws {
    let purposes = ["assistants", "batch", "evals", "fine-tune", "user_data", "vision"]
    guard purposes.contains(purpose) else {
      let list = purposes.map { "'\($0)'" }.joined(separator: ", ")
      throw ServiceError(
        status: 400, message: "'\(purpose)' is not one of [\(list)] - 'purpose'",
        parameter: "purpose")
    }
    if let expiry { try Limits.check(expiry, in: 3600...2_592_000, "expires_after.seconds") }
    guard purpose == "fine-tune", !name.lowercased().hasSuffix(".jsonl") else { return }
    throw ServiceError(
      status: 400, message: "Invalid file format for Fine-Tuning API. Must be .jsonl",
      parameter: "file")
  }

  /// Writes the upload's body as it comes, and returns its size in bytes.
  private func receive(_ upload: FileUpload, into draft: Folder) async throws -> Int {
    let content = try OpenFile(draft.path(of: "content"), for: .replacing)
    var check = UploadCheck()
    var count = 0
    for try await chunk in upload.body {
      count += chunk.count
      guard count <= Limits.fileBytes else { throw Limits.tooLarge(count) }
      if upload.purpose == "fine-tune" { try check.take(chunk) }
      try content.write(chunk)
    }
    try Task.checkCancellation()
    if upload.purpose == "fine-tune" { try check.finish() }
    try content.sync()
    return count
  }
}

/// A file's content, handed out piece by piece to one reader.
private final class ContentReader: Sendable {
  private static let pieceBytes = 1 << 16

  private let file: OpenFile
  private let offset = Mutex(0)

  init(path: String) throws(FileError) {
    file = try OpenFile(path, for: .reading)
  }

  /// The next piece; nil at the end.
  func next() throws -> [UInt8]? {
    try offset.withLock { offset in
      let piece = try file.bytes(at: offset, count: ContentReader.pieceBytes)
      offset += piece.count
      return piece.isEmpty ? nil : piece
    }
  }
}
