import FineTuning
import Training

/// Turns examples into the tokens of one model.
struct ExampleEncoder: Sendable {
  let tokenizer: SubwordTokenizer
  /// Longer examples lose their end.
  let limit: Int

  init(_ model: LanguageModel) {
    tokenizer = model.tokenizer
    limit = model.configuration.contextLimit
  }

  func sequence(_ turns: [Turn]) -> TrainingSequence {
    TrainingSequence(turns, tokenizer: tokenizer, limit: limit)
  }

  func preference(_ prompt: [Turn], _ preferred: Turn, _ rejected: Turn) -> Preference {
    let context = prompt.map { Turn($0.role, $0.text, weight: 0) }
    return Preference(
      preferred: sequence(context + [preferred]), rejected: sequence(context + [rejected]))
  }

  /// The tokens of an example that are read in one pass over it.
  func tokenCount(_ example: TrainingExample) -> Int {
    switch example {
    case .chat(let turns): return sequence(turns).tokens.count
    case .preference(let prompt, let preferred, let rejected):
      let pair = preference(prompt, preferred, rejected)
      return pair.preferred.tokens.count + pair.rejected.tokens.count
    }
  }

  /// All chats of a file.
  func dialogues(_ file: ExampleFile) throws -> [TrainingSequence] {
    try examples(file, .supervised).compactMap { example in
      if case .chat(let turns) = example { sequence(turns) } else { nil }
    }
  }

  /// All preferences of a file.
  func preferences(_ file: ExampleFile) throws -> [Preference] {
    try examples(file, .dpo).compactMap { example in
      guard case .preference(let prompt, let preferred, let rejected) = example else { return nil }
      return preference(prompt, preferred, rejected)
    }
  }

  /// What a model should say to each example of a file, for measuring it.
  func answers(_ file: ExampleFile, _ method: TrainingMethod.Kind) throws -> [TrainingSequence] {
    method == .dpo ? try preferences(file).map(\.preferred) : try dialogues(file)
  }

  private func examples(
    _ file: ExampleFile, _ method: TrainingMethod.Kind
  ) throws -> some Sequence<TrainingExample> {
    let reader = TrainingExampleReader(method: method)
    return try (0..<file.count).map { index in
      try reader.read(file.bytes(at: index), example: index + 1, line: file.line(at: index))
    }
  }
}
