import CommandLanguage
package import Datasets
package import JSON
import Pricing
package import Quantities
package import Workspaces

/// The dataset that `card` describes.
package struct CardInput: Sendable {
  var selection: SelectionRequest
}

/// What is worth knowing of a dataset before it is trained on, on one screen.
package struct CardResult: VerbResult {
  /// A value and how many examples have it.
  package struct Share: Sendable {
    package var name: String
    package var count: Int
  }

  /// The low, the middle and the high end of a measure.
  package struct Spread: Sendable {
    package var p5: Double
    package var median: Double
    package var p95: Double
  }

  /// A rule that found something.
  package struct RuleCount: Sendable {
    package var code: String
    /// nil for a rule of the user, whose name is its code.
    package var slug: String?
    package var severity: Severity
    package var count: Int
  }

  /// A dataset that came from the same one, or from this.
  package struct Relative: Sendable {
    package var name: String
    package var exampleCount: Int
    /// Examples that are here too; nil where that is no fault.
    package var sharedCount: Int?
  }

  /// The dataset, with its revision where it is an older one.
  package var name: String
  package var revision: Int
  package var exampleCount: Int
  package var tokenCount: Int
  package var trainedTokenCount: Int
  package var isExact: Bool
  /// The most frequent first, as everything that is counted.
  package var kinds: [Share] = []
  /// nil without an example.
  package var turns: Spread?
  package var tokens: Spread?
  package var systemCount = 0
  /// Chats without a system prompt.
  package var missingSystemCount = 0
  package var topSystem: Share?
  package var languages: [Share] = []
  package var duplicateCount = 0
  /// nil where so many examples are not compared unasked.
  package var nearDuplicateCount: Int?
  package var errorCount = 0
  package var warningCount = 0
  package var noteCount = 0
  package var rules: [RuleCount] = []
  /// The dataset and the revision that it was made of; nil for a loaded one.
  package var origin: String?
  package var parts: [Relative] = []
  package var siblings: [Relative] = []
  /// The model that the cost is for; nil where no provider has a usual one.
  package var model: String?
  package var epochs = 0
  /// nil where no price is known.
  package var cost: Money?
  package var isFree = false
  package var lastChange: String?
  var dataset: String

  package var json: JSONValue {
    [
      "dataset": .string(name), "revision": .integer(revision), "count": .integer(exampleCount),
      "kinds": Self.json(kinds), "turns": turns.json,
      "tokens": [
        "sum": .integer(tokenCount), "trained": .integer(trainedTokenCount),
        "are_exact": .bool(isExact), "spread": tokens.json,
      ],
      "system": [
        "prompts": .integer(systemCount), "missing": .integer(missingSystemCount),
        "top": topSystem.map { .string($0.name) } ?? .null,
        "top_count": .integer(topSystem?.count ?? 0),
      ],
      "languages": Self.json(languages), "duplicates": .integer(duplicateCount),
      "near_duplicates": nearDuplicateCount.map(JSONValue.integer) ?? .null,
      "findings": [
        "errors": .integer(errorCount), "warnings": .integer(warningCount),
        "notes": .integer(noteCount),
        "rules": .array(
          rules.map { ["rule": .string($0.code), "count": .integer($0.count)] }),
      ],
      "origin": origin.map(JSONValue.string) ?? .null,
      "parts": .array(parts.map(\.json)), "siblings": .array(siblings.map(\.json)),
      "model": model.map(JSONValue.string) ?? .null, "epochs": .integer(epochs),
      "cost": cost.map { .number(Double($0.microdollars) / 1e6) } ?? .null,
      "last_change": lastChange.map(JSONValue.string) ?? .null,
    ]
  }

  private static func json(_ shares: [Share]) -> JSONValue {
    .object(shares.map { JSONMember($0.name, .integer($0.count)) })
  }

  package var replayFacts: ReplayFacts { ReplayFacts(dataset: dataset) }
}

extension CardResult.Spread? {
  fileprivate var json: JSONValue {
    guard let self else { return .null }
    return ["p5": .number(self.p5), "median": .number(self.median), "p95": .number(self.p95)]
  }
}

extension CardResult.Relative {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "count": .integer(exampleCount),
      "shared": sharedCount.map(JSONValue.integer) ?? .null,
    ]
  }
}

extension Verb where Input == CardInput, Result == CardResult {
  /// `card`: a dataset on one screen.
  package static var card: Self {
    Self(
      VerbDeclaration(
        "card", .curate, "sum a dataset up on one screen: figures, findings, cost",
        usage: ["card [NAME]"],
        examples: [.init("card marv", "what is worth knowing before it is trained on")],
        operands: [.dataset], traits: VerbTraits(isReading: true, mayReadLocked: true), clauses: []),
      read: { reader in CardInput(selection: reader.selection(reader.optionalArgument())) },
      perform: { input, session in
        try Summary(try session.selections.selection(input.selection), in: session).result()
      })
  }
}

/// One dataset on its way onto a card.
private struct Summary {
  let session: Session
  let selection: Selection
  /// What the statistics tell already.
  private var counted: CardResult

  /// Examples up to which those that are nearly equal are looked for.
  private static let comparedLimit = 20_000

