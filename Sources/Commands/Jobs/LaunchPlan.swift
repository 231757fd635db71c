import FineTuning
package import Workspaces

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

extension JobRecord {
  /// What the launch asked for, by the names that the job's value has for it; the service fills in
  /// what is missing, such as a seed by chance.
  package var asked: [String: String] {
    let parts = launch.requestHash.split(separator: "|", omittingEmptySubsequences: false)
    let names = ["epochs", "batch_size", "learning_rate_multiplier", "beta", "suffix", "seed"]
    guard parts.count == names.count + 4 else { return [:] }
    var asked = Dictionary(uniqueKeysWithValues: zip(names, parts.dropFirst(4).map(String.init)))
    asked["base"] = String(parts[2])
    asked["method"] = String(parts[3])
    asked["dataset"] = training.dataset
    asked["validation_dataset"] = training.validationDataset
    return asked
  }
}
