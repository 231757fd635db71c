/// A file kept by the service: training data, validation data, or the results of a job.
package struct File: Sendable, Hashable {
  package typealias ID = Identifier<File>

  package var id: ID
  package var byteCount: Int
  /// Seconds since 1970.
  package var createdAt: Int
  /// Seconds since 1970; nil when the file is kept until it is deleted.
  package var expiresAt: Int?
  package var name: String
  /// `fine-tune`, `fine-tune-results`, or another purpose of the API; an open set.
  package var purpose: String
  /// `uploaded`, `processed` or `error`; an open set, deprecated by the service but still sent.
  package var status: String
  package var statusDetails: String?

  package init(
    id: ID, byteCount: Int, createdAt: Int, expiresAt: Int? = nil, name: String, purpose: String,
    status: String = "processed", statusDetails: String? = nil
  ) {
    self.id = id
    self.byteCount = byteCount
    self.createdAt = createdAt
    self.expiresAt = expiresAt
    self.name = name
    self.purpose = purpose
    self.status = status
    self.statusDetails = statusDetails
  }
}

/// A stream of bytes in chunks, as a body comes from a disk or a socket.
package typealias ByteStream = AsyncThrowingStream<[UInt8], any Error>

/// A file on its way to the service.
package struct FileUpload: Sendable {
  package var name: String
  package var purpose: String
  /// Seconds after creation, 3,600 to 2,592,000; nil keeps the file.
  package var expiresAfterSeconds: Int?
  /// What `body` will give in all; nil when the sender does not know.
  package var byteCount: Int?
  /// Pulled as fast as the service takes it, so whoever makes the stream can count progress.
  package var body: ByteStream

  package init(
    name: String, purpose: String, expiresAfterSeconds: Int? = nil, byteCount: Int? = nil,
    body: ByteStream
  ) {
    self.name = name
    self.purpose = purpose
    self.expiresAfterSeconds = expiresAfterSeconds
    self.byteCount = byteCount
    self.body = body
  }
}

/// What the service says of a thing that it deleted.
package struct Deletion: Sendable, Hashable {
  package var id: String
  /// `file`, `model`, `checkpoint.permission` or `response.deleted`.
  package var object: String
  package var isDeleted: Bool

  package init(id: String, object: String, isDeleted: Bool) {
    self.id = id
    self.object = object
    self.isDeleted = isDeleted
  }
}
