package import Quantities
package import Tokenization

/// What the outside world gives a session, decided once by the program.
package struct SessionContext: Sendable {
  /// The folder that relative paths start from, without a slash at the end.
  package var folder: String
  /// Seconds since 1970.
  package var now: @Sendable () -> Int
  /// The time that has passed since some moment, for measuring how long something takes.
  package var elapsed: @Sendable () -> Duration = SessionContext.realElapsed
  /// Whether time passes as it did when a tape was recorded.
  package var isReplay = false
  /// Waits; in a replay it has waited at once.
  package var sleep: @Sendable (Duration) async throws -> Void = { duration in
    try await ContinuousClock().sleep(for: duration)
  }
  /// The most that this run may spend, whatever the workspace's cap; nil without such a limit.
  package var spendingLimit: Money?
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
  /// Puts a file that a relative path names into the folder of a lesson; gives the path to use where
  /// it is another one.
  package var bringFile: (@Sendable (String) -> String?)?
  /// Where lessons may be, the first that is there first.
  package var lessonFolders: [String] = []
  /// How a shell starts ft on this workspace.
  package var program = "ft"
  /// Where the place in a lesson is kept; nil where it is not.
  package var stateFolder: String?
  /// The language of the locale, such as `ko`; nil where it names none.
  package var language: String?
  /// Runs a script's file in a workspace of its own; nil where a script itself is running.
  package var runScript: RunScript?

  /// Bytes that come from another program, a file, or a person who ends them with Ctrl-D.
  package struct StandardInput: Sendable {
    /// Whether a person types them, so that they are read only when asked for by name.
    package var isTerminal: Bool
    /// Hands them over piece by piece, up to their end.
    package var forEachBlock: @Sendable (_ take: (ArraySlice<UInt8>) throws -> Void) throws -> Void

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
    @Sendable (
      _ path: String, _ file: String, ScriptPurpose, [ScriptInput.Parameter], Pace
    ) async throws -> ScriptOutcome

  package init(
    folder: String, now: @escaping @Sendable () -> Int,
    tokenizer: @escaping @Sendable (TokenEncoding) -> Tokenizer?, isScript: Bool = false
  ) {
    self.folder = folder
    self.now = now
    self.tokenizer = tokenizer
    self.isScript = isScript
  }

  private static let begin = ContinuousClock.now
  private static let realElapsed: @Sendable () -> Duration = { ContinuousClock.now - begin }
}
