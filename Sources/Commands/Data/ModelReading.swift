import CommandLanguage
import Datasets
import FineTuning
import Pricing
import Spelling
import Tokenization

/// How one model reads examples: which kinds, and how much of each.
struct ModelReading: Sendable {
  var target: TrainingTarget
  /// The model with all that its measure depends on: its limit, and what counts its tokens.
  var identity: String
  /// Makes what measures examples, for one thread; nil where no limit is known.
  var makeMeasure: (@Sendable () -> (Example) -> ContextFit?)?

  /// What makes a measure where nothing is known: no example has one.
  var measure: @Sendable () -> (Example) -> ContextFit? { makeMeasure ?? { { _ in nil } } }
}

/// What `--for` names: a place where the data goes, a model, or a model at a place.
struct CheckTarget {
  /// nil where a model alone is named, or nothing.
  var profile: Profile?
  /// nil where a profile alone is named that has no model of its own.
  var reading: ModelReading?
}

extension Checks {
  /// The columns of the matrix that `--for all` and `--for A,B` ask for; nil for one place.
  ///
  /// - Throws: ``Failure`` E403 for a name in the list that no profile has.
  func columns(named argument: Argument) throws -> CheckMatrix.Columns? {
    if argument.text == "all" { return .all }
    let names = argument.text.split(separator: ",", omittingEmptySubsequences: false)
    guard names.count > 1 else { return nil }
    return .named(
      try names.map { name in
        if let profile = Profile.named(String(name)) { return profile }
        let known = Profile.all.map(\.name)
        throw Failure(
          .noPrice, "no provider and no program \"\(name)\" has rules here", at: argument.span,
          consequence: "nothing was checked",
          remedy: nearest(to: String(name), in: known).map { "did you mean \($0)?" }
            ?? "--for \(known.prefix(3).joined(separator: ","))")
      })
  }

  /// Reads `--for PROFILE`, `--for PROFILE/MODEL` and `--for MODEL`.
  ///
  /// - Throws: ``Failure`` E403 for a model that nothing is known of.
  func target(named argument: Argument) throws -> CheckTarget {
    let name = argument.text
    if let profile = Profile.named(name) {
      let provider = try session.services.providers().first { $0.name == profile.name }
      let reading = try provider.flatMap { provider in
        try provider.defaultModel.map { try self.reading(of: $0, at: provider) }
      }
      return CheckTarget(profile: profile, reading: reading)
    }
    if let slash = name.firstIndex(of: "/"), let profile = Profile.named(String(name[..<slash])) {
      let text = String(name[name.index(after: slash)...])
      let model = Argument(.word(text), text: text, span: argument.span)
      return CheckTarget(profile: profile, reading: try reading(named: model))
    }
    return CheckTarget(reading: try reading(named: argument))
  }

  /// The model that `--for` names, by its own name or by that of a provider.
  ///
  /// - Throws: ``Failure`` E403 for a model that nothing is known of.
  func reading(named argument: Argument) throws -> ModelReading {
    let name = argument.text
    let providers = try session.services.providers()
    if let provider = providers.first(where: { $0.name == name }) {
      guard let model = provider.defaultModel else {
        throw Failure(
          .noPrice, "\(name) trains several models", at: argument.span,
          consequence: "nothing was checked", remedy: "name one:  --for gpt-4.1-mini")
      }
      return try reading(of: model, at: provider)
    }
    if let provider = providers.first(where: { $0.owns(name) }) {
      return try reading(of: name, at: provider, asksTemplate: true)
    }
    guard let priced = PriceTable.openAI.model(name) else {
      let near =
        session.spending.pricedName(near: name)
        ?? nearest(to: name, in: Profile.all.map(\.name) + ["all"])
      throw Failure(
        .noPrice, "nothing is known of a model \"\(name)\"", at: argument.span,
        consequence: "nothing was checked",
        remedy: near.map { "did you mean \($0)?" } ?? "estimate --all lists the known ones")
    }
    return reading(of: priced, named: name)
  }

  /// How the model reads at that provider; its template is asked on request, since that takes a
  /// millisecond or two for each example.
  func reading(
    of model: String, at provider: ProviderSummary, asksTemplate: Bool = false
  ) throws -> ModelReading {
    if provider.owns(model) {
      let service = try session.services.service(named: provider.name)
      let measure = try service.offer((any ExampleMeasuring).self)?.measure(for: model)
      return ModelReading(
        target: TrainingTarget(model: model),
        identity: "\(model) \(measure?.limit ?? 0) at \(provider.name)"
          + (asksTemplate && measure?.hasTemplate == true ? " by its template" : ""),
        makeMeasure: measure.map { Self.fits($0, asksTemplate: asksTemplate) })
    }
    if let priced = PriceTable.known(at: provider.name)?.model(model) {
      return reading(of: priced, named: model)
    }
    return ModelReading(
      target: TrainingTarget(model: model, kinds: Set(ExampleKind.allCases)), identity: model,
      makeMeasure: nil)
  }

  /// The usual model of the provider in use; nil where one has to be named.
  func readingInUse() throws -> ModelReading? {
    guard let provider = try? session.providers.provider(nil), let model = provider.defaultModel
    else { return nil }
    return try reading(of: model, at: provider)
  }

  /// Counts as `estimate` does, in the model's own encoding.
  private func reading(of priced: PricedModel, named name: String) -> ModelReading {
    let rules = TokenRules(model: priced.snapshot)
    let limit = priced.limits.example
    let tokenizer = session.context.tokenizer
    return ModelReading(
      target: TrainingTarget(
        model: name, kinds: priced.readsCompletions ? [.completion] : [.chat, .preference]),
      identity: "\(name) \(limit) \(tokenizer(priced.encoding) == nil ? "estimated" : "exact")",
      makeMeasure: {
        let counter = TextCounter(tokenizer(priced.encoding))
        return { example in
          // No token is less than a byte, but for the few around each message, and for images.
          if example.bytes.count <= limit / 2, !example.hasParts { return nil }
          return ContextFit(of: example, limit: limit, rules: rules, counter: counter)
        }
      })
  }

  private static func fits(
    _ measure: ExampleMeasure, asksTemplate: Bool
  ) -> @Sendable () -> (Example) -> ContextFit? {
    {
      let read = measure.makeReader()
      return { example in
        guard example.bytes.count > measure.limit || asksTemplate && measure.hasTemplate else {
          return nil
        }
        return read(example.sentBytes).map { reading in
          var fit = ContextFit(
            tokens: reading.tokens, limit: measure.limit, trained: reading.trained,
            lost: reading.lost)
          fit.refusal = reading.refusal
          fit.unwritten = reading.unwritten.map { .init(what: $0.what, message: $0.message) }
          return fit
        }
      }
    }
  }
}

extension Example {
  /// Whether a content is a list, in which there may be images.
  fileprivate var hasParts: Bool {
    messages.contains { if case .parts = $0.content { true } else { false } }
  }
}
