import CommandLanguage
import Datasets
import JSON
import Pricing
import Quantities
import Scripts
import Workspaces

/// The cells of a workspace as a script can repeat them.
///
/// What only a person can do becomes what it led to: an editor's visit becomes `set`, a chat becomes
/// `ask`, a kept answer becomes `add`, and an answered question becomes `--yes`.
struct SavedCells {
  let session: Session
  let parser: Parser
  /// Where the script will be; its paths start there.
  let scriptFolder: String

  /// Verbs that belong to the sitting, not to the work.
  private static let leftOut: Set<String> = [
    "save", "quit", "q", "exit", "history", "help", "?", "explain", "paths", "run",
    "test",
  ]

  /// All cells in order; several for one number where one command becomes several.
  func all() throws -> [Recording.Cell] {
    let operations = Dictionary(
      grouping: try session.workspace.operations(limit: 1_000_000).reversed(),
      by: { $0.cell ?? 0 })
    var dataset: String?
    var cells: [Recording.Cell] = []
    var named: Set<String> = []
    for cell in try session.workspace.cells(limit: 1_000_000) where cell.exitCode != nil {
      let statement = try? parser.statement(cell.source)
      let done = operations[cell.number] ?? []
      let outcome = Self.outcome(of: cell, statement, done)
      for text in try texts(of: cell, statement, done, &named) {
        cells.append(
          Recording.Cell(
            number: cell.number, text: text, outcome: outcome,
            dataset: dataset ?? onlyDataset()))
      }
      if cell.exitCode == 0, let found = used(by: statement, cell) { dataset = found }
    }
    return cells
  }

  private static func outcome(
    of cell: Cell, _ statement: Statement?, _ operations: [Workspaces.Operation]
  ) -> Recording.Outcome {
    if cell.exitCode != 0 {
      return .failed(code: cell.outcome?["error"]?.string ?? FailureKind.unforeseen.code)
    }
    if ["undo", "redo"].contains(statement?.verb?.name) { return .tookBack }
    // Of a chat's cell only the kept answers can be taken back, one by one.
    if statement?.verb?.name == "chat" { return .succeeded }
    return !operations.isEmpty && operations.allSatisfy { $0.state != .done } ? .undone : .succeeded
  }

  /// What stands in the script for one cell; nothing for what belongs to the sitting.
  private func texts(
    of cell: Cell, _ statement: Statement?, _ operations: [Workspaces.Operation],
    _ named: inout Set<String>
  ) throws -> [String] {
    guard let statement else { return [cell.source] }
    let verb = statement.verb?.name ?? "show"
    if Self.leftOut.contains(verb) { return [] }
    if cell.exitCode != 0 { return [cell.source] }
    var texts: [String] = []
    for name in statement.variables where named.insert(name).inserted {
      guard let value = session.variables[name] else { continue }
      texts.append("let \(name) = \(Literal.shortest(value))")
    }
    switch verb {
    case "edit": texts += try edits(of: operations)
    case "chat": texts += try questions(of: cell, statement) + kept(by: operations)
    default: texts.append(try repeated(statement, cell).text)
    }
    return texts
  }

  /// The command with paths from the script's folder, and with the answer that a person gave.
  private func repeated(_ statement: Statement, _ cell: Cell) throws -> Statement {
    var moved = statement
    let places = paths(of: statement)
    if !places.isEmpty {
      moved = try statement.mapped { argument in
        guard places.contains(argument.range), !argument.text.hasPrefix("/"),
          !argument.text.hasPrefix("~")
        else { return argument }
        let path = relativePath(to: session.path(argument.text), from: scriptFolder)
        return Argument(
          argument.isQuoted ? .text(path) : .word(path), text: path, span: argument.span)
      }
    }
    var parts = moved.parts
    let value = cell.outcome
    let changed = value?["changed"]?.integer ?? value?["dropped"]?.integer ?? 0
    if changed > 1, statement.option("yes") == nil {
      parts.append(.option(OptionArgument(name: "yes", value: nil, span: statement.span)))
    }
    // A script runs more than once, and its own export is no surprise.
    if statement.verb?.name == "export", statement.option("force") == nil {
      parts.append(.option(OptionArgument(name: "force", value: nil, span: statement.span)))
    }
    if statement.verb?.name == "launch", statement.option("max-cost") == nil,
      let agreed = try cost(of: cell)
    {
      let argument = Argument(.word(agreed), text: agreed, span: statement.span)
      parts.append(.option(OptionArgument(name: "max-cost", value: argument, span: statement.span)))
    }
    if let name = value?["removed"]?.string, statement.option("confirm") == nil {
      let argument = Argument(.word(name), text: name, span: statement.span)
      parts.append(.option(OptionArgument(name: "confirm", value: argument, span: statement.span)))
    }
    return Statement(
      expectsFailure: moved.expectsFailure, verb: moved.verb, parts: parts, note: moved.note,
      source: moved.source, span: moved.span)
  }

  /// What a launch was allowed to cost, in dollars; nil where nothing was reserved.
  private func cost(of cell: Cell) throws -> String? {
    guard let name = cell.outcome?["name"]?.string,
      let record = try? session.workspace.job(named: name),
      let reservation = record.launch.reservation,
      let spend = try session.workspace.spends().first(where: { $0.id == reservation })
    else { return nil }
    return Money(microdollars: spend.reserved).decimal
  }

  /// Where the command has paths.
  private func paths(of statement: Statement) -> Set<Range<Int>> {
    // Ranges, since spans are equal wherever they are.
    var ranges: Set<Range<Int>> = []
    if statement.verb?.name == "load", let file = statement.arguments.first {
      ranges.insert(file.range)
    }
    for clause in statement.clauses {
      if case .to(let argument) = clause { ranges.insert(argument.range) }
    }
    if let file = statement.option("file")?.value { ranges.insert(file.range) }
    return ranges
  }

  /// The dataset that the command made the current one.
  private func used(by statement: Statement?, _ cell: Cell) -> String? {
    if let name = cell.outcome?["dataset"]?.string {
      return name.split(separator: "@").first.map(String.init)
    }
    switch statement?.arguments.first?.value {
    case .reference(.examples(let name?, _, _, _)): return name
    case .reference(.dataset(let name, _, _)): return name
    case .word(let name): return (try? session.workspace.dataset(named: name))?.name
    default: return nil
    }
  }

  private func onlyDataset() -> String? {
    let all = (try? session.workspace.datasets()) ?? []
    return all.count == 1 ? all[0].name : nil
  }
}

/// The path of a file as seen from a folder; both are absolute.
func relativePath(to path: String, from folder: String) -> String {
  func parts(_ text: String) -> [Substring] {
    var parts: [Substring] = []
    for part in text.split(separator: "/") where part != "." {
      if part == "..", !parts.isEmpty { parts.removeLast() } else { parts.append(part) }
    }
    return parts
  }
  let (file, base) = (parts(path), parts(folder))
  let shared = zip(file, base).prefix { $0 == $1 }.count
  return (base.dropFirst(shared).map { _ in ".." } + file.dropFirst(shared))
    .joined(separator: "/")
}
