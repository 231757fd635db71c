import CommandLanguage
import Datasets
import JSON
import Quantities
import Synchronization
package import Workspaces

/// Examples that were changed as one operation, which one `undo` takes back.
package struct ChangedExamples: Sendable {
  package var outcome: ChangeOutcome
  package var count: Int
  /// The first changes of text, in the order of the examples.
  package var samples: [ChangeSample] = []
  /// How often something was replaced in their texts; of other changes the number of examples.
  package var occurrenceCount = 0

  /// How the list of operations describes it.
  package var summary: String { outcome.operation.summary }

  /// The value of a verb that changed examples, with the verb's own fact among the others.
  func json(with fact: JSONMember? = nil) -> JSONValue {
    .object(
      [
        JSONMember("dataset", .string(outcome.after.name)),
        JSONMember("changed", .integer(count)),
      ] + (fact.map { [$0] } ?? []) + [JSONMember("revision", .integer(outcome.after.revision))])
  }

  var replayFacts: ReplayFacts {
    ReplayFacts(dataset: outcome.after.name, changedCount: count)
  }
}

extension ChangedExamples? {
  /// The value of a verb that may have found nothing to change.
  func json(with fact: JSONMember? = nil) -> JSONValue {
    self?.json(with: fact) ?? ["changed": 0]
  }

  var replayFacts: ReplayFacts { self?.replayFacts ?? ReplayFacts() }
}

/// One way to change every example of a selection, as one operation, after asking.
struct ExampleChanges {
  /// The examples that an operation changes.
  struct Extent {
    fileprivate let dataset: String
    fileprivate let tally: ChangeTally

    /// `5 examples of marv`.
    var counted: String { "\(NumberFormat.count(tally.count, "example")) of \(dataset)" }
    /// `marv#7` for one, else as ``counted``.
    var place: String { tally.count == 1 ? "\(dataset)#\(tally.first)" : counted }
  }

  /// What becomes of one example; nil where it stays as it is.
  typealias Edit = (StoredExample, Example) throws -> ExampleEdit?

  /// Selections of more examples show how far a change has come.
  private static let longSelection = 20_000

  private let verb: String
  private var selection: Selection
  private let confirmation: Confirmation?
  private let session: Session
  private let samples = ChangeSamples()
  /// What the line has just shown needs no look by a line before.
  private let isShown: Bool

  /// The changes of a selection; without a confirmation only where one example can change.
  ///
  /// `isShown` is for verbs that show the example as it is before they change it.
  ///
  /// - Throws: ``Failure`` for an old revision: those are for looking.
  init(
    by verb: String, to selection: Selection, _ confirmation: Confirmation?, isShown: Bool = false,
    in session: Session
  ) throws {
    self.verb = verb
    self.isShown = isShown
    self.selection = selection
    self.confirmation = confirmation
    self.session = session
    guard let revision = selection.revision, revision != selection.dataset.revision else { return }
    throw Failure(
      .oldRevision, "\(selection.name) is an older revision", consequence: "nothing was changed",
      remedy: "change the current one, \(selection.dataset.name), or undo back to it")
  }

  /// The same changes of some examples of the selection, given in ascending order.
  func narrowed(to numbers: [Int]) -> Self {
    var changes = self
    changes.selection.numbers = numbers
    return changes
  }

