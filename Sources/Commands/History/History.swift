import CommandLanguage
package import JSON
package import Workspaces

/// How many cells `history` lists.
package struct HistoryInput: Sendable {
  var limit: Int
}

/// The cells of the workspace, oldest first.
package struct HistoryResult: VerbResult {
  package var cells: [Cell]

  package var json: JSONValue {
    .array(
      cells.map {
        [
          "cell": .integer($0.number), "line": .string($0.source),
          "exit_code": $0.exitCode.map(JSONValue.integer) ?? .null,
        ]
      })
  }
}

extension Verb where Input == HistoryInput, Result == HistoryResult {
  /// `history`: what was typed in this workspace.
  package static var history: Self {
    Self(
      VerbDeclaration(
        "history", .session, "list the cells of this workspace, oldest first",
        usage: ["history [head N]"],
        examples: [.init("history", "what was typed, and what came of it")],
        traits: VerbTraits(replay: .omitted, isReading: true)),
      read: { reader in HistoryInput(limit: reader.limit(50)) },
      perform: { input, session in
        HistoryResult(cells: try session.workspace.cells(limit: input.limit))
      })
  }
}
