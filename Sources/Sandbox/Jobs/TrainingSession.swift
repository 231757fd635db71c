import Files
import FineTuning
import Training

/// The training of one job by this process, from where it stands until it ends or is interrupted.
struct TrainingSession {
  let id: Job.ID
  let context: WorkerContext
  let options: Sandbox.Options

  /// How long training goes on between two saved states.
  private static let saveInterval = Duration.seconds(2)
  /// The epochs whose models stay usable.
  private static let keptCheckpoints = 3

  private var folder: Folder { context.jobs.folder(id) }

  /// Whether the job is still to be trained.
  private enum Order { case goOn, pause, giveUp }

  /// - Throws: ``FileError`` and whatever makes the job's own files unreadable.
  func run(_ stop: WorkerThread.StopFlag) throws {
    guard try begin() == .goOn, let job = try context.jobs.record(id)?.job else { return }
    guard let model = try context.cache.entry(job.model)?.model else {
      return try fail(.modelIsGone(job.model))
    }
    let run = try TrainingRun(
      job, in: folder, from: model, base: context.models.base, until: stop)
    var lastRecorded = try recordedSteps().last?.step ?? 0
    let clock = ContinuousClock()
    let firstStep = run.trainer.completedSteps
    let start = clock.now
    var lastSave = start
    while !run.isDone {
      if stop.isRaised { return try save(run) }
      let metrics = run.step()
      let losses = [metrics.trainLoss, metrics.validationLoss, metrics.fullValidationLoss]
      guard losses.allSatisfy({ $0?.isFinite ?? true }) else {
        return try fail(.diverged(step: metrics.step))
      }
      let order = try report(metrics, isNew: metrics.step > lastRecorded)
      if order == .giveUp { return try clear() }
      lastRecorded = max(lastRecorded, metrics.step)
      if run.isAtEpochEnd { try keepModel(of: run, metrics) }
      if order == .pause { return try pause(run) }
      if options.savesEveryStep || clock.now - lastSave > TrainingSession.saveInterval {
        try save(run)
        lastSave = clock.now
        let pace = (lastSave - start) / (run.trainer.completedSteps - firstStep)
        try tellEnd(in: pace * (run.trainer.totalSteps - run.trainer.completedSteps))
      }
    }
    try finish(job)
  }

  // MARK: Start

  /// Marks the job as running, unless it has been stopped.
  private func begin() throws -> Order {
    let record = try context.jobs.update(id) { record in
      switch record.job.status {
      case .queued: record.job.status = .running
      case .pausing:
        record.job.status = .paused
        return [.paused]
      default: break
      }
      return record.job.status == .running ? [.started] : []
    }
    context.broadcaster.send(id)
    return record?.job.status == .running ? .goOn : .giveUp
  }

  /// The steps that already have an event; a run that starts again must not add a second one.
  private func recordedSteps() throws -> [StepMetrics] {
    try context.jobs.events(of: id).compactMap(\.metrics)
  }

  // MARK: Steps

  /// Adds the step's event, and returns what has been ordered in the meantime.
  private func report(_ metrics: StepMetrics, isNew: Bool) throws -> Order {
    let record = try context.jobs.update(id) { record in
      guard [.running, .pausing, .queued].contains(record.job.status) else { return [] }
      // Resumed before the pause had begun.
      if record.job.status == .queued { record.job.status = .running }
      return isNew ? [NewEvent(step: metrics)] : []
    }
    context.broadcaster.send(id)
    return switch record?.job.status {
    case .running: .goOn
    case .pausing: .pause
    default: .giveUp
    }
  }

  /// Keeps what the next process needs to go on with the same bits.
  private func save(_ run: TrainingRun) throws {
    try context.jobs.syncEvents(of: id)
    try folder.replace("state", with: run.trainer.stateBytes())
  }

  /// Says when the job will be done, if it goes on as until now.
  private func tellEnd(in duration: Duration) throws {
    let seconds = Int((duration / .seconds(1)).rounded(.up))
    _ = try context.jobs.update(id) { record in
      record.job.estimatedFinish = context.jobs.now() + seconds
      return []
    }
  }

  private func pause(_ run: TrainingRun) throws {
    try save(run)
    _ = try context.jobs.update(id) { record in
      guard record.job.status == .pausing else { return [] }
      record.job.status = .paused
      return [.paused]
    }
    context.broadcaster.send(id)
  }

  /// Keeps the model as it is at the end of an epoch; the last one has the job's own name.
  private func keepModel(of run: TrainingRun, _ metrics: StepMetrics) throws {
    // A run that starts again passes epochs whose models are kept, or were already dropped.
    guard let record = try context.jobs.record(id),
      record.checkpoints.last.map({ $0.metrics.step < metrics.step }) ?? true
    else { return }
    let job = record.job
    let name = modelName(of: job, step: run.isDone ? nil : metrics.step)
    let createdAt = context.jobs.now()
    try context.models.add(run.trainer.model, name: name, job: id, createdAt: createdAt)
    var dropped: [Checkpoint] = []
    _ = try context.jobs.update(id) { record in
      let number = derivedLetters(id.rawValue, "checkpoint \(metrics.step)", count: 24)
      record.checkpoints.append(
        Checkpoint(
          id: Checkpoint.ID("ftckpt_" + number), createdAt: createdAt, model: name, job: id,
          metrics: metrics))
      dropped = Array(record.checkpoints.dropLast(TrainingSession.keptCheckpoints))
      record.checkpoints.removeFirst(dropped.count)
      return []
    }
    for checkpoint in dropped { _ = try context.models.remove(checkpoint.model) }
    context.broadcaster.send(id)
  }

  // MARK: End

  private func finish(_ job: Job) throws {
    let steps = try recordedSteps()
    let name = modelName(of: job)
    let results = File.ID("file-" + derivedLetters(id.rawValue, "results", count: 22))
    let content = resultFile(steps)
    try context.files.add(
      File(
        id: results, byteCount: content.count, createdAt: context.jobs.now(),
        name: "step_metrics.csv",
        purpose: "fine-tune-results"),
      content: content)
    _ = try context.jobs.update(id) { record in
      guard [.running, .pausing].contains(record.job.status) else { return [] }
      record.job.status = .succeeded
      record.job.fineTunedModel = name
      record.job.finishedAt = context.jobs.now()
      record.job.resultFiles = [results]
      record.job.trainedTokens = (record.epochTokens ?? 0) * job.trainingPlan.epochs
      return record.checkpoints.dropLast().map(NewEvent.checkpointed)
        + [.created(model: name), .completed]
    }
    try clear()
    context.broadcaster.send(id)
  }

  private func fail(_ error: JobError) throws {
    _ = try context.jobs.update(id) { record in
      guard !record.job.status.isTerminal else { return [] }
      record.job.status = .failed
      record.job.error = error
      record.job.finishedAt = context.jobs.now()
      return [.failed(error)]
    }
    try clear()
    context.broadcaster.send(id)
  }

  /// Removes what only training needs.
  private func clear() throws {
    for name in ["state", "training", "validation"] { try folder.remove(name) }
  }
}

extension JobError {
  /// The sandbox's own: the model was deleted after the job was made.
  static func modelIsGone(_ name: String) -> JobError {
    JobError(
      code: "model_not_found", message: "The model `\(name)` does not exist", parameter: "model")
  }

  /// The sandbox's own: the weights are no numbers any more.
  static func diverged(step: Int) -> JobError {
    JobError(
      code: "training_diverged",
      message: "The training loss was no number at step \(step): the learning rate is too high",
      parameter: "learning_rate_multiplier")
  }
}
