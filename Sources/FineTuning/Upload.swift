/// A file that arrives in parts, for files too large for one request.
package struct Upload: Sendable, Hashable {
  package typealias ID = Identifier<Upload>

  package var id: ID
  /// What the finished file will measure; the parts must add up to it.
  package var byteCount: Int
  /// Seconds since 1970.
  package var createdAt: Int
  /// Seconds since 1970; an upload takes no parts after this.
  package var expiresAt: Int
  package var name: String
  package var purpose: String
  package var status: UploadStatus
  /// nil until the upload is completed.
  package var file: File?

  package init(
    id: ID, byteCount: Int, createdAt: Int, expiresAt: Int, name: String, purpose: String,
    status: UploadStatus = .pending, file: File? = nil
  ) {
    self.id = id
    self.byteCount = byteCount
    self.createdAt = createdAt
    self.expiresAt = expiresAt
    self.name = name
    self.purpose = purpose
    self.status = status
    self.file = file
  }
}

/// Where an upload is in its life; an open set.
package struct UploadStatus: RawRepresentable, Sendable, Hashable {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }

  package static let pending = UploadStatus(rawValue: "pending")
  package static let completed = UploadStatus(rawValue: "completed")
  package static let cancelled = UploadStatus(rawValue: "cancelled")
  package static let expired = UploadStatus(rawValue: "expired")
}

/// What a client says before it sends the parts of a file.
package struct UploadRequest: Sendable, Hashable {
  package var name: String
  package var purpose: String
  /// The sum of all parts, at most 8 GB.
  package var byteCount: Int
  /// Such as `text/jsonl`.
  package var mimeType: String
  /// Seconds that the finished file is kept, 3,600 to 2,592,000; nil keeps it.
  package var expiresAfterSeconds: Int?

  package init(
    name: String, purpose: String, byteCount: Int, mimeType: String = "text/jsonl",
    expiresAfterSeconds: Int? = nil
  ) {
    self.name = name
    self.purpose = purpose
    self.byteCount = byteCount
    self.mimeType = mimeType
    self.expiresAfterSeconds = expiresAfterSeconds
  }
}

/// Some bytes of an upload, kept until the upload is completed in an order that its client gives.
package struct UploadPart: Sendable, Hashable {
  package typealias ID = Identifier<UploadPart>

  package var id: ID
  /// Seconds since 1970.
  package var createdAt: Int
  package var upload: Upload.ID

  package init(id: ID, createdAt: Int, upload: Upload.ID) {
    self.id = id
    self.createdAt = createdAt
    self.upload = upload
  }
}

/// One part on its way to the service, at most 64 MB.
package struct UploadPartBody: Sendable {
  package var chunks: ByteStream
  /// nil when the sender does not know; the part then goes out without a length.
  package var byteCount: Int?

  package init(chunks: ByteStream, byteCount: Int? = nil) {
    self.chunks = chunks
    self.byteCount = byteCount
  }
}
