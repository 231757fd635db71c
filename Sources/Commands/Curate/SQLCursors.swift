import Datasets
import JSON
import Queries
import Workspaces

/// A way through the examples of some datasets, in order of number, a batch of neighbors at a time.
final class ExampleWalk {
  private let session: Session
  private let datasets: [Dataset]
  private var rest: ArraySlice<Dataset> = []
  private var plans: [Dataset.ID: RevisionBatches] = [:]
  private var batches: RevisionBatches?
  private var batch: ExampleBatch?
  private var batchHasText = false
  private var index = 0
  private var range = QueryRange(group: nil, numbers: 0...0, needsText: false)
  private var parsed: Example?

  /// The dataset of the current example; nil behind the last one.
  private(set) var dataset: Dataset?
  /// The current example; nil behind the last one.
  private(set) var entry: ExampleBatch.Entry?

  init(_ datasets: [Dataset], in session: Session) {
    self.datasets = datasets
    self.session = session
  }

  /// The current example as it is stored.
  var stored: StoredExample? {
    guard let entry, let batch else { return nil }
    return batch.example(entry)
  }

  /// The bytes of the current example.
  var bytes: ArraySlice<UInt8>? {
    guard let entry, let batch else { return nil }
    return batch.bytes[entry.range]
  }

  /// The current example, read once; nil for bytes that are none.
  var example: Example? {
    if let parsed { return parsed }
    parsed = bytes.flatMap { try? Example(Array($0)) }
    return parsed
  }

  func start(_ range: QueryRange) throws {
    self.range = range
    let chosen = datasets.filter { range.group == nil || $0.name == range.group }
    // Looked up from within a join, neighbors come one after the other.
    if chosen.count == 1, chosen[0].id == batchDataset?.id, let batch,
      batchHasText || !range.needsText, let first = batch.entries.first?.number,
      let last = batch.entries.last?.number, first <= range.numbers.lowerBound,
      range.numbers.lowerBound <= last
    {
      dataset = chosen[0]
      rest = []
      try stand(at: batch.index(from: range.numbers.lowerBound))
      return
    }
    rest = chosen[...]
    try nextDataset()
  }

  func advance() throws { try stand(at: index + 1) }

  /// The dataset of the batch that is held.
  private var batchDataset: Dataset?

  private func stand(at place: Int) throws {
    parsed = nil
    index = place
    guard let batch, place < batch.entries.count else { return try nextBatch() }
    let found = batch.entries[place]
    if found.number > range.numbers.upperBound { return try nextDataset() }
    entry = found
  }

  private func nextBatch() throws {
    guard let next = try batches?.next(readsText: range.needsText) else {
      return try nextDataset()
    }
    (batch, batchHasText, batchDataset) = (next, range.needsText, dataset)
    try stand(at: next.index(from: range.numbers.lowerBound))
  }

  private func nextDataset() throws {
    guard let next = rest.popFirst() else {
      (dataset, entry) = (nil, nil)
      return
    }
    var plan =
      try plans[next.id] ?? session.workspace.batches(of: next, revision: next.revision)
    plans[next.id] = plan
    plan.seek(to: range.numbers.lowerBound)
    // The batch that is held is followed by those of its own way.
    (batches, dataset, batch) = (plan, next, nil)
    try nextBatch()
  }
}

extension ExampleBatch {
  /// The place of the first entry with this number or a higher one.
  fileprivate func index(from number: Int) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// The table with a row for each example.
struct ExampleTable: QueryTable {
  let name: String
  let columns: [QueryColumn]
  private let values: [@Sendable (ExampleWalk) throws -> QueryValue]
  private let session: Session
  private let datasets: [Dataset]

  init(
    name: String, columns: [SQLTables.ExampleColumn], session: Session, datasets: [Dataset]
  ) {
    self.name = name
    self.columns = columns.map(\.column)
    values = columns.map(\.value)
    self.session = session
    self.datasets = datasets
  }

  var groupColumn: Int? { 0 }
  var numberColumn: Int? { 1 }
  var orderedColumns: [Int] { [1] }

  func cursor() -> any QueryCursor { Cursor(ExampleWalk(datasets, in: session), values) }

  private final class Cursor: QueryCursor {
    private let walk: ExampleWalk
    private let values: [@Sendable (ExampleWalk) throws -> QueryValue]

    init(_ walk: ExampleWalk, _ values: [@Sendable (ExampleWalk) throws -> QueryValue]) {
      self.walk = walk
      self.values = values
    }

    func start(_ range: QueryRange) throws { try walk.start(range) }
    var isAtEnd: Bool { walk.entry == nil }
    func advance() throws { try walk.advance() }
    func value(_ column: Int) throws -> QueryValue { try values[column](walk) }
  }
}

/// A table with some rows for each example, such as its messages.
struct PartTable<Part: Sendable>: QueryTable {
  typealias Column = (
    column: QueryColumn, value: @Sendable (ExampleWalk, Part, Int) throws -> QueryValue
  )

