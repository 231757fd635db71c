/// A model as it was after some epoch, usable for chat under its own name.
package struct Checkpoint: Sendable, Hashable {
  package typealias ID = Identifier<Checkpoint>

  package var id: ID
  /// Seconds since 1970.
  package var createdAt: Int
  /// The name to chat with.
  package var model: String
  package var job: Job.ID
  package var metrics: StepMetrics

  package init(id: ID, createdAt: Int, model: String, job: Job.ID, metrics: StepMetrics) {
    self.id = id
    self.createdAt = createdAt
    self.model = model
    self.job = job
    self.metrics = metrics
  }
}

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