  /// Edits every example, on several threads; nil when all stay as they are.
  ///
  /// `makeEdit` is called once on each thread. The list of operations says `what` is changed, and
  /// of which examples. With the new revision the workspace keeps the setting that `keeping` makes
  /// of its number.
  func edit(
    _ what: String, keeping: ((Int) -> (key: String, value: String))? = nil,
    _ makeEdit: @escaping @Sendable () -> Edit
  ) async throws -> ChangedExamples? {
    let (session, selection, samples) = (session, selection, samples)
    let change = BulkChange(numbers: selection.ranges, progress: progress) {
      let (edit, contents) = (makeEdit(), EditedContents(of: selection.dataset, in: session))
      return { stored in
        let example = try Example(stored.bytes)
        do {
          guard let edit = try edit(stored, example),
            let content = try contents.content(of: example, stored.facts, after: edit)
          else { return nil }
          if case .texts(_, let occurrences) = edit { samples.count(occurrences) }
          try samples.add(stored.number) {
            let field = ExampleField(selection.field)
            return try ChangeSample(
              of: stored.number, edit.place ?? field, from: example, to: Example(content.bytes))
          }
          return .set(content)
        } catch let fault as EditFault {
          throw Failure(
            .editFailed, "\(selection.dataset.name)#\(stored.number): \(fault)",
            consequence: "nothing was changed",
            remedy: "show \(selection.dataset.name)#\(stored.number)")
        }
      }
    }
    return try await apply(change, askingAbove: 1, keeping: keeping) { "\(what) of \($0.place)" }
  }

  /// Changes the tags or the note of every example; nil when `action` is nil for all.
  ///
  /// Up to `limit` examples change without a question; `summary` is for the list of operations.
  func mark(
    askingAbove limit: Int,
    _ action: @escaping @Sendable (ExampleFacts) -> ExampleChange.Action?,
    summary: (Extent) -> String
  ) async throws -> ChangedExamples? {
    let change = BulkChange(numbers: selection.ranges, readsText: false, progress: progress) {
      { action($0.facts) }
    }
    return try await apply(change, askingAbove: limit, summary: summary)
  }

  /// Drops every example; nil when the selection is empty.
  func drop(summary: (Extent) -> String) async throws -> ChangedExamples? {
    let change = BulkChange(numbers: selection.ranges, readsText: false, progress: progress) {
      { _ in .drop }
    }
    // Every example of the selection goes, so the first ones are known.
    for number in (selection.numbers ?? []).prefix(Confirmation.sampleLimit) {
      guard let stored = try session.workspace.example(number, of: selection.dataset),
        let example = try? Example(stored.bytes)
      else { continue }
      try samples.add(number) {
        let said = example.text(of: .last(.user)) ?? example.prompt ?? ""
        return .dropped(example: "\(selection.dataset.name)#\(number)", said: said)
      }
    }
    return try await apply(change, askingAbove: 1, summary: summary)
  }

  private func apply(
    _ change: BulkChange, askingAbove limit: Int,
    keeping: ((Int) -> (key: String, value: String))? = nil, summary: (Extent) -> String
  ) async throws -> ChangedExamples? {
    defer { if progress != nil { session.console.tell(.change(.changingEnded)) } }
    let dataset = selection.dataset
    if !isShown { try refuseUnseen(within: limit) }
    if let confirmation, !confirmation.isGiven, selection.count > limit {
      let tally = try session.workspace.tally(change, of: dataset)
      if tally.count > limit {
        try await confirmation.require(
          for: tally.count, of: dataset, samples: samples.first, at: session.console)
      }
    }
    samples.resetCount()
    var count = 0
    let outcome = try session.workspace.apply(change, to: dataset, keeping: keeping) { tally in
      count = tally.count
      return ChangeDescription(
        verb, summary(Extent(dataset: dataset.name, tally: tally)), cell: session.cells.current)
    }
    return outcome.map {
      ChangedExamples(
        outcome: $0, count: count, samples: samples.first, occurrenceCount: samples.occurrences)
    }
  }

  /// Shows what another session made of the examples since this one saw them, where nothing would
  /// be asked before it is replaced.
  ///
  /// - Throws: ``Failure`` E201; the same line, entered again, replaces it.
  private func refuseUnseen(within limit: Int) throws {
    guard selection.count <= limit else { return }
    for number in selection.numbers ?? [] {
      guard let change = try unseenChange(of: number) else { continue }
      session.console.tell(.change(change))
      throw WorkspaceError.changedMeanwhile(dataset: selection.dataset.name, number: number)
    }
  }

