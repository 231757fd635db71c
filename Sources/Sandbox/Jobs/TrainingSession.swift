import Files
import FineTuning
import Training

/// The training of one job by this process, from where it stands until it ends or is interrupted.
struct TrainingSession {
  let id: Job.ID
  let context: WorkerContext
  let options: Sandbox.Options

  /// The epochs whose models stay usable.
  private static let keptCheckpoints = 3

  private var folder: Folder { context.jobs.folder(id) }

  /// Whether the job is still to be trained.
  private enum Order {
    case goOn, pause, giveUp

    init(_ status: JobStatus?) {
      self =
        switch status {
        case .running: .goOn
        case .pausing: .pause
        default: .giveUp
        }
    }
  }

  /// - Throws: ``FileError`` and whatever makes the job's own files unreadable.
  func run(_ stop: WorkerThread.StopFlag) throws {
    let order = try begin()
    guard order != .giveUp, let job = try context.jobs.record(id)?.job else { return }
    let training: any TrainingRun
    do {
      guard let engine = try context.engines.engine(for: job.model) else {
        return try fail(.modelIsGone(job.model))
      }
      training = try engine.run(job, in: folder, until: stop)
    } catch let invalid as InvalidJob {
      return try fail(invalid.error)
    }
    if order == .pause { try training.pause() }
    try follow(training, of: job, isPausing: order == .pause, stop)
  }

  /// Takes what the training tells until it has ended or this process should.
  private func follow(
    _ training: any TrainingRun, of job: Job, isPausing: Bool, _ stop: WorkerThread.StopFlag
  ) throws {
    var isPausing = isPausing
    var lastRecorded = try recordedSteps().last?.step ?? 0
    var pace = Pace()
    while !stop.isRaised {
      var order = Order.goOn
      switch try training.next() {
      case .nothingYet: order = try currentOrder()
      case .step(let metrics):
        order = try report(metrics, isNew: metrics.step > lastRecorded)
        lastRecorded = max(lastRecorded, metrics.step)
        pace.take(metrics)
      case .epochEnd(let metrics, let isLast): try keepModel(of: training, metrics, isLast)
      case .notice(let event): _ = try context.jobs.update(id) { _ in [event] }
      case .paused: return try markPaused()
      case .finished: return try finish(job)
      case .failed(let error): return try fail(error)
      }
      if order == .giveUp {
        try training.cancel()
        return try clear()
      }
      if order == .pause, !isPausing {
        try training.pause()
        isPausing = true
      } else if options.savesEveryStep || pace.isSaveDue, order == .goOn {
        try save(training)
        try tellEnd(in: pace.remaining())
      }
    }
    try save(training)
  }

  // MARK: Start

  /// Marks the job as running, unless it has been stopped.
  private func begin() throws -> Order {
    let record = try context.jobs.update(id) { record in
      if record.job.status == .queued { record.job.status = .running }
      return record.job.status == .running ? [.started] : []
    }
    context.broadcaster.send(id)
    return Order(record?.job.status)
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
    return Order(record?.job.status)
  }

  /// What has been ordered, while there is nothing to report.
  private func currentOrder() throws -> Order {
    let status = try context.jobs.record(id)?.job.status
    // Resumed before the pause had begun.
    return status == .queued ? .goOn : Order(status)
  }

  private func save(_ training: any TrainingRun) throws {
    try context.jobs.syncEvents(of: id)
    try training.save()
  }

  /// Says when the job will be done, if it goes on as until now.
  private func tellEnd(in duration: Duration?) throws {
    guard let duration else { return }
    let seconds = Int((duration / .seconds(1)).rounded(.up))
    _ = try context.jobs.update(id) { record in
      record.job.estimatedFinish = context.jobs.now() + seconds
      return []
    }
  }

  private func markPaused() throws {
    try context.jobs.syncEvents(of: id)
    _ = try context.jobs.update(id) { record in
      guard record.job.status == .pausing else { return [] }
      record.job.status = .paused
      return [.paused]
    }
    context.broadcaster.send(id)
  }

  /// Keeps the model as it is at the end of an epoch; the last one has the job's own name.
  private func keepModel(
    of training: any TrainingRun, _ metrics: StepMetrics, _ isLast: Bool
  ) throws {
    // A run that starts again passes epochs whose models are kept, or were already dropped.
    guard let record = try context.jobs.record(id),
      record.checkpoints.last.map({ $0.metrics.step < metrics.step }) ?? true
    else { return }
    let job = record.job
    let name = modelName(of: job, step: isLast ? nil : metrics.step)
    let createdAt = context.jobs.now()
    try training.keepModel(as: name, of: id, in: context.models, at: createdAt)
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
    guard let model = try context.jobs.record(id)?.job.model else { return }
    let engine = try context.engines.engine(for: model) ?? context.engines.small
    try engine.clear(folder)
  }
}

/// How fast a training goes, and when its state was last kept.
private struct Pace {
  /// How long training goes on between two saved states.
  private static let saveInterval = Duration.seconds(2)

  private let start = ContinuousClock.now
  private var lastSave = ContinuousClock.now
  private var firstStep: Int?
  private var lastStep = 0
  private var stepCount = 0

  mutating func take(_ metrics: StepMetrics) {
    firstStep = firstStep ?? metrics.step - 1
    lastStep = metrics.step
    stepCount = metrics.stepCount ?? 0
  }

  /// Whether enough time has gone by, which then begins again.
  var isSaveDue: Bool {
    mutating get {
      let now = ContinuousClock.now
      guard now - lastSave > Self.saveInterval else { return false }
      lastSave = now
      return true
    }
  }

  /// How long the rest takes if it goes on as until now; nil before the first step.
  func remaining() -> Duration? {
    guard let firstStep, lastStep > firstStep else { return nil }
    return (ContinuousClock.now - start) / (lastStep - firstStep) * (stepCount - lastStep)
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
