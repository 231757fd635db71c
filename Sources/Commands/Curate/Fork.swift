import CommandLanguage
package import JSON
import Quantities
import Randomness
package import Workspaces

/// What `fork` is asked.
package struct ForkInput: Sendable {
  var selection: SelectionRequest
  /// The name of the new dataset.
  var name: Argument
}

/// A dataset made of examples of another.
package struct DerivedResult: VerbResult {
  /// What they are of, with the revision where it is an older one.
  package var source: String
  package var sourceCount: Int
  package var made: DatasetFacts
  /// How many were drawn of each value, by the value; empty where nobody asked.
  package var classes: [ClassCount]
  /// What they were drawn with; nil when none were drawn here.
  package var seed: Int?

  /// A value, and how many of its examples were drawn.
  package struct ClassCount: Sendable, Hashable {
    package var value: String
    package var drawn: Int
    package var total: Int
  }

  package var json: JSONValue {
    [
      "source": .string(source), "dataset": made.json,
      "seed": seed.map(JSONValue.integer) ?? .null,
      "classes": .array(
        classes.map {
          ["value": .string($0.value), "drawn": .integer($0.drawn), "total": .integer($0.total)]
        }),
    ]
  }

  package var replayFacts: ReplayFacts { ReplayFacts(dataset: made.name) }
}

extension Verb where Input == ForkInput, Result == DerivedResult {
  /// `fork`: a dataset of its own from some examples, or all, of another.
  package static var fork: Self {
    Self(
      VerbDeclaration(
        "fork", .curate, "make a dataset of examples of another; both go on by themselves",
        usage: ["fork NAME as NEW", "fork NAME where TEST as NEW", "fork NAME@rN as NEW"],
        examples: [
          .init("fork marv as attempt", "change attempt, and marv stays as it is"),
          .init("fork marv where tokens < 60 as short", "the examples that a test holds for"),
          .init("fork marv sample 5 seed 1 as pilot", "a few, for a first cheap job"),
        ], operands: [.examples]),
      read: { reader throws(Failure) in
        let selection = reader.selection(reader.optionalArgument())
        guard let name = reader.clause(.as) else {
          throw reader.missing("a name for the new dataset:  fork NAME as NEW")
        }
        return ForkInput(selection: selection, name: name)
      },
      perform: { input, session in
        let selection = try session.selections.selection(input.selection)
        let numbers = try session.selections.all(selection)
        return try Deriving(session: session, selection: selection, name: input.name)
          .result(numbers, by: "fork")
      })
  }
}

/// One new dataset on its way.
struct Deriving {
  let session: Session
  let selection: Selection
  let name: Argument

  /// - Throws: ``Failure`` E311 where a dataset has the name.
  func requireFreeName() throws {
    guard try session.workspace.datasets().contains(where: { $0.name == name.text }) else { return }
    throw Failure(
      .datasetExists, "there is a dataset \(name.text) already", at: name.span,
      consequence: "nothing was made", remedy: "choose another name, such as \(name.text)2")
  }

  /// Makes the dataset of these examples, in this order.
  func result(_ numbers: [Int], by verb: String) throws -> DerivedResult {
    guard !numbers.isEmpty else {
      throw Failure(
        .nothingToWorkOn, "no example matches", consequence: "nothing was made",
        remedy: "show \(selection.name)")
    }
    try requireFreeName()
    let count = NumberFormat.count(numbers.count, "example")
    let made = try session.workspace.derive(
      [DerivedPart(name: name.text, numbers: numbers)], from: selection.dataset,
      revision: selection.revision ?? selection.dataset.revision,
      describedAs: ChangeDescription(
        verb, "made \(name.text) of \(count) of \(selection.name)", cell: session.cells.current))
    session.currentDataset = name.text
    var whole = selection
    whole.numbers = nil
    return DerivedResult(
      source: selection.name, sourceCount: try session.selections.count(whole),
      made: DatasetFacts(made.datasets[0]), classes: [])
  }
}
