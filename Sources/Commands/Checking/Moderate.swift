import CommandLanguage
import Datasets
import FineTuning
package import JSON
import Quantities
package import Workspaces

/// What `moderate` is asked.
package struct ModerateInput: Sendable {
  var selection: SelectionRequest
  var provider: Argument?
  /// nil for the service's own choice.
  var model: String?
  /// Whether what was asked before is asked again.
  var asksAgain: Bool
  /// In seconds; nil for the usual.
  var patience: Int?
}

/// What a service said of examples.
package struct ModerateResult: VerbResult {
  /// An example that the service objects to.
  package struct Flagged: Sendable {
    package var number: Int
    /// The categories with their scores, the worst first.
    package var words: String
  }

  package var name: String
  package var provider: String
  package var exampleCount: Int
  /// Examples that were sent; what was said of the others is known already.
  package var askedCount: Int
  package var flagged: [Flagged]
  /// Without a revision.
  package var dataset: String

  package var json: JSONValue {
    [
      "dataset": .string(name), "provider": .string(provider), "count": .integer(exampleCount),
      "asked": .integer(askedCount),
      "flagged": .array(
        flagged.map { ["number": .integer($0.number), "categories": .string($0.words)] }),
    ]
  }

  package var replayFacts: ReplayFacts { ReplayFacts(dataset: dataset) }
}

extension Verb where Input == ModerateInput, Result == ModerateResult {
  /// `moderate`: what a provider's policy says of examples, before a job is refused for it.
  package static var moderate: Self {
    Self(
      VerbDeclaration(
        "moderate", .data, "ask a provider which examples its policy objects to",
        usage: ["moderate NAME [where TEST] [--provider NAME]"],
        options: [
          .init("provider", "NAME", "the provider; the one in use unless said"),
          .init("model", "MODEL", "its moderation model; its own choice unless said"),
          .init("again", nil, "also ask what was asked before"),
          CommandPatience.option,
        ],
        examples: [
          .init("moderate marv --provider openai", "the texts are sent; OpenAI takes no money"),
          .init("check marv", "tells it as W30, until an example is changed"),
          .init("show marv where rule W30", "what was flagged"),
        ], operands: [.dataset], traits: .asking, clauses: VerbDeclaration.selecting),
      read: { reader throws(Failure) in
        ModerateInput(
          selection: reader.selection(reader.optionalArgument()),
          provider: reader.value("provider"), model: reader.text("model"),
          asksAgain: reader.flag("again"), patience: try reader.patience())
      },
      perform: { input, session in
        try await session.patiently(input.patience) {
          try await Moderating(input, in: session).result()
        }
      })
  }
}

/// One selection on its way to a moderation service.
private struct Moderating {
  let input: ModerateInput
  let session: Session
  let selection: Selection
  let chosen: ChosenService

  /// Texts in a request, as many as OpenAI takes.
  private static let batchSize = 32

  init(_ input: ModerateInput, in session: Session) throws {
    self.input = input
    self.session = session
    selection = try session.selections.selection(input.selection)
    chosen = try session.providers.service(input.provider)
  }

  func result() async throws -> ModerateResult {
    let (name, provider) = (selection.dataset.name, chosen.provider)
    guard let service = chosen.service.offer((any ModerationService).self) else {
      throw Failure(
        .notAtProvider, "the \(provider.name) has no moderation", at: input.provider?.span,
        consequence: "nothing was sent", remedy: "moderate \(name) --provider openai")
    }
    try LaunchCheck.refuseSecrets(
      of: selection, to: provider, in: session, consequence: "nothing was sent")
    let marks = try session.selections.marks(of: selection)
    let known = input.asksAgain ? [:] : try session.workspace.moderations()
    var seen: Set<UInt64> = []
    let asked = marks.filter {
      known[$0.digest.identity] == nil && seen.insert($0.digest.identity).inserted
    }
    defer { session.console.tell(.data(.loadingEnded)) }
    for start in stride(from: 0, to: asked.count, by: Self.batchSize) {
      try Task.checkCancellation()
      let batch = asked[start..<min(start + Self.batchSize, asked.count)]
      try await ask(Array(batch), service)
      session.console.tell(
        .data(.asking(dataset: name, percent: batch.endIndex * 100 / asked.count)))
    }
    return ModerateResult(
      name: selection.name, provider: provider.name, exampleCount: marks.count,
      askedCount: asked.count, flagged: try flagged(marks), dataset: name)
  }

  /// Sends some examples, and keeps at once what is said of them.
  private func ask(_ marks: [ExampleMark], _ service: any ModerationService) async throws {
    let texts = try marks.map { mark -> String in
      let stored = try session.workspace.example(
        mark.number, of: selection.dataset, revision: selection.revision)
      let turns = try stored.map { try Example($0.bytes).turns } ?? []
      let said = turns.map(\.text).filter { !$0.isEmpty }.joined(separator: "\n\n")
      // No service takes an empty text.
      return said.isEmpty ? "-" : said
    }
    let answers = try await service.moderate(
      ModerationRequest(texts: texts, model: input.model))
    guard answers.count == marks.count else {
      throw Failure(
        .unreadableAnswer,
        "the service was asked about \(NumberFormat.count(marks.count, "text")) and spoke of "
          + "\(answers.count)", consequence: "what it said before is kept", remedy: "try again")
    }
    try session.workspace.keep(
      zip(marks, answers).map {
        StoredModeration(
          identity: $0.digest.identity, provider: chosen.provider.name, moderation: $1)
      })
  }

  private func flagged(_ marks: [ExampleMark]) throws -> [ModerateResult.Flagged] {
    try session.checks.moderated(marks).map {
      ModerateResult.Flagged(number: $0.number, words: $0.words)
    }
  }
}

extension Checks {
  /// What services objected to in some examples, by number.
  fileprivate func moderated(
    _ marks: [ExampleMark]
  ) throws -> [(number: Int, words: String)] {
    let known = try session.workspace.moderations()
    if known.isEmpty { return [] }
    let least = Double(try thresholds.value(of: .moderation) ?? 50) / 100
    return marks.compactMap { mark in
      guard let stored = known[mark.digest.identity] else { return nil }
      let (flagged, scores) = (stored.moderation.flagged, stored.moderation.scores)
      let told = flagged.union(scores.filter { $0.value >= least }.keys)
        .sorted { (scores[$1] ?? 0, $0) < (scores[$0] ?? 0, $1) }
      if told.isEmpty { return nil }
      let words = told.map { category in
        "\(category) \(NumberFormat.decimal(scores[category] ?? 0, places: 2))"
      }
      return (mark.number, words.joined(separator: ", "))
    }
  }

  /// W30: what services objected to in a revision, where any was asked.
  func moderationFindings(in dataset: Dataset, revision: Int?) throws -> [Finding] {
    guard try session.workspace.hasModerations() else { return [] }
    let whole = Selection(dataset: dataset, revision: revision, field: FieldPath())
    return try moderated(session.selections.marks(of: whole)).map {
      Finding(
        rule: Rule.moderation.code, severity: Rule.moderation.severity, example: $0.number,
        line: nil, detail: $0.words)
    }
  }
}
