import Files
import FineTuning
import Synchronization
import Training

/// Where queued jobs are trained, one at a time over all processes that share the store.
///
/// The small model's jobs and those of added engines are two queues: a lesson need not wait for a
/// training of hours.
final class TrainingWorker: Sendable {
  /// Whose jobs a worker trains.
  enum Queue: String {
    case small = "training"
    case external = "training-engines"
  }

  /// How often an idle process looks at the store for changes by others, while it has subscribers.
  private static let subscribedMilliseconds: Int32 = 1000
  /// How often a job is looked at that another process trains.
  private static let watchMilliseconds: Int32 = 200

  private let context: WorkerContext
  private let options: Sandbox.Options
  private let queue: Queue
  /// How all jobs looked at the last look.
  private let watched: Mutex<[Job.ID: String]>

  init(_ context: WorkerContext, _ queue: Queue, options: Sandbox.Options) throws {
    self.context = context
    self.queue = queue
    self.options = options
    watched = Mutex(try TrainingWorker.look(at: context.jobs))
  }

  /// Trains all jobs that wait, unless another process does, and reports what that one has done.
  func pass(_ stop: WorkerThread.StopFlag) -> WorkerThread.Wait {
    do {
      let wait = try work(stop)
      try watch()
      if case .untilSignalled = wait, context.broadcaster.hasSubscribers {
        return .atMost(milliseconds: TrainingWorker.subscribedMilliseconds)
      }
      return wait
    } catch {
      // The disk is full or away; what is saved goes on from there.
      return .atMost(milliseconds: 5000)
    }
  }

  private func work(_ stop: WorkerThread.StopFlag) throws -> WorkerThread.Wait {
    let abandoned = try abandonedJobs()
    guard try !abandoned.isEmpty || nextJob() != nil else { return .untilSignalled }
    let lock = try OpenFile(context.jobs.store.root.path(of: queue.rawValue), for: .locking)
    guard try lock.lockIfFree() else {
      return .atMost(milliseconds: TrainingWorker.watchMilliseconds)
    }
    for job in abandoned { try ExternalEngine.clear(context.jobs.folder(job.id)) }
    while !stop.isRaised, let job = try nextJob() { try train(job, stop) }
    return .untilSignalled
  }

  /// Jobs that ended while nobody followed their program, which may still be training.
  private func abandonedJobs() throws -> [Job] {
    guard queue == .external else { return [] }
    return try context.jobs.records().map(\.job).filter { job in
      job.status.isTerminal && ExternalEngine.hasWork(in: context.jobs.folder(job.id))
    }
  }

  /// The job to train: one that was already running, or the one that has waited longest.
  private func nextJob() throws -> Job? {
    let waiting = try context.jobs.records().map(\.job).filter { job in
      guard !job.status.isTerminal else { return false }
      return (try context.models.engineName(of: job.model) == nil) == (queue == .small)
    }
    return waiting.first { [.running, .pausing].contains($0.status) }
      ?? waiting.first { $0.status == .queued }
  }

  private func train(_ job: Job, _ stop: WorkerThread.StopFlag) throws {
    let session = TrainingSession(id: job.id, context: context, options: options)
    do {
      try session.run(stop)
    } catch is CancellationError {
      // The thread should stop before the first step; nothing is lost.
    } catch {
      let failure = JobError.internalError
      _ = try context.jobs.update(job.id) { record in
        guard !record.job.status.isTerminal else { return [] }
        record.job.status = .failed
        record.job.error = failure
        record.job.finishedAt = context.jobs.now()
        return [NewEvent(kind: .other, message: "\(error)", level: "error"), .failed(failure)]
      }
      context.broadcaster.send(job.id)
    }
  }

  /// Posts the changes of jobs since the last look; this process has posted its own before.
  private func watch() throws {
    let seen = try TrainingWorker.look(at: context.jobs)
    let changed = watched.withLock { watched in
      defer { watched = seen }
      return seen.filter { watched[$0.key] != $0.value }.keys
    }
    for id in changed { context.broadcaster.send(id) }
  }

  /// What changes when a job does.
  private static func look(at jobs: JobStore) throws -> [Job.ID: String] {
    try jobs.records().reduce(into: [:]) { seen, record in
      let id = record.job.id
      seen[id] = "\(record.job.status.rawValue) \(jobs.logSize(of: id))"
    }
  }
}

/// What the workers share: the stores of jobs and files, the engines, and who hears of changes.
struct WorkerContext: Sendable {
  let jobs: JobStore
  let files: FileStore
  let engines: EngineDirectory
  let broadcaster: ChangeBroadcaster

  /// The models on disk, where new ones go.
  var models: ModelStore { engines.models }
}
