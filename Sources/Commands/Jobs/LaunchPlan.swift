import FineTuning
import Workspaces

/// Everything that makes one launch equal to another.
struct LaunchPlan {
  var selection: Selection
  var validation: Dataset?
  var model: String
  var method: TrainingMethod
  var suffix: String?
  var seed: Int?

  /// Equal for equal plans: revision, parameters, model.
  var hash: String {
    let numbers = method.hyperparameters
    let parts: [String] = [
      "\(selection.dataset.id)r\(selection.revision ?? selection.dataset.revision)",
      validation.map { "\($0.id)r\($0.revision)" } ?? "", model, method.kind.rawValue,
      "\(numbers.epochCount)", "\(numbers.batchSize)", "\(numbers.learningRateMultiplier)",
      "\(numbers.beta)", suffix ?? "", seed.map(String.init) ?? "",
    ]
    return parts.joined(separator: "|")
  }
}
