import CommandLanguage
import Datasets
import FineTuning
package import JSON
import Quantities
package import Workspaces

/// What `regenerate` is asked.
package struct RegenerateInput: Sendable {
  var selection: SelectionRequest
  /// The name of the proposal; nil to change the examples themselves.
  var name: Argument?
  var model: Argument
  var options: ChatOptions
  var confirmation: Confirmation
}

/// Answers of a model in the place of those that were there.
package struct RegenerateResult: VerbResult {
  /// What was asked about, with the revision where it is an older one.
  package var source: String
  /// The dataset with the new answers.
  package var dataset: String
  /// How the line named the model, such as `@demo`.
  package var label: String
  /// Whether ``dataset`` was made by this line.
  package var isProposal: Bool
  /// Examples that the model was asked for.
  package var askedCount = 0
  /// Of those, the examples whose answer is another one now.
  package var changedCount = 0
  /// Examples that have no answer in plain text at their end, or use tools or images.
  package var passedCount = 0
  /// The first new answers.
  package var samples: [ChangeSample] = []

  package var json: JSONValue {
    [
      "source": .string(source), "dataset": .string(dataset), "model": .string(label),
      "asked": .integer(askedCount), "changed": .integer(changedCount),
      "passed": .integer(passedCount),
    ]
  }

  package var replayFacts: ReplayFacts {
    ReplayFacts(dataset: dataset, changedCount: changedCount)
  }
}

extension Verb where Input == RegenerateInput, Result == RegenerateResult {
  /// `regenerate`: a model's answers, as a proposal that is taken or not.
  package static var regenerate: Self {
    Self(
      VerbDeclaration(
        "regenerate", .curate, "let a model answer examples anew, as a proposal",
        usage: [
          "regenerate NAME [where TEST] as NEW --model MODEL",
          "regenerate FORK [where TEST] --model MODEL",
        ],
        options: [
          .init("model", "MODEL", "who answers: a model, or @JOB for the one that it made"),
          .init("yes", nil, "do not ask before many requests are sent"),
        ] + ChatOptions.declared.filter { $0.name != "system" } + [
          .init("system", "TEXT", "the system prompt; each example's own unless said")
        ],
        examples: [
          .init("regenerate marv where number < 5 as better --model @demo", "better is a fork"),
          .init("diff marv better", "what was, and what is proposed"),
          .init("merge better into marv where number < 5", "takes over some; without where all"),
          .init("pair marv#1 better#1 as prefs", "or a preference of both answers"),
        ], operands: [.examples], traits: .asking),
      read: { reader throws(Failure) in
        let selection = reader.selection(reader.optionalArgument())
        guard let model = reader.value("model") else {
          throw reader.missing("a model:  regenerate marv as better --model @demo")
        }
        return RegenerateInput(
          selection: selection, name: reader.clause(.as), model: model,
          options: try ChatOptions(&reader), confirmation: Confirmation(&reader))
      },
      perform: { input, session in
        try await session.patiently(input.options.patience) {
          try await Regenerating(input, in: session).result()
        }
      })
  }
}

/// One selection on its way through a model.
private struct Regenerating {
  let input: RegenerateInput
  let session: Session
  let selection: Selection
  let target: ChatTarget

  /// Answers that are kept at a time, each time as one operation: so many a kill can cost.
  private static let batchSize = 32

  init(_ input: RegenerateInput, in session: Session) async throws {
    self.input = input
    self.session = session
    selection = try session.selections.selection(input.selection)
    var target = try await ChatTargets(session: session).target(input.model, input.options)
    target.system = input.options.system
    self.target = target
  }

  func result() async throws -> RegenerateResult {
    let numbers = try session.selections.all(selection)
    let asked = try numbers.filter { try request(for: $0) != nil }
    guard !asked.isEmpty else {
      throw Failure(
        .nothingToWorkOn,
        numbers.isEmpty
          ? "no example matches" : "no example of these ends in an answer of plain text",
        consequence: "nothing was sent", remedy: "show \(selection.name)")
    }
    if let name = input.name {
      try Deriving(session: session, selection: selection, name: name).requireFreeName()
    } else {
      // Refuses an older revision while nothing is paid yet.
      _ = try ExampleChanges(by: "regenerate", to: selection, nil, in: session)
    }
    try LaunchCheck.refuseSecrets(
      of: selection, to: target.chosen.provider, in: session, consequence: "nothing was sent")
    try await confirm(asked.count)
    // A fork numbers its examples from 1, in the order of the selection.
    let places = input.name == nil ? numbers : Array(1...numbers.count)
    let place = Dictionary(uniqueKeysWithValues: zip(numbers, places))
    var result = RegenerateResult(
      source: selection.name, dataset: input.name?.text ?? selection.dataset.name,
      label: target.label, isProposal: input.name != nil,
      passedCount: numbers.count - asked.count)
    defer { session.console.tell(.data(.loadingEnded)) }
    for start in stride(from: 0, to: asked.count, by: Self.batchSize) {
      let batch = asked[start..<min(start + Self.batchSize, asked.count)]
      let (answers, fault) = await answers(to: batch)
      if !answers.isEmpty {
        let isFirst = result.askedCount == 0
        let texts = Dictionary(
          uniqueKeysWithValues: answers.map { (place[$0.number] ?? $0.number, $0.text) })
        // In a task that Ctrl-C does not reach: these answers are there, and may have been paid.
        let changed = try await Task {
          if isFirst { try propose(numbers) }
          return try await kept(texts, in: input.name?.text ?? selection.dataset.name)
        }.value
        result.askedCount += texts.count
        result.changedCount += changed?.count ?? 0
        if result.samples.isEmpty { result.samples = changed?.samples ?? [] }
      }
      if let fault { throw brokenOff(fault, after: result, of: asked.count) }
      session.console.tell(
        .data(.asking(dataset: selection.name, percent: batch.endIndex * 100 / asked.count)))
    }
    return result
  }

