import CommandLanguage
import Datasets
import Files
import FineTuning
import JSON
import Quantities
import Scripts
import Workspaces

/// The cells of a workspace as a script can repeat them.
///
/// What only a person can do becomes what it led to: an editor's visit becomes `set`, a kept answer
/// becomes `add`, and an answered question becomes `--yes`. Which of these a
/// verb needs is in its traits, and what came of a line in the cell's facts.
struct SessionScript {
  let session: Session
  let catalog: VerbCatalog
  /// Where the script will be; its paths start there.
  let scriptFolder: String
  /// Whether what failed and what was taken back is left out.
  let isClean: Bool
  /// The texts of files from elsewhere that the script brings along, by the names they have there.
  private(set) var attachments: [String: String] = [:]
  /// Lines that read what is another file by now, or would do something else, each with a sentence.
  private(set) var remarks: [SaveResult.Dropped] = []
  /// The provider that the script's lines mean so far; nil for the one in this program.
  private var provider: String?
  /// Whether a line says what the script may spend.
  private var hasBudget = false
  /// The names of files that lines of the session name from the script's folder.
  private var ownFiles: Set<String> = []
  /// Files that a line of the script writes, as they were typed.
  private var written: Set<String> = []

  init(session: Session, catalog: VerbCatalog, scriptFolder: String, isClean: Bool) {
    self.session = session
    self.catalog = catalog
    self.scriptFolder = scriptFolder
    self.isClean = isClean
  }

  /// All cells in order; several for one number where one command becomes several.
  mutating func all() throws -> [Recording.Cell] {
    let parser = Parser(options: catalog)
    let all = try session.workspace.operations(limit: 1_000_000).reversed()
    let operations = Dictionary(grouping: all, by: { $0.cell ?? 0 })
    let past = try session.workspace.cells(limit: 1_000_000).filter { $0.exitCode != nil }.map {
      cell in
      let statement = try? parser.statement(cell.source)
      return (cell: cell, statement: statement, verb: statement.flatMap(declaration))
    }
    let steps = past.filter { $0.verb?.traits.replay == .takesBack }
      .map { ($0.cell.number, $0.cell.steppedOperations) }
    var changes = try PassingChanges(
      Array(all), steps: Dictionary(uniqueKeysWithValues: steps), in: session.workspace)
    // In the session, and in the script so far.
    var (dataset, scriptDataset): (String?, String?)
    var cells: [Recording.Cell] = []
    var named: Set<String> = []
    for case (_, let statement?, let verb?) in past {
      for argument in statement.arguments
      where paths(of: statement, verb).contains(argument.range) {
        if let path = portablePath(argument.text) { ownFiles.insert(path) }
      }
    }
    for (cell, statement, verb) in past {
      let done = operations[cell.number] ?? []
      let names = try names(in: statement, verb, cell, operations, dataset: dataset)
      var outcome = Self.outcome(of: cell, verb, done)
      if isClean, done.isEmpty, !names.needed.isDisjoint(with: changes.strange(before: cell)) {
        outcome = outcome == .succeeded ? .undone : outcome
      }
      let isWritten = !isClean || outcome == .succeeded
      var texts = try texts(of: cell, statement, verb, done, isWritten: isWritten, &named)
      if isWritten, names.meansCurrent, let dataset, dataset != scriptDataset, !texts.own.isEmpty {
        texts.above.append("use \(dataset)")
        scriptDataset = dataset
      }
      cells += texts.above.map { text in
        let verb = (try? parser.statement(text)).flatMap { $0 }.flatMap(declaration)
        return Recording.Cell(
          number: cell.number, text: text, companion: verb?.traits.companion)
      }
      cells += texts.own.map { text in
        Recording.Cell(
          number: cell.number, text: text, outcome: outcome, dataset: dataset ?? onlyDataset(),
          needed: names.needed, made: names.made, companion: verb?.traits.companion)
      }
      changes.pass(cell, done)
      if isWritten, cell.exitCode == 0, let statement, let verb, verb.traits.writesFile {
        for argument in statement.arguments + statement.clauses.compactMap(\.target)
        where paths(of: statement, verb).contains(argument.range) { written.insert(argument.text) }
      }
      if cell.exitCode == 0, let found = used(by: statement, cell) {
        dataset = found
        if isWritten, !texts.own.isEmpty { scriptDataset = found }
      }
    }
    return cells
  }

  /// The verb of a line; a bare reference is shown.
  private func declaration(of statement: Statement) -> VerbDeclaration? {
    catalog.declaration(named: statement.verb?.name ?? "show")
  }