  let name: String
  let columns: [QueryColumn]
  private let values: [@Sendable (ExampleWalk, Part, Int) throws -> QueryValue]
  private let parts: @Sendable (ExampleWalk) -> [Part]
  private let session: Session
  private let datasets: [Dataset]
  private let needsText: Bool

  init(
    name: String, columns: [Column], parts: @escaping @Sendable (ExampleWalk) -> [Part],
    session: Session, datasets: [Dataset], needsText: Bool
  ) {
    self.name = name
    self.columns = columns.map(\.column)
    values = columns.map(\.value)
    self.parts = parts
    self.session = session
    self.datasets = datasets
    self.needsText = needsText
  }

  var groupColumn: Int? { 0 }
  var numberColumn: Int? { 1 }
  var orderedColumns: [Int] { columns.count > 2 && columns[2].name == "position" ? [1, 2] : [1] }

  func cursor() -> any QueryCursor { Cursor(self, ExampleWalk(datasets, in: session)) }

  private final class Cursor: QueryCursor {
    private let table: PartTable
    private let walk: ExampleWalk
    private var parts: [Part] = []
    private var position = 0

    init(_ table: PartTable, _ walk: ExampleWalk) {
      self.table = table
      self.walk = walk
    }

    func start(_ range: QueryRange) throws {
      var range = range
      range.needsText = table.needsText
      try walk.start(range)
      try settle()
    }

    var isAtEnd: Bool { walk.entry == nil }

    func advance() throws {
      position += 1
      if position < parts.count { return }
      try walk.advance()
      try settle()
    }

    /// Goes on to an example that has a part.
    private func settle() throws {
      position = 0
      parts = []
      while walk.entry != nil {
        parts = table.parts(walk)
        if !parts.isEmpty { return }
        try walk.advance()
      }
    }

    func value(_ column: Int) throws -> QueryValue {
      try table.values[column](walk, parts[position], position)
    }
  }
}

/// A table whose rows are few enough to be held.
struct ListTable: QueryTable {
  let name: String
  let columns: [QueryColumn]
  /// Whether the first column names a dataset.
  let hasDataset: Bool
  /// The rows of a dataset, or all.
  let rows: @Sendable (String?) throws -> [[QueryValue]]

  var groupColumn: Int? { hasDataset ? 0 : nil }
  var numberColumn: Int? { nil }
  var orderedColumns: [Int] { [] }

  func cursor() -> any QueryCursor { Cursor(rows) }

  private final class Cursor: QueryCursor {
    private let load: @Sendable (String?) throws -> [[QueryValue]]
    private var kept: [String?: [[QueryValue]]] = [:]
    private var rows: [[QueryValue]] = []
    private var index = 0

    init(_ load: @escaping @Sendable (String?) throws -> [[QueryValue]]) { self.load = load }

    func start(_ range: QueryRange) throws {
      rows = try kept[range.group] ?? load(range.group)
      kept[range.group] = rows
      index = 0
    }

    var isAtEnd: Bool { index >= rows.count }
    func advance() throws { index += 1 }
    func value(_ column: Int) throws -> QueryValue { rows[index][column] }
  }
}

/// A message of an example, or one of the two texts of a completion.
enum MessagePart: Sendable {
  case message(Message, place: String)
  case text(String, role: String)

  @Sendable static func all(of walk: ExampleWalk) -> [MessagePart] {
    guard let example = walk.example else { return [] }
    switch example.kind {
    case .completion:
      return [
        .text(example.prompt ?? "", role: "prompt"),
        .text(example.completion ?? "", role: "completion"),
      ]
    case .chat: return example.messages.map { .message($0, place: "messages") }
    case .preference:
      return example.messages.map { .message($0, place: "input") }
        + example.preferred.map { .message($0, place: "preferred") }
        + example.rejected.map { .message($0, place: "rejected") }
    }
  }

  /// How many an example has.
  static func count(of example: Example) -> Int {
    example.kind == .completion
      ? 2 : example.messages.count + example.preferred.count + example.rejected.count
  }

  var place: String {
    switch self {
    case .message(_, let place): place
    case .text: "messages"
    }
  }

  func role(in walk: ExampleWalk) -> String {
    switch self {
    case .message(let message, _): walk.example?.role(of: message) ?? ""
    case .text(_, let role): role
    }
  }

  func name(in walk: ExampleWalk) -> String? {
    if case .message(let message, _) = self { walk.example?.name(of: message) } else { nil }
  }

  func text(in walk: ExampleWalk) -> String? {
    switch self {
    case .message(let message, _): walk.example?.text(of: message)
    case .text(let text, _): text
    }
  }

  func weight(in walk: ExampleWalk) -> QueryValue {
    guard case .message(let message, _) = self, let range = message.weight,
      let value = walk.example?.value(in: range)
    else { return .null }
    if let number = value.integer { return .integer(number) }
    return value.double.map(QueryValue.real) ?? .null
  }
}
