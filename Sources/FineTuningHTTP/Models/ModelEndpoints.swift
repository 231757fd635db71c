import FineTuning
import HTTPTypes
import JSON

/// The endpoints of models.
enum ModelEndpoints {
  static let list = Endpoint<Void, [Model]>(
    method: .get, path: "models",
    request: .init(
      encode: { OutgoingCall() },
      decode: { call in try QueryReader(call.query).finish() }),
    response: .init(
      encode: { ["object": "list", "data": .array($0.map(\.wire))] },
      decode: { try $0.requiredArray("data").map(Model.init(answer:)) })
  ) { service, _ in try await service.models() }

  static let retrieve = Endpoint<String, Model>(
    method: .get, path: "models/{}", request: .name(),
    response: .init(encode: \.wire, decode: Model.init(answer:))
  ) { try await $0.model($1) }

  static let delete = Endpoint<String, Deletion>(
    method: .delete, path: "models/{}", request: .name(),
    response: .init(encode: \.wire, decode: Deletion.init(answer:))
  ) { try await $0.deleteModel($1) }
}

extension Model {
  var wire: JSONValue {
    var members: [JSONMember] = [
      JSONMember("id", .string(id)), JSONMember("object", "model"),
      JSONMember("created", .integer(createdAt)), JSONMember("owned_by", .string(ownedBy)),
    ]
    if let shutdownDate { members.append(JSONMember("shutdown_date", .string(shutdownDate))) }
    return .object(members)
  }

  /// Reads an answer; only the id must be there.
  init(answer: JSONValue) throws {
    self.init(
      id: try answer.requiredString("id"), createdAt: answer.seconds("created") ?? 0,
      ownedBy: answer["owned_by"]?.string ?? "", shutdownDate: answer.text("shutdown_date"))
  }
}
