import Pricing
import Quantities
import Synchronization
package import Tokenization
package import Workspaces

/// What the commands of one sitting share: the workspace, the services, the console, and a memory.
package final class Session: Sendable {
  /// What the outside world gives a session, decided once by the program.
  package struct Surroundings: Sendable {
    /// The folder that relative paths start from, without a slash at the end.
    package var folder: String
    /// Seconds since 1970.
    package var now: @Sendable () -> Int
    /// The tokenizer of an encoding; nil when its vocabulary is not on this machine.
    package var tokenizer: @Sendable (TokenEncoding) -> Tokenizer?
    /// Why there is no tokenizer of an encoding, in a sentence; nil where nothing more is known.
    package var vocabularyFault: @Sendable (TokenEncoding) -> String? = { _ in nil }
    /// What the process reads; nil where lines or a script come from there, or a person types.
    package var standardInput: StandardInput?
    /// Whether the lines come from a script, where questions are not asked.
    package var isScript: Bool
    /// Files that travel in the script, by the name they have there: where a copy of each is.
    package var attachments: [String: String] = [:]
    /// Runs a script's file in a workspace of its own; nil where a script itself is running.
    package var runScript: RunScript?

    /// Bytes that come from another program, a file, or a person who ends them with Ctrl-D.
    package struct StandardInput: Sendable {
      /// Whether a person types them, so that they are read only when asked for by name.
      package var isTerminal: Bool
      /// Hands them over piece by piece, up to their end.
      package var forEachBlock:
        @Sendable (_ take: (ArraySlice<UInt8>) throws -> Void) throws -> Void

      package init(
        isTerminal: Bool,
        forEachBlock:
          @escaping @Sendable (_ take: (ArraySlice<UInt8>) throws -> Void) throws ->
          Void
      ) {
        self.isTerminal = isTerminal
        self.forEachBlock = forEachBlock
      }
    }

    /// Takes an absolute path and the name to show.
    package typealias RunScript =
      @Sendable (_ path: String, _ file: String, ScriptPurpose) async throws -> ScriptOutcome

    package init(
      folder: String, now: @escaping @Sendable () -> Int,
      tokenizer: @escaping @Sendable (TokenEncoding) -> Tokenizer?, isScript: Bool = false
    ) {
      self.folder = folder
      self.now = now
      self.tokenizer = tokenizer
      self.isScript = isScript
    }
  }

  private struct Memory: Sendable {
    var dataset: String?
    var provider: String?
    var variables: [String: String] = [:]
    var results: [Int: any VerbResult] = [:]
    var lastCell: Int?
    var lastFailure: Failure?
    var chat: ChatState?
    var cell: Int?
    var budget: Money?
    var announced: Set<String> = []
  }

  package let workspace: Workspace
  package let services: any ServiceDirectory
  package let console: any Console
  package let surroundings: Surroundings
  private let memory = Mutex(Memory())

  package init(
    workspace: Workspace, services: any ServiceDirectory, console: any Console,
    surroundings: Surroundings
  ) {
    self.workspace = workspace
    self.services = services
    self.console = console
    self.surroundings = surroundings
  }

  /// What lines mean by datasets and examples.
  package var selections: Selections { Selections(session: self) }

  /// What the rules say of datasets.
  package var checks: Checks { Checks(session: self) }

  /// Counts of tokens.
  package var tokens: TokenCounting { TokenCounting(session: self) }

  /// The choice of a provider.
  package var providers: ProviderChoice { ProviderChoice(session: self) }

  /// The jobs of the workspace.
  package var jobs: Jobs { Jobs(session: self) }

  /// What is spent, and what may be.
  package var spending: Spending { Spending(session: self) }

  /// The dataset that a bare `#12` means; nil before the first was used.
  package var currentDataset: String? {
    get { memory.withLock { $0.dataset } }
    set { memory.withLock { $0.dataset = newValue } }
  }

  /// The provider chosen in this sitting; nil for the workspace's own.
  package var chosenProvider: String? {
    get { memory.withLock { $0.provider } }
    set { memory.withLock { $0.provider = newValue } }
  }

  /// The chat that plain lines go to; nil at the command prompt.
  package var chat: ChatState? {
    get { memory.withLock { $0.chat } }
    set { memory.withLock { $0.chat = newValue } }
  }

  /// The most that the running script may spend; nil where the workspace's cap holds alone.
  var scriptBudget: Money? {
    get { memory.withLock { $0.budget } }
    set { memory.withLock { $0.budget = newValue } }
  }

  /// The number of the cell that runs; nil between cells.
  package var currentCell: Int? {
    get { memory.withLock { $0.cell } }
    set { memory.withLock { $0.cell = newValue } }
  }

  /// The values of `$name`.
  package var variables: [String: String] { memory.withLock { $0.variables } }

  /// Sets the value of `$name`.
  package func setVariable(_ name: String, to value: String) {
    memory.withLock { $0.variables[name] = value }
  }

  /// What cell `number` gave, or the last cell for nil; nothing when it failed or never was.
  package func result(ofCell number: Int?) -> (any VerbResult)? {
    memory.withLock { memory in
      guard let number = number ?? memory.lastCell else { return nil }
      return memory.results[number]
    }
  }

  /// Remembers what a cell gave, so that `%` finds it.
  package func remember(_ result: any VerbResult, ofCell number: Int) {
    memory.withLock { memory in
      memory.results[number] = result
      memory.lastCell = number
    }
  }

  /// The failure of the last command; nil after one that went well.
  package var lastFailure: Failure? {
    get { memory.withLock { $0.lastFailure } }
    set { memory.withLock { $0.lastFailure = newValue } }
  }

  /// An absolute path for one that a person typed; `~` is the home folder of the shell.
  ///
  /// A script's attachment goes before a file of the same name beside the script: what a lesson
  /// brings along does not depend on what lies around.
  package func path(_ typed: String) -> String {
    if let attached = surroundings.attachments[typed] { return attached }
    return typed.hasPrefix("/") ? typed : surroundings.folder + "/" + typed
  }

  /// Notes that the end of a job was told, and says whether nobody had told it before.
  package func announce(_ job: String) -> Bool {
    memory.withLock { $0.announced.insert(job).inserted }
  }

  /// Lets the end of a job be told again, since nobody follows it any more.
  package func withdrawAnnouncement(of job: String) {
    memory.withLock { _ = $0.announced.remove(job) }
  }

  /// Says any error as a fact with a remedy, asking the services about those of their own.
  package func failure(explaining error: any Error) -> Failure {
    services.failure(explaining: error) ?? Failure(explaining: error)
  }
}
