import GRDB

/// The examples that a new revision changes, gathered before they are written.
struct RevisionEdit {
  fileprivate struct State {
    /// What callers know the state by; see ``ExampleFacts/version``.
    var seen: Int64 = 0
    /// The row of `version` that this one comes after.
    var previous: Int64?
    var isKnown: Bool
    var content: Int64?
    var newContent: ExampleChange.Content?
    var isDropped: Bool
    var tags: String
    var note: String?
    var tokens: Int?
    var trainedTokens: Int?
  }

  private let dataset: Dataset
  private let lineage: Lineage
  private let segments: [SegmentPlace]
  var totals: RevisionTotals
  private var states: [Int: State] = [:]
  private var order: [Int] = []
  private(set) var added: [Int] = []
  /// The highest number that is changed, so that states are looked up no further ahead.
  var lastChanged = 0
  /// The versions of a stretch of numbers, since changes mostly come in order of number.
  private var window: (numbers: ClosedRange<Int>, versions: [Int: VersionRow])?
  /// The segment looked at last, and what was made of its examples.
  private var open: OpenSegment?

  private struct OpenSegment {
    let place: SegmentPlace
    let entries: [SegmentEntry]
    let lines: [Int: EditedLines.Line]
  }

  init(of dataset: Dataset, in database: Database) throws {
    self.dataset = dataset
    lineage = try Lineage(of: dataset, at: nil, in: database)
    segments = try lineage.segments(in: database)
    totals = try RevisionTotals(of: dataset, in: database)
  }

  mutating func apply(_ change: ExampleChange, in database: Database) throws {
    if case .add(let content, let tags, let note) = change.action {
      totals.lastNumber += 1
      totals.add(content.tokens, content.trainedTokens)
      order.append(totals.lastNumber)
      added.append(totals.lastNumber)
      states[totals.lastNumber] = State(
        isKnown: true, newContent: content, isDropped: false, tags: tags.joined(separator: " "),
        note: note, tokens: content.tokens, trainedTokens: content.trainedTokens)
      return
    }
    guard let number = change.number else {
      preconditionFailure("only an added example has no number")
    }
    var state = try state(of: number, in: database)
    if let seen = change.seenVersion, seen != state.seen {
      throw WorkspaceError.changedMeanwhile(dataset: dataset.name, number: number)
    }
    try apply(change.action, to: &state, number: number)
    if states.updateValue(state, forKey: number) == nil { order.append(number) }
  }

  private mutating func apply(
    _ action: ExampleChange.Action, to state: inout State, number: Int
  ) throws {
    guard state.isKnown else {
      throw WorkspaceError.noExample(dataset: dataset.name, number)
    }
    if case .restore = action {
      if state.isDropped { totals.add(state.tokens, state.trainedTokens) }
      state.isDropped = false
      return
    }
    guard !state.isDropped else {
      throw WorkspaceError.alreadyDropped(dataset: dataset.name, number: number)
    }
    switch action {
    case .drop:
      totals.remove(state.tokens, state.trainedTokens)
      state.isDropped = true
    case .set(let content):
      totals.remove(state.tokens, state.trainedTokens)
      totals.add(content.tokens, content.trainedTokens)
      state.newContent = content
      state.tokens = content.tokens
      state.trainedTokens = content.trainedTokens
    case .tag(let tags): state.tags = tags.joined(separator: " ")
    case .note(let note): state.note = note
    case .add, .restore: break
    }
  }

  private mutating func state(of number: Int, in database: Database) throws -> State {
    if let state = states[number] { return state }
    if let segment = try segment(of: number, in: database) {
      let entry = segment.entries[number - segment.place.numbers.lowerBound]
      return State(entry, segment.lines[number])
    }
    guard let row = try version(of: number, in: database) else {
      return State(isKnown: false, isDropped: false, tags: "")
    }
    return State(
      seen: row.id, previous: row.id, isKnown: true, content: row.content,
      isDropped: row.isDropped, tags: row.tags, note: row.note, tokens: row.tokens,
      trainedTokens: row.trainedTokens)
  }

  /// The version of an example, looked up together with those that follow it.
  private mutating func version(of number: Int, in database: Database) throws -> VersionRow? {
    if let window, window.numbers.contains(number) { return window.versions[number] }
    let numbers = number...max(number, min(lastChanged, number + 1_023))
    let rows = try lineage.versions(of: numbers, withBytes: false, in: database)
    let versions = Dictionary(rows.map { ($0.number, $0) }, uniquingKeysWith: { $1 })
    window = (numbers, versions)
    return versions[number]
  }

  private mutating func segment(
    of number: Int, in database: Database
  ) throws -> OpenSegment? {
    if let open, open.place.numbers.contains(number) { return open }
    guard let place = segments.first(where: { $0.numbers.contains(number) }) else { return nil }
    let segment = try Segment(place.id, readsText: false, in: database)
    let edited = try EditedLines(
      of: place.numbers, in: place, base: nil, lineage: lineage, database)
    let lines = Dictionary(edited.lines.map { ($0.number, $0) }) { $1 }
    let found = OpenSegment(place: place, entries: segment.entries, lines: lines)
    open = found
    return found
  }

  /// Writes the revision `number` with its versions.
  func write(
    _ number: Int, operation: Operation.ID, at time: Int, in database: Database
  ) throws {
    try totals.write(
      RevisionKey(dataset: dataset.id, number: number, parent: dataset.revision),
      operation: operation, at: time, in: database)
    let content = try database.cachedStatement(
      sql: "INSERT INTO content(tokens, trained_tokens, bytes) VALUES (?, ?, ?)")
    let version = try database.cachedStatement(
      sql: """
        INSERT INTO version(dataset, number, revision, previous, content, is_dropped, tags, note)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for example in order {
      guard let state = states[example] else { continue }
      var contentID = state.content
      if let new = state.newContent {
        try content.execute(arguments: [new.tokens, new.trainedTokens, BoundBytes(new.bytes)])
        contentID = database.lastInsertedRowID
      }
      try version.execute(arguments: [
        dataset.id, example, number, state.previous, contentID, state.isDropped, state.tags,
        state.note,
      ])
    }
  }
}

extension RevisionEdit.State {
  /// The state of a loaded example: as it was loaded, but for what `line` says.
  fileprivate init(_ entry: SegmentEntry, _ line: EditedLines.Line?) {
    let edited = line?.edited
    var content: Int64?
    if case .row(_, let id)? = line?.text { content = id }
    self.init(
      seen: line?.version ?? 0, previous: line?.row, isKnown: true, content: content,
      isDropped: line?.isDropped ?? false, tags: line?.tags ?? "", note: line?.note,
      tokens: edited.map(\.tokens) ?? entry.tokens,
      trainedTokens: edited.map(\.trainedTokens) ?? entry.trainedTokens)
  }
}
