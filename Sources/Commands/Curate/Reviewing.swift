import CommandLanguage
import Datasets
import JSON
import Workspaces

/// The review of a dataset at work: every step is kept before the next example is shown.
struct Reviewing {
  let session: Session
  private(set) var state: ReviewState

  // MARK: Beginning

  /// Goes on with the review of a selection, or begins it; without one with the newest review.
  init(_ request: SelectionRequest, restarts: Bool, in session: Session) throws {
    let clauses = request.clauses.filter { $0.keyword != .from }
    if request.argument == nil, clauses.isEmpty, !restarts,
      let newest = try Self.newest(in: session)
    {
      try session.selections.refuseLocked(newest.dataset, at: nil)
      self.init(session: session, state: newest)
      try followUndo()
      return
    }
    let selection = try session.selections.selection(request)
    let dataset = selection.dataset
    if let revision = selection.revision, revision != dataset.revision {
      throw Failure(
        .oldRevision, "\(selection.name) is an older revision", consequence: "nothing was begun",
        remedy: "review \(dataset.name)")
    }
    let words = [request.argument?.text ?? dataset.name] + clauses.map(\.text)
    var state = ReviewState(
      dataset: dataset, request: words.joined(separator: " "),
      numbers: try session.selections.all(selection))
    if !restarts, let kept = try Self.stored(of: dataset, in: session) {
      state.goOn(from: kept)
    }
    self.init(session: session, state: state)
    try followUndo()
    self.state.current = nil
    self.state.current = self.state.next(afterOpen: true)
  }

  /// The review that a key is about: the one begun last.
  ///
  /// - Throws: ``Failure`` E031 without one, E222 where it is of a dataset that is locked by now.
  init(goingOnIn session: Session) throws {
    guard let newest = try Self.newest(in: session) else {
      throw Failure(
        .nothingToWorkOn, "no review is open", consequence: "nothing was decided",
        remedy: "review NAME")
    }
    try session.selections.refuseLocked(newest.dataset, at: nil)
    self.init(session: session, state: newest)
    try followUndo()
  }

  private init(session: Session, state: ReviewState) {
    self.session = session
    self.state = state
    session.currentDataset = state.dataset.name
  }

  private static func newest(in session: Session) throws -> ReviewState? {
    guard let id = try session.workspace.setting(ReviewState.newest).flatMap(Dataset.ID.init),
      let dataset = try session.workspace.datasets().first(where: { $0.id == id })
    else { return nil }
    return try stored(of: dataset, in: session)
  }

  private static func stored(of dataset: Dataset, in session: Session) throws -> ReviewState? {
    guard let text = try session.workspace.setting(ReviewState.key(of: dataset.id)),
      let value = try? JSONValue(parsing: text)
    else { return nil }
    return ReviewState(value, of: dataset)
  }

  private func keep() throws {
    let workspace = session.workspace
    try workspace.set(ReviewState.key(of: state.dataset.id), to: state.json.text)
    try workspace.set(ReviewState.newest, to: String(state.dataset.id))
  }

  // MARK: Steps

  /// Takes one decision or change, and moves on after a decision.
  mutating func step(_ key: ReviewKey, _ text: String?) async throws -> ReviewResult {
    if key == .undo { return try takeBack() }
    if key == .quit { return ReviewResult(progress: state.progress) }
    if key == .find { return try find(text ?? "") }
    let shown = state.current
    try settle()
    guard state.current == shown else {
      try keep()
      throw Failure(
        .changedMeanwhile, "\(state.dataset.name)#\(shown ?? 0) was dropped meanwhile",
        consequence: "nothing was decided", remedy: "review  shows the next one")
    }
    guard let number = state.current else {
      throw Failure(
        .nothingToWorkOn, "every example of this review is decided",
        consequence: "nothing was done", remedy: "review \(state.dataset.name) --restart")
    }
    let change = try await change(key, text, number)
    if let change { state.dataset = change.outcome.after }
    let previous = state.decisions[number]
    if key.decides {
      state.decisions[number] = key
      state.current = state.next(afterOpen: previous == nil)
    }
    if key.decides || change != nil {
      state.steps.append(
        ReviewState.Step(
          number: number, operation: change?.outcome.operation.id, previous: previous))
    }
    var result = try result()
    result.change = change
    return result
  }

