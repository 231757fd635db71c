import Files
import FineTuning
import Training

/// The small model of this process, with the trainer that changes it.
struct SmallModelEngine: TrainingEngine {
  let cache: ModelCache
  let base: BaseModel

  func findings(
    for job: Job, in folder: Folder, until stop: WorkerThread.StopFlag
  ) throws -> JobValidation.Findings {
    try JobValidation(
      job: job, folder: folder, stop: stop, encoder: ExampleEncoder(try model(of: job))
    ).run()
  }

  func run(
    _ job: Job, in folder: Folder, until stop: WorkerThread.StopFlag
  ) throws -> any TrainingRun {
    try SmallModelRun(job, in: folder, from: try model(of: job), base: base, until: stop)
  }

  func clear(_ folder: Folder) throws {
    for name in ["state", "training", "validation"] { try folder.remove(name) }
  }

  private func model(of job: Job) throws -> LanguageModel {
    guard let model = try cache.entry(job.model)?.model else {
      throw InvalidJob(error: .modelIsGone(job.model))
    }
    return model
  }
}

/// The training of one job by this process: examples in, steps and models out.
final class SmallModelRun: TrainingRun {
  private let trainer: any Trainer
  private let folder: Folder
  private let validation: [TrainingSequence]
  private let batchSize: Int
  private var isPausing = false
  /// The step that was told last, while its epoch's end is not.
  private var untold: StepMetrics?

  /// Prepares the run that `job` asks for, from the start or from the state in its folder.
  ///
  /// A state that does not fit is no state: the run then starts again, with the same result.
  ///
  /// - Throws: ``FileError``, ``ExampleFault``, and `CancellationError` on `stop`.
  init(
    _ job: Job, in folder: Folder, from model: LanguageModel, base: BaseModel,
    until stop: WorkerThread.StopFlag
  ) throws {
    self.folder = folder
    let state = try folder.bytes(of: "state")
    let plan = job.trainingPlan
    let training = try ExampleFile(path: folder.path(of: "training"), until: stop)
    let encoder = ExampleEncoder(model)
    batchSize = plan.batchSize
    if job.method.kind == .dpo {
      let pairs = try encoder.preferences(training)
      let beta = job.method.hyperparameters.beta.number ?? PreferenceTrainer.automaticBeta
      let restored = state.flatMap {
        try? PreferenceTrainer(restoring: $0, model, preferences: pairs, plan: plan, beta: beta)
      }
      trainer = restored ?? PreferenceTrainer(model, preferences: pairs, plan: plan, beta: beta)
    } else {
      let examples = try encoder.dialogues(training)
      let replay = base.rehearsal.map { rehearsal in
        { encoder.sequence(rehearsal($0)) }
      }
      let restored = state.flatMap {
        try? SupervisedTrainer(
          restoring: $0, model, examples: examples, plan: plan, replay: replay)
      }
      trainer =
        restored
        ?? SupervisedTrainer(model, examples: examples, plan: plan, replay: replay)
    }
    validation =
      job.validationFile == nil
      ? []
      : try encoder.answers(
        ExampleFile(path: folder.path(of: "validation"), until: stop), job.method.kind)
  }

  func next() throws -> TrainingNews {
    if let metrics = untold {
      untold = nil
      if isAtEpochEnd { return .epochEnd(metrics, isLast: isDone) }
    }
    if isPausing {
      try save()
      return .paused
    }
    if isDone { return .finished }
    let metrics = step()
    let losses = [metrics.trainLoss, metrics.validationLoss, metrics.fullValidationLoss]
    guard losses.allSatisfy({ $0?.isFinite ?? true }) else {
      return .failed(.diverged(step: metrics.step))
    }
    untold = metrics
    return .step(metrics)
  }

  /// Keeps what the next process needs to go on with the same bits.
  ///
  /// A state at the end of an epoch says that the epoch's model is kept, so it waits for that.
  func save() throws {
    if untold != nil, isAtEpochEnd { return }
    try folder.replace("state", with: trainer.stateBytes())
  }

  func pause() { isPausing = true }

  func cancel() {}

  func keepModel(as name: String, of job: Job.ID, in models: ModelStore, at time: Int) throws {
    try models.add(trainer.model, name: name, job: job, createdAt: time)
  }

  /// Whether the last step ended a pass over the examples.
  private var isAtEpochEnd: Bool { trainer.completedSteps % trainer.stepsPerEpoch == 0 }

  /// Whether nothing is left to do.
  private var isDone: Bool { trainer.completedSteps >= trainer.totalSteps }

  /// Does one step, and what measuring is due after it.
  private func step() -> StepMetrics {
    let done = trainer.step()
    var metrics = StepMetrics(step: done.step, stepCount: trainer.totalSteps)
    // A step whose examples lose their answers has nothing to be measured on.
    if done.counted > 0 {
      metrics.trainLoss = done.loss
      metrics.trainAccuracy = done.accuracy
    }
    guard !validation.isEmpty else { return metrics }
    let interval = max(1, trainer.totalSteps / 50)
    if done.step % interval == 0 {
      let first = (done.step / interval - 1) * batchSize
      let batch = (first..<first + min(batchSize, validation.count)).map {
        validation[$0 % validation.count]
      }
      let found = trainer.evaluate(batch)
      metrics.validationLoss = found.tokens > 0 ? found.loss : nil
      metrics.validationAccuracy = found.tokens > 0 ? found.accuracy : nil
    }
    if isAtEpochEnd {
      let found = trainer.evaluate(validation)
      metrics.fullValidationLoss = found.tokens > 0 ? found.loss : nil
      metrics.fullValidationAccuracy = found.tokens > 0 ? found.accuracy : nil
    }
    return metrics
  }
}

extension Job {
  /// The numbers of a validated job, as the trainer takes them.
  ///
  /// Larger batches make fewer steps, so each may be longer: by the square root of the batch.
  var trainingPlan: TrainingPlan {
    let numbers = method.hyperparameters
    return TrainingPlan(
      epochs: numbers.epochCount.number ?? 1, batchSize: numbers.batchSize.number ?? 1,
      learningRateMultiplier: numbers.learningRateMultiplier.number ?? 1, seed: UInt64(seed))
  }
}
