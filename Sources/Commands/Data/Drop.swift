import CommandLanguage
package import JSON
import Quantities
package import Workspaces

/// What `drop` takes out.
package struct DropInput: Sendable {
  var selection: SelectionRequest
  /// The name that `--confirm` repeats, for a dataset that goes as a whole.
  var confirmedName: String?
  var confirmation: Confirmation
}

/// Examples of one dataset by their numbers.
package struct ExampleList: Sendable, Hashable {
  package var dataset: String
  package var numbers: [Int]

  /// The first five by name, and how many more there are.
  package var words: String {
    let names = numbers.prefix(5).map { "\(dataset)#\($0)" }.joined(separator: ", ")
    return numbers.count > 5 ? "\(names) and \(numbers.count - 5) more" : names
  }
}

/// What is no longer in the workspace.
package enum DropResult: VerbResult {
  /// Some of a dataset's `total` examples.
  case examples(ChangedExamples, ExampleList, total: Int)
  case dataset(String, count: Int)
  /// No example matched.
  case nothing

  package var json: JSONValue {
    switch self {
    case .examples(let change, let list, _):
      [
        "dataset": .string(change.outcome.after.name), "dropped": .integer(change.count),
        "numbers": .array(list.numbers.map(JSONValue.integer)),
        "revision": .integer(change.outcome.after.revision),
      ]
    case .dataset(let name, _): ["removed": .string(name)]
    case .nothing: ["dropped": 0]
    }
  }

  package var replayFacts: ReplayFacts {
    switch self {
    case .examples(let change, _, _): return change.replayFacts
    case .dataset(let name, _):
      var facts = ReplayFacts()
      facts.removedDataset = name
      return facts
    case .nothing: return ReplayFacts()
    }
  }
}

extension Verb where Input == DropInput, Result == DropResult {
  /// `drop`: examples or a dataset out of the workspace.
  package static var drop: Self {
    Self(
      VerbDeclaration(
        "drop", .data, "take examples, or a whole dataset, out of the workspace",
        usage: ["drop NAME#NUMBERS", "drop NAME where TEST", "drop NAME"],
        options: [
          .init("yes", nil, "do not ask when many examples go"),
          .init("confirm", "NAME", "the dataset's name, when all of it goes"),
        ],
        examples: [
          .init("drop marv#11", "one example; its number is never given again"),
          .init("drop marv where duplicate", "what show marv where duplicate shows"),
        ], operands: [.examples]),
      read: { reader in
        DropInput(
          selection: reader.selection(reader.optionalArgument()),
          confirmedName: reader.text("confirm"), confirmation: Confirmation(&reader))
      },
      perform: { input, session in try await Dropping(input, in: session).result() })
  }
}

/// One selection on its way out.
private struct Dropping {
  let input: DropInput
  let session: Session
  let selection: Selection
  let changes: ExampleChanges

  init(_ input: DropInput, in session: Session) throws {
    self.input = input
    self.session = session
    selection = try session.selections.selection(input.selection)
    changes = try ExampleChanges(by: "drop", to: selection, input.confirmation, in: session)
  }

  func result() async throws -> DropResult {
    guard let numbers = selection.numbers else { return try await removeDataset() }
    let list = ExampleList(dataset: selection.dataset.name, numbers: numbers)
    guard let change = try await changes.drop(summary: { _ in "dropped \(list.words)" }) else {
      return .nothing
    }
    return .examples(change, list, total: change.outcome.before.exampleCount)
  }

  private func removeDataset() async throws -> DropResult {
    let dataset = selection.dataset
    try await confirmName(of: dataset)
    _ = try session.workspace.remove(dataset, cell: session.cells.current)
    session.currentDataset = nil
    return .dataset(dataset.name, count: dataset.exampleCount)
  }

  /// Asks for the name of the dataset; in a script `--confirm NAME` must stand on the line.
  ///
  /// - Throws: ``Failure`` E211 when another name was given, or nobody can answer.
  private func confirmName(of dataset: Dataset) async throws {
    let (name, count) = (dataset.name, dataset.exampleCount)
    var typed = input.confirmedName
    if typed == nil, session.console.isInteractive {
      typed = await session.console.ask(.nameOfRemoved(dataset: name, count: count))
    }
    if typed == name { return }
    let removal = "this removes \(name) with \(NumberFormat.count(count, "example"))"
    let isOther = typed.map { !$0.isEmpty } ?? false
    throw Failure(
      .wholeDataset,
      isOther ? "\(removal), and \(Literal.shortest(typed ?? "")) is not its name" : removal,
      consequence: "nothing was removed", remedy: "drop \(name) --confirm \(name)")
  }
}
