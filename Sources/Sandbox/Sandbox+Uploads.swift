import Digests
import Files
package import FineTuning

extension Sandbox: UploadService {
  /// Takes parts for an hour.
  package func createUpload(_ request: UploadRequest) async throws -> Upload {
    try checkUpload(
      name: request.name, purpose: request.purpose, expiry: request.expiresAfterSeconds)
    try Limits.check(request.byteCount, in: 1...Limits.uploadBytes, "bytes")
    let createdAt = options.clock()
    let upload = Upload(
      id: Upload.ID(options.identifiers.identifier("upload_", length: 32)),
      byteCount: request.byteCount,
      createdAt: createdAt, expiresAt: createdAt + Limits.uploadSeconds, name: request.name,
      purpose: request.purpose)
    try uploads.save(
      UploadStore.Record(upload: upload, expiresAfterSeconds: request.expiresAfterSeconds))
    return upload
  }

  /// Writes the part to disk as it comes, 64 MB at most.
  package func addPart(_ body: UploadPartBody, to id: Upload.ID) async throws -> UploadPart {
    _ = try pending(id)
    let part = UploadPart.ID(options.identifiers.identifier("part_", length: 32))
    let folder = uploads.folder(id)
    let draft = ".\(part)"
    do {
      try await receive(body.chunks, into: folder.path(of: draft))
      try files.store.changing {
        // The upload may have ended while the part came in.
        _ = try pending(id)
        try folder.move(draft, to: folder.path(of: part.rawValue))
      }
      try folder.sync()
    } catch {
      try? folder.remove(draft)
      throw error
    }
    return UploadPart(id: part, createdAt: options.clock(), upload: id)
  }

  /// Checks sizes, digest and lines before the parts become a file.
  package func completeUpload(
    _ id: Upload.ID, parts: [UploadPart.ID], md5: String?
  ) async throws -> Upload {
    let upload = try pending(id).upload
    let fileID = try newFileID()
    let draft = try files.makeDraft(fileID)
    do {
      try join(parts, of: upload, md5: md5, into: draft.folder)
      return try files.store.changing { try complete(id, draft: draft, as: fileID) }
    } catch {
      try? draft.folder.removeAll()
      throw error
    }
  }

  /// Removes the parts; only a pending upload can be cancelled.
  package func cancelUpload(_ id: Upload.ID) async throws -> Upload {
    try files.store.changing {
      var record = try pending(id)
      record.upload.status = .cancelled
      try uploads.save(record)
      try uploads.removeParts(of: id)
      return record.upload
    }
  }

  /// Makes the joined parts a file, unless another call has ended the upload.
  private func complete(_ id: Upload.ID, draft: FileDraft, as fileID: File.ID) throws -> Upload {
    var record = try pending(id)
    let createdAt = options.clock()
    let file = File(
      id: fileID, byteCount: record.upload.byteCount, createdAt: createdAt,
      expiresAt: record.expiresAfterSeconds.map { createdAt + $0 }, name: record.upload.name,
      purpose: record.upload.purpose)
    try files.finish(draft, as: file)
    record.upload.status = .completed
    record.upload.file = file
    record.file = fileID
    try uploads.save(record)
    try uploads.removeParts(of: id)
    return record.upload
  }

  private func pending(_ id: Upload.ID) throws -> UploadStore.Record {
    guard let record = try uploads.record(id) else {
      throw ServiceError(
        status: 404, message: "No such Upload object: \(id)", parameter: "upload_id")
    }
    guard record.upload.status == .pending else {
      throw ServiceError(
        status: 400, message: "Upload \(id) has status '\(record.upload.status.rawValue)'",
        parameter: "upload_id", code: "invalid_state")
    }
    return record
  }

  private func receive(_ chunks: ByteStream, into path: String) async throws {
    let file = try OpenFile(path, for: .replacing)
    var count = 0
    for try await chunk in chunks {
      count += chunk.count
      guard count <= Limits.partBytes else {
        throw Limits.tooLarge(count, limit: Limits.partBytes)
      }
      try file.write(chunk)
    }
    try Task.checkCancellation()
    guard count > 0 else {
      throw ServiceError(status: 400, message: "Part is empty.", parameter: "data")
    }
    try file.sync()
  }

  /// Writes the parts one after another, piece by piece.
  private func join(
    _ parts: [UploadPart.ID], of upload: Upload, md5: String?, into draft: Folder
  ) throws {
    let content = try OpenFile(draft.path(of: "content"), for: .replacing)
    let folder = uploads.folder(upload.id)
    var digest = MD5()
    var check = UploadCheck()
    var count = 0
    for part in parts {
      guard Store.isName(part.rawValue), folder.contains(part.rawValue) else {
        throw ServiceError(
          status: 400, message: "No such UploadPart object: \(part)", parameter: "part_ids")
      }
      let file = try OpenFile(folder.path(of: part.rawValue), for: .reading)
      var offset = 0
      while true {
        let piece = try file.bytes(at: offset, count: 1 << 20)
        if piece.isEmpty { break }
        offset += piece.count
        if md5 != nil { digest.update(piece) }
        if upload.purpose == "fine-tune" { try check.take(piece) }
        try content.write(piece)
      }
      count += offset
    }
    guard count == upload.byteCount else {
      throw ServiceError(
        status: 400,
        message: "The parts have \(count) bytes, but the upload has \(upload.byteCount).",
        parameter: "part_ids")
    }
    let found = digest.finish()
    if let md5, found != md5.lowercased() {
      throw ServiceError(
        status: 400,
        message: "The file's MD5 is \(found), but '\(md5)' was expected.",
        parameter: "md5")
    }
    if upload.purpose == "fine-tune" { try check.finish() }
    try content.sync()
  }
}
