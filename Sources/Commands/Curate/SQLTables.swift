import Datasets
import FineTuning
import JSON
import Queries
import Workspaces

/// The tables that `sql` reads; `help sql` lists them with their columns.
enum SQLTables {
  /// All tables over the datasets of a session, as they are now.
  static func all(in session: Session) throws -> [any QueryTable] {
    // What is kept for the last test is not read by the way.
    let datasets = try session.workspace.datasets().filter { !$0.isLocked }
    return [
      ExampleTable(
        name: "example", columns: exampleColumns(session, datasets), session: session,
        datasets: datasets),
      PartTable<MessagePart>(
        name: "message", columns: messageColumns, parts: MessagePart.all, session: session,
        datasets: datasets, needsText: true),
      PartTable<String>(
        name: "tag", columns: tagColumns, parts: { $0.entry?.facts.tags ?? [] }, session: session,
        datasets: datasets, needsText: false),
      ListTable(
        name: "finding", columns: findingColumns, hasDataset: true,
        rows: { try findings(session, datasets, of: $0) }),
      ListTable(
        name: "revision", columns: revisionColumns, hasDataset: true,
        rows: { try revisions(session, datasets, of: $0) }),
      ListTable(
        name: "job", columns: jobColumns, hasDataset: false, rows: { _ in try jobs(session) }),
      ListTable(
        name: "event", columns: eventColumns, hasDataset: false, rows: { _ in try events(session) }),
    ]
  }

  /// What stands in help of each table.
  static let topics: [VerbDeclaration.Topic] = [
    topic("example", "an example of an unlocked dataset, in its current revision", exampleNames),
    topic("message", "a message of an example", messageColumns.map(\.column)),
    topic("tag", "a tag of an example", tagColumns.map(\.column)),
    topic("finding", "what check finds, at most 1,000 of each rule", findingColumns),
    topic("revision", "a revision of a dataset that led to the current one", revisionColumns),
    topic("job", "a job", jobColumns),
    topic("event", "a line of a job's log", eventColumns),
  ]

  private static func topic(
    _ name: String, _ summary: String, _ columns: [QueryColumn]
  ) -> VerbDeclaration.Topic {
    VerbDeclaration.Topic(
      name, summary, columns.map { VerbDeclaration.Sample($0.name, $0.meaning) })
  }

  // MARK: Examples

  typealias ExampleColumn = (
    column: QueryColumn, value: @Sendable (ExampleWalk) throws -> QueryValue
  )

  private static let dataset = QueryColumn("dataset", "TEXT", "its name")
  private static let number = QueryColumn("number", "INTEGER", "as in marv#7")
  private static let tokens = QueryColumn("tokens", "INTEGER", "as where tokens counts them")

  private static let exampleNames: [QueryColumn] =
    [dataset, number, tokens] + otherColumns.map(\.column)

  private static func exampleColumns(
    _ session: Session, _ datasets: [Dataset]
  ) -> [ExampleColumn] {
    var tokens = tokens
    tokens.needsText = !datasets.allSatisfy { session.tokens.trustsStoredCounts(of: $0) }
    let own: [ExampleColumn] = [
      (dataset, { .text($0.dataset?.name ?? "") }),
      (number, { .integer($0.entry?.number ?? 0) }),
      (
        tokens,
        { walk in
          guard let dataset = walk.dataset, let stored = walk.stored else { return .null }
          return .integer(session.tokens.tokens(of: stored, in: dataset).count)
        }
      ),
    ]
    return own + otherColumns
  }

  private static let otherColumns: [ExampleColumn] = [
    (.init("line", "INTEGER", "of the file it came from"), { .init($0.entry?.facts.line) }),
    (.init("source", "TEXT", "that file"), { .init($0.entry?.facts.source) }),
    (.init("note", "TEXT", "what was noted"), { .init($0.entry?.facts.note) }),
    (
      .init("tags", "TEXT", "separated by spaces"),
      { .text($0.entry?.facts.tags.joined(separator: " ") ?? "") }
    ),
    (
      .init("kind", "TEXT", "chat, preference or completion", needsText: true),
      { .text($0.example.map { $0.kind.rawValue } ?? "") }
    ),
    (
      .init("turns", "INTEGER", "how many messages", needsText: true),
      { .integer($0.example.map { MessagePart.count(of: $0) } ?? 0) }
    ),
    (
      .init("system", "TEXT", "what the last system message says", needsText: true),
      { .init($0.example?.text(of: .last(.system))) }
    ),
    (
      .init("user", "TEXT", "what the last user message says", needsText: true),
      { .init($0.example.flatMap { $0.text(of: .last(.user)) ?? $0.prompt }) }
    ),
    (
      .init("assistant", "TEXT", "what the last answer says", needsText: true),
      { .init($0.example.flatMap { $0.text(of: .last(.assistant)) ?? $0.completion }) }
    ),
    (
      .init("json", "TEXT", "the whole example, for json_extract", needsText: true),
      { walk in walk.bytes.map(QueryValue.utf8) ?? .null }
    ),
  ]

  // MARK: Parts of examples

