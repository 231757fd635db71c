import Engines
import Files
import FineTuning

/// The training of one job by a program, as its events tell of it.
final class ExternalRun: TrainingRun {
  /// How long a look waits for news.
  private static let milliseconds: Int32 = 200

  private let training: EngineTraining
  private let engine: String
  private let folder: Folder
  private let hasValidation: Bool
  private var stepCount = 0
  private var stepsPerEpoch = 1
  /// The steps that models may still be told of, by number.
  private var recent: [Int: StepMetrics] = [:]
  /// The last step of an epoch, until its validation is measured.
  private var held: StepMetrics?
  private var hasToldDevice = false
  private var waiting: [TrainingNews] = []
  /// Where the model of the epoch that ended last is.
  private var modelPath = ""

  /// `folder` is where the program works, and the paths that it tells begin.
  init(_ training: EngineTraining, engine: String, in folder: Folder, hasValidation: Bool) {
    self.training = training
    self.engine = engine
    self.folder = folder
    self.hasValidation = hasValidation
  }

  func next() throws -> TrainingNews {
    if !waiting.isEmpty { return waiting.removeFirst() }
    switch try training.next(milliseconds: Self.milliseconds) {
    case .event(let event): take(event)
    case .nothingYet: return .nothingYet
    case .paused: waiting.append(.paused)
    case .finished: waiting.append(.finished)
    case .failed(let fault): waiting.append(.failed(JobError(fault)))
    }
    return waiting.isEmpty ? .nothingYet : waiting.removeFirst()
  }

  /// The program keeps its own state, and goes on without this process.
  func save() {}

  func pause() throws { try training.pause() }

  func cancel() throws { try training.cancel() }

  func keepModel(as name: String, of job: Job.ID, in models: ModelStore, at time: Int) throws {
    try models.adopt(
      folder.path(of: modelPath), of: engine, name: name, job: job, createdAt: time)
  }

  private func take(_ event: EngineEvent) {
    switch event {
    case .training(_, let steps, let perEpoch):
      (stepCount, stepsPerEpoch) = (steps, max(1, perEpoch))
    case .versions(let device, let precision, let packages):
      guard !hasToldDevice else { return }
      hasToldDevice = true
      waiting.append(
        .notice(
          NewEvent(kind: .other, message: "Training on \(device) in \(precision): \(packages)")))
    case .step(let step): take(step)
    case .evaluation(let number, let loss, let accuracy):
      guard var metrics = held ?? recent[number], metrics.step == number else { return }
      (metrics.validationLoss, metrics.validationAccuracy) = (loss, accuracy)
      (metrics.fullValidationLoss, metrics.fullValidationAccuracy) = (loss, accuracy)
      held = nil
      tell(metrics)
    case .model(let number, let path):
      release()
      modelPath = path
      let metrics = recent[number] ?? StepMetrics(step: number, stepCount: stepCount)
      recent = [:]
      waiting.append(.epochEnd(metrics, isLast: number >= stepCount))
    case .started, .checkpoint, .finished, .stopped, .failed: break
    }
  }

  private func take(_ step: EngineEvent.Step) {
    release()
    var metrics = StepMetrics(step: step.number, stepCount: stepCount)
    metrics.trainLoss = step.loss
    metrics.trainAccuracy = step.accuracy
    if hasValidation, step.number % stepsPerEpoch == 0 || step.number == stepCount {
      held = metrics
      recent[metrics.step] = metrics
    } else {
      tell(metrics)
    }
  }

  /// Tells of a step whose validation has not come.
  private func release() {
    guard let metrics = held else { return }
    held = nil
    tell(metrics)
  }

  private func tell(_ metrics: StepMetrics) {
    if metrics.step % stepsPerEpoch == 0 || metrics.step == stepCount {
      recent[metrics.step] = metrics
    }
    waiting.append(.step(metrics))
  }
}
