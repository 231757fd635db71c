import Files
import FineTuning
import Training

/// The training of one job as far as it needs no store: examples in, steps and models out.
struct TrainingRun {
  let trainer: any Trainer
  private let validation: [TrainingSequence]
  private let batchSize: Int

  /// Prepares the run that `job` asks for, from the start or from the state in its folder.
  ///
  /// A state that does not fit is no state: the run then starts again, with the same result.
  ///
  /// - Throws: ``FileError``, ``ExampleFault``, and `CancellationError` on `stop`.
  init(
    _ job: Job, in folder: Folder, from model: LanguageModel, base: BaseModel,
    until stop: WorkerThread.StopFlag
  ) throws {
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

  /// Whether the last step ended a pass over the examples.
  var isAtEpochEnd: Bool { trainer.completedSteps % trainer.stepsPerEpoch == 0 }

  /// Whether nothing is left to do.
  var isDone: Bool { trainer.completedSteps >= trainer.totalSteps }

  /// Does one step, and what measuring is due after it.
  func step() -> StepMetrics {
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
