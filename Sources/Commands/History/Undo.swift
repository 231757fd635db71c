import CommandLanguage
import JSON
import Presentation
import Workspaces

extension Command {
  package static let undo = Command(
    "undo", .session, "take back the last change of the data", usage: ["undo"],
    options: [Option("steps", "N", "how many changes, 1 unless said")],
    examples: [Sample("undo", "the last change is taken back, also after a restart")],
    traits: VerbTraits(replay: .takesBack)
  ) { invocation, session in
    try invocation.expectArguments(atMost: 0)
    let count = try invocation.integer("steps", in: 1...10_000) ?? 1
    return try session.step(count, "undid", "redo to restore") { try $0.undo() }
  }

  package static let redo = Command(
    "redo", .session, "do again what undo took back", usage: ["redo"],
    options: [Option("steps", "N", "how many changes, 1 unless said")],
    examples: [Sample("redo", "what undo took back is there again")],
    traits: VerbTraits(replay: .takesBack)
  ) { invocation, session in
    try invocation.expectArguments(atMost: 0)
    let count = try invocation.integer("steps", in: 1...10_000) ?? 1
    return try session.step(count, "redid", "undo to take it back") { try $0.redo() }
  }

  package static let ops = Command(
    "ops", .session, "list the changes of the data, newest first", usage: ["ops [head N]"],
    examples: [Sample("ops head 5", "the last five changes")], isReading: true
  ) { invocation, session in
    try invocation.expectArguments(atMost: 0)
    var limit = 20
    for case .head(let argument) in invocation.statement.clauses {
      limit = argument.number?.integer ?? limit
    }
    let operations = try session.workspace.operations(limit: limit)
    return Outcome(.array(operations.map(\.json)), [.table(table(of: operations))])
  }

  private static func table(of operations: [Workspaces.Operation]) -> Table {
    Table(
      [
        .init("op", alignment: .trailing), .init("state"), .init("verb"),
        .init("change", minimumWidth: 20),
      ],
      rows: operations.map { operation in
        let style: Style = operation.state == .done ? .plain : .dim
        return [
          StyledText("\(operation.id)"), StyledText(operation.state.rawValue, style),
          StyledText(operation.kind, style), StyledText(operation.summary, style),
        ]
      })
  }
}

extension Session {
  fileprivate func step(
    _ count: Int, _ verb: String, _ remedy: String,
    _ body: (Workspace) throws -> Workspaces.Operation
  ) throws -> Outcome {
    var lines: [Block] = []
    var values: [JSONValue] = []
    for index in 0..<count {
      do {
        let operation = try body(workspace)
        let place = operation.cell.map { "cell \($0) " } ?? ""
        lines.append(
          .line("\(verb) \(place)\(operation.kind): \(operation.summary)  \(remedy, .dim)"))
        values.append(operation.json)
      } catch let error as WorkspaceError where index > 0 {
        lines.append(.note(StyledText(error.description)))
        break
      }
    }
    return Outcome(count == 1 ? values[0] : .array(values), lines)
  }
}

extension Workspaces.Operation {
  var json: JSONValue {
    [
      "id": .integer(Int(id)), "kind": .string(kind), "summary": .string(summary),
      "cell": cell.map(JSONValue.integer) ?? .null, "state": .string(state.rawValue),
      "created_at": .integer(createdAt),
    ]
  }
}