  private func change(
    _ key: ReviewKey, _ text: String?, _ number: Int
  ) async throws -> ChangedExamples? {
    var selection = Selection(dataset: state.dataset, field: FieldPath())
    selection.numbers = [number]
    let changes = try ExampleChanges(by: "review", to: selection, nil, in: session)
    switch key {
    case .keep, .skip, .undo, .quit, .find, .fold: return nil
    case .drop: return try await changes.drop { "dropped \($0.place), reviewed" }
    case .edit: return try await edit(number)
    case .note:
      let note = text.flatMap { $0.isEmpty ? nil : $0 }
      return try await changes.mark(askingAbove: 1) {
        $0.note == note ? nil : .note(note)
      } summary: {
        note == nil ? "took the note off \($0.place)" : "note on \($0.place)"
      }
    case .tag:
      guard let tag = text, isName(tag) else {
        throw Failure(
          .badName, text.map { "\"\($0)\" cannot be a tag" } ?? "a tag is a word",
          consequence: "nothing was tagged", remedy: "review tag odd; letters, digits, - and _")
      }
      return try await changes.mark(askingAbove: 1) {
        $0.tags.contains(tag) ? nil : .tag($0.tags + [tag])
      } summary: {
        "tagged \($0.place) \(tag)"
      }
    case .rate:
      guard let rating = text.flatMap({ Int($0) }), (1...5).contains(rating) else {
        throw Failure(
          .badCount, "a rating is a whole number from 1 to 5", consequence: "nothing was rated",
          remedy: "review rate 4")
      }
      return try await changes.mark(askingAbove: 1) { facts in
        let tags = facts.tags.filter { !$0.hasPrefix("rating-") } + ["rating-\(rating)"]
        return facts.tags == tags ? nil : .tag(tags)
      } summary: {
        "rated \($0.place) \(rating)"
      }
    }
  }

  private func edit(_ number: Int) async throws -> ChangedExamples? {
    let place = "\(state.dataset.name)#\(number)"
    guard let reference = Reference(place) else { return nil }
    let argument = Argument(.reference(reference), text: place, span: Span(0..<0))
    let request = SelectionRequest(argument: argument, clauses: [])
    let result = try await Verb<EditInput, EditResult>.edit.perform(
      EditInput(selection: request), session)
    if case .changed(let change) = result { return change }
    return nil
  }

  /// Takes the last step back, with what it changed, and shows its example again.
  private mutating func takeBack() throws -> ReviewResult {
    guard let last = state.steps.last else {
      throw Failure(
        .nothingToUndo, "nothing was decided yet", consequence: "nothing was done",
        remedy: "review \(state.dataset.name)")
    }
    if let id = last.operation {
      // What `undo` has taken back already is no step any more.
      let newest = try session.workspace.operations().first { $0.state == .done }
      guard newest?.id == id else {
        throw Failure(
          .nothingToUndo, "something else was changed after that decision",
          consequence: "nothing was done", remedy: "undo")
      }
      try session.workspace.undo()
    }
    state.forgetStep(at: state.steps.count - 1)
    var result = try result()
    result.takesBack = last.operation != nil
    return result
  }

  /// Leaves out decisions whose changes `undo` has taken back.
  private mutating func followUndo() throws {
    var states: [Int64: Workspaces.Operation.State]?
    while let index = state.steps.lastIndex(where: { $0.operation != nil }),
      let id = state.steps[index].operation
    {
      let known =
        try states
        ?? Dictionary(
          session.workspace.operations(limit: 1_000).map { ($0.id, $0.state) },
          uniquingKeysWith: { first, _ in first })
      states = known
      guard let found = known[id], found != .done else { return }
      state.forgetStep(at: index)
    }
  }

  /// Takes the dataset as it is now, since other commands and sessions change it as well, and goes
  /// past examples that they dropped.
  private mutating func settle() throws {
    state.dataset = try session.workspace.dataset(named: state.dataset.name)
    while let number = state.current,
      try session.workspace.example(number, of: state.dataset) == nil
    {
      state.current = state.next(afterOpen: true)
      state.numbers.removeAll { $0 == number }
    }
  }

