import Files
package import FineTuning
import JSON

extension Sandbox: PermissionService {
  /// Newest first, 10 unless the query says otherwise.
  package func permissions(
    of checkpoint: String, _ query: PageQuery
  ) async throws -> Page<CheckpointPermission> {
    try checkTuned(checkpoint)
    let all = try models.permissions(of: checkpoint)
      .filter { query.project == nil || $0.project == query.project }
    return try Page(of: all, query, limit: 10) { $0.id.rawValue }
  }

  /// A project that has the permission keeps the one it has.
  package func grantPermissions(
    of checkpoint: String, to projects: [String]
  ) async throws -> [CheckpointPermission] {
    try checkTuned(checkpoint)
    guard !projects.isEmpty else {
      throw ServiceError(
        status: 400,
        message: "Invalid 'project_ids': empty array. Expected an array with minimum length 1, "
          + "but got an empty array instead.",
        parameter: "project_ids", code: "empty_array")
    }
    for project in projects { try Limits.check(project, upTo: 128, "project_ids") }
    return try files.store.changing {
      var all = try models.permissions(of: checkpoint)
      let granted = projects.map { project in
        if let old = all.first(where: { $0.project == project }) { return old }
        let new = CheckpointPermission(
          id: CheckpointPermission.ID(options.identifiers.identifier("cp_")),
          createdAt: options.clock(), project: project)
        all.append(new)
        return new
      }
      try models.setPermissions(all, of: checkpoint)
      return granted
    }
  }

  /// Nothing else changes: the sandbox itself does not enforce permissions.
  package func revokePermission(
    _ id: CheckpointPermission.ID, of checkpoint: String
  ) async throws -> Deletion {
    try checkTuned(checkpoint)
    return try files.store.changing {
      var all = try models.permissions(of: checkpoint)
      guard let index = all.firstIndex(where: { $0.id == id }) else {
        throw ServiceError(
          status: 404, message: "No such checkpoint permission: \(id)",
          parameter: "permission_id")
      }
      all.remove(at: index)
      try models.setPermissions(all, of: checkpoint)
      return Deletion(id: id.rawValue, object: "checkpoint.permission", isDeleted: true)
    }
  }

  private func checkTuned(_ name: String) throws {
    guard name != Sandbox.baseModel, try models.model(name) != nil else {
      throw Sandbox.noModel(name)
    }
  }
}

extension ModelStore {
  /// Who else may use a model, oldest first; the sandbox itself does not enforce it.
  func permissions(of name: String) throws -> [CheckpointPermission] {
    try (store.models.value(of: "\(name).grants")?.array ?? []).compactMap { value in
      guard let id = value["id"]?.string, let createdAt = value["created_at"]?.integer,
        let project = value["project_id"]?.string
      else { return nil }
      return CheckpointPermission(
        id: CheckpointPermission.ID(id), createdAt: createdAt, project: project)
    }
  }

  func setPermissions(_ permissions: [CheckpointPermission], of name: String) throws {
    let values = permissions.map { permission -> JSONValue in
      [
        "id": .string(permission.id.rawValue), "created_at": .integer(permission.createdAt),
        "project_id": .string(permission.project),
      ]
    }
    try store.models.replace("\(name).grants", with: JSONValue.array(values))
  }
}
