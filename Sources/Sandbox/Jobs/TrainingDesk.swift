import FineTuning
import Synchronization
import Training

/// Where queued jobs are trained, one at a time over all processes that share the store.
final class TrainingDesk: Sendable {
  /// How often a job is looked at that another process trains.
  private static let watchMilliseconds: Int32 = 200

  private let shop: Workshop
  private let savesEveryStep: Bool
  /// How the jobs looked that another process works on.
  private let watched = Mutex<[Job.ID: String]>([:])

  init(_ shop: Workshop, savesEveryStep: Bool) {
    self.shop = shop
    self.savesEveryStep = savesEveryStep
  }

  /// Trains all jobs that wait, unless another process does.
  func pass(_ stop: WorkerThread.StopFlag) -> WorkerThread.Wait {
    do {
      guard try nextJob() != nil else {
        try watch()
        return .untilSignalled
      }
      let lock = try OpenFile(shop.jobs.store.root.path(of: "training"), for: .locking)
      guard try lock.lockIfFree() else {
        try watch()
        return .atMost(milliseconds: TrainingDesk.watchMilliseconds)
      }
      while !stop.isRaised, let job = try nextJob() { try train(job, stop) }
      return .untilSignalled
    } catch {
      // The disk is full or away; what is saved goes on from there.
      return .atMost(milliseconds: 5000)
    }
  }

  /// The job to train: one that was already running, or the one that has waited longest.
  private func nextJob() throws -> Job? {
    let waiting = try shop.jobs.records().map(\.job)
    return waiting.first { [.running, .pausing].contains($0.status) }
      ?? waiting.first { $0.status == .queued }
  }

  private func train(_ job: Job, _ stop: WorkerThread.StopFlag) throws {
    let session = TrainingSession(id: job.id, shop: shop, savesEveryStep: savesEveryStep)
    do {
      try session.run(stop)
    } catch {
      let failure = JobError.internalError
      _ = try shop.jobs.update(job.id) { record in
        guard !record.job.status.isTerminal else { return [] }
        record.job.status = .failed
        record.job.error = failure
        record.job.finishedAt = shop.jobs.now()
        return [JobStore.News(message: "\(error)", level: "error"), .failed(failure)]
      }
      shop.board.post(job.id)
    }
  }

  /// Posts the changes of jobs that another process makes.
  private func watch() throws {
    var seen: [Job.ID: String] = [:]
    for record in try shop.jobs.records() {
      seen[record.job.id] = "\(record.job.status) \(shop.jobs.logSize(of: record.job.id))"
    }
    let changed = watched.withLock { watched in
      defer { watched = seen }
      return seen.filter { watched[$0.key] != nil && watched[$0.key] != $0.value }.keys
    }
    for id in changed { shop.board.post(id) }
  }
}
