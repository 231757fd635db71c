import Files
import FineTuning

/// What trains some of a sandbox's models: the small model in this process, or a program beside it.
///
/// Files, the queue, events, checkpoints and result files are the same whatever the engine is.
protocol TrainingEngine: Sendable {
  /// Reads the files of a new job, which are in `folder`, and decides what the job left open.
  ///
  /// - Throws: ``InvalidJob`` for a job that cannot be trained; `CancellationError` on `stop`.
  func findings(
    for job: Job, in folder: Folder, until stop: WorkerThread.StopFlag
  ) throws -> JobValidation.Findings

  /// The training of a validated job, from its start or from the state in `folder`.
  ///
  /// - Throws: ``InvalidJob`` where the model is gone; `CancellationError` on `stop`.
  func run(
    _ job: Job, in folder: Folder, until stop: WorkerThread.StopFlag
  ) throws -> any TrainingRun

  /// Ends what may still train in the folder of a job that is over, and removes what only training
  /// needs.
  func clear(_ folder: Folder) throws
}

/// The training of one job as far as it needs no store: steps and models come out.
protocol TrainingRun: AnyObject {
  /// Trains on, or waits a moment for what trains.
  func next() throws -> TrainingNews

  /// Keeps what a later process needs to go on, at a time that suits the caller.
  func save() throws

  /// Comes to a stand that can be gone on from; ``next()`` tells when it has.
  func pause() throws

  /// Ends a training whose result nobody wants.
  func cancel() throws

  /// Puts the model of the epoch that ended last among `models` as `name`.
  func keepModel(as name: String, of job: Job.ID, in models: ModelStore, at time: Int) throws
}

/// What a training run tells its job.
enum TrainingNews {
  /// Nothing new for the moment.
  case nothingYet
  /// A step is done.
  case step(StepMetrics)
  /// An epoch has ended with this step, and its model can be kept.
  case epochEnd(StepMetrics, isLast: Bool)
  /// Something else that whoever follows the job should read.
  case notice(NewEvent)
  case paused
  case finished
  case failed(JobError)
}

/// The engines of a sandbox, by the models that they train.
struct EngineDirectory: Sendable {
  let models: ModelStore
  let small: SmallModelEngine
  /// Makes what trains the models of an added engine.
  let external: @Sendable (String) throws -> (any TrainingEngine)?

  /// What trains on from `model`; nil when there is no such model.
  func engine(for model: String) throws -> (any TrainingEngine)? {
    guard try models.model(model) != nil else { return nil }
    guard let name = try models.engineName(of: model) else { return small }
    return try external(name)
  }
}
