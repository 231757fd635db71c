import FineTuning
import JSON
import Workspaces

extension JobRecord {
  /// The job as every verb's `--json` names it.
  var json: JSONValue {
    let numbers = job?.method.hyperparameters
    return [
      "name": .string(name), "provider": .string(provider),
      "id": job.map { .string($0.id.rawValue) } ?? .null,
      "status": .string(job?.status.rawValue ?? "unknown"),
      "base": job.map { .string($0.model) } ?? .null,
      "model": job?.fineTunedModel.map(JSONValue.string) ?? .null,
      "method": job.map { .string($0.method.kind.rawValue) } ?? .null,
      "epochs": numbers?.epochCount.number.map(JSONValue.integer) ?? .null,
      "batch_size": numbers?.batchSize.number.map(JSONValue.integer) ?? .null,
      "learning_rate_multiplier": JSONValue(numbers?.learningRateMultiplier.number),
      "beta": JSONValue(numbers?.beta.number),
      "seed": job.map { .integer($0.seed) } ?? .null,
      "trained_tokens": job?.trainedTokens.map(JSONValue.integer) ?? .null,
      "error": job?.error.map { .string($0.message) } ?? .null,
      "created_at": .integer(createdAt),
      "dataset": training.dataset.map(JSONValue.string) ?? .null,
      "revision": launch.revision.map(JSONValue.integer) ?? .null,
      "file": (launch.trainingFile ?? job?.trainingFile).map { .string($0.rawValue) } ?? .null,
      "sha256": training.sha256.map(JSONValue.string) ?? .null,
      "bytes": training.byteCount.map(JSONValue.integer) ?? .null,
      "validation_dataset": training.validationDataset.map(JSONValue.string) ?? .null,
      "validation_revision": launch.validationRevision.map(JSONValue.integer) ?? .null,
    ]
  }
}