  /// Goes to the next example of the review that has a text, round to the current one; nothing is
  /// decided.
  ///
  /// - Throws: ``Failure`` E031 where none has it.
  private mutating func find(_ text: String) throws -> ReviewResult {
    guard let number = try next(having: text) else {
      throw Failure(
        .nothingToWorkOn, "no example of this review has \"\(text)\"",
        consequence: "nothing was decided", remedy: "find \(state.dataset.name) TEXT")
    }
    state.current = number
    var result = try result()
    result.screen?.marked = text
    return result
  }

  /// The next example behind the current one that has a text.
  func next(having text: String) throws -> Int? {
    guard !text.isEmpty else { return nil }
    let name = state.dataset.name
    let request = SelectionRequest(
      argument: Argument(.word(name), text: name, span: Span(0..<0)), clauses: [])
    let found = try Verb<FindInput, FindResult>.hits(of: text, in: request, session)
    let place = state.current.flatMap { state.numbers.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    return (state.numbers[place...] + state.numbers[..<place]).first(where: found.contains)
  }

  // MARK: Showing

  /// The example to be judged, or the end; the review is kept as it is then.
  mutating func result() throws -> ReviewResult {
    try settle()
    try keep()
    let progress = state.progress
    guard let number = state.current,
      let stored = try session.workspace.example(number, of: state.dataset)
    else { return ReviewResult(progress: progress) }
    session.cells.notes(state.dataset, [number])
    let selection = Selection(dataset: state.dataset, field: FieldPath())
    let examples = try ShowResult.Examples(
      stored, of: selection, rules: rules(stored), in: session)
    return ReviewResult(
      screen: ReviewScreen(examples: examples, progress: progress), progress: progress)
  }

  /// Datasets up to this size are checked as a whole, which finds repetitions too.
  private static let wholeCheckLimit = 1_000

  private func rules(_ stored: StoredExample) throws -> [String] {
    let dataset = state.dataset
    var report: CheckReport
    if dataset.exampleCount <= Self.wholeCheckLimit {
      report = try session.checks.judged(dataset, revision: nil)
    } else {
      var checking = Checking()
      checking.add(try Example(stored.bytes), number: stored.number)
      let waivers = Waivers(try session.workspace.waivers(of: dataset))
      report = waivers.applied(to: checking.report()).report
    }
    var codes: [String] = []
    for finding in report.findings
    where finding.severity > .note && finding.example == stored.number
      && !codes.contains(finding.rule)
    {
      codes.append(finding.rule)
    }
    return codes
  }
}

extension ReviewState {
  /// Makes a step as if it had not been taken, and its example the current one.
  fileprivate mutating func forgetStep(at index: Int) {
    let step = steps.remove(at: index)
    decisions[step.number] = step.previous
    current = step.number
    if !numbers.contains(step.number) { numbers.append(step.number) }
  }

  /// Takes over what was decided in an earlier review of the dataset.
  fileprivate mutating func goOn(from kept: ReviewState) {
    (decisions, steps) = (kept.decisions, kept.steps)
    guard kept.request == request else { return }
    let present = Set(numbers)
    // An example that no longer fits, since it was mended, belongs to the review all the same.
    numbers += kept.numbers.filter { !present.contains($0) && decisions[$0] != nil }
  }
}

extension ShowResult.Examples {
  /// One example of a selection's revision as `show` would show it, with the rules that it breaks.
  init(
    _ stored: StoredExample, of selection: Selection, rules: [String], in session: Session
  ) throws {
    let dataset = selection.dataset
    let shown = ShownExample(
      number: stored.number, tokens: session.tokens.tokens(of: stored, in: dataset), rules: rules,
      tags: stored.facts.tags, note: stored.facts.note,
      content: .turns(try Example(stored.bytes).turns))
    self.init(
      dataset: dataset.name, name: selection.name,
      revision: selection.revision ?? dataset.revision, shown: [shown], values: [.null],
      isSingle: true)
  }
}
