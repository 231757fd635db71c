extension LanguageModel {
  /// Returns the mean loss of `sequences`, by weight, and its derivative by every weight.
  package func gradient(
    of sequences: [TrainingSequence], on machine: Machine = Machine()
  ) -> (loss: Double, gradient: [Float]) {
    let fit = Fit(configuration, weights: weights, on: machine)
    let batch = TokenBatch(sequences)
    let total = batch.weights.reduce(0, +)
    let scale = batch.weights.map { $0 / total }
    let losses = fit.forward(batch)
    fit.backward(scale: scale)
    let loss = zip(losses, scale).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    return (loss, fit.gradient.values)
  }
}
