import CommandLanguage
import Digests
import FineTuning
import Workspaces

/// The metadata that every launch carries, so that its job can be told from all others.
package struct LaunchMark {
  /// Its name in a request's metadata.
  package static let key = "ft_launch"

  /// 16 hexadecimal digits of chance.
  let text: String

  init() {
    text = Hexadecimal.text(of: (0..<8).map { _ in UInt8.random(in: .min ... .max) })
  }
}

/// Looks at the service for a job whose creation had no answer.
struct JobSearch {
  enum Finding {
    case found(JobRecord)
    /// The service has no such job and will not make it any more; the record is gone.
    case absent
    /// The service does not list the job, but it may still be making it.
    case unknown
  }

  /// Seconds after which a request that was not answered is certain not to be carried out.
  static let patience = 600
  /// Seconds that the service's clock and ours may differ.
  private static let clockDifference = 600
  private static let pageLimit = 20

  let session: Session

  /// Attaches the job to its record when the service has it, and forgets it when it never will.
  func find(_ record: JobRecord) async throws -> Finding {
    let service = try session.services.service(named: record.provider)
    let known = Set(try session.workspace.jobs().compactMap(\.job?.id))
    var query = PageQuery(limit: 100)
    for _ in 0..<Self.pageLimit {
      let page = try await service.jobs(query)
      if let job = page.elements.first(where: { isMade($0, by: record, known) }) {
        return .found(try session.workspace.update(job, named: record.name))
      }
      let isPast = page.elements.last.map {
        $0.createdAt < record.createdAt - Self.clockDifference
      }
      guard page.hasMore, isPast == false, let last = page.elements.last else {
        return try absent(record)
      }
      query.after = last.id.rawValue
    }
    return .unknown
  }

  /// By the mark; where the service does not keep marks, by the file and the time.
  private func isMade(_ job: Job, by record: JobRecord, _ known: Set<Job.ID>) -> Bool {
    guard !known.contains(job.id) else { return false }
    if let mark = job.metadata[LaunchMark.key] { return mark == record.launch.launchID }
    return job.trainingFile == record.launch.trainingFile
      && job.createdAt >= record.createdAt - Self.clockDifference
  }

  private func absent(_ record: JobRecord) throws -> Finding {
    guard session.context.now() - record.createdAt >= Self.patience else { return .unknown }
    try session.workspace.abandonJob(named: record.name)
    if let reservation = record.launch.reservation {
      try? session.workspace.release(reservation)
    }
    return .absent
  }
}

extension Failure {
  /// The failure of a launch that had no answer.
  static func unansweredLaunch(_ name: String, context: [String] = []) -> Failure {
    Failure(
      .launchUnanswered, "it is not known whether @\(name) was created", context: context,
      consequence: "what it may cost stays set aside, and the same launch is not sent twice",
      remedy: "tail @\(name)  looks for it; what the service lacks after 10 minutes is forgotten")
  }
}
