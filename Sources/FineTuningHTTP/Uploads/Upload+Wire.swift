import FineTuning
import JSON

extension Upload {
  /// The upload's object on the wire; `file` appears once the upload is completed.
  var wire: JSONValue {
    var members: [JSONMember] = [
      JSONMember("id", .string(id.rawValue)), JSONMember("object", "upload"),
      JSONMember("bytes", .integer(byteCount)), JSONMember("created_at", .integer(createdAt)),
      JSONMember("filename", .string(name)), JSONMember("purpose", .string(purpose)),
      JSONMember("status", .string(status.rawValue)),
      JSONMember("expires_at", .integer(expiresAt)),
    ]
    if let file { members.append(JSONMember("file", file.wire)) }
    return .object(members)
  }

  /// Reads an answer; only id and status must be there.
  init(answer: JSONValue) throws {
    self.init(
      id: ID(try answer.requiredString("id")), byteCount: answer["bytes"]?.count ?? 0,
      createdAt: answer.seconds("created_at") ?? 0, expiresAt: answer.seconds("expires_at") ?? 0,
      name: answer["filename"]?.string ?? "", purpose: answer["purpose"]?.string ?? "",
      status: UploadStatus(rawValue: try answer.requiredString("status")),
      file: try answer["file"].flatMap { $0 == .null ? nil : try File(answer: $0) })
  }
}

extension UploadRequest {
  var wire: JSONValue {
    var members = [
      JSONMember("filename", .string(name)), JSONMember("purpose", .string(purpose)),
      JSONMember("bytes", .integer(byteCount)), JSONMember("mime_type", .string(mimeType)),
    ]
    if let expiresAfterSeconds {
      let anchor: JSONValue = [
        "anchor": "created_at", "seconds": .integer(expiresAfterSeconds),
      ]
      members.append(JSONMember("expires_after", anchor))
    }
    return .object(members)
  }

  /// Reads a request strictly.
  init(request reader: inout ObjectReader) throws {
    let name = try reader.requiredString("filename")
    let purposes = ["assistants", "batch", "fine-tune", "vision"]
    guard let purpose = try reader.word("purpose", of: purposes) else {
      throw ServiceError.missing("purpose")
    }
    guard let byteCount = try reader.integer("bytes", in: 1...UploadEndpoints.byteLimit) else {
      throw ServiceError.missing("bytes")
    }
    let mimeType = try reader.requiredString("mime_type")
    var expiry: Int?
    if var anchor = try reader.object("expires_after") {
      guard try anchor.word("anchor", of: ["created_at"]) != nil else {
        throw ServiceError.missing(anchor.name("anchor"))
      }
      guard let seconds = try anchor.integer("seconds", in: FileExpiry.seconds) else {
        throw ServiceError.missing(anchor.name("seconds"))
      }
      expiry = seconds
      try anchor.finish()
    }
    self.init(
      name: name, purpose: purpose, byteCount: byteCount, mimeType: mimeType,
      expiresAfterSeconds: expiry)
  }
}

extension UploadPart {
  var wire: JSONValue {
    [
      "id": .string(id.rawValue), "object": "upload.part", "created_at": .integer(createdAt),
      "upload_id": .string(upload.rawValue),
    ]
  }

  /// Reads an answer; only the id must be there.
  init(answer: JSONValue) throws {
    self.init(
      id: ID(try answer.requiredString("id")), createdAt: answer.seconds("created_at") ?? 0,
      upload: Upload.ID(answer["upload_id"]?.string ?? ""))
  }
}

/// How long a file may be kept, counted from its creation.
enum FileExpiry {
  /// One hour to thirty days.
  static let seconds = 3600...2_592_000
}
