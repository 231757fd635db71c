import CommandLanguage
import Datasets
import JSON
import Quantities
package import Workspaces

/// Examples that were changed as one operation, which one `undo` takes back.
package struct ChangedExamples: Sendable {
  package var outcome: ChangeOutcome
  package var count: Int
  /// The first changes of text, in the order of the examples.
  package var samples: [ChangeSample] = []

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
    fileprivate let numbers: [Int]

    /// `5 examples of marv`.
    var counted: String { "\(NumberFormat.count(numbers.count, "example")) of \(dataset)" }
    /// `marv#7` for one, else as ``counted``.
    var place: String { numbers.count == 1 ? "\(dataset)#\(numbers[0])" : counted }
  }

  private let verb: String
  private let selection: Selection
  private let confirmation: Confirmation?
  private let session: Session

  /// The changes of a selection; without a confirmation only where one example can change.
  ///
  /// - Throws: ``Failure`` for an old revision: those are for looking.
  init(
    by verb: String, to selection: Selection, _ confirmation: Confirmation?, in session: Session
  ) throws {
    self.verb = verb
    self.selection = selection
    self.confirmation = confirmation
    self.session = session
    guard let revision = selection.revision, revision != selection.dataset.revision else { return }
    throw Failure(
      .oldRevision, "\(selection.name) is an older revision", consequence: "nothing was changed",
      remedy: "change the current one, \(selection.dataset.name), or undo back to it")
  }

  /// Edits every example; nil when `edit` leaves all as they are.
  ///
  /// The list of operations says `what` is changed, and of which examples.
  func edit(
    _ what: String, _ edit: (StoredExample, Example) throws -> Example
  ) async throws -> ChangedExamples? {
    var changes: [ExampleChange] = []
    var samples: [ChangeSample] = []
    try session.selections.forEach(selection) { stored in
      let example = try Example(stored.bytes)
      let edited: Example
      do {
        edited = try edit(stored, example)
      } catch let fault as EditFault {
        throw Failure(
          .editFailed, "\(selection.dataset.name)#\(stored.number): \(fault)",
          consequence: "nothing was changed",
          remedy: "show \(selection.dataset.name)#\(stored.number)")
      }
      if edited.bytes == example.bytes { return true }
      changes.append(
        ExampleChange(
          .set(session.tokens.content(edited)), number: stored.number,
          seenVersion: stored.facts.version))
      if samples.count < Confirmation.sampleLimit {
        samples.append(
          ChangeSample(of: stored.number, selection.field, from: example, to: edited))
      }
      return true
    }
    return try await apply(changes, samples, askingAbove: 1) { "\(what) of \($0.place)" }
  }

  /// Changes the tags or the note of every example; nil when `action` is nil for all.
  ///
  /// Up to `limit` examples change without a question; `summary` is for the list of operations.
  func mark(
    askingAbove limit: Int, _ action: (ExampleFacts) -> ExampleChange.Action?,
    summary: (Extent) -> String
  ) async throws -> ChangedExamples? {
    var changes: [ExampleChange] = []
    try session.selections.forEach(selection) { stored in
      if let action = action(stored.facts) {
        changes.append(
          ExampleChange(action, number: stored.number, seenVersion: stored.facts.version))
      }
      return true
    }
    return try await apply(changes, [], askingAbove: limit, summary: summary)
  }

  /// Drops every example; nil when the selection is empty.
  func drop(summary: (Extent) -> String) async throws -> ChangedExamples? {
    var changes: [ExampleChange] = []
    var samples: [ChangeSample] = []
    try session.selections.forEach(selection) { stored in
      changes.append(ExampleChange(.drop, number: stored.number, seenVersion: stored.facts.version))
      if samples.count < Confirmation.sampleLimit, let example = try? Example(stored.bytes) {
        let said = example.text(of: .last(.user)) ?? example.prompt ?? ""
        samples.append(.dropped(example: "\(selection.dataset.name)#\(stored.number)", said: said))
      }
      return true
    }
    return try await apply(changes, samples, askingAbove: 1, summary: summary)
  }

  private func apply(
    _ changes: [ExampleChange], _ samples: [ChangeSample], askingAbove limit: Int,
    summary: (Extent) -> String
  ) async throws -> ChangedExamples? {
    if changes.isEmpty { return nil }
    let dataset = selection.dataset
    if changes.count > limit {
      try await confirmation?.require(
        for: changes.count, of: dataset, samples: samples, at: session.console)
    }
    let extent = Extent(dataset: dataset.name, numbers: changes.compactMap(\.number))
    let outcome = try session.workspace.apply(
      changes, to: dataset,
      describedAs: ChangeDescription(verb, summary(extent), cell: session.cells.current))
    return ChangedExamples(outcome: outcome, count: changes.count, samples: samples)
  }
}

extension ChangeSample {
  /// The change of a field; where no field is named, of the first message that differs.
  fileprivate init(
    of number: Int, _ field: FieldPath, from before: Example, to after: Example
  ) {
    if let place = ExampleField(field) {
      self = .edited(
        number: number, place: field.description, old: before.text(of: place),
        new: after.text(of: place))
      return
    }
    let (old, new) = (before.turns, after.turns)
    let index =
      zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
    let (left, right) = (index < old.count ? old[index] : nil, index < new.count ? new[index] : nil)
    self = .edited(
      number: number, place: ".\(right?.role ?? left?.role ?? "example")", old: left?.text,
      new: right?.text)
  }
}

extension ExampleField {
  /// The place that a reference names; nil when it names none within an example.
  init?(_ path: FieldPath) { self.init(String(path.description.dropFirst())) }
}
