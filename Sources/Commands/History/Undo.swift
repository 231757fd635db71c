import CommandLanguage
package import JSON
package import Workspaces

/// How far `undo` or `redo` goes.
package struct StepInput: Sendable {
  var count: Int
}

/// Operations that were taken back, or done again.
package struct StepResult: VerbResult {
  /// Which way the data went.
  package enum Direction: Sendable, Hashable {
    case back
    case forth
  }

  package var direction: Direction
  /// How many were asked for; the value is a list for more than one.
  package var askedCount: Int
  /// In the order of the steps, at least one.
  package var operations: [Workspaces.Operation] = []
  /// Those of them that another session did while this one had begun.
  package var othersOperations: Set<Workspaces.Operation.ID> = []
  /// Why there were fewer than asked for.
  package var end: WorkspaceError?

  package var json: JSONValue {
    let values = operations.map(\.json)
    return askedCount == 1 ? values.first ?? .null : .array(values)
  }
}

extension Verb where Input == StepInput, Result == StepResult {
  /// `undo`: the last change of the data is taken back.
  package static var undo: Self {
    step(
      "undo", "take back the last change of the data",
      .init("undo", "the last change is taken back, also after a restart"), .back
    ) { try $0.undo() }
  }

  /// `redo`: what `undo` took back is done again.
  package static var redo: Self {
    step(
      "redo", "do again what undo took back",
      .init("redo", "what undo took back is there again"), .forth
    ) { try $0.redo() }
  }

  private static func step(
    _ name: String, _ summary: String, _ example: VerbDeclaration.Sample,
    _ direction: StepResult.Direction,
    _ step: @escaping @Sendable (Workspace) throws -> Workspaces.Operation
  ) -> Self {
    Self(
      VerbDeclaration(
        name, .session, summary, usage: [name],
        options: [.init("steps", "N", "how many changes, 1 unless said")],
        examples: [example], traits: VerbTraits(replay: .takesBack)),
      read: { reader throws(Failure) in
        StepInput(count: try reader.integer("steps", in: 1...10_000) ?? 1)
      },
      perform: { input, session in
        var result = StepResult(direction: direction, askedCount: input.count)
        while result.operations.count < input.count, result.end == nil {
          do {
            let operation = try step(session.workspace)
            result.operations.append(operation)
            if session.cells.isOfAnother(operation) {
              result.othersOperations.insert(operation.id)
            }
          } catch let error as WorkspaceError where !result.operations.isEmpty {
            result.end = error
          }
        }
        try session.leaveDatasetThatIsGone()
        return result
      })
  }
}

extension Session {
  /// A dataset that an undone line had made is in use no more; the only one that is left is.
  fileprivate func leaveDatasetThatIsGone() throws {
    let all = try workspace.datasets()
    guard let name = currentDataset, !all.contains(where: { $0.name == name }) else { return }
    currentDataset = all.count == 1 ? all[0].name : nil
  }
}
