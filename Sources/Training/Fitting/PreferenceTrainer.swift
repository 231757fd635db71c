internal import CTraining

/// Trains a model to prefer one answer over another: direct preference optimization
/// (Rafailov et al., 2023).
///
/// The loss of a pair is -log σ(β m), where m is how much more the model favors the preferred
/// answer than the reference does, plus min(1, 0.1 / β) times the preferred answer's mean -log p.
/// The second term is our own: without it the preferred answer, tens of nats down, does not become
/// the greedy one. A large β thus keeps the model nearer to the reference, which is the model at
/// the start.
package final class PreferenceTrainer: Trainer {
  /// The learning rate that a multiplier of 1 stands for.
  package static let learningRate = 1e-3
  /// The share of the run over which the rate rises.
  package static let warmUp = 0.1
  /// The strength of the pull to the reference that "auto" stands for.
  package static let automaticBeta = 0.1

  private let run: Run
  private let preferences: [Preference]
  private let beta: Double
  /// log p of each pair's answers under the reference.
  private let reference: [(preferred: Double, rejected: Double)]

  /// Starts a run from `model`, which is also the reference.
  ///
  /// `beta` must be positive.
  package init(
    _ model: LanguageModel, preferences: [Preference], plan: TrainingPlan,
    beta: Double = automaticBeta, on machine: Machine = Machine()
  ) {
    precondition(beta > 0, "beta must be positive")
    run = Run(model, plan: plan, exampleCount: preferences.count, on: machine)
    self.preferences = preferences
    self.beta = beta
    let training = run.training
    reference = preferences.map { pair in
      func likelihood(_ sequence: TrainingSequence) -> Double {
        -training.forward(TokenBatch([sequence])).reduce(0) { $0 + Double($1) }
      }
      return (likelihood(pair.preferred), likelihood(pair.rejected))
    }
  }

  /// Continues a stored run, given the model, preferences, plan and beta that it started with.
  ///
  /// - Throws: when the state is damaged or of another model or number of preferences.
  package convenience init(
    restoring state: [UInt8], _ model: LanguageModel, preferences: [Preference],
    plan: TrainingPlan, beta: Double = automaticBeta, on machine: Machine = Machine()
  ) throws(ModelFileError) {
    self.init(model, preferences: preferences, plan: plan, beta: beta, on: machine)
    try run.restore(state)
  }

  package var completedSteps: Int { run.completedSteps }
  package var totalSteps: Int { run.totalSteps }
  package var stepsPerEpoch: Int { run.stepsPerEpoch }
  package var model: LanguageModel { run.model }

  package func step() -> TrainingStep {
    let chosen = Array(run.nextExamples())
    let pairs = chosen.map { preferences[$0] }
    let batch = TokenBatch(pairs.flatMap { [$0.preferred, $0.rejected] })
    let losses = run.training.forward(batch).map(Double.init)
    let hits = run.training.hits
    var scale = [Float](repeating: 0, count: losses.count)
    var metrics = TrainingStep(
      step: run.completedSteps + 1, loss: 0, accuracy: 0,
      counted: losses.count,
      tokens: pairs.reduce(0) { $0 + $1.preferred.tokens.count + $1.rejected.tokens.count })
    var rewarded = 0
    var margins = 0.0
    let share = 1 / Double(pairs.count)
    let imitation = min(1, 0.1 / beta)
    for (index, example) in chosen.enumerated() {
      let preferred = batch.predictions[2 * index]
      let rejected = batch.predictions[2 * index + 1]
      let start = reference[example]
      let margin =
        beta * (start.rejected - start.preferred + sum(losses[rejected]) - sum(losses[preferred]))
      // d(-log σ(x))/dx = -σ(-x); log p falls as its loss grows, so the signs turn once more.
      let push = beta / (1 + ct_exponential(min(margin, 700))) * share
      let imitate = imitation / Double(max(preferred.count, 1)) * share
      for row in preferred { scale[row] = Float(push + imitate) }
      for row in rejected { scale[row] = Float(-push) }
      metrics.loss += (softplus(-margin) + imitate / share * sum(losses[preferred])) * share
      metrics.accuracy +=
        Double(hits[preferred].count { $0 }) / Double(max(preferred.count, 1)) * share
      margins += margin * share
      rewarded += margin > 0 ? 1 : 0
    }
    metrics.rewardAccuracy = Double(rewarded) * share
    metrics.rewardMargin = margins
    run.training.backward(scale: scale)
    run.update(rate: run.rate(Self.learningRate, warmUp: Self.warmUp))
    return metrics
  }

  package func evaluate(_ sequences: [TrainingSequence]) -> Evaluation { run.evaluate(sequences) }
  package func stateBytes() -> [UInt8] { run.stateBytes() }

  private func sum(_ values: ArraySlice<Double>) -> Double { values.reduce(0, +) }

  /// log(1 + eˣ).
  private func softplus(_ x: Double) -> Double {
    x > 30 ? x : ct_log(1 + ct_exponential(x))
  }
}

/// Two answers to one prompt, of which the first is preferred.
package struct Preference: Sendable, Hashable {
  package var preferred: TrainingSequence
  package var rejected: TrainingSequence

  /// Creates a preference from whole dialogues whose weights mark the answers.
  package init(preferred: TrainingSequence, rejected: TrainingSequence) {
    self.preferred = preferred
    self.rejected = rejected
  }
}