  private static func outcome(
    of cell: Cell, _ verb: VerbDeclaration?, _ operations: [Workspaces.Operation]
  ) -> Recording.Outcome {
    if cell.exitCode != 0 {
      return .failed(code: cell.failure ?? FailureKind.unforeseen.code)
    }
    switch verb?.traits.replay {
    case .takesBack: return .tookBack
    case .byEffect where tookBack(cell, operations): return .tookBack
    // Of a chat's cell only the kept answers can be taken back, one by one.
    case .asQuestions: return .succeeded
    default:
      return !operations.isEmpty && operations.allSatisfy { $0.state != .done }
        ? .undone : .succeeded
    }
  }

  /// Whether a line took back what one before it did: it changed examples, and did nothing new.
  private static func tookBack(_ cell: Cell, _ operations: [Workspaces.Operation]) -> Bool {
    operations.isEmpty && cell.replayFacts.changedCount > 0
  }

  /// What stands in the script for one cell, with the lines that must stand above it; nothing for
  /// what belongs to the session.
  private mutating func texts(
    of cell: Cell, _ statement: Statement?, _ verb: VerbDeclaration?,
    _ operations: [Workspaces.Operation], isWritten: Bool, _ named: inout Set<String>
  ) throws -> (above: [String], own: [String]) {
    guard let statement else { return ([], [cell.source]) }
    let replay = verb?.traits.replay ?? .asTyped
    if replay == .omitted { return ([], []) }
    // What stands above a line that is left out would be missing above the next one.
    guard isWritten else { return ([], [cell.source]) }
    if let reason = Self.reasonToLeaveOut(cell) {
      remarks.append(SaveResult.Dropped(cell: cell.number, reason: reason))
      return ([], [])
    }
    if verb?.traits.companion == .all, let name = statement.arguments.first {
      named.insert(name.text)
    }
    // What fails without a person fails in another way than it did with one.
    if cell.exitCode != 0 { return ([], replay == .byEffect ? [] : [cell.source]) }
    var above: [String] = []
    for name in statement.variables where named.insert(name).inserted {
      guard let value = session.variables[name] else { continue }
      above.append("let \(name) = \(Literal.shortest(value))")
    }
    switch replay {
    case .byEffect where Self.tookBack(cell, operations): return (above, ["undo"])
    case .byEffect: return (above, try edits(of: operations))
    case .asQuestions:
      above += try settings(for: cell.replayFacts, statement)
      return (above, try conversation(of: cell, statement) + kept(by: operations))
    default:
      above += try settings(for: cell.replayFacts, statement)
      above += changedFiles(of: cell).map { "# \($0)" }
      return (above, [try repeated(statement, verb, cell.replayFacts).text])
    }
  }

  /// Why a line would do something else where nobody is asked, and nobody leaves.
  private static func reasonToLeaveOut(_ cell: Cell) -> String? {
    if cell.failure == FailureKind.declined.code { return "left out, since it was declined" }
    return cell.replayFacts.isUnfinished ? "left out, since it was left before its end" : nil
  }

  /// The command with paths from the script's folder, and with the answer that a person gave.
  private mutating func repeated(
    _ statement: Statement, _ verb: VerbDeclaration?, _ facts: ReplayFacts
  ) throws -> Statement {
    guard let verb else { return statement }
    var moved = statement
    let places = paths(of: statement, verb)
    if !places.isEmpty {
      var brought: [String: String] = [:]
      for argument in statement.arguments where places.contains(argument.range) {
        guard !verb.traits.writesFile, let name = attach(argument.text) else { continue }
        brought[argument.text] = name
      }
      moved = try statement.mapped { argument in
        guard places.contains(argument.range),
          let path = brought[argument.text] ?? portablePath(argument.text)
        else { return argument }
        return Argument(
          argument.isQuoted ? .text(path) : .word(path), text: path, span: argument.span)
      }
    }
    var parts = moved.parts
    func add(_ option: String, _ text: String? = nil) {
      guard verb.options.contains(where: { $0.name == option }), statement.option(option) == nil
      else { return }
      let value = text.map { Argument(.word($0), text: $0, span: statement.span) }
      parts.append(.option(OptionArgument(name: option, value: value, span: statement.span)))
    }
    if facts.changedCount > 1 { add("yes") }
    // A script runs more than once, and its own export is no surprise.
    if verb.traits.writesFile, !places.isEmpty { add("force") }
    if let agreed = try facts.job.flatMap(cost) { add("max-cost", agreed) }
    // Without one the service would draw another seed, and train another model.
    if let job = facts.job.flatMap({ try? session.workspace.job(named: $0) })?.job {
      add("seed", String(job.seed))
    }
    if let name = facts.removedDataset { add("confirm", name) }
    return Statement(
      expectsFailure: moved.expectsFailure, verb: moved.verb, parts: parts, note: moved.note,
      source: moved.source, span: moved.span)
  }

