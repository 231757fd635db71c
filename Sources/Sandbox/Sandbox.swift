// A fine-tuning service on this machine: calls of the service protocols come in, and what they
// change is kept in a directory. Two threads validate and train the jobs found there. Read this file
// first, then Store/Store.swift for the layout on disk and Jobs/TrainingWorker.swift for the work.

package import Engines
import Files
package import FineTuning
import Glibc
import Training

/// The fine-tuning service of this machine: a directory, a small model, a thread that trains it.
///
/// Everything it knows is on disk and read from there, so several processes may use one store; the
/// one that holds the store's `training` lock trains.
package final class Sandbox: FineTuningService {
  /// How a sandbox runs; the defaults are for use, other values for tests and lessons.
  package struct Options: Sendable {
    /// The time now, in seconds since 1970.
    package var clock: @Sendable () -> Int = { Glibc.time(nil) }
    /// Where ids and unasked-for seeds come from.
    package var identifiers = Identifiers()
    /// The model that `sandbox-1` is.
    package var base = BaseModel.shipped
    /// Whether this process validates and trains; one that does not answers everything else.
    package var isWorking = true
    /// Whether training is saved after every step and not about every two seconds.
    package var savesEveryStep = false
    /// Where the program is that trains the models of added engines, and its environment.
    package var engineHome = EngineHome(folder: Folder(path: "/nonexistent"), environment: [:])
    /// What speaks to the server of an engine's model; nil where none is started.
    package var serverClient: ServerClient?
    /// Another program in its place; nil for the one that comes with ft.
    package var engineProgram: EngineProgram?

    package init() {}

    /// The program that trains the models of engines, written out where it is not there yet.
    func program() throws -> EngineProgram { try engineProgram ?? engineHome.program() }
  }

  /// The name of the base model.
  package static let baseModel = "sandbox-1"

  let files: FileStore
  let jobs: JobStore
  let models: ModelStore
  let uploads: UploadStore
  let responses: ResponseStore
  let engineDirectory: EngineDirectory
  let servers: ModelServers
  let options: Options
  private let broadcaster: ChangeBroadcaster
  private let validator: WorkerThread?
  private let trainers: [WorkerThread]

  /// Opens the store in the directory `store`, or makes it, for its owner only.
  ///
  /// Jobs that were waiting or running go on at once.
  ///
  /// - Throws: ``StoreError`` when the directory cannot be used or is of a newer sandbox.
  package init(store path: String, options: Options = Options()) throws {
    let store = try Store(path: path)
    let broadcaster = ChangeBroadcaster()
    let files = FileStore(store: store, now: options.clock)
    let jobs = JobStore(store: store, now: options.clock)
    let models = ModelStore(store: store, base: options.base)
    let engines = EngineDirectory(
      models: models, small: SmallModelEngine(cache: ModelCache(models), base: options.base),
      external: ExternalEngines(models: models, program: options.program).engine)
    try files.removeLeftovers()
    try jobs.removeLeftovers()
    if options.isWorking {
      let context = WorkerContext(
        jobs: jobs, files: files, engines: engines, broadcaster: broadcaster)
      let trainers = try [TrainingWorker.Queue.small, .external].map { queue in
        let training = try TrainingWorker(context, queue, options: options)
        return try WorkerThread(niceness: queue == .small ? 10 : 0, pass: training.pass)
      }
      let validation = ValidationWorker(context: context) {
        for trainer in trainers { trainer.signal() }
      }
      validator = try WorkerThread(niceness: 5, pass: validation.pass)
      self.trainers = trainers
    } else {
      validator = nil
      trainers = []
    }
    self.options = options
    self.files = files
    self.jobs = jobs
    self.models = models
    uploads = UploadStore(store: store, now: options.clock)
    responses = ResponseStore(store: store)
    self.broadcaster = broadcaster
    engineDirectory = engines
    servers = ModelServers(
      models: models, program: options.program, client: options.serverClient)
  }

  /// An element for each change of `job` from now on: a new state, a new event, a new checkpoint.
  ///
  /// Several changes before a read are one element. What another process does to the store is reported
  /// within a second, by a sandbox that works.
  package func changes(of job: Job.ID) -> AsyncStream<Void> {
    defer { for trainer in trainers { trainer.signal() } }
    return broadcaster.changes(of: job)
  }

  /// Stops work after the present step, saved so that the next sandbox goes on from there.
  package func close() {
    validator?.stop()
    for trainer in trainers { trainer.stop() }
    servers.close()
  }

  deinit { close() }

  /// Tells whoever waits for jobs to change: the subscribers, and the threads that work on them.
  func noteChange(of id: Job.ID) {
    broadcaster.send(id)
    wakeWorkers()
  }

  /// Lets the threads look whether something waits, in case another process has left it.
  func wakeWorkers() {
    validator?.signal()
    for trainer in trainers { trainer.signal() }
  }
}
