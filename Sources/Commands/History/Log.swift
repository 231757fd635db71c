import CommandLanguage
import Datasets
package import JSON
package import Workspaces

/// What `log` is asked.
package struct LogInput: Sendable {
  /// A dataset, or one example of it; nil for the current dataset.
  var argument: Argument?
  var limit: Int
}

/// How a dataset, or one example, came to be as it is; the newest first.
package enum LogResult: VerbResult {
  /// One revision of a dataset.
  package struct Entry: Sendable {
    package var step: RevisionStep
    package var counts: StepCounts
    /// Names that were given to it.
    package var snapshots: [String]
    /// Jobs that were trained on it, without the `@`.
    package var jobs: [String]
  }

  /// One change of an example.
  package struct ExampleEntry: Sendable {
    package var step: ExampleStep
    /// What it changed of what is said; empty for the first state, which is known from elsewhere.
    package var turns: [TurnDifference]
  }

  case dataset(Dataset, [Entry], total: Int)
  case example(String, [ExampleEntry], total: Int)

  package var json: JSONValue {
    switch self {
    case .dataset(_, let entries, _): .array(entries.map(\.json))
    case .example(_, let entries, _): .array(entries.map(\.json))
    }
  }
}

extension LogResult.Entry {
  var json: JSONValue {
    .object(
      [
        JSONMember("revision", .integer(step.revision.number)),
        JSONMember("before", step.before.map(JSONValue.integer) ?? .null),
        JSONMember("parent", step.revision.parent.map(JSONValue.integer) ?? .null),
        JSONMember("count", .integer(step.revision.exampleCount)),
        JSONMember("added", .integer(counts.added)),
        JSONMember("removed", .integer(counts.removed)),
        JSONMember("changed", .integer(counts.changed)),
        JSONMember("marked", .integer(counts.marked)),
      ] + step.members + [
        JSONMember("snapshots", .array(snapshots.map(JSONValue.string))),
        JSONMember("jobs", .array(jobs.map(JSONValue.string))),
      ])
  }
}

extension RevisionStep {
  /// Who did it and when, as members of a value.
  var members: [JSONMember] {
    [
      JSONMember("kind", .string(operation.kind)),
      JSONMember("summary", .string(operation.summary)),
      JSONMember("cell", operation.cell.map(JSONValue.integer) ?? .null),
      JSONMember("command", command.map(JSONValue.string) ?? .null),
      JSONMember("created_at", .integer(operation.createdAt)),
    ]
  }
}

extension ExampleStep {
  /// Whether the example came back with a revision that was restored.
  package var isReturn: Bool { old == nil && step.isJump && step.revision.parent != nil }

  /// What the step did to the example, in a word.
  package var change: String {
    switch (old, new) {
    case (_, nil): "removed"
    case (nil, _): copiedFrom != nil ? "copied" : isReturn ? "restored" : "added"
    case (let old?, let new?): old.bytes == new.bytes ? "marked" : "changed"
    }
  }
}

extension LogResult.ExampleEntry {
  var json: JSONValue {
    var members = [
      JSONMember("dataset", .string(step.dataset.name)),
      JSONMember("number", .integer(step.number)),
      JSONMember("revision", .integer(step.step.revision.number)),
      JSONMember("change", .string(step.change)),
    ]
    members += step.step.members
    members.append(JSONMember("messages", .array(turns.map(\.json))))
    let tags = step.new.map { JSONValue.array($0.facts.tags.map(JSONValue.string)) }
    members.append(JSONMember("tags", tags ?? .null))
    members.append(JSONMember("note", step.new?.facts.note.map(JSONValue.string) ?? .null))
    members.append(JSONMember("line", step.new?.facts.line.map(JSONValue.integer) ?? .null))
    members.append(JSONMember("from", step.copiedFrom.map { .string($0.name) } ?? .null))
    return .object(members)
  }
}

extension ExamplePlace {
  /// `big@r3#12`, as it can be typed.
  package var name: String { "\(dataset.name)@r\(revision)#\(number)" }
}