  /// A path as the script has it: from its folder, also where it was typed from the root, as long as
  /// it leads nowhere else; nil where it means nothing elsewhere.
  private func portablePath(_ typed: String) -> String? {
    guard typed.hasPrefix("/") || typed.hasPrefix("~") else {
      return relativePath(to: session.path(typed), from: scriptFolder)
    }
    guard typed.hasPrefix("/"), !scriptFolder.isEmpty else { return nil }
    let path = relativePath(to: typed, from: scriptFolder)
    return path.hasPrefix("..") ? nil : path
  }

  /// Says of each file that a line read whether it is another one by now, and notes it.
  private mutating func changedFiles(of cell: Cell) -> [String] {
    let sentences = cell.replayFacts.files.compactMap { file -> String? in
      if written.contains(file.path) { return nil }
      let path = Literal.word(file.path)
      guard let status = FileStatus(ofFileAt: session.path(file.path)) else {
        return "\(path) is gone, and this line reads it"
      }
      if status.size == file.size, status.modifiedAt == file.modifiedAt { return nil }
      return "\(path) was written again after this line had read it"
    }
    remarks += sentences.map { SaveResult.Dropped(cell: cell.number, reason: $0) }
    return sentences
  }

  /// The most that a script brings along of a file, in bytes.
  private static let attachmentLimit = 65_536

  /// Takes a small file from elsewhere into the script, and returns its name there.
  private mutating func attach(_ typed: String) -> String? {
    guard typed.hasPrefix("/"), portablePath(typed) == nil,
      let status = FileStatus(ofFileAt: typed), status.kind == .file,
      status.size <= Self.attachmentLimit,
      let bytes = try? LocalFile.contents(of: typed),
      let text = String(validating: bytes, as: UTF8.self), text.hasSuffix("\n"),
      !text.utf8.contains(13), !text.split(separator: "\n").contains(where: { $0.hasPrefix("--") })
    else { return nil }
    let file = typed.split(separator: "/").last.map(String.init) ?? "data.jsonl"
    guard file.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
    var name = file
    var count = 1
    // What lies beside the script, or is named so in it, is another file.
    while attachments[name].map({ $0 != text })
      ?? (ownFiles.contains(name) || LocalFile.exists(scriptFolder + "/" + name))
    {
      count += 1
      name = "\(count)-\(file)"
    }
    attachments[name] = text
    return name
  }

  /// Lines that must stand above a line: the provider that it meant, and what it may spend.
  private mutating func settings(
    for facts: ReplayFacts, _ statement: Statement
  ) throws -> [String] {
    if statement.verb?.name == "provider", statement.arguments.first?.text == "use" {
      provider = statement.arguments.dropFirst().first?.text
    }
    if statement.verb?.name == "budget", !statement.arguments.isEmpty { hasBudget = true }
    var lines: [String] = []
    let record = facts.job.flatMap { try? session.workspace.job(named: $0) }
    let chat = try facts.chat.map { try session.workspace.chat($0.id) }
    if let used = record?.provider ?? chat?.provider, statement.option("provider") == nil,
      used != provider, used != (try session.providers.local)?.name
    {
      provider = used
      lines.append("provider use \(used)")
    }
    if !hasBudget, let name = facts.job, try cost(ofJob: name) != nil {
      hasBudget = true
      lines.append("budget \(try wholeCost.roundedUp.decimal)")
    }
    return lines
  }

  /// What all launches of the workspace were allowed to cost.
  private var wholeCost: Money {
    get throws {
      let costs = try session.workspace.jobs().compactMap { try cost(ofJob: $0.name) }
      return costs.compactMap { Money($0) }.reduce(.zero, +)
    }
  }

  /// What a launch was allowed to cost, in dollars; nil where nothing was reserved.
  private func cost(ofJob name: String) throws -> String? {
    guard let record = try? session.workspace.job(named: name),
      let reservation = record.launch.reservation,
      let spend = try session.workspace.spends().first(where: { $0.id == reservation })
    else { return nil }
    return Money(microdollars: spend.reserved).decimal
  }

  /// Where the command has paths.
  private func paths(of statement: Statement, _ verb: VerbDeclaration) -> Set<Range<Int>> {
    // Ranges, since spans are equal wherever they are.
    var ranges = Set(verb.paths(of: statement).map(\.range))
    ranges.formUnion(statement.clauses.compactMap(\.target).map(\.range))
    return ranges
  }

  /// The dataset that the command made the current one.
  private func used(by statement: Statement?, _ cell: Cell) -> String? {
    if let name = cell.replayFacts.dataset { return name }
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

extension Clause {
  /// The file behind `to`.
  fileprivate var target: Argument? {
    if case .to(let argument) = self { argument } else { nil }
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
