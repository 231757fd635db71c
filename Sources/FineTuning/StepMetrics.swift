package import JSON

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

extension StepMetrics {
  /// Reads the `data` of a metrics event or the `metrics` of a checkpoint; nil without a step.
  package init?(_ data: JSONValue) {
    guard let step = data["step"]?.count else { return nil }
    self.init(step: step, stepCount: data["total_steps"]?.count)
    trainLoss = data["train_loss"]?.double
    trainAccuracy = data["train_mean_token_accuracy"]?.double
    validationLoss = data["valid_loss"]?.double
    validationAccuracy = data["valid_mean_token_accuracy"]?.double
    fullValidationLoss = data["full_valid_loss"]?.double
    fullValidationAccuracy = data["full_valid_mean_token_accuracy"]?.double
  }

  /// The keys of the wire, without those that have no number.
  package var data: JSONValue {
    var members = [JSONMember("step", .integer(step))]
    if let stepCount { members.append(JSONMember("total_steps", .integer(stepCount))) }
    let measures: [(String, Double?)] = [
      ("train_loss", trainLoss), ("train_mean_token_accuracy", trainAccuracy),
      ("valid_loss", validationLoss), ("valid_mean_token_accuracy", validationAccuracy),
      ("full_valid_loss", fullValidationLoss),
      ("full_valid_mean_token_accuracy", fullValidationAccuracy),
    ]
    for (key, measure) in measures {
      if let measure { members.append(JSONMember(key, .number(measure))) }
    }
    return .object(members)
  }
}
