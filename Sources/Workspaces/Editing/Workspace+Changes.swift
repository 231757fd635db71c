import GRDB

extension Workspace {
  /// Applies all `changes` as one undoable operation and one new revision, or none of them.
  ///
  /// Several changes of one example are one change of it, in their order.
  ///
  /// - Throws: ``WorkspaceError/changedMeanwhile(dataset:number:)`` when an example is not in the
  ///   state that the caller saw, ``WorkspaceError/noExample(dataset:_:)``,
  ///   ``WorkspaceError/alreadyDropped(dataset:number:)``.
  @discardableResult
  package func apply(
    _ changes: [ExampleChange], to dataset: Dataset, describedAs description: ChangeDescription
  ) throws -> ChangeOutcome {
    try write { database in
      let before = try Self.dataset(named: dataset.name, in: database)
      guard before.id == dataset.id else { throw WorkspaceError.noDataset(dataset.name) }
      var edit = try RevisionEdit(of: before, in: database)
      edit.lastChanged = changes.reduce(0) { max($0, $1.number ?? 0) }
      for change in changes { try edit.apply(change, in: database) }

      var operation = try PendingOperation(description, at: now(), in: database)
      let number = try edit.write(operation: operation.id, at: now(), in: database)
      try operation.apply(
        .revision(before.id, before: before.revision, after: number), in: database)
      return ChangeOutcome(
        operation: try operation.finish(in: database), before: before,
        after: try Self.dataset(named: before.name, in: database), addedNumbers: edit.added)
    }
  }
}

/// The examples that a new revision changes, gathered before they are written.
private struct RevisionEdit {
  private struct State {
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
  private var totals: RevisionTotals
  private var states: [Int: State] = [:]
  private var order: [Int] = []
  private(set) var added: [Int] = []
  /// The highest number that is changed, so that states are looked up no further ahead.
  var lastChanged = 0
  /// The versions of a stretch of numbers, since changes mostly come in order of number.
  private var window: (numbers: ClosedRange<Int>, versions: [Int: VersionRow])?
  /// The segment looked at last.
  private var open: (place: SegmentPlace, entries: [SegmentEntry])?

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
    if let seen = change.seenVersion, seen != state.previous ?? 0 {
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
    if let row = try version(of: number, in: database) {
      var state = State(
        previous: row.id, isKnown: true, content: row.content, isDropped: row.isDropped,
        tags: row.tags, note: row.note, tokens: row.tokens, trainedTokens: row.trainedTokens)
      if row.content == nil, let loaded = try loaded(number, in: database) {
        state.tokens = loaded.tokens
        state.trainedTokens = loaded.trainedTokens
      }
      return state
    }
    let entry = try loaded(number, in: database)
    return State(
      isKnown: entry != nil, isDropped: false, tags: "", tokens: entry?.tokens,
      trainedTokens: entry?.trainedTokens)
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

  private mutating func loaded(_ number: Int, in database: Database) throws -> SegmentEntry? {
    if let open, open.place.numbers.contains(number) {
      return try Self.entry(of: number, open.place, open.entries)
    }
    guard let place = segments.first(where: { $0.numbers.contains(number) }) else { return nil }
    let row = try Row.fetchOne(
      database.cachedStatement(sql: "SELECT entries FROM segment WHERE id = ?"),
      arguments: [place.id])
    let entries = SegmentEntry.decoded(row?.blob("entries") ?? [])
    open = (place, entries)
    return try Self.entry(of: number, place, entries)
  }

  private static func entry(
    of number: Int, _ place: SegmentPlace, _ entries: [SegmentEntry]
  ) throws -> SegmentEntry {
    let index = number - place.numbers.lowerBound
    guard entries.indices.contains(index) else {
      throw StoredFault("segment \(place.id) lacks example \(number)")
    }
    return entries[index]
  }

  /// Writes the revision with its versions and returns its number.
  func write(operation: Operation.ID, at time: Int, in database: Database) throws -> Int {
    let number = try totals.write(
      dataset, parent: dataset.revision, operation: operation, at: time, in: database)
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
    return number
  }
}
