import CommandLanguage
import FineTuning
import Presentation
import Workspaces

extension Command {
  package static let pause = steering("pause", "stop a job for a while; resume goes on from there")
  {
    try await $0.pauseJob($1)
  }

  package static let resume = steering("resume", "go on with a paused job") {
    try await $0.resumeJob($1)
  }

  package static let cancel = steering("cancel", "end a job; what it has learned is lost") {
    try await $0.cancelJob($1)
  }

  private static func steering(
    _ name: String, _ summary: String,
    _ body: @escaping @Sendable (any FineTuningService, Job.ID) async throws -> Job
  ) -> Command {
    Command(
      name, .jobs, summary, usage: ["\(name) @JOB"],
      examples: [Sample("\(name) @demo", summary)], operands: [.job]
    ) { invocation, session in
      try invocation.expectArguments(atMost: 1)
      let record = try session.job(invocation.argument(0, "a job:  \(name) @demo"))
      let follower = JobFollower(session: session)
      // A launch without an answer is looked for first.
      let known = record.job == nil ? try await follower.refresh(record) : record
      guard let id = known.job?.id else {
        throw Failure(.noModelYet, "@\(record.name) was never created", remedy: "list jobs")
      }
      let service = try session.services.service(named: record.provider)
      let job = try await body(service, id)
      let noted = try session.workspace.update(job, named: record.name)
      // The order was carried out; what else there is to read can also be read later.
      let updated = (try? await follower.refresh(noted)) ?? noted
      return Outcome(
        updated.json, [.line("\("@\(record.name)", .accent) is \(job.status.rawValue)")])
    }
  }
}
