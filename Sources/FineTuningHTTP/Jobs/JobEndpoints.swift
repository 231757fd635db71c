import FineTuning
import HTTPTypes
import JSON

/// The endpoints of jobs, with their events and checkpoints.
enum JobEndpoints {
  /// Sent again only when it was refused until a time, because a second job is paid for as well.
  static func create(_ dialect: Provider.Dialect = .openAI) -> Endpoint<JobRequest, Job> {
    Endpoint(
      method: .post, path: "fine_tuning/jobs", retries: .whenTold,
      request: .json({ $0.wire(dialect) }, JobRequest.init(request:)), response: response
    ) { try await $0.createJob($1) }
  }

  static let list = Endpoint<PageQuery, Page<Job>>(
    method: .get, path: "fine_tuning/jobs",
    request: .query { query in
      var page = try PageQuery(cursor: &query, limits: 1...10_000)
      page.metadata = query.pairs("metadata")
      if try query.word("metadata", of: ["null"]) != nil { page.isWithoutMetadata = true }
      return page
    },
    response: .page(Job.init(answer:), \.wire)
  ) { try await $0.jobs($1) }

  static let retrieve = Endpoint<Job.ID, Job>(
    method: .get, path: "fine_tuning/jobs/{}", request: .identifier(), response: response
  ) { try await $0.job($1) }

  static let cancel = Endpoint<Job.ID, Job>(
    method: .post, path: "fine_tuning/jobs/{}/cancel", retries: .refusals,
    request: .identifier(), response: response
  ) { try await $0.cancelJob($1) }

  static let pause = Endpoint<Job.ID, Job>(
    method: .post, path: "fine_tuning/jobs/{}/pause", retries: .refusals,
    request: .identifier(), response: response
  ) { try await $0.pauseJob($1) }

  static let resume = Endpoint<Job.ID, Job>(
    method: .post, path: "fine_tuning/jobs/{}/resume", retries: .refusals,
    request: .identifier(), response: response
  ) { try await $0.resumeJob($1) }

  static let events = Endpoint<ListOf<Job.ID>, Page<JobEvent>>(
    method: .get, path: "fine_tuning/jobs/{}/events", request: .list(),
    response: .page(JobEvent.init(answer:), \.wire)
  ) { try await $0.events(of: $1.owner, $1.page) }

  static let checkpoints = Endpoint<ListOf<Job.ID>, Page<Checkpoint>>(
    method: .get, path: "fine_tuning/jobs/{}/checkpoints", request: .list(),
    response: .page(Checkpoint.init(answer:), \.wire) { $0.id.rawValue }
  ) { try await $0.checkpoints(of: $1.owner, $1.page) }

  private static let response = ResponseCodec(encode: \Job.wire, decode: Job.init(answer:))
}

/// A page of what belongs to one thing.
struct ListOf<Owner: Sendable>: Sendable {
  let owner: Owner
  let page: PageQuery
}

extension RequestCodec {
  /// A page of what belongs to the path's one argument.
  static func list<Subject>() -> Self where Input == ListOf<Identifier<Subject>> {
    Self(
      encode: { OutgoingCall(arguments: [$0.owner.rawValue], query: $0.page.wire) },
      decode: { call in
        var query = QueryReader(call.query)
        let page = try PageQuery(cursor: &query, limits: 1...10_000)
        try query.finish()
        return ListOf(owner: Identifier(call.arguments[0]), page: page)
      })
  }
}