extension Verb where Input == LogInput, Result == LogResult {
  /// `log`: the revisions of a dataset, or the changes of one example.
  package static var log: Self {
    Self(
      VerbDeclaration(
        "log", .curate, "list the revisions of a dataset, or all that changed one example",
        usage: ["log NAME [head N]", "log NAME#N"],
        examples: [
          .init("log marv", "each revision with the command that made it, newest first"),
          .init("log marv#7", "what became of one example, also before it was copied"),
        ], operands: [.dataset], traits: VerbTraits(replay: .omitted, isReading: true)),
      read: { reader in
        LogInput(argument: reader.optionalArgument(), limit: reader.limit(20))
      },
      perform: { input, session in
        let target = try LogTarget(input.argument, in: session)
        let logging = Logging(session: session, target: target, limit: input.limit)
        return try target.number.map { try logging.example($0) } ?? logging.dataset()
      })
  }
}

/// What a line asks the history of.
private struct LogTarget {
  var dataset: Dataset
  var revision: Int?
  /// nil for the dataset.
  var number: Int?
  var span: Span?

  var name: String {
    dataset.name + (revision.map { "@r\($0)" } ?? "") + (number.map { "#\($0)" } ?? "")
  }

  init(_ argument: Argument?, in session: Session) throws {
    span = argument?.span
    // An example that was dropped is not there to be selected, and has a history all the same.
    if case .examples(let name, let revision, let ranges, let field)? = argument?.reference,
      field.isEmpty, ranges.count == 1, case .number(let number) = ranges[0].first,
      ranges[0].last == .number(number)
    {
      dataset =
        try name.map { try session.selections.dataset(named: $0, at: argument?.span) }
        ?? session.selections.requireCurrentDataset(at: argument?.span)
      // What was changed in an example is shown by its words.
      try session.selections.refuseLocked(dataset, at: argument?.span)
      session.currentDataset = dataset.name
      self.revision = try session.selections.revision(revision, of: dataset, at: argument?.span)
      self.number = number
      return
    }
    let selection = try session.selections.selection(
      SelectionRequest(
        argument: argument, clauses: [], fieldlessVerb: "log", mayBeLocked: true))
    dataset = selection.dataset
    revision = selection.revision
    guard let numbers = selection.numbers else { return }
    guard let first = numbers.first, numbers.count == 1 else {
      throw Failure(
        .wrongReference, "log is about a dataset or one example", at: argument?.span,
        remedy: "log \(selection.name)#\(numbers.first ?? 1)")
    }
    number = first
  }
}

/// One look back.
private struct Logging {
  let session: Session
  let target: LogTarget
  let limit: Int

  func dataset() throws -> LogResult {
    let dataset = target.dataset
    let steps = try session.workspace.timeline(of: dataset, to: target.revision)
    let snapshots = try Dictionary(
      grouping: session.workspace.snapshots(of: dataset), by: \.revision)
    let jobs = try Dictionary(
      grouping: session.workspace.jobs().filter { $0.launch.dataset == dataset.id },
      by: \.launch.revision)
    let entries = try steps.prefix(limit).map { step in
      LogResult.Entry(
        step: step, counts: try session.workspace.counts(of: step, in: dataset),
        snapshots: (snapshots[step.revision.number] ?? []).map(\.name),
        jobs: (jobs[step.revision.number] ?? []).map(\.name))
    }
    return .dataset(dataset, entries, total: steps.count)
  }

  func example(_ number: Int) throws -> LogResult {
    let steps: [ExampleStep]
    do {
      steps = try session.workspace.history(
        ofExample: number, in: target.dataset, revision: target.revision)
    } catch WorkspaceError.noExample {
      throw Failure(
        .noDatasetOrExample, "there never was an example \(target.name)", at: target.span,
        remedy: "numbers go up to \(target.dataset.name)#\(target.dataset.lastNumber)")
    }
    let entries = try steps.prefix(limit).map { step in
      guard let old = step.old, let new = step.new else {
        return LogResult.ExampleEntry(step: step, turns: [])
      }
      return LogResult.ExampleEntry(
        step: step,
        turns: turnDifferences(try Example(old.bytes).turns, try Example(new.bytes).turns))
    }
    return .example(target.name, entries, total: steps.count)
  }
}
