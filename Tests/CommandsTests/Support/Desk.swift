import CommandLanguage
import Commands
import FineTuning
import JSON
import Presentation
import Sandbox
import Scripts
import Training
import Workspaces

/// A session for one test: a workspace and a sandbox of its own, a console that writes down.
final class Desk: Sendable {
  /// What a document asks for before its first line.
  struct Wishes: Sendable {
    var isScript = false
    var isInteractive = false
    /// Whether the sandbox trains; otherwise jobs stay in its queue.
    var trains = true
    /// Whether the priced provider has a key.
    var hasKey = true
    /// Whether tokens are counted with ``ToyVocabulary`` in place of an estimate.
    var hasVocabulary = false
  }

  /// 2026-11-21, 10:00 UTC.
  static let now = 1_795_255_200

  let folder: TemporaryFolder
  let workspace: Workspace
  let console: RecordingConsole
  let session: Session
  let interpreter: Interpreter
  let directory: Directory

  init(_ wishes: Wishes = Wishes()) throws {
    folder = try TemporaryFolder()
    workspace = try Workspace.open(path: folder.path + "/home/test.ftdb", now: { Desk.now })
    console = RecordingConsole(isInteractive: wishes.isInteractive)
    directory = try Directory(
      store: folder.path + "/home/sandbox", trains: wishes.trains, hasKey: wishes.hasKey)
    var outside = Self.surroundings(folder, isScript: wishes.isScript)
    if wishes.hasVocabulary { outside.tokenizer = { ToyVocabulary.tokenizer($0) } }
    if !wishes.isScript {
      outside.runScript = { [folder, console] path, _, purpose in
        try await Desk.run(path, purpose, in: folder, listener: console)
      }
    }
    session = Session(
      workspace: workspace, services: directory, console: console, surroundings: outside)
    interpreter = Interpreter(session: session, table: .standard)
  }

  private static func surroundings(
    _ folder: TemporaryFolder, isScript: Bool
  ) -> Session.Surroundings {
    Session.Surroundings(
      folder: folder.path, now: { Desk.now }, tokenizer: { _ in nil }, isScript: isScript)
  }

  /// Runs a script's file as the program does: a new workspace, the file's folder, its attachments.
  static func run(
    _ path: String, _ purpose: ScriptRunner.Purpose, in folder: TemporaryFolder,
    listener: any Console
  ) async throws -> ScriptRunner.Report {
    let scratch = try TemporaryFolder()
    let name = String(path.dropFirst(folder.path.count + 1))
    let script = ScriptDocument(
      folder.text(of: name) ?? "", file: name, parser: Parser(options: CommandTable.standard))
    let directory = try Directory(store: scratch.path + "/sandbox", trains: true, hasKey: false)
    defer { directory.sandbox.close() }
    var outside = surroundings(folder, isScript: true)
    outside.attachments = try script.unpackAttachments(into: scratch.path)
    let runner = try ScriptRunner(
      script, for: purpose, listener: listener, table: .standard
    ) { console in
      Session(
        workspace: try Workspace.open(path: scratch.path + "/script.ftdb", now: { Desk.now }),
        services: directory, console: console, surroundings: outside)
    }
    return try await runner.run()
  }

  deinit { directory.sandbox.close() }

  /// Says one entry and returns everything that came of it, as it is shown.
  func say(_ entry: String) async -> String {
    if session.chat != nil {
      do {
        try await ChatRoom(session: session).accept(entry)
        return shown(console.take())
      } catch {
        let failure = session.failure(explaining: error)
        return shown(console.take() + failure.text(in: SourceText(entry)) + "\n")
      }
    }
    let statement: Statement
    do throws(Diagnostic) {
      guard let read = try interpreter.parser.statement(entry) else { return "" }
      statement = read
    } catch {
      return shown(error.rendered + "\n")
    }
    let result = await interpreter.run(statement)
    let said = console.take()
    switch result.result {
    case .success(let outcome):
      if statement.option("json") != nil {
        return shown(said + String(decoding: outcome.value.encoded(.pretty), as: UTF8.self) + "\n")
      }
      return shown(said + render(outcome.blocks, RecordingConsole.layout))
    case .failure(let failure):
      return shown(said + failure.text(in: statement.source) + "\n")
    }
  }

  /// The text without what differs from machine to machine.
  private func shown(_ text: String) -> String {
    let seconds = #/\d+(?:\.\d+)? (?:ms|s)(?=\n|$)/#
    return text.replacing(folder.path, with: "<folder>").replacing(seconds, with: "<duration>")
  }
}

/// The sandbox, a priced provider that refuses, and a free one that repeats what it is told.
final class Directory: ServiceDirectory {
  let sandbox: Sandbox
  let openai = Parrot()
  let lab = Parrot()
  private let hasKey: Bool

  init(store: String, trains: Bool, hasKey: Bool) throws {
    var options = Sandbox.Options()
    options.clock = { Desk.now }
    options.identifiers = Identifiers(seed: 1)
    options.base = Self.base
    options.isWorking = trains
    sandbox = try Sandbox(store: store, options: options)
    self.hasKey = hasKey
  }

  /// A model so small that it learns in milliseconds; it has learned nothing.
  private static let base = BaseModel(createdAt: 500) {
    let tokenizer = SubwordTokenizer(merges: [])
    return LanguageModel(
      untrained: ModelConfiguration(
        vocabularySize: tokenizer.tokenCount, width: 32, layerCount: 1, headCount: 2,
        contextLimit: 96),
      tokenizer: tokenizer, seed: 1)
  }

  func providers() throws -> [ProviderSummary] {
    [
      ProviderSummary(name: "sandbox"),
      ProviderSummary(
        name: "openai", baseURL: "https://api.openai.com/v1", keyVariable: "OPENAI_API_KEY",
        hasKey: hasKey, isPriced: true, note: "closed to newcomers"),
      ProviderSummary(name: "lab", baseURL: "http://127.0.0.1:8080/v1", note: "added here"),
    ]
  }

  func isAddress(_ text: String) -> Bool {
    text.hasPrefix("http") && text.contains("://") && !text.contains("@")
  }

  func service(named name: String) throws -> any FineTuningService {
    switch name {
    case "sandbox": sandbox
    case "lab": lab
    default: openai
    }
  }

  func failure(explaining error: any Error) -> Failure? { nil }

  func changes(of id: Job.ID, at provider: String) -> AsyncStream<Void> {
    provider == "sandbox" ? sandbox.changes(of: id) : AsyncStream(unfolding: { () })
  }
}
