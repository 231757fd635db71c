package import CommandLanguage
package import JSON

/// A verb of the language: what it is called, what it reads from its line, what it does.
///
/// `read` takes everything from the line before anything is done, so that a bad option is said
/// before a dataset is looked at; `perform` works and writes no sentence: how a result is shown is
/// decided in the module `Reports`, and the table there pairs each verb with its report.
package struct Verb<Input: Sendable, Result: VerbResult>: Sendable {
  /// Name, usage, options and examples, of which help, completion and scripts are made.
  package var declaration: VerbDeclaration
  /// Takes options, arguments and clauses from the line, each once, without doing any work.
  package var read: @Sendable (inout ArgumentReader) throws(Failure) -> Input
  /// Does what the line asks, and returns what came of it.
  package var perform: @Sendable (Input, Session) async throws -> Result

  package init(
    _ declaration: VerbDeclaration,
    read: @escaping @Sendable (inout ArgumentReader) throws(Failure) -> Input,
    perform: @escaping @Sendable (Input, Session) async throws -> Result
  ) {
    self.declaration = declaration
    self.read = read
    self.perform = perform
  }
}

/// What a verb gave, for programs and scripts.
package protocol VerbResult: Sendable {
  /// What a saved script must know of it.
  var replayFacts: ReplayFacts { get }

  /// The value that `--json`, `%` and `expect` read.
  var json: JSONValue { get }
  /// The words that `expect %` compares when the value is a record with one, such as a reply.
  var text: String? { get }
}

extension VerbResult {
  /// Most results are compared as values.
  package var text: String? { nil }

  /// Most lines are repeated as they were typed.
  package var replayFacts: ReplayFacts { ReplayFacts() }
}

/// What came of a line that the line itself does not say, so that a saved script can say it.
package struct ReplayFacts: Sendable, Hashable {
  /// The dataset that the line was about, which is the current one from then on.
  package var dataset: String?
  /// How many examples changed; above 1 somebody has agreed, and a script says `--yes`.
  package var changedCount = 0
  /// The dataset that was removed, whose name a script repeats with `--confirm`.
  package var removedDataset: String?
  /// The job that was launched, whose agreed cost a script repeats with `--max-cost`.
  package var job: String?
  /// The chat that was opened, and the position of the first turn said there.
  package var chat: ChatPlace?

  /// A place in a chat.
  package struct ChatPlace: Sendable, Hashable {
    package var id: Int
    package var nextTurn: Int

    package init(id: Int, nextTurn: Int) {
      self.id = id
      self.nextTurn = nextTurn
    }
  }

  package init(dataset: String? = nil, changedCount: Int = 0) {
    self.dataset = dataset
    self.changedCount = changedCount
  }
}

/// What a verb is, beyond how its line is written: help, saving, scripts and the loop ask this.
package struct VerbTraits: Sendable, Hashable {
  /// How a saved script repeats a line.
  package enum Replay: Sendable, Hashable {
    /// As it was typed, with the answers that were given.
    case asTyped
    /// Not at all: it belongs to the session and not to the work.
    case omitted
    /// By the changes that an editor's visit led to.
    case byEffect
    /// By the questions that were asked in the chat, and the answers that were kept.
    case asQuestions
    /// Not at all, and neither is what it took back.
    case takesBack
  }

  package var replay: Replay
  /// Whether it only reads, and so never adds an operation.
  package var isReading: Bool
  /// Whether its line is a cell of the notebook; lines for the reader of a script are none.
  package var makesCell: Bool
  /// Whether `where`, `as` and the like are clauses behind it, and not words like any other.
  package var readsClauses: Bool
  /// Whether it asks how the line before it ended, and so leaves that as it was.
  package var judgesLastFailure: Bool
  /// Whether a saved script replaces the file that it wrote when it runs again.
  package var writesFile: Bool
  /// Whether the session is over when it has run.
  package var endsSession: Bool

  package init(
    replay: Replay = .asTyped, isReading: Bool = false, makesCell: Bool = true,
    readsClauses: Bool = true, judgesLastFailure: Bool = false, writesFile: Bool = false,
    endsSession: Bool = false
  ) {
    self.replay = replay
    self.isReading = isReading
    self.makesCell = makesCell
    self.readsClauses = readsClauses
    self.judgesLastFailure = judgesLastFailure
    self.writesFile = writesFile
    self.endsSession = endsSession
  }

  /// A verb that only looks.
  package static let reading = VerbTraits(isReading: true)
}

/// The facts about a verb that stand in the table: what it is called and how its line is written.
package struct VerbDeclaration: Sendable {
  package var name: String
  package var aliases: [String]
  package var group: Command.Group
  /// One line, imperative, no full stop.
  package var summary: String
  /// The shapes of the line, without options.
  package var usage: [String]
  package var options: [Command.Option]
  package var examples: [Command.Sample]
  package var operands: [Command.Operand]
  package var traits: VerbTraits
  /// The clauses that the verb takes; nil for those that its operands and usage speak of.
  package var clauses: Set<Clause.Keyword>?

  package init(
    _ name: String, aliases: [String] = [], _ group: Command.Group, _ summary: String,
    usage: [String], options: [Command.Option] = [], examples: [Command.Sample] = [],
    operands: [Command.Operand] = [.none], traits: VerbTraits = VerbTraits(),
    clauses: Set<Clause.Keyword>? = nil
  ) {
    self.name = name
    self.aliases = aliases
    self.group = group
    self.summary = summary
    self.usage = usage
    self.options = options
    self.examples = examples
    self.operands = operands
    self.traits = traits
    self.clauses = clauses
  }

  /// The options that every verb has, behind its own.
  package var allOptions: [Command.Option] {
    options
      + [.init("json", nil, "print the value as JSON"), .init("help", nil, "explain the verb")]
  }
}
