import FineTuning
import Training

/// How much of an example a model reads.
struct ExampleSize: Equatable {
  var tokens = 0
  /// Of ``tokens``, those that the loss counts.
  var learned = 0
}

/// Turns examples into the tokens of one model.
struct ExampleEncoder: Sendable {
  let tokenizer: SubwordTokenizer
  /// Longer examples lose their end.
  var limit: Int

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

  /// What one pass over an example reads, and how much of that it learns.
  func size(_ example: TrainingExample) -> ExampleSize {
    sequences(example).reduce(ExampleSize()) { size, sequence in
      ExampleSize(
        tokens: size.tokens + sequence.tokens.count, learned: size.learned + sequence.countedTokens)
    }
  }

  /// What an example would be without the limit, and what the limit takes away.
  ///
  /// `counter` counts by the encoder's tokenizer.
  func reading(
    _ example: TrainingExample, _ counter: inout TokenCounter
  ) -> ExampleMeasure.Reading {
    let dialogues: [[Turn]]
    switch example {
    case .chat(let turns): dialogues = [turns]
    case .preference(let prompt, let preferred, let rejected):
      let context = prompt.map { Turn($0.role, $0.text, weight: 0) }
      dialogues = [context + [preferred], context + [rejected]]
    }
    var reading = ExampleMeasure.Reading(tokens: 0, trained: 0, lost: 0, computed: 0)
    for turns in dialogues {
      // As in a training sequence: a marker, then of each turn its role, its text and an end.
      var position = 1
      for turn in turns {
        let start = position + 1
        position = start + counter.count(turn.text) + 1
        guard turn.weight > 0 else { continue }
        reading.trained += position - start
        reading.lost += max(0, position - max(start, limit))
      }
      reading.tokens = max(reading.tokens, position)
      reading.computed += min(position, limit)
    }
    return reading
  }

  /// The dialogues that one pass over an example reads.
  private func sequences(_ example: TrainingExample) -> [TrainingSequence] {
    switch example {
    case .chat(let turns): return [sequence(turns)]
    case .preference(let prompt, let preferred, let rejected):
      let pair = preference(prompt, preferred, rejected)
      return [pair.preferred, pair.rejected]
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
