import CommandLanguage
package import Datasets
package import JSON
import Quantities
package import Workspaces

/// What `duplicates` is asked.
package struct DuplicatesInput: Sendable {
  var selection: SelectionRequest
  var search: RepeatSearch
  /// Whether the repeats are dropped.
  var drops: Bool
  var confirmation: Confirmation
}

/// The examples that repeat others.
package struct DuplicatesResult: VerbResult {
  /// The dataset, with its revision where it is an older one.
  package var name: String
  package var exampleCount: Int
  package var part: RepeatedPart
  /// The least likeness that was asked for; nil for equal ones.
  package var likeness: Double?
  /// By the number of the example that stays.
  package var clusters: [RepeatCluster]
  /// Where the first two that are alike differ; nil when all are equal.
  package var difference: TextDifference?
  /// The line that drops them; nil when there are none, or they were dropped.
  package var remedy: String?
  /// What was dropped.
  package var change: ChangedExamples?
  var dataset: String

  /// How many examples repeat another.
  package var repeatedCount: Int { clusters.reduce(0) { $0 + $1.others.count } }

  /// Clusters that a value holds; all of them are counted.
  private static let listedLimit = 1_000

  package var json: JSONValue {
    [
      "dataset": .string(name), "count": .integer(exampleCount),
      "by": .string(part.rawValue), "likeness": likeness.map(JSONValue.number) ?? .null,
      "clusters": .integer(clusters.count), "repeated": .integer(repeatedCount),
      "dropped": .integer(change?.count ?? 0),
      "list": .array(clusters.prefix(Self.listedLimit).map(\.json)),
      "remedy": remedy.map(JSONValue.string) ?? .null,
    ]
  }

  package var replayFacts: ReplayFacts {
    var facts = change.replayFacts
    facts.dataset = dataset
    return facts
  }
}

extension RepeatCluster {
  fileprivate var json: JSONValue {
    [
      "kept": .integer(kept),
      "others": .array(
        others.map {
          ["number": .integer($0.number), "likeness": .number(rounded($0.likeness))]
        }),
    ]
  }
}

/// A likeness to three places, as it is compared and shown.
func rounded(_ likeness: Double) -> Double { (likeness * 1_000).rounded() / 1_000 }

extension Verb where Input == DuplicatesInput, Result == DuplicatesResult {
  /// `duplicates`: examples that are equal, or nearly so.
  package static var duplicates: Self {
    Self(
      VerbDeclaration(
        "duplicates", .curate, "find examples that repeat others, equal or nearly so",
        usage: [
          "duplicates NAME [exact|near] [by whole|prompt|answer]", "duplicates NAME near --drop",
        ],
        options: [
          .init("likeness", "NUMBER", "near: the least Jaccard index, 0.6 to 1; 0.7 unless said"),
          .init("keep", "WHICH", "which of them stays: first (the usual), or longest"),
          .init("drop", nil, "drop the others, as one change"),
          .init("yes", nil, "do not ask when many examples go"),
        ],
        examples: [
          .init("duplicates marv near", "a few letters or words may differ, in any language"),
          .init("duplicates marv by prompt", "one prompt, whatever is answered"),
        ],
        operands: [
          .examples, .words(["exact", "near", "by"]),
          .words(["by"] + RepeatedPart.allCases.map(\.rawValue)),
          .words(RepeatedPart.allCases.map(\.rawValue)),
        ]),
      read: { reader throws(Failure) in
        var arguments = reader.remainingArguments()
        let dataset = RepeatSearch.dataset(&arguments)
        var search = try RepeatSearch(arguments, reader)
        try search.readOptions(&reader)
        return DuplicatesInput(
          selection: reader.selection(dataset), search: search, drops: reader.flag("drop"),
          confirmation: Confirmation(&reader))
      },
      perform: { input, session in try await FindingRepeats(input, in: session).result() })
  }
}

