/// Trains a model to give the answers of examples.
///
/// Every weight is trained, with Adam. Each step also rehearses dialogues that the base model
/// learned from: without them facts and fluency are overwritten.
package final class SupervisedTrainer: Trainer {
  /// The learning rate that a multiplier of 1 stands for.
  package static let learningRate = 2e-3
  /// The share of the run over which the rate rises.
  package static let warmUp = 0.03
  /// How many dialogues are rehearsed per step.
  package static let replayCount = 4
  /// The weight of rehearsed dialogues relative to the examples.
  package static let replayWeight: Float = 1

  /// The most tokens of a step that go through the network at once.
  ///
  /// A larger step is split into parts whose gradients are added (gradient accumulation), since
  /// activations take 200 KB for each token.
  package static let tokensAtOnce = 2048

  private let run: Run
  private let tokensAtOnce: Int
  private let examples: [TrainingSequence]
  private let replay: ((Int) -> TrainingSequence)?

  /// Starts a run from `model`.
  ///
  /// `replay` returns the n-th dialogue to rehearse, from 0; it must give the same dialogue each
  /// time. Without it nothing is rehearsed. An example without counted tokens teaches nothing.
  package init(
    _ model: LanguageModel, examples: [TrainingSequence], plan: TrainingPlan,
    replay: ((Int) -> TrainingSequence)?, on machine: Machine = Machine(),
    tokensAtOnce: Int = tokensAtOnce
  ) {
    self.tokensAtOnce = tokensAtOnce
    run = Run(model, plan: plan, exampleCount: examples.count, on: machine)
    self.examples = examples
    self.replay = replay
  }

  /// Continues a stored run, given the model, examples, plan and replay that it started with.
  ///
  /// - Throws: when the state is damaged or of another model or number of examples.
  package convenience init(
    restoring state: [UInt8], _ model: LanguageModel, examples: [TrainingSequence],
    plan: TrainingPlan, replay: ((Int) -> TrainingSequence)?, on machine: Machine = Machine()
  ) throws(ModelFileError) {
    self.init(model, examples: examples, plan: plan, replay: replay, on: machine)
    try run.restore(state)
  }

  package var completedSteps: Int { run.completedSteps }
  package var totalSteps: Int { run.totalSteps }
  package var stepsPerEpoch: Int { run.stepsPerEpoch }
  package var model: LanguageModel { run.model }

  package func step() -> TrainingStep {
    let chosen = run.nextExamples().map { examples[$0] }
    let parts = parts(of: chosen)
    let weight = parts.reduce(Float(0)) { $1.weights.reduce($0, +) }
    var (loss, hits, counted) = (0.0, 0, 0)
    for (index, part) in parts.enumerated() {
      var batch = part
      let own = part.rows.count
      if index == parts.count - 1 { rehearse(in: &batch) }
      let losses = run.training.forward(batch)
      loss = losses[..<own].reduce(loss) { $0 + Double($1) }
      hits += run.training.hits[..<own].count { $0 }
      counted += own
      let rehearsed = batch.weights[own...]
      let scale =
        batch.weights[..<own].map { $0 / weight }
        + shares(rehearsed, total: Self.replayWeight)
      run.training.backward(scale: scale, adding: index > 0)
    }
    let metrics = TrainingStep(
      step: run.completedSteps + 1, loss: loss / Double(max(counted, 1)),
      accuracy: Double(hits) / Double(max(counted, 1)), counted: counted,
      tokens: chosen.reduce(0) { $0 + $1.tokens.count })
    run.update(rate: run.rate(Self.learningRate, warmUp: Self.warmUp))
    return metrics
  }

  /// The examples of a step in batches of at most ``tokensAtOnce``, or of one longer example.
  private func parts(of chosen: [TrainingSequence]) -> [TokenBatch] {
    var parts: [[TrainingSequence]] = []
    var tokens = 0
    for sequence in chosen {
      tokens += sequence.tokens.count
      if parts.isEmpty || tokens > tokensAtOnce {
        parts.append([])
        tokens = sequence.tokens.count
      }
      parts[parts.count - 1].append(sequence)
    }
    return parts.map { TokenBatch($0) }
  }

  private func rehearse(in batch: inout TokenBatch) {
    guard let replay else { return }
    let first = run.completedSteps * Self.replayCount
    for index in first..<first + Self.replayCount { batch.append(replay(index)) }
  }

  package func evaluate(_ sequences: [TrainingSequence]) -> Evaluation { run.evaluate(sequences) }
  package func stateBytes() -> [UInt8] { run.stateBytes() }

  /// The weights, scaled so that they add up to `total`.
  private func shares(_ weights: ArraySlice<Float>, total: Float) -> [Float] {
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum * total }
  }
}
