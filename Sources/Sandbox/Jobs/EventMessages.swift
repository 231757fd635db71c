import FineTuning
import JSON

/// An event before it has an id and a time.
struct NewEvent: Sendable {
  var kind: JobEvent.Kind
  var message: String
  var level = "info"
  var data: JSONValue = .object([])

  /// The type on the wire.
  var type: String { if case .step = kind { "metrics" } else { "message" } }
}

/// Every event of the sandbox, with the service's messages.
extension NewEvent {
  /// The event of one training step.
  init(step metrics: StepMetrics) {
    var text = "Step \(metrics.step)/\(metrics.stepCount ?? 0): "
    text += "training loss=\(metrics.trainLoss.map { decimals($0, 2) } ?? "none")"
    if let loss = metrics.validationLoss { text += ", validation loss=\(decimals(loss, 2))" }
    if let loss = metrics.fullValidationLoss {
      text += ", full validation loss=\(decimals(loss, 2))"
    }
    self.init(kind: .step(metrics.step), message: text, data: metrics.data)
  }

  static let validated = Self(
    kind: .validated, message: "Files validated, moving job to queued state")
  static let started = Self(
    kind: .started, message: "Fine-tuning job started", data: .null)
  static let paused = Self(kind: .paused, message: "Fine-tuning job paused")
  static let resumed = Self(kind: .resumed, message: "Fine-tuning job resumed")
  static let cancelled = Self(kind: .cancelled, message: "Fine-tuning job cancelled")
  static let completed = Self(kind: .succeeded, message: "The job has successfully completed")

  static func created(_ job: Job) -> Self {
    Self(kind: .created, message: "Created fine-tuning job: \(job.id)")
  }

  /// The sandbox's own: it takes integrations, so that scripts run unchanged, and leaves it at that.
  static func ignored(_ integration: JobIntegration) -> Self {
    Self(
      kind: .other,
      message: "The sandbox sends nothing anywhere: \(integration.kind) project "
        + "'\(integration.project)' is not told of this job",
      level: "warn")
  }

  static func validating(_ job: Job) -> Self {
    let validation = job.validationFile.map { " and validation file: \($0)" } ?? ""
    return Self(
      kind: .validating, message: "Validating training file: \(job.trainingFile)\(validation)")
  }

  static func failed(_ error: JobError) -> Self {
    Self(kind: .failed, message: error.message, level: "error")
  }

  static func checkpointed(_ checkpoint: Checkpoint) -> Self {
    let step = checkpoint.metrics.step
    return Self(
      kind: .checkpoint(step: step),
      message: "Checkpoint created at step \(step) with Snapshot ID: \(checkpoint.model)")
  }

  static func created(model: String) -> Self {
    Self(kind: .modelCreated, message: "New fine-tuned model created: \(model)")
  }
}

/// `value` rounded to `places` decimals and written with all of them.
func decimals(_ value: Double, _ places: Int) -> String {
  guard value.isFinite, value.magnitude < 1e12 else { return "\(value)" }
  let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
  let units = Int((value * Double(scale)).rounded(.toNearestOrEven))
  let fraction = String(units.magnitude % UInt(scale))
  return (units < 0 ? "-" : "") + "\(units.magnitude / UInt(scale))."
    + String(repeating: "0", count: places - fraction.utf8.count) + fraction
}

/// The result file of a job: one row per step, at most five decimals, empty where nothing was due.
func resultFile(_ steps: [StepMetrics]) -> [UInt8] {
  func cell(_ value: Double?) -> String {
    value.map { "\(($0 * 1e5).rounded(.toNearestOrEven) / 1e5)" } ?? ""
  }
  var text = "step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy\n"
  for step in steps {
    let cells = [step.trainLoss, step.trainAccuracy, step.validationLoss, step.validationAccuracy]
    text += "\(step.step)," + cells.map(cell).joined(separator: ",") + "\n"
  }
  return Array(text.utf8)
}

/// The name of the model that a job makes, or of one of its checkpoints.
///
/// Suffixes keep their letters and digits, lower case; every run of anything else is one hyphen.
func modelName(of job: Job, step: Int? = nil) -> String {
  var suffix = ""
  for character in (job.suffix ?? "").lowercased().unicodeScalars {
    if ("a"..."z").contains(character) || ("0"..."9").contains(character) {
      suffix.unicodeScalars.append(character)
    } else if !suffix.isEmpty, !suffix.hasSuffix("-") {
      suffix.append("-")
    }
  }
  if suffix.hasSuffix("-") { suffix.removeLast() }
  let place = step.map { "step \($0)" } ?? "model"
  let name = derivedLetters(job.id.rawValue, place, count: 8)
  // A tuned model's second part is the base that it began as.
  let parts = job.model.split(separator: ":")
  let base = job.model.hasPrefix("ft:") && parts.count > 1 ? String(parts[1]) : job.model
  return "ft:\(base):local:\(suffix):\(name)" + (step.map { ":ckpt-step-\($0)" } ?? "")
}
