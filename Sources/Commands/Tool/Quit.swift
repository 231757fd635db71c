import FineTuning
package import JSON
import Workspaces

/// Nothing: `quit` takes no word.
package struct QuitInput: Sendable {}

/// What goes on when the session is over.
package struct QuitResult: VerbResult {
  /// A job that has not ended.
  package struct RunningJob: Sendable, Hashable {
    /// Without the `@`.
    package var name: String
    /// Whether it stands still until ft is there again.
    package var trainsOnlyWhileOpen: Bool
  }

  package var running: [RunningJob]
  /// How a shell starts ft on this workspace again.
  package var program: String

  package var json: JSONValue { .null }
}

extension Verb where Input == QuitInput, Result == QuitResult {
  /// `quit`: the session ends.
  package static var quit: Self {
    Self(
      VerbDeclaration(
        "quit", aliases: ["q", "exit"], .tool, "leave; everything is kept", usage: ["quit"],
        examples: [.init("quit", "Ctrl-D does the same")],
        traits: VerbTraits(replay: .omitted, endsSession: true)),
      read: { _ in QuitInput() },
      perform: { _, session in
        let records = try session.workspace.jobs().filter { $0.job?.status.isTerminal == false }
        let providers = try session.services.providers()
        return QuitResult(
          running: records.map { record in
            let provider = providers.first { $0.name == record.provider }
            return QuitResult.RunningJob(
              name: record.name,
              trainsOnlyWhileOpen: provider?.pausesWithProgram(record.job?.model) ?? false)
          }, program: session.context.program)
      })
  }
}
