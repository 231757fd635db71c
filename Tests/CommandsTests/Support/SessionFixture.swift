import CommandLanguage
import Commands
import Engines
import Files
import FineTuning
import JSON
import Presentation
import Reports
import Sandbox
import Scripts
import Sessions
import TestSupport
import Training
import Workspaces

/// A session for one test: a workspace and a sandbox of its own, and a console that is recorded.
final class SessionFixture: Sendable {
  /// What a test needs in place of the usual.
  struct Needs: Sendable {
    var isScript = false
    var isInteractive = false
    /// Whether the sandbox trains; otherwise jobs stay in its queue.
    var trains = true
    /// Whether the priced provider has a key.
    var hasKey = true
    /// Whether tokens are counted with ``ToyVocabulary`` in place of an estimate.
    var hasVocabulary = false
    /// The language of the locale.
    var language: String?
    /// Replacements that the editor makes.
    var edits: [Replacement] = []

    struct Replacement: Sendable {
      let old: String
      let new: String
    }
  }

  /// 2026-11-21, 10:00 UTC.
  static let now = 1_795_255_200

  let folder: TemporaryFolder
  let workspace: Workspace
  let console: RecordingConsole
  let session: Session
  let interpreter: Interpreter
  let directory: Directory
  private let needs: Needs

  init(_ needs: Needs = Needs()) throws {
    self.needs = needs
    folder = try TemporaryFolder.withData()
    workspace = try Workspace.open(
      path: folder.path + "/home/test.ftdb", now: { SessionFixture.now })
    console = RecordingConsole(isInteractive: needs.isInteractive)
    directory = try Directory(
      store: folder.path + "/home/test.ftdb.sandbox", trains: needs.trains, hasKey: needs.hasKey)
    session = Session(
      workspace: workspace, services: directory, console: console,
      context: Self.context(folder, needs, console))
    interpreter = Interpreter(session: session, table: .standard)
  }

  /// Returns another session over the same workspace, which speaks to `console`.
  func session(
    console: any TextConsole, attachments: [String: String] = [:]
  ) -> Session {
    var context = Self.context(folder, needs, console)
    context.attachments = attachments
    return Session(
      workspace: workspace, services: directory, console: console, context: context)
  }

  private static func context(
    _ folder: TemporaryFolder, _ needs: Needs, _ console: any TextConsole
  ) -> SessionContext {
    var outside = SessionContext(
      folder: folder.path, now: { SessionFixture.now }, tokenizer: { _ in nil },
      isScript: needs.isScript)
    outside.language = needs.language
    if needs.hasVocabulary { outside.tokenizer = { ToyVocabulary.tokenizer($0) } }
    if !needs.isScript {
      outside.runScript = { [folder, console] path, _, purpose, _, _ in
        try await runScript(path, purpose, in: folder, listener: console)
      }
    }
    return outside
  }

  /// Runs a script's file as the program does: a new workspace, the file's folder, its attachments.
  private static func runScript(
    _ path: String, _ purpose: ScriptPurpose, in folder: TemporaryFolder,
    listener: any TextConsole
  ) async throws -> ScriptOutcome {
    let scratch = try TemporaryFolder.withData()
    let name = String(path.dropFirst(folder.path.count + 1))
    let script = ScriptDocument(
      folder.text(of: name) ?? "", file: name,
      parser: Parser(options: CommandTable.standard.catalog))
    let directory = try Directory(store: scratch.path + "/sandbox", trains: true, hasKey: false)
    defer { directory.sandbox.close() }
    var outside = context(folder, Needs(isScript: true), listener)
    outside.attachments = try script.unpackAttachments(into: scratch.path)
    let runner = try ScriptRunner(
      script, for: purpose, listener: listener, table: .standard
    ) { console in
      Session(
        workspace: try Workspace.open(
          path: scratch.path + "/script.ftdb", now: { SessionFixture.now }),
        services: directory, console: console, context: outside)
    }
    return try await runner.run()
  }

  deinit { directory.sandbox.close() }

  /// Runs one command and returns everything that it said.
  func run(_ line: String) async -> String {
    let statement: Statement
    do throws(Diagnostic) {
      guard let read = try interpreter.parser.statement(line) else { return "" }
      statement = read
    } catch {
      return error.rendered + "\n"
    }
    switch await interpreter.run(statement).result {
    case .success(let report):
      let shown =
        statement.option("json") == nil
        ? render(report.blocks, RecordingConsole.layout)
        : String(decoding: report.json.encoded(.pretty), as: UTF8.self) + "\n"
      return console.take() + shown
    case .failure(let failure):
      return console.take() + failure.text(in: statement.source) + "\n"
    }
  }
}

/// The sandbox, a priced provider that refuses, and a free one that repeats what it is told.
final class Directory: ServiceDirectory {
  let sandbox: Sandbox
  let openai = EchoService()
  let lab = EchoService()
  private let hasKey: Bool
  private let store: String

  init(store: String, trains: Bool, hasKey: Bool) throws {
    var options = Sandbox.Options()
    options.clock = { SessionFixture.now }
    options.identifiers = Identifiers(seed: 1)
    options.base = Self.base
    options.isWorking = trains
    options.engineProgram = EngineProgram(
      in: Folder(path: "/program"), environment: ["PATH": "/usr/bin:/bin"])
    sandbox = try Sandbox(store: store, options: options)
    self.hasKey = hasKey
    self.store = store
  }

  /// A model so small that it learns in milliseconds; it has learned nothing.
  private static let base = BaseModel(createdAt: 500) {
    let tokenizer = SubwordTokenizer(merges: [])
    return LanguageModel(
      untrained: ModelConfiguration(
        vocabularySize: tokenizer.tokenCount, width: 32, layerCount: 1, headCount: 2,
        contextLimit: 1024),
      tokenizer: tokenizer, seed: 1)
  }

  func providers() throws -> [ProviderSummary] {
    let engines = try sandbox.engines().map(\.name)
    return [
      ProviderSummary(
        name: "sandbox", ownModels: ["sandbox-1"] + engines, engineModels: engines,
        trainsOnlyWhileOpen: true, store: store),
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
