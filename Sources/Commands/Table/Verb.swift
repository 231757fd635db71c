package import JSON
package import Workspaces

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

  /// The rows of which `--json` prints one a line, as programs read them; nil for a value as it is.
  var jsonRows: [JSONValue]? { get }
  /// The facts that `why` explains: those of the value, and others that were said.
  var explained: JSONValue { get }
  /// The words that `expect %` compares when the value is a record with one, such as a reply.
  var text: String? { get }
  /// How the process ends that ran this line alone; a session goes on whatever it is.
  var exitCode: ExitCode { get }
}

extension VerbResult {
  /// Most values are printed as they are.
  package var jsonRows: [JSONValue]? { nil }

  /// Most results are compared as values.
  package var text: String? { nil }

  /// Most results say what their value says.
  package var explained: JSONValue { json }

  /// Most lines that did what was asked are a success.
  package var exitCode: ExitCode { .success }

  /// Most lines are repeated as they were typed.
  package var replayFacts: ReplayFacts { ReplayFacts() }
}
