import FineTuning
import JSON

extension File {
  /// The file's object on the wire; absent are `expires_at` and `status_details` without a value.
  var wire: JSONValue {
    var members: [JSONMember] = [
      JSONMember("object", "file"), JSONMember("id", .string(id.rawValue)),
      JSONMember("purpose", .string(purpose)), JSONMember("filename", .string(name)),
      JSONMember("bytes", .integer(byteCount)), JSONMember("created_at", .integer(createdAt)),
    ]
    if let expiresAt { members.append(JSONMember("expires_at", .integer(expiresAt))) }
    members.append(JSONMember("status", .string(status)))
    if let statusDetails { members.append(JSONMember("status_details", .string(statusDetails))) }
    return .object(members)
  }

  /// Reads an answer; only the id must be there.
  init(answer: JSONValue) throws {
    self.init(
      id: ID(try answer.requiredString("id")), byteCount: answer["bytes"]?.count ?? 0,
      createdAt: answer.seconds("created_at") ?? 0, expiresAt: answer.seconds("expires_at"),
      name: answer["filename"]?.string ?? "", purpose: answer["purpose"]?.string ?? "",
      status: answer.text("status") ?? "processed", statusDetails: answer.text("status_details"))
  }
}

extension Deletion {
  /// The answer to a deletion.
  var wire: JSONValue {
    ["id": .string(id), "object": .string(object), "deleted": .bool(isDeleted)]
  }

  /// Reads an answer; a service that does not say otherwise has deleted.
  init(answer: JSONValue) throws {
    self.init(
      id: try answer.requiredString("id"), object: answer["object"]?.string ?? "",
      isDeleted: answer["deleted"]?.bool ?? true)
  }
}
