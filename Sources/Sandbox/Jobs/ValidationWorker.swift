import Files
import FineTuning
import Training

/// Where new jobs have their files read, before they queue for training.
///
/// Several processes may read the same job's files; the first to finish decides, with one result.
struct ValidationWorker: Sendable {
  let context: WorkerContext
  /// Called when a job has been queued.
  let onQueued: @Sendable () -> Void

  /// Validates every job that waits for it.
  func pass(_ stop: WorkerThread.StopFlag) -> WorkerThread.Wait {
    do {
      for record in try context.jobs.records() where record.job.status == .validatingFiles {
        if stop.isRaised { break }
        try validate(record.job, stop)
      }
      return .untilSignalled
    } catch {
      // The disk is full or away, or the thread should stop; the job stays as it is.
      return .atMost(milliseconds: 5000)
    }
  }

  private func validate(_ job: Job, _ stop: WorkerThread.StopFlag) throws {
    try change(job.id) { _ in [.validating(job)] }
    let findings = try findings(for: job, stop)
    try change(job.id) { record in
      switch findings {
      case .success(let found):
        record.job.status = .queued
        record.job.method.hyperparameters = found.hyperparameters
        record.exampleCount = found.exampleCount
        record.epochTokens = found.epochTokens
        return found.notices + [.validated]
      case .failure(let fault):
        record.job.status = .failed
        record.job.error = fault.error
        record.job.finishedAt = context.jobs.now()
        return [.failed(fault.error)]
      }
    }
    onQueued()
  }

  private func findings(
    for job: Job, _ stop: WorkerThread.StopFlag
  ) throws -> Result<JobValidation.Findings, InvalidJob> {
    do {
      guard let engine = try context.engines.engine(for: job.model) else {
        throw InvalidJob(error: .modelIsGone(job.model))
      }
      return .success(
        try engine.findings(for: job, in: context.jobs.folder(job.id), until: stop))
    } catch let fault as InvalidJob {
      return .failure(fault)
    } catch let interruption as CancellationError {
      throw interruption
    } catch {
      return .failure(InvalidJob(error: .internalError))
    }
  }

  /// Changes a job unless it is no longer to be validated.
  private func change(
    _ id: Job.ID, _ change: (inout StoredJob) throws -> [NewEvent]
  ) throws {
    _ = try context.jobs.update(id) { record in
      guard record.job.status == .validatingFiles else { return [] }
      return try change(&record)
    }
    context.broadcaster.send(id)
  }
}

extension JobError {
  /// What the service says when the fault is its own.
  static let internalError = JobError(
    code: "server_error", message: "The job failed due to an internal error")
}
