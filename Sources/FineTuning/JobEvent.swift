package import JSON

/// One line of a job's log.
package struct JobEvent: Sendable, Hashable {
  package typealias ID = Identifier<JobEvent>

  package var id: ID
  /// Seconds since 1970.
  package var createdAt: Int
  /// `info`, `warn` or `error`; an open set.
  package var level: String
  package var message: String
  /// `message` or `metrics`; an open set.
  package var type: String
  /// The metrics of a step for `metrics`; an empty object or null for the rest.
  package var data: JSONValue

  package init(
    id: ID, createdAt: Int, level: String = "info", message: String, type: String = "message",
    data: JSONValue = .object([])
  ) {
    self.id = id
    self.createdAt = createdAt
    self.level = level
    self.message = message
    self.type = type
    self.data = data
  }
}

/// The numbers of one training step; fields are nil where the step has none.
package struct StepMetrics: Sendable, Hashable {
  /// Counted from 1.
  package var step: Int
  package var stepCount: Int?
  /// Mean negative log likelihood of the trained tokens, in nats.
  package var trainLoss: Double?
  /// The share of trained tokens that the model would have chosen itself, 0 to 1.
  package var trainAccuracy: Double?
  package var validationLoss: Double?
  package var validationAccuracy: Double?
  /// Over the whole validation file, at the end of an epoch.
  package var fullValidationLoss: Double?
  package var fullValidationAccuracy: Double?

  package init(step: Int, stepCount: Int? = nil) {
    self.step = step
    self.stepCount = stepCount
  }
}

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

/// A model that the service offers to this key.
package struct Model: Sendable, Hashable {
  package var id: String
  /// Seconds since 1970.
  package var createdAt: Int
  package var ownedBy: String
  /// `YYYY-MM-DD`, when the service has said that the model will go.
  package var shutdownDate: String?

  package init(id: String, createdAt: Int, ownedBy: String, shutdownDate: String? = nil) {
    self.id = id
    self.createdAt = createdAt
    self.ownedBy = ownedBy
    self.shutdownDate = shutdownDate
  }
}
