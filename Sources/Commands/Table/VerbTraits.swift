package import Scripts

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
  /// Whether a field behind a reference means that field; otherwise such a reference is refused.
  package var takesField: Bool
  /// Whether it takes locked datasets, since it neither shows their texts nor changes them.
  package var mayReadLocked: Bool
  /// Whether it asks how the line before it ended, and so leaves that as it was.
  package var judgesLastFailure: Bool
  /// Whether a saved script replaces the file that it wrote when it runs again.
  package var writesFile: Bool
  /// Whether the session is over when it has run.
  package var endsSession: Bool
  /// Whether it asks a provider's service, so that `--api` prints what it asks.
  package var asksServices: Bool
  /// Whether only the shell has it, since it is about the program and not about a session.
  package var isShellOnly: Bool

  /// Which commands a line without a cell goes with in a saved script; nil where it is in none.
  package var companion: Recording.Cell.Companion?

  package init(
    replay: Replay = .asTyped, isReading: Bool = false, makesCell: Bool = true,
    readsClauses: Bool = true, takesField: Bool = false,
    mayReadLocked: Bool = false, judgesLastFailure: Bool = false,
    writesFile: Bool = false, endsSession: Bool = false, asksServices: Bool = false,
    isShellOnly: Bool = false, companion: Recording.Cell.Companion? = nil
  ) {
    self.replay = replay
    self.isReading = isReading
    self.makesCell = makesCell
    self.readsClauses = readsClauses
    self.takesField = takesField
    self.mayReadLocked = mayReadLocked
    self.judgesLastFailure = judgesLastFailure
    self.writesFile = writesFile
    self.endsSession = endsSession
    self.asksServices = asksServices
    self.isShellOnly = isShellOnly
    self.companion = companion
  }

  /// A verb that asks a provider's service.
  package static let asking = VerbTraits(asksServices: true)

  /// A verb that only looks.
  package static let reading = VerbTraits(isReading: true)
}
