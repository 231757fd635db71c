import Files
import FineTuning
import JSON

/// Files on their way in parts: `uploads/ID/` holds `upload.json` and a file per part.
struct UploadStore: Sendable {
  let store: Store
  /// Seconds since 1970.
  let now: @Sendable () -> Int

  /// An upload with how long its file will be kept.
  struct Record: Sendable {
    var upload: Upload
    /// Seconds; nil for ever.
    var expiresAfterSeconds: Int?
    /// The file that a completed upload has become.
    var file: File.ID?
  }

  func folder(_ id: Upload.ID) -> Folder { store.uploads.folder(id.rawValue) }

  /// The upload as it is now, perhaps expired since it was made; nil when there is none.
  func record(_ id: Upload.ID) throws(FileError) -> Record? {
    guard Store.isName(id.rawValue), let value = try folder(id).value(of: "upload.json"),
      var record = Record(value, id: id)
    else { return nil }
    if record.upload.status == .pending, record.upload.expiresAt <= now() {
      record.upload.status = .expired
    }
    return record
  }

  func save(_ record: Record) throws(FileError) {
    try folder(record.upload.id).create()
    try folder(record.upload.id).replace("upload.json", with: record.value)
  }

  /// Removes the bytes of an upload that is over.
  func removeParts(of id: Upload.ID) throws(FileError) {
    for name in try folder(id).allNames() where name != "upload.json" {
      try folder(id).remove(name)
    }
  }
}

extension UploadStore.Record {
  fileprivate init?(_ value: JSONValue, id: Upload.ID) {
    guard let bytes = value["bytes"]?.integer, let createdAt = value["created_at"]?.integer,
      let expiresAt = value["expires_at"]?.integer, let name = value["filename"]?.string,
      let purpose = value["purpose"]?.string, let status = value["status"]?.string
    else { return nil }
    upload = Upload(
      id: id, byteCount: bytes, createdAt: createdAt, expiresAt: expiresAt, name: name,
      purpose: purpose, status: UploadStatus(rawValue: status))
    expiresAfterSeconds = value["expires_after"]?.integer
    file = value["file"]?.string.map { File.ID($0) }
  }

  fileprivate var value: JSONValue {
    [
      "bytes": .integer(upload.byteCount), "created_at": .integer(upload.createdAt),
      "expires_at": .integer(upload.expiresAt), "filename": .string(upload.name),
      "purpose": .string(upload.purpose), "status": .string(upload.status.rawValue),
      "expires_after": JSONValue(expiresAfterSeconds), "file": JSONValue(file?.rawValue),
    ]
  }
}
