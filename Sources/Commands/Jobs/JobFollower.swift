package import FineTuning
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
    guard let known = record.job else { return record }
    if known.status.isTerminal, try !session.workspace.events(of: record).isEmpty { return record }
    let service = try session.services.service(named: record.provider)
    let job = try await service.job(known.id)
    // Events are read after the job's state: an ended job has all of its events by then.
    try await readEvents(of: record, job.id, from: service)
    if job.status.isTerminal {
      let page = try await service.checkpoints(of: job.id, PageQuery(limit: 10))
      try session.workspace.record(page.elements, of: record)
      try settle(record, job)
    }
    return try session.workspace.update(job, named: record.name)
  }

  private func readEvents(
    of record: JobRecord, _ id: Job.ID, from service: any FineTuningService
  ) async throws {
    var found: [JobEvent] = []
    var query = PageQuery(limit: 100)
    while true {
      let page = try await service.events(of: id, query)
      let recording = try session.workspace.newEvents(in: page.elements, of: record)
      found = recording.newEvents + found
      guard !recording.reachedKnown, page.hasMore, let last = page.elements.last else { break }
      query.after = last.id.rawValue
    }
    try session.workspace.record(found, of: record)
  }

  /// Closes the reservation with what the job has really cost.
  private func settle(_ record: JobRecord, _ job: Job) throws {
    guard let reservation = record.launch.reservation else { return }
    if job.status == .succeeded, let tokens = job.trainedTokens,
      let price = session.price(of: job.model)
    {
      let cost = (tokens * price + 500_000) / 1_000_000
      try? session.workspace.settle(reservation, actual: cost)
    } else if job.status != .succeeded {
      try? session.workspace.release(reservation)
    }
  }

  /// The metrics of each step that the workspace knows of, by step.
  package func metrics(of record: JobRecord) throws -> [StepMetrics] {
    try session.workspace.events(of: record).compactMap(\.metrics).sorted { $0.step < $1.step }
  }
}