extension RepeatSearch {
  /// Takes the dataset from the front, when one is named there.
  static func dataset(_ arguments: inout [Argument]) -> Argument? {
    guard let first = arguments.first, !["exact", "near", "by"].contains(first.text) else {
      return nil
    }
    return arguments.removeFirst()
  }

  /// Reads `near by prompt`.
  ///
  /// - Throws: ``Failure`` for other words.
  init(_ words: [Argument], _ reader: ArgumentReader) throws(Failure) {
    self.init()
    var rest = words[...]
    while let word = rest.popFirst() {
      switch word.text {
      case "exact": likeness = nil
      case "near": likeness = 0.7
      case "by":
        guard let part = rest.popFirst() else {
          throw reader.missing("whole, prompt or answer behind \"by\"")
        }
        guard let found = RepeatedPart(rawValue: part.text) else {
          throw Failure(
            .badOptionValue, "examples are compared by whole, prompt or answer", at: part.span,
            consequence: "nothing was looked for", remedy: "by prompt")
        }
        self.part = found
      default: throw reader.unexpected(word)
      }
    }
  }

  /// Reads `--likeness` and `--keep`.
  mutating func readOptions(_ reader: inout ArgumentReader) throws(Failure) {
    if let given = reader.option("likeness") {
      guard let number = given.value?.number?.value, (0.6...1).contains(number) else {
        throw Failure(
          .badOptionValue, "--likeness takes a number from 0.6 to 1",
          at: given.value?.span ?? given.span, consequence: "nothing was looked for",
          remedy: "--likeness 0.8")
      }
      likeness = number
    }
    guard let keep = reader.value("keep") else { return }
    guard let rule = Survivor(rawValue: keep.text) else {
      throw Failure(
        .badOptionValue, "--keep takes first or longest", at: keep.span,
        consequence: "nothing was looked for", remedy: "--keep first")
    }
    survivor = rule
  }

  /// The line that was typed, without the dataset, in its shortest form.
  var words: String {
    var words = likeness == nil ? "" : " near"
    if part != .whole { words += " by \(part.rawValue)" }
    if let likeness, likeness != 0.7 { words += " --likeness \(likeness)" }
    if survivor != .first { words += " --keep \(survivor.rawValue)" }
    return words
  }
}

/// One search on its way.
private struct FindingRepeats {
  let input: DuplicatesInput
  let session: Session
  let selection: Selection

  init(_ input: DuplicatesInput, in session: Session) throws {
    self.input = input
    self.session = session
    selection = try session.selections.selection(input.selection)
  }

  func result() async throws -> DuplicatesResult {
    let search = input.search
    let clusters = try search.clusters(of: selection, in: session)
    var result = DuplicatesResult(
      name: selection.name, exampleCount: try session.selections.count(selection),
      part: search.part, likeness: search.likeness, clusters: clusters,
      difference: try difference(clusters), dataset: selection.dataset.name)
    if clusters.isEmpty { return result }
    guard input.drops else {
      // Clauses are not written again: a line for all is another search.
      if input.selection.clauses.isEmpty, selection.numbers == nil, selection.revision == nil {
        result.remedy = "duplicates \(selection.name)\(search.words) --drop"
      }
      return result
    }
    var repeated = selection
    repeated.numbers = clusters.flatMap { $0.others.map(\.number) }.sorted()
    let count = NumberFormat.count(result.repeatedCount, "example")
    result.change = try await ExampleChanges(
      by: "duplicates", to: repeated, input.confirmation, in: session
    ).drop { _ in
      "dropped \(count) of \(selection.dataset.name), "
        + (search.likeness == nil ? "duplicates" : "near-duplicates")
    }
    return result
  }

  /// Where the first pair that is not equal differs.
  private func difference(_ clusters: [RepeatCluster]) throws -> TextDifference? {
    for cluster in clusters.prefix(20) {
      for other in cluster.others.prefix(5) {
        let found = try TextDifference(
          (cluster.kept, selection), (other.number, selection), in: session)
        if let found { return found }
      }
    }
    return nil
  }
}