  private func unseenChange(of number: Int) throws -> ChangeEvent? {
    let (workspace, dataset) = (session.workspace, selection.dataset)
    guard let seen = session.cells.seenRevision(of: number, in: dataset), seen < dataset.revision
    else { return nil }
    for operation in try workspace.operations(on: dataset, after: seen)
    where session.cells.isOfAnother(operation) {
      for case .revision(dataset.id, let before, let after) in operation.effects {
        let old = try workspace.example(number, of: dataset, revision: before)
        let new = try workspace.example(number, of: dataset, revision: after)
        if old?.bytes == new?.bytes, old?.facts.note == new?.facts.note { continue }
        let current = try workspace.example(number, of: dataset)
        return .overtaken(
          example: "\(dataset.name)#\(number)", isDropped: current == nil,
          old: turns(of: old), new: turns(of: current))
      }
    }
    return nil
  }

  private func turns(of stored: StoredExample?) -> [ExampleTurn] {
    stored.flatMap { try? Example($0.bytes).turns } ?? []
  }

  /// Says how far a change of many examples has come; nil where it takes no time.
  private var progress: (@Sendable (ChangeTally) -> Void)? {
    guard selection.count > Self.longSelection else { return nil }
    return { [verb, console = session.console, total = selection.count] tally in
      let percent = min(100, tally.seen * 100 / total)
      // In a log every text is a line of its own, so there the steps are wide.
      let isFine = console.isInteractive
      console.tell(
        .change(
          .changing(
            verb: verb, percent: isFine ? percent : percent / 25 * 25,
            count: isFine ? tally.count : nil)))
    }
  }
}

/// The changes of the examples with the lowest numbers, whichever thread comes to them first.
private final class ChangeSamples: Sendable {
  private let samples = Mutex<[(number: Int, sample: ChangeSample)]>([])

  private let occurrenceCount = Atomic(0)

  /// How often something was replaced, since the last reset.
  var occurrences: Int { occurrenceCount.load(ordering: .relaxed) }

  func count(_ occurrences: Int) { occurrenceCount.add(occurrences, ordering: .relaxed) }

  func resetCount() { occurrenceCount.store(0, ordering: .relaxed) }

  /// By number.
  var first: [ChangeSample] { samples.withLock { $0.map(\.sample) } }

  /// Makes and keeps the sample of an example if it is among the first.
  func add(_ number: Int, _ sample: () throws -> ChangeSample) throws {
    let limit = Confirmation.sampleLimit
    let isWanted = samples.withLock { samples in
      !samples.contains { $0.number == number }
        && (samples.count < limit || number < samples.last?.number ?? 0)
    }
    if !isWanted { return }
    let made = try sample()
    samples.withLock { samples in
      samples.append((number, made))
      samples.sort { $0.number < $1.number }
      if samples.count > limit { samples.removeLast() }
    }
  }
}

extension ChangeSample {
  /// The change of a field; where no field is named, of the first message that differs, else of the
  /// example's text in the file.
  fileprivate init(
    of number: Int, _ field: ExampleField?, from before: Example, to after: Example
  ) {
    if let field {
      self = .edited(
        number: number, place: ".\(field)", old: before.text(of: field), new: after.text(of: field))
      return
    }
    let (old, new) = (before.turns, after.turns)
    let index =
      zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
    let (left, right) = (index < old.count ? old[index] : nil, index < new.count ? new[index] : nil)
    guard let role = right?.role ?? left?.role else {
      // Nothing that is said differs: what does is seen only in how it is written.
      self = .edited(number: number, place: "", old: before.description, new: after.description)
      return
    }
    self = .edited(number: number, place: ".\(role)", old: left?.text, new: right?.text)
  }
}

extension ExampleField {
  /// The place that a reference names; nil when it names none within an example.
  init?(_ path: FieldPath) { self.init(String(path.description.dropFirst())) }
}
