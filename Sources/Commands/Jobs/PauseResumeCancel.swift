import CommandLanguage
import FineTuning
package import JSON
import Workspaces

/// The job that is to be paused, resumed or cancelled.
package struct JobOrderInput: Sendable {
  var job: Argument
}

/// A job after its service has carried out an order.
package struct JobOrderResult: VerbResult {
  /// As the workspace knows it now.
  var record: JobRecord
  /// The status that the service answered the order with.
  package var status: String

  /// The job's name, without the sign.
  package var name: String { record.name }

  package var json: JSONValue { record.json }
}

extension Verb where Input == JobOrderInput, Result == JobOrderResult {
  /// `pause`: a job stands still.
  package static var pause: Self {
    order("pause", "stop a job for a while; resume goes on from there") {
      try await $0.pauseJob($1)
    }
  }

  /// `resume`: a paused job goes on.
  package static var resume: Self {
    order("resume", "go on with a paused job") { try await $0.resumeJob($1) }
  }

  /// `cancel`: a job ends without a model.
  package static var cancel: Self {
    order("cancel", "end a job; what it has learned is lost") { try await $0.cancelJob($1) }
  }

  private static func order(
    _ name: String, _ summary: String,
    _ body: @escaping @Sendable (any FineTuningService, Job.ID) async throws -> Job
  ) -> Self {
    Self(
      VerbDeclaration(
        name, .jobs, summary, usage: ["\(name) @JOB"],
        examples: [.init("\(name) @demo", summary)], operands: [.job],
        traits: .asking),
      read: { reader throws(Failure) in
        JobOrderInput(job: try reader.argument("a job:  \(name) @demo"))
      },
      perform: { input, session in
        let record = try session.jobs.job(input.job)
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
        return JobOrderResult(record: updated, status: job.status.rawValue)
      })
  }
}
