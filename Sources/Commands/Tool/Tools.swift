import CommandLanguage
import FineTuning
import JSON
import Presentation
import Quantities
import Workspaces

extension Command {
  package static let use = Command(
    "use", .session, "choose the dataset that #12 and verbs without a dataset mean",
    usage: ["use NAME"], examples: [Sample("use marv", "show #7 then means marv#7")],
    operands: [.dataset]
  ) { invocation, session in
    try invocation.expectArguments(atMost: 1)
    let argument = try invocation.argument(0, "a dataset:  use marv")
    let dataset = try session.dataset(named: argument.text, at: argument.span)
    session.currentDataset = dataset.name
    return Outcome(dataset.json, [.line("using \(dataset.name, .accent)")])
  }

  package static let history = Command(
    "history", .session, "list the cells of this workspace, oldest first",
    usage: ["history [head N]"],
    examples: [Sample("history", "what was typed, and what came of it")],
    traits: VerbTraits(replay: .omitted, isReading: true)
  ) { invocation, session in
    try invocation.expectArguments(atMost: 0)
    var limit = 50
    for case .head(let argument) in invocation.statement.clauses {
      limit = argument.number?.integer ?? limit
    }
    let cells = try session.workspace.cells(limit: limit)
    let rows = cells.map { cell -> [StyledText] in
      let ended = cell.exitCode.map { $0 == 0 ? "" : "failed" } ?? "running"
      return [
        StyledText("\(cell.number)", .accent), StyledText(cell.source), StyledText(ended, .caution),
        StyledText(cell.duration.map { NumberFormat.duration($0) } ?? "", .dim),
      ]
    }
    let table = Table(
      [
        .init("cell", alignment: .trailing), .init("line", minimumWidth: 20), .init(""),
        .init("took", alignment: .trailing, priority: 1),
      ], rows: rows, showsTitles: false)
    return Outcome(
      .array(
        cells.map {
          [
            "cell": .integer($0.number), "line": .string($0.source),
            "exit_code": $0.exitCode.map(JSONValue.integer) ?? .null,
          ]
        }), [.table(table)])
  }

  package static let paths = Command(
    "paths", .tool, "say where ft keeps things", usage: ["paths"],
    examples: [Sample("paths", "the workspace's file and its folder")],
    traits: VerbTraits(replay: .omitted, isReading: true)
  ) { invocation, session in
    try invocation.expectArguments(atMost: 0)
    let workspace = session.workspace.path
    return Outcome(
      ["workspace": .string(workspace), "sandbox": .string(workspace + ".sandbox")],
      [
        .fields([
          Field("workspace", StyledText(workspace)),
          Field("sandbox", StyledText(workspace + ".sandbox")),
        ])
      ])
  }

  package static let quit = Command(
    "quit", aliases: ["q", "exit"], .tool, "leave; everything is kept", usage: ["quit"],
    examples: [Sample("quit", "Ctrl-D does the same")],
    traits: VerbTraits(replay: .omitted, endsSession: true)
  ) { invocation, session in
    try invocation.expectArguments(atMost: 0)
    let running = try session.workspace.jobs().filter { $0.job?.status.isTerminal == false }
    let lines = running.map { record -> Block in
      let future = record.provider == "sandbox" ? "goes on when ft runs again" : "goes on"
      return .line("\("@\(record.name)", .accent) \(future):  ft tail @\(record.name)")
    }
    return Outcome(.null, lines)
  }
}
