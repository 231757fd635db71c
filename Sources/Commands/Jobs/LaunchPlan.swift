import FineTuning
import Workspaces

/// Everything that makes one launch equal to another.
struct LaunchPlan {
  var selection: Selection
  /// What is sent to be trained on.
  var training: SentContent
  /// What is sent to be measured on.
  var validation: SentContent?
  var model: String
  var method: TrainingMethod
  var suffix: String?
  var seed: Int?

  /// Equal for equal plans: the bytes that are sent, parameters, model.
  ///
  /// A tag or a note makes a new revision and changes nothing of what is trained.
  var hash: String {
    let numbers = method.hyperparameters
    let parts: [String] = [
      training.sha256, validation?.sha256 ?? "", model, method.kind.rawValue,
      "\(numbers.epochCount)", "\(numbers.batchSize)", "\(numbers.learningRateMultiplier)",
      "\(numbers.beta)", suffix ?? "", seed.map(String.init) ?? "",
    ]
    return parts.joined(separator: "|")
  }
}
