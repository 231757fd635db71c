import CommandLanguage
package import JSON
package import Workspaces

/// How many operations `ops` lists.
package struct OpsInput: Sendable {
  var limit: Int
}

/// The changes of the data, newest first.
package struct OpsResult: VerbResult {
  package var operations: [Workspaces.Operation]

  package var json: JSONValue { .array(operations.map(\.json)) }
}

extension Verb where Input == OpsInput, Result == OpsResult {
  /// `ops`: what changed the data.
  package static var ops: Self {
    Self(
      VerbDeclaration(
        "ops", .session, "list the changes of the data, newest first", usage: ["ops [head N]"],
        examples: [.init("ops head 5", "the last five changes")], traits: .reading),
      read: { reader in OpsInput(limit: reader.limit(20)) },
      perform: { input, session in
        OpsResult(operations: try session.workspace.operations(limit: input.limit))
      })
  }
}

extension Workspaces.Operation {
  /// The operation as a value for programs.
  var json: JSONValue {
    [
      "id": .integer(Int(id)), "kind": .string(kind), "summary": .string(summary),
      "cell": cell.map(JSONValue.integer) ?? .null, "state": .string(state.rawValue),
      "created_at": .integer(createdAt),
    ]
  }
}