  private static let messageColumns: [PartTable<MessagePart>.Column] = [
    (dataset, { walk, _, _ in .text(walk.dataset?.name ?? "") }),
    (number, { walk, _, _ in .integer(walk.entry?.number ?? 0) }),
    (.init("position", "INTEGER", "counted from 0"), { _, _, position in .integer(position) }),
    (.init("role", "TEXT", "as it is written"), { walk, part, _ in .text(part.role(in: walk)) }),
    (
      .init("part", "TEXT", "messages; of a preference input, preferred, rejected"),
      { _, part, _ in .text(part.place) }
    ),
    (.init("name", "TEXT", "of the speaker"), { walk, part, _ in .init(part.name(in: walk)) }),
    (.init("text", "TEXT", "what it says"), { walk, part, _ in .init(part.text(in: walk)) }),
    (.init("weight", "REAL", "0 is not trained"), { walk, part, _ in part.weight(in: walk) }),
  ]

  private static let tagColumns: [PartTable<String>.Column] = [
    (dataset, { walk, _, _ in .text(walk.dataset?.name ?? "") }),
    (number, { walk, _, _ in .integer(walk.entry?.number ?? 0) }),
    (.init("tag", "TEXT", "the word"), { _, tag, _ in .text(tag) }),
  ]

  // MARK: Lists

  private static let findingColumns: [QueryColumn] = [
    dataset, .init("number", "INTEGER", "of the example; null for the whole dataset"),
    .init("rule", "TEXT", "such as D08, or your own rule's name"),
    .init("severity", "TEXT", "error, warning or note"), .init("field", "TEXT", "where in it"),
    .init("detail", "TEXT", "what was found"),
  ]

  private static func findings(
    _ session: Session, _ datasets: [Dataset], of name: String?
  ) throws -> [[QueryValue]] {
    try datasets.filter { name == nil || $0.name == name }.flatMap { dataset in
      try session.checks.judged(dataset, revision: nil).findings.map { finding in
        [
          .text(dataset.name), .init(finding.example), .text(finding.rule),
          .text("\(finding.severity)"), .text(finding.field), .text(finding.detail),
        ]
      }
    }
  }

  private static let revisionColumns: [QueryColumn] = [
    dataset, .init("number", "INTEGER", "as in marv@r3"), .init("parent", "INTEGER", "made from"),
    .init("created_at", "INTEGER", "seconds since 1970"), .init("verb", "TEXT", "that made it"),
    .init("change", "TEXT", "what changed"), .init("examples", "INTEGER", "how many it has"),
    .init("tokens", "INTEGER", "of all of them"),
  ]

  private static func revisions(
    _ session: Session, _ datasets: [Dataset], of name: String?
  ) throws -> [[QueryValue]] {
    try datasets.filter { name == nil || $0.name == name }.flatMap { dataset in
      try session.workspace.timeline(of: dataset).map { step in
        let revision = step.revision
        return [
          .text(dataset.name), .integer(revision.number), .init(revision.parent),
          .integer(revision.createdAt), .text(step.operation.kind), .text(step.operation.summary),
          .integer(revision.exampleCount), .init(revision.tokens),
        ]
      }
    }
  }

  private static let jobColumns: [QueryColumn] = [
    .init("name", "TEXT", "as in @demo"), .init("provider", "TEXT", "where it trains"),
    .init("status", "TEXT", "such as running; null without an answer"),
    .init("model", "TEXT", "that it tunes"), .init("tuned_model", "TEXT", "that it made"),
    .init("dataset", "TEXT", "that it learns from"), .init("revision", "INTEGER", "of it"),
    .init("created_at", "INTEGER", "seconds since 1970"),
    .init("finished_at", "INTEGER", "the same"),
    .init("trained_tokens", "INTEGER", "as the service counts"),
    .init("sha256", "TEXT", "of the file"),
  ]

  private static func jobs(_ session: Session) throws -> [[QueryValue]] {
    try session.workspace.jobs().map { record in
      let job = record.job
      return [
        .text(record.name), .text(record.provider), .init(job?.status.rawValue), .init(job?.model),
        .init(job?.fineTunedModel), .init(record.training.dataset), .init(record.launch.revision),
        .integer(record.createdAt), .init(job?.finishedAt), .init(job?.trainedTokens),
        .init(record.training.sha256),
      ]
    }
  }

  private static let eventColumns: [QueryColumn] = [
    .init("job", "TEXT", "its name"), .init("position", "INTEGER", "counted from 0"),
    .init("created_at", "INTEGER", "seconds since 1970"),
    .init("level", "TEXT", "info, warn or error"), .init("type", "TEXT", "message or metrics"),
    .init("message", "TEXT", "in the service's words"),
    .init("data", "TEXT", "the metrics, as JSON"),
  ]

  private static func events(_ session: Session) throws -> [[QueryValue]] {
    try session.workspace.jobs().flatMap { record in
      try session.workspace.events(of: record).enumerated().map { position, event in
        [
          .text(record.name), .integer(position), .integer(event.createdAt), .text(event.level),
          .text(event.type), .text(event.message), .text(event.data.text),
        ]
      }
    }
  }
}

extension QueryValue {
  init(_ text: String?) { self = text.map(QueryValue.text) ?? .null }
  init(_ number: Int?) { self = number.map(QueryValue.integer) ?? .null }
}