  init(_ selection: Selection, in session: Session) throws {
    self.selection = selection
    self.session = session
    let statistics = try session.selections.statistics(of: selection)
    let dataset = selection.dataset
    counted = CardResult(
      name: selection.name, revision: selection.revision ?? dataset.revision,
      exampleCount: statistics.exampleCount, tokenCount: statistics.tokens.sum,
      trainedTokenCount: statistics.trainedTokens.sum,
      isExact: session.tokens.estimateReason() == nil && statistics.toolExampleCount == 0
        && statistics.imageCount == 0,
      dataset: dataset.name)
    counted.turns = CardResult.Spread(statistics.messagesPerExample)
    counted.tokens = CardResult.Spread(statistics.tokens)
    counted.missingSystemCount = statistics.missingSystemCount
  }

  func result() throws -> CardResult {
    var result = counted
    try countTexts(&result)
    try count(findings: &result)
    if result.exampleCount <= Self.comparedLimit {
      let near = try RepeatSearch(part: .whole, likeness: 0.7)
        .clusters(of: selection, in: session)
      result.nearDuplicateCount = max(
        0, near.reduce(0) { $0 + $1.others.count } - result.duplicateCount)
    }
    try findRelatives(&result)
    try estimate(&result)
    result.lastChange = try lastChange(of: result.revision)
    return result
  }

  /// What is counted of one batch.
  private struct Texts: Sendable {
    var kinds: [String: Int] = [:]
    var languages: [String: Int] = [:]
    var systems: [String: Int] = [:]
  }

  private func countTexts(_ result: inout CardResult) throws {
    var all = Texts()
    try session.selections.forEachTransformed(
      selection,
      { batch in
        var texts = Texts()
        for entry in batch.entries {
          guard let example = try? Example(Array(batch.bytes[entry.range])) else { continue }
          texts.kinds[example.kind.rawValue, default: 0] += 1
          texts.languages[example.language.rawValue, default: 0] += 1
          if let system = example.text(of: .last(.system)) {
            texts.systems[system, default: 0] += 1
          }
        }
        return texts
      },
      combine: { part in
        all.kinds.merge(part.kinds, uniquingKeysWith: +)
        all.languages.merge(part.languages, uniquingKeysWith: +)
        all.systems.merge(part.systems, uniquingKeysWith: +)
      })
    result.kinds = Self.shares(all.kinds)
    result.languages = Self.shares(all.languages)
    result.systemCount = all.systems.count
    result.topSystem = Self.shares(all.systems).first
  }

  private static func shares(_ counts: [String: Int]) -> [CardResult.Share] {
    counts.map { CardResult.Share(name: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }

  private func count(findings result: inout CardResult) throws {
    let left = try session.checks.judged(selection.dataset, revision: selection.revision)
    result.duplicateCount = left.duplicates.count
    result.errorCount = left.count(.error)
    result.warningCount = left.count(.warning)
    result.noteCount = left.count(.note)
    let severities = Dictionary(
      left.findings.map { ($0.rule, $0.severity) }, uniquingKeysWith: max)
    result.rules = left.counts.compactMap { code, count in
      guard count > 0, let severity = severities[code] else { return nil }
      return CardResult.RuleCount(
        code: code, slug: Rule.named(code)?.slug, severity: severity, count: count)
    }.sorted { ($1.severity, $1.count, $0.code) < ($0.severity, $0.count, $1.code) }
  }

  /// Datasets that were made of this one, and those that were made of the same as this.
  private func findRelatives(_ result: inout CardResult) throws {
    let dataset = selection.dataset
    let others = try session.workspace.datasets().filter { $0.id != dataset.id }
    if let source = dataset.source, Self.isRevision(source) {
      result.origin = source
      let own = Set(try session.selections.marks(of: selection).map(\.digest.identity))
      for other in others where other.source == source {
        let marks = try session.selections.marks(
          of: Selection(dataset: other, field: FieldPath()))
        result.siblings.append(
          .init(
            name: other.name, exampleCount: other.exampleCount,
            sharedCount: marks.count { own.contains($0.digest.identity) }))
      }
    }
    for other in others where other.source.map(Self.isRevision) == true {
      guard other.source?.split(separator: " ").first.map(String.init) == dataset.name else {
        continue
      }
      result.parts.append(
        .init(name: other.name, exampleCount: other.exampleCount, sharedCount: nil))
    }
  }

  /// Whether a source is `marv r3`, and not a file.
  private static func isRevision(_ source: String) -> Bool {
    let words = source.split(separator: " ")
    return words.count == 2 && words[1].first == "r" && Int(words[1].dropFirst()) != nil
  }

  private func estimate(_ result: inout CardResult) throws {
    guard result.exampleCount > 0, let provider = try? session.providers.provider(nil),
      let model = provider.defaultModel,
      let estimate = try? session.spending.estimate(selection, model: model, epochs: nil)
    else { return }
    result.model = model
    result.epochs = estimate.epochs
    result.isFree = estimate.price == nil
    result.cost = estimate.cost
  }

  private func lastChange(of revision: Int) throws -> String? {
    let revisions = try session.workspace.revisions(of: selection.dataset)
    guard let last = revisions.first(where: { $0.number == revision }) else { return nil }
    return try session.workspace.operations(limit: 1_000_000).first { $0.id == last.operation }?
      .summary
  }
}

extension CardResult.Spread {
  fileprivate init?(_ distribution: Distribution) {
    guard let summary = distribution.summary else { return nil }
    self.init(p5: summary.p5, median: summary.median, p95: summary.p95)
  }
}
