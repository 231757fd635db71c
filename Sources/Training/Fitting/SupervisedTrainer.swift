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
  /// What rehearsing weighs against the examples.
  package static let replayWeight: Float = 1

  private let run: Run
  private let examples: [TrainingSequence]
  private let replay: ((Int) -> TrainingSequence)?

  /// Starts a run from `model`.
  ///
  /// `replay` returns the n-th dialogue to rehearse, from 0; it must give the same dialogue each
  /// time. Without it nothing is rehearsed. An example without counted tokens teaches nothing.
  package init(
    _ model: LanguageModel, examples: [TrainingSequence], plan: TrainingPlan,
    replay: ((Int) -> TrainingSequence)?, on machine: Machine = Machine()
  ) {
    run = Run(model, plan: plan, exampleCount: examples.count, on: machine)
    self.examples = examples
    self.replay = replay
  }

  /// Goes on with a stored run, given the model, examples, plan and replay that it started with.
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

  package func step() -> StepMetrics {
    let chosen = run.nextExamples().map { examples[$0] }
    var batch = TokenBatch(chosen)
    let counted = batch.rows.count
    if let replay {
      let first = run.completedSteps * Self.replayCount
      for index in first..<first + Self.replayCount { batch.append(replay(index)) }
    }
    let losses = run.fit.forward(batch)
    let hits = run.fit.hits
    let metrics = StepMetrics(
      step: run.completedSteps + 1,
      loss: losses[..<counted].reduce(0) { $0 + Double($1) } / Double(max(counted, 1)),
      accuracy: Double(hits[..<counted].count { $0 }) / Double(max(counted, 1)),
      tokens: chosen.reduce(0) { $0 + $1.tokens.count })
    let scale =
      shares(batch.weights[..<counted], total: 1)
      + shares(batch.weights[counted...], total: Self.replayWeight)
    run.fit.backward(scale: scale)
    run.update(rate: run.rate(Self.learningRate, warmUp: Self.warmUp))
    return metrics
  }

  package func evaluate(_ sequences: [TrainingSequence]) -> Evaluation { run.evaluate(sequences) }
  package func stateBytes() -> [UInt8] { run.stateBytes() }

  /// The weights, scaled so that they add up to `total`.
  private func shares(_ weights: ArraySlice<Float>, total: Float) -> [Float] {
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum * total }
  }
}
