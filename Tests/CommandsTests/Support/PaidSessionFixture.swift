import CommandLanguage
import Commands
import FineTuning
import JSON
import Reports
import Sessions
import Synchronization
import TestSupport
import Workspaces

/// A session whose providers all charge, served by one ``BillingService``, with a clock that can be set.
final class PaidSessionFixture: Sendable {
  let folder: TemporaryFolder
  let workspace: Workspace
  let billing = BillingService()
  let session: Session
  private let interpreter: Interpreter
  private let time: Time

  init(isScript: Bool = false) async throws {
    folder = try TemporaryFolder.withData()
    let time = Time()
    self.time = time
    workspace = try Workspace.open(path: folder.path + "/test.ftdb", now: { time.now })
    session = Session(
      workspace: workspace, services: BillingDirectory(billing: billing),
      console: RecordingConsole(isInteractive: false),
      context: SessionContext(
        folder: folder.path, now: { time.now }, tokenizer: { _ in nil }, isScript: isScript))
    interpreter = Interpreter(session: session, table: .standard)
    _ = try await run("load marv.jsonl as marv")
  }

  /// Lets time pass, for the session and for the service.
  func wait(_ seconds: Int) {
    time.pass(seconds)
    billing.change { $0.now += seconds }
  }

  /// - Throws: ``Failure`` when the command did not do what was asked.
  @discardableResult
  func run(_ line: String) async throws -> (any Report)? {
    guard let statement = try interpreter.parser.statement(line) else { return nil }
    return try await interpreter.run(statement).result.get()
  }

  /// The code of the failure that a line leads to; nil when it does what was asked.
  func code(_ line: String) async throws -> String? {
    do {
      try await run(line)
      return nil
    } catch let failure as Failure {
      return failure.code
    }
  }

  /// What today's spends come to, in micro-dollars.
  var spent: Int { get throws { try workspace.spent() } }
}

private final class Time: Sendable {
  private let seconds = Mutex(0)

  /// From 10:00 UTC of 2026-11-21 on.
  var now: Int { 1_795_255_200 + seconds.withLock { $0 } }

  func pass(_ count: Int) { seconds.withLock { $0 += count } }
}

/// Four providers that are one and the same service.
private struct BillingDirectory: ServiceDirectory {
  let billing: BillingService

  func providers() throws -> [ProviderSummary] {
    [ProviderSummary(name: "sandbox", ownModels: ["sandbox-1"], trainsOnlyWhileOpen: true)]
      + ["openai", "azure", "nebius"].map { ProviderSummary(name: $0, isPriced: true) }
  }

  func service(named name: String) throws -> any FineTuningService { billing }
  func isAddress(_ text: String) -> Bool { true }
  func failure(explaining error: any Error) -> Failure? { nil }
  func changes(of id: Job.ID, at provider: String) -> AsyncStream<Void> {
    AsyncStream(unfolding: { () })
  }
}
