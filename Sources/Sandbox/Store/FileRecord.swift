import FineTuning
import JSON

/// A file with what only the store knows of it.
struct FileRecord: Sendable {
  var file: File
  /// Where the file stands in the order of creation.
  var sequence: Int

  init(file: File, sequence: Int) {
    self.file = file
    self.sequence = sequence
  }

  /// nil when `value` was not written by ``value``.
  init?(_ value: JSONValue) {
    guard let id = value["id"]?.string, let bytes = value["bytes"]?.integer,
      let createdAt = value["created_at"]?.integer, let name = value["filename"]?.string,
      let purpose = value["purpose"]?.string, let sequence = value["sequence"]?.integer
    else { return nil }
    self.sequence = sequence
    file = File(
      id: File.ID(id), byteCount: bytes, createdAt: createdAt,
      expiresAt: value["expires_at"]?.integer, name: name, purpose: purpose)
  }

  var value: JSONValue {
    [
      "id": .string(file.id.rawValue), "bytes": .integer(file.byteCount),
      "created_at": .integer(file.createdAt), "expires_at": JSONValue(file.expiresAt),
      "filename": .string(file.name), "purpose": .string(file.purpose),
      "sequence": .integer(sequence),
    ]
  }
}
