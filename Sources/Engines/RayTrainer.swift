package import Files
import JSON
import Processes

/// A program that works on a Ray cluster: each start is a job of Ray's, under a name used once.
///
/// Ray forgets its jobs with its head, so the last name stands in the job's folder.
/// https://docs.ray.io/en/latest/cluster/running-applications/job-submission/rest.html
final class RayTrainer: Trainer {
  /// Questions without an answer, one after the other, until a cluster is taken for lost.
  private static let patience = 60
  /// A question costs the start of a program.
  private static let pause = Duration.seconds(2)

  private let cluster: EngineDescription.Cluster
  private let engine: EngineDescription
  private let job: String
  private let program: EngineProgram
  private let folder: Folder
  private let log: String

  private var unanswered = 0
  private var lastAnswer: (isAtWork: Bool, at: ContinuousClock.Instant)?
  private(set) var ending: ProgramEnding?

  /// `folder` and `log` are on the cluster's storage.
  init(
    on cluster: EngineDescription.Cluster, for engine: EngineDescription, job: String,
    by program: EngineProgram, in folder: Folder, log: String
  ) {
    self.cluster = cluster
    self.engine = engine
    self.job = job
    self.program = program
    self.folder = folder
    self.log = log
  }

  func isAtWork() throws -> Bool {
    guard let id = try lastID() else { return false }
    if let lastAnswer, .now - lastAnswer.at < Self.pause { return lastAnswer.isAtWork }
    let isAtWork = try isAtWork(id)
    lastAnswer = (isAtWork, .now)
    return isAtWork
  }

  func start() throws {
    let number = try lastID().flatMap { $0.split(separator: "-").last.flatMap { Int($0) } } ?? 0
    let part = try EngineHome.writeProgram(into: Folder(path: cluster.storage))
    ending = nil
    lastAnswer = nil
    // The question itself keeps the name, before anything is started under it.
    _ = try ask(
      "submit", id: "\(job)-\(number + 1)",
      and: [
        JSONMember("python", .string(engine.python)),
        JSONMember("engine", .string(part.path(of: EngineProgram.Part.engine.rawValue))),
        JSONMember("job", .string(folder.path(of: "job.json"))),
        JSONMember("log", .string(log)), JSONMember("gpus", .integer(engine.processes)),
      ])
  }

  /// Ray sends SIGTERM, and SIGKILL when the program has had time for a checkpoint.
  func end(leader: Int) throws {
    guard let id = try lastID() else { return }
    _ = try ask("stop", id: id)
  }

  private func isAtWork(_ id: String) throws -> Bool {
    switch try ask("status", id: id) {
    case .silence: return true
    case .noSuchJob:
      // The head was started again.
      ending = nil
      return false
    case .value(let answer):
      let status = answer["status"]?.string ?? ""
      guard !["PENDING", "RUNNING"].contains(status) else { return true }
      ending = answer["exit_code"]?.integer.map { code in
        code < 0 ? .killed(Int32(clamping: -code)) : .exited(Int32(clamping: code))
      }
      return false
    }
  }

  /// The name of the last start; nil before the first.
  private func lastID() throws -> String? {
    guard let bytes = try folder.bytes(of: "submit.json") else { return nil }
    return (try? JSONValue(parsing: bytes))?["id"]?.string
  }

  /// What comes of a question.
  private enum Answer {
    case value(JSONValue)
    /// The cluster knows nothing of the name, or no more.
    case noSuchJob
    /// The cluster does not answer, which is waited for.
    case silence
  }

  /// - Throws: ``EngineFault`` for a refusal, and for a cluster that has been silent for long.
  private func ask(
    _ word: String, id: String, and members: [JSONMember] = []
  ) throws -> Answer {
    let question: [JSONMember] =
      [JSONMember("address", .string(cluster.address)), JSONMember("id", .string(id))] + members
    do {
      let answer = try program.answer(
        to: word, .object(question), of: engine, in: folder, part: .cluster)
      unanswered = 0
      return .value(answer)
    } catch let fault as EngineFault {
      switch fault.code {
      case "no_such_job":
        unanswered = 0
        return .noSuchJob
      case "unreachable" where unanswered < Self.patience:
        unanswered += 1
        return .silence
      case "unreachable":
        throw EngineFault(
          code: "cluster_lost",
          message: "\(fault.message). Checkpoints that were written are in \(folder.path)")
      default: throw fault
      }
    }
  }
}

/// What a cluster says of itself.
package struct ClusterState: Sendable, Hashable {
  /// Of Ray.
  package let version: String
  package let machineCount: Int
  /// Of the machine that has the most.
  package let deviceCount: Int
}

extension EngineProgram {
  /// Asks the cluster of an engine whether it would take a job; `folder` takes the question.
  ///
  /// - Throws: ``EngineFault`` where it would not or does not answer, ``FileError``.
  package func cluster(of engine: EngineDescription, in folder: Folder) throws -> ClusterState {
    let answer = try answer(
      to: "check",
      [
        "address": .string(engine.cluster?.address ?? ""), "id": "",
        "gpus": .integer(engine.processes),
      ], of: engine, in: folder, part: .cluster)
    return ClusterState(
      version: answer["ray"]?.string ?? "?", machineCount: answer["machines"]?.count ?? 0,
      deviceCount: answer["gpus"]?.count ?? 0)
  }
}
