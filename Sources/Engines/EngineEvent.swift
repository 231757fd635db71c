import JSON

/// One line that the trainer has written, of those that mean something to a job.
package enum EngineEvent: Sendable, Hashable {
  /// A start of the program; `leader` is the number of its session.
  case started(leader: Int)
  /// What is trained with, in words.
  case versions(device: String, precision: String, packages: String)
  /// The trainer stands after `step` of `steps`.
  case training(step: Int, steps: Int, stepsPerEpoch: Int)
  case step(Step)
  /// The whole validation file, measured after `step`.
  case evaluation(step: Int, loss: Double?, accuracy: Double?)
  /// A state that a later start goes on from.
  case checkpoint(step: Int)
  /// A usable model at `path` below the job's folder, whole when this is written.
  case model(step: Int, path: String)
  case finished
  /// Stopped on an order or a signal, with a state to go on from.
  case stopped
  case failed(code: String, message: String)

  /// The numbers of one step.
  package struct Step: Sendable, Hashable {
    /// Counted from 1.
    package var number: Int
    /// Nats per trained token; nil when nothing was trained.
    package var loss: Double?
    /// 0 to 1.
    package var accuracy: Double?

    package init(number: Int, loss: Double?, accuracy: Double?) {
      self.number = number
      self.loss = loss
      self.accuracy = accuracy
    }
  }

  /// Reads one line; nil for one that is not whole or that a job need not know of.
  package init?(line: [UInt8]) {
    guard let value = try? JSONValue(parsing: line), let type = value["type"]?.string else {
      return nil
    }
    let step = value["step"]?.integer
    switch type {
    case "started":
      self = .started(leader: value["group"]?.integer ?? value["pid"]?.integer ?? 0)
    case "versions":
      let packages = ["torch", "transformers", "trl", "peft"].compactMap { name in
        value[name]?.string.map { "\(name) \($0)" }
      }
      self = .versions(
        device: value["device"]?.string ?? "?", precision: value["precision"]?.string ?? "?",
        packages: packages.joined(separator: ", "))
    case "training":
      guard let step, let steps = value["steps"]?.integer else { return nil }
      let perEpoch = value["steps_per_epoch"]?.integer ?? steps
      self = .training(step: step, steps: steps, stepsPerEpoch: perEpoch)
    case "step":
      guard let step, step > 0 else { return nil }
      self = .step(
        Step(number: step, loss: value["loss"]?.double, accuracy: value["accuracy"]?.double))
    case "evaluation":
      guard let step else { return nil }
      self = .evaluation(
        step: step, loss: value["loss"]?.double, accuracy: value["accuracy"]?.double)
    case "checkpoint":
      guard let step else { return nil }
      self = .checkpoint(step: step)
    case "model":
      guard let step, let path = value["path"]?.string, Self.staysInside(path) else { return nil }
      self = .model(step: step, path: path)
    case "finished": self = .finished
    case "stopped": self = .stopped
    case "failed":
      self = .failed(
        code: value["code"]?.string ?? "internal_error",
        message: value["message"]?.string ?? "the trainer did not say why")
    default: return nil
    }
  }

  /// Whether a path names something below the folder that it is relative to.
  private static func staysInside(_ path: String) -> Bool {
    !path.hasPrefix("/") && !path.split(separator: "/").contains("..") && !path.isEmpty
  }
}
