import CommandLanguage
package import FineTuning
import Pricing
import Quantities
package import Workspaces

/// Brings what the workspace knows of a job up to what its service says.
package struct JobFollower: Sendable {
  package let session: Session

  package init(session: Session) { self.session = session }

  /// Asks the service once, and keeps the job, its new events and its checkpoints.
  ///
  /// Pages are read until one reaches what is known, and kept together, so that a poll that breaks
  /// off leaves no gap; an event is never kept twice.
  /// - Returns: the job as it is now.
  package func refresh(_ record: JobRecord) async throws -> JobRecord {
    if record.isComplete { return record }
    guard let known = record.job else { return try await find(record) }
    let service = try session.services.service(named: record.provider)
    let job = try await service.job(known.id)
    // Events are read after the job's state: an ended job has all of its events by then.
    try await readEvents(of: record, job.id, from: service)
    if job.status.isTerminal {
      try await readCheckpoints(of: record, job.id, from: service)
      try settle(record, job)
      try await readResults(of: record, job, from: service)
      // The name of the model may come after the end, so that it is asked for again.
      if job.status == .succeeded, job.fineTunedModel == nil {
        return try session.workspace.update(job, named: record.name)
      }
      return try session.workspace.complete(job, named: record.name)
    }
    return try session.workspace.update(job, named: record.name)
  }

  /// The most that is read of a result file, in bytes.
  private static let resultLimit = 32 << 20

  /// Keeps the losses of a result file, where the events of the job tell none.
  ///
  /// A file that cannot be read takes nothing from a job that has made its model.
  private func readResults(
    of record: JobRecord, _ job: Job, from service: any FineTuningService
  ) async throws {
    guard job.status == .succeeded, let file = job.resultFiles.first,
      try metrics(of: record).allSatisfy({ $0.trainLoss == nil }),
      let content = try? await content(of: file, from: service)
    else { return }
    let events = resultSteps(content).enumerated().map { index, metrics in
      JobEvent(
        id: JobEvent.ID("\(file.rawValue)#\(index + 1)"),
        createdAt: job.finishedAt ?? job.createdAt,
        message: "Step \(metrics.step)", type: "metrics", data: metrics.data,
        kind: .step(metrics.step))
    }
    try session.workspace.record(events, of: record)
  }

  private func content(
    of file: File.ID, from service: any FineTuningService
  ) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await chunk in try await service.fileContent(file) {
      bytes += chunk
      if bytes.count > Self.resultLimit { break }
    }
    return bytes
  }

  /// Reads the result file of a job that had ended before its losses were looked for there.
  package func readResults(of record: JobRecord) async throws {
    guard record.isComplete, let job = record.job else { return }
    try await readResults(
      of: record, job, from: try session.services.service(named: record.provider))
  }

  /// The job of a launch that had no answer, when the service has it.
  ///
  /// - Throws: ``Failure`` E322 when it was never created, E324 while that is not known.
  private func find(_ record: JobRecord) async throws -> JobRecord {
    switch try await JobSearch(session: session).find(record) {
    case .found(let found): return try await refresh(found)
    case .unknown: throw Failure.unansweredLaunch(record.name)
    case .absent:
      throw Failure(
        .noModelYet, "@\(record.name) was never created: the service has no such job",
        consequence: "nothing was spent, and its name is free again", remedy: "list jobs")
    }
  }

  private func readCheckpoints(
    of record: JobRecord, _ id: Job.ID, from service: any FineTuningService
  ) async throws {
    var query: PageQuery? = PageQuery(limit: 100)
    var walk = PageWalk()
    while let asked = query {
      let page = try await service.checkpoints(of: id, asked)
      try session.workspace.record(page.elements, of: record)
      query = walk.next(after: page, asked) { $0.id.rawValue }
    }
  }

  private func readEvents(
    of record: JobRecord, _ id: Job.ID, from service: any FineTuningService
  ) async throws {
    var found: [JobEvent] = []
    var query: PageQuery? = PageQuery(limit: 100)
    var walk = PageWalk()
    while let asked = query {
      let page = try await service.events(of: id, asked)
      let recording = try session.workspace.newEvents(in: page.elements, of: record)
      found = recording.newEvents + found
      query = recording.reachedKnown ? nil : walk.next(after: page, asked) { $0.id.rawValue }
    }
    try session.workspace.record(found, of: record)
  }

  /// Closes the reservation with what the job has really cost.
  ///
  /// A service charges for what a cancelled job has trained, so that counts as reserved until the
  /// tokens are known; only a failed job is free.
  private func settle(_ record: JobRecord, _ job: Job) throws {
    guard let reservation = record.launch.reservation else { return }
    if job.status == .failed {
      try? session.workspace.release(reservation)
    } else if let tokens = job.trainedTokens,
      let priced = session.spending.priced(job.model, at: record.provider)
    {
      let cost = priced.trainingCost(ofTokens: tokens)
      try? session.workspace.settle(reservation, actual: cost.microdollars)
    }
  }

  /// The metrics of each step that the workspace knows of, by step.
  package func metrics(of record: JobRecord) throws -> [StepMetrics] {
    try session.workspace.events(of: record).compactMap(\.metrics).sorted { $0.step < $1.step }
  }
}