  /// What the model is sent for an example: all before its last answer; nil where that is no plain
  /// text, or where tools or images are in it.
  private func request(for number: Int) throws -> [ChatMessage]? {
    guard
      let stored = try session.workspace.example(
        number, of: selection.dataset, revision: selection.revision)
    else { return nil }
    let example = try Example(stored.bytes)
    guard example.kind == .chat, example.tools == nil,
      let last = example.messages.last, last.role == .assistant
    else { return nil }
    let isPlain = example.messages.allSatisfy { message in
      if case .parts = message.content { return false }
      return !message.hasCall && !message.isResult
    }
    guard isPlain else { return nil }
    let before = example.messages.dropLast().filter { message in
      target.system == nil || message.role != .system && message.role != .developer
    }
    if before.isEmpty { return nil }
    return before.map {
      ChatMessage(role: example.role(of: $0), text: example.text(of: $0) ?? "")
    }
  }

  /// Asks first where each answer costs money, or examples are changed in their place.
  private func confirm(_ count: Int) async throws {
    guard count > 1, input.name == nil || target.chosen.provider.isPriced else { return }
    if input.confirmation.isGiven { return }
    guard session.console.isInteractive else {
      throw Failure(
        .manyExamples, "this asks \(target.model) \(NumberFormat.count(count, "time"))",
        consequence: "nothing was sent", remedy: "look first with show, then add --yes")
    }
    let question = Question.askModel(model: target.model, count: count)
    guard await session.console.confirm(question) == true else {
      throw Failure(.declined, "not agreed", consequence: "nothing was sent")
    }
  }

  /// The answers as far as they came, and what broke them off.
  private func answers(
    to numbers: ArraySlice<Int>
  ) async -> (answers: [(number: Int, text: String)], fault: (any Error)?) {
    var answers: [(number: Int, text: String)] = []
    do {
      for number in numbers {
        try Task.checkCancellation()
        guard let messages = try request(for: number) else { continue }
        let reply = try await Reply(
          of: target, to: messages, sampling: input.options.sampling, isShown: false, in: session)
        try reply.requireWhole()
        if !reply.isPartial { answers.append((number, reply.text)) }
      }
    } catch {
      return (answers, error)
    }
    return (answers, nil)
  }

  /// Makes the dataset of the proposal, unless the examples themselves are changed.
  private func propose(_ numbers: [Int]) throws {
    guard let name = input.name else { return }
    _ = try Deriving(session: session, selection: selection, name: name)
      .result(numbers, by: "regenerate")
  }

  /// Writes answers in the place of those that are there; a model that says nothing changes nothing.
  private func kept(_ texts: [Int: String], in name: String) async throws -> ChangedExamples? {
    let dataset = try session.workspace.dataset(named: name)
    let proposal = Selection(
      dataset: dataset, numbers: texts.keys.sorted(), field: FieldPath("assistant") ?? FieldPath())
    let changes = try ExampleChanges(
      by: "regenerate", to: proposal, nil, isShown: true, in: session)
    return try await changes.edit("answers by \(target.label)") {
      { stored, example in
        guard let text = texts[stored.number], !text.isEmpty else { return nil }
        return .example(
          try example.setting(.last(.assistant), to: .string(text)), place: .last(.assistant))
      }
    }
  }

  /// What was paid for is kept, and the line that goes on from there is offered.
  private func brokenOff(
    _ fault: any Error, after result: RegenerateResult, of count: Int
  ) -> any Error {
    guard result.askedCount > 0 else { return fault }
    var failure = session.failure(explaining: fault)
    failure.consequence =
      "\(result.askedCount) of \(NumberFormat.count(count, "answer")) came and are in "
      + result.dataset
    let provider = input.options.provider.map { " --provider \($0.text)" } ?? ""
    failure.remedy =
      "regenerate \(result.dataset) where not edited --model \(input.model.text)\(provider) --yes"
    return failure
  }
}
