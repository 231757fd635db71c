extension TrainingMethod {
  /// The numbers that the sandbox takes for a file of `exampleCount` examples: those that were
  /// asked for, and its own choice for each `auto`.
  ///
  /// The model there is small, so it sees few examples more often than a hosted one would. In
  /// supervised training 500 example views, within 3 to 15 epochs; from 2,000 examples on 6,000
  /// views, down to one epoch. For preferences 10 epochs below 50 pairs, else 3. One example per
  /// step up to 749 examples, then one for every 500.
  package func resolved(exampleCount count: Int) -> Hyperparameters {
    let count = max(count, 1)
    let epochs =
      switch kind {
      case .dpo: count < 50 ? 10 : 3
      default:
        count < 2000 ? min(15, max(3, (500 + count - 1) / count)) : max(1, 6000 / count)
      }
    var numbers = hyperparameters
    numbers.epochCount = .value(numbers.epochCount.number ?? epochs)
    numbers.batchSize = .value(
      numbers.batchSize.number ?? min(256, max(1, (count + 250) / 500)))
    numbers.learningRateMultiplier = .value(numbers.learningRateMultiplier.number ?? 1)
    if kind == .dpo { numbers.beta = .value(numbers.beta.number ?? 0.1) }
    return numbers
  }

  /// The numbers that an engine takes for a file of `exampleCount` examples: those that were asked
  /// for, and OpenAI's own rule for each `auto`.
  ///
  /// Three epochs, more for fewer than 34 examples, fewer for more than 8,333, as in
  /// https://developers.openai.com/cookbook/examples/chat_finetuning_data_prep; four examples per
  /// step, from 2,000 examples on a five hundredth of them.
  package func resolvedForEngines(exampleCount count: Int) -> Hyperparameters {
    let count = max(count, 1)
    let epochs = count * 3 < 100 ? min(25, 100 / count) : max(1, min(3, 25_000 / count))
    var numbers = hyperparameters
    numbers.epochCount = .value(numbers.epochCount.number ?? epochs)
    numbers.batchSize = .value(numbers.batchSize.number ?? min(256, max(4, count / 500)))
    numbers.learningRateMultiplier = .value(numbers.learningRateMultiplier.number ?? 1)
    if kind == .dpo { numbers.beta = .value(numbers.beta.number ?? 0.1) }
    return numbers
  }
}
