import CommandLanguage
import Commands
import FineTuning
import JSON
import Synchronization
import Workspaces

/// A session whose providers all charge, served by one ``Cashier``, with a clock that can be set.
final class Till: Sendable {
  let folder: TemporaryFolder
  let workspace: Workspace
  let cashier = Cashier()
  let session: Session
  private let interpreter: Interpreter
  private let time: Time

  init(isScript: Bool = false) async throws {
    folder = try TemporaryFolder()
    let time = Time()
    self.time = time
    workspace = try Workspace.open(path: folder.path + "/test.ftdb", now: { time.now })
    session = Session(
      workspace: workspace, services: Counter(cashier: cashier),
      console: RecordingConsole(isInteractive: false),
      surroundings: Session.Surroundings(
        folder: folder.path, now: { time.now }, tokenizer: { _ in nil }, isScript: isScript))
    interpreter = Interpreter(session: session, table: .standard)
    _ = try await say("load marv.jsonl as marv")
  }

  /// Seconds since the till was opened.
  func wait(_ seconds: Int) {
    time.pass(seconds)
    cashier.change { $0.now += seconds }
  }

  /// - Throws: ``Failure`` when the command did not do what was asked.
  @discardableResult
  func say(_ line: String) async throws -> Outcome {
    guard let statement = try interpreter.parser.statement(line) else { return Outcome(.null, []) }
    return try await interpreter.run(statement).result.get()
  }

  /// The code of the failure that a line leads to; nil when it does what was asked.
  func code(_ line: String) async throws -> String? {
    do {
      try await say(line)
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

/// Three providers that are one and the same cashier.
private struct Counter: ServiceDirectory {
  let cashier: Cashier

  func providers() throws -> [ProviderSummary] {
    ["sandbox", "openai", "azure", "nebius"].map { name in
      ProviderSummary(name: name, isPriced: name != "sandbox")
    }
  }

  func service(named name: String) throws -> any FineTuningService { cashier }
  func isAddress(_ text: String) -> Bool { true }
  func failure(explaining error: any Error) -> Failure? { nil }
  func changes(of id: Job.ID, at provider: String) -> AsyncStream<Void> {
    AsyncStream(unfolding: { () })
  }
}
