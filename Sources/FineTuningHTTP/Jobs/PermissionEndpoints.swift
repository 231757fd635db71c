import FineTuning
import HTTPTypes
import JSON

/// The endpoints of checkpoint permissions.
enum PermissionEndpoints {
  /// New permissions for a checkpoint's model.
  struct Grant: Sendable {
    let checkpoint: String
    let projects: [String]
  }

  /// One permission of a checkpoint's model.
  struct Place: Sendable {
    let checkpoint: String
    let id: CheckpointPermission.ID
  }

  private static let path: PathPattern = "fine_tuning/checkpoints/{}/permissions"

  static let list = Endpoint<ListOf<String>, Page<CheckpointPermission>>(
    method: .get, path: path,
    request: .init(
      encode: { list in
        var page = list.page
        page.order = nil
        let order = list.page.order.map {
          ("order", $0 == .ascending ? "ascending" : "descending")
        }
        return OutgoingCall(arguments: [list.owner], query: page.wire + (order.map { [$0] } ?? []))
      },
      decode: { call in
        var query = QueryReader(call.query)
        var page = try PageQuery(cursor: &query, limits: 1...10_000)
        page.project = query.string("project_id")
        if let order = try query.word("order", of: ["ascending", "descending"]) {
          page.order = order == "ascending" ? .ascending : .descending
        }
        try query.finish()
        return ListOf(owner: call.arguments[0], page: page)
      }),
    response: .page(CheckpointPermission.init(answer:), \.wire) { $0.id.rawValue }
  ) { try await $0.permissionService.permissions(of: $1.owner, $1.page) }

  static let grant = Endpoint<Grant, Page<CheckpointPermission>>(
    method: .post, path: path, retries: .refusals,
    request: .init(
      encode: { grant in
        OutgoingCall(
          arguments: [grant.checkpoint],
          content: .json(["project_ids": .array(grant.projects.map { .string($0) })]))
      },
      decode: { call in
        let projects = try await call.object { try $0.requiredStrings("project_ids") }
        return Grant(checkpoint: call.arguments[0], projects: projects)
      }),
    response: .page(CheckpointPermission.init(answer:), \.wire) { $0.id.rawValue }
  ) { service, grant in
    let made = try await service.permissionService
      .grantPermissions(of: grant.checkpoint, to: grant.projects)
    return Page(elements: made, hasMore: false)
  }

  static let revoke = Endpoint<Place, Deletion>(
    method: .delete, path: "fine_tuning/checkpoints/{}/permissions/{}",
    request: .init(
      encode: { OutgoingCall(arguments: [$0.checkpoint, $0.id.rawValue]) },
      decode: { call in
        try QueryReader(call.query).finish()
        return Place(checkpoint: call.arguments[0], id: Identifier(call.arguments[1]))
      }),
    response: .init(encode: \.wire, decode: Deletion.init(answer:))
  ) { try await $0.permissionService.revokePermission($1.id, of: $1.checkpoint) }
}

extension CheckpointPermission {
  var wire: JSONValue {
    [
      "object": "checkpoint.permission", "id": .string(id.rawValue),
      "created_at": .integer(createdAt), "project_id": .string(project),
    ]
  }

  /// Reads an answer; only the id must be there.
  init(answer: JSONValue) throws {
    self.init(
      id: ID(try answer.requiredString("id")), createdAt: answer.seconds("created_at") ?? 0,
      project: answer["project_id"]?.string ?? "")
  }
}
