import CommandLanguage
import Datasets
package import JSON
package import Workspaces

/// The example that others are compared with.
package struct SimilarInput: Sendable {
  var selection: SelectionRequest
  /// How many are wanted.
  var limit: Int
}

/// The examples that are most like one.
package struct SimilarResult: VerbResult {
  /// One of them.
  package struct Match: Sendable {
    package var number: Int
    /// The Jaccard index of their texts; 1 for equal ones.
    package var likeness: Double
    /// What the user says first.
    package var said: String
    /// Where the two differ first; nil where they do not, or it is not shown.
    package var difference: TextDifference?
  }

  /// The dataset, with its revision where it is an older one.
  package var name: String
  package var number: Int
  /// The other examples that were compared.
  package var comparedCount: Int
  /// The most alike first; those that have nothing in common are left out.
  package var matches: [Match]
  var dataset: String

  package var json: JSONValue {
    [
      "dataset": .string(name), "number": .integer(number), "compared": .integer(comparedCount),
      "list": .array(
        matches.map {
          ["number": .integer($0.number), "likeness": .number(rounded($0.likeness))]
        }),
    ]
  }

  package var replayFacts: ReplayFacts { ReplayFacts(dataset: dataset) }
}

extension Verb where Input == SimilarInput, Result == SimilarResult {
  /// `similar`: the examples that are most like one.
  package static var similar: Self {
    Self(
      VerbDeclaration(
        "similar", .curate, "find the examples whose words are most like those of one",
        usage: ["similar NAME#NUMBER [N]"],
        examples: [
          .init("similar marv#2", "the five most like it, with what differs"),
          .init("similar marv#2 20 --json", "twenty, as a value"),
        ], operands: [.examples, .none], traits: .reading, clauses: []),
      read: { reader throws(Failure) in
        let selection = reader.selection(
          try reader.argument("an example:  similar marv#7"))
        guard let count = reader.optionalArgument() else {
          return SimilarInput(selection: selection, limit: 5)
        }
        guard let limit = count.number?.integer, (1...1_000).contains(limit) else {
          throw Failure(
            .badCount, "similar takes a whole number from 1 to 1000", at: count.span,
            consequence: "nothing was looked for", remedy: "similar marv#7 20")
        }
        return SimilarInput(selection: selection, limit: limit)
      },
      perform: { input, session in try findSimilar(input, in: session) })
  }
}

/// Matches whose difference is shown.
private let comparedInWords = 3
/// The likeness below which nearly every word differs.
private let leastComparedLikeness = 0.2

private func findSimilar(_ input: SimilarInput, in session: Session) throws -> SimilarResult {
  let selection = try session.selections.selection(input.selection)
  guard let numbers = selection.numbers, numbers.count == 1 else {
    throw Failure(
      .wrongReference, "similar is about one example", at: input.selection.argument?.span,
      consequence: "nothing was looked for", remedy: "similar \(selection.name)#1")
  }
  var whole = selection
  whole.numbers = nil
  let sketched = try SketchedExamples(of: whole, .whole, in: session)
  let found = try sketched.nearest(to: numbers[0], count: input.limit)
  var shown = 0
  let matches = try found.map { match -> SimilarResult.Match in
    var difference: TextDifference?
    if match.likeness < 1, match.likeness >= leastComparedLikeness, shown < comparedInWords {
      difference = try TextDifference(
        (numbers[0], selection), (match.number, selection), in: session)
      if difference != nil { shown += 1 }
    }
    let stored = try session.workspace.example(
      match.number, of: selection.dataset, revision: selection.revision)
    let example = stored.flatMap { try? Example($0.bytes) }
    return SimilarResult.Match(
      number: match.number, likeness: match.likeness,
      said: example?.text(of: .last(.user)) ?? example?.prompt ?? "", difference: difference)
  }
  return SimilarResult(
    name: selection.name, number: numbers[0], comparedCount: max(0, sketched.numbers.count - 1),
    matches: matches, dataset: selection.dataset.name)
}
