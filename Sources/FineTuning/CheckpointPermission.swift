/// The right of another project to use a checkpoint's model.
package struct CheckpointPermission: Sendable, Hashable {
  package typealias ID = Identifier<CheckpointPermission>

  package var id: ID
  /// Seconds since 1970.
  package var createdAt: Int
  package var project: String

  package init(id: ID, createdAt: Int, project: String) {
    self.id = id
    self.createdAt = createdAt
    self.project = project
  }
}
