/// The length, the batch size and the learning rate of a training.
package struct TrainingPlan: Sendable, Hashable {
  package var epochs: Int
  /// Examples of one step.
  package var batchSize: Int
  /// Scales the trainer's own learning rate, which grows with the square root of ``batchSize``.
  package var learningRateMultiplier: Double
  /// Decides the order of the examples.
  package var seed: UInt64

  package init(epochs: Int, batchSize: Int, learningRateMultiplier: Double = 1, seed: UInt64 = 0) {
    self.epochs = epochs
    self.batchSize = batchSize
    self.learningRateMultiplier = learningRateMultiplier
    self.seed = seed
  }

  /// How many steps one epoch over `count` examples has.
  package func stepsPerEpoch(examples count: Int) -> Int {
    (count + batchSize - 1) / max(batchSize, 1)
  }
}

/// What one step of training saw, before it changed the weights.
package struct TrainingStep: Sendable, Hashable {
  /// The step, counted from 1.
  package var step: Int
  /// Mean -log p over the tokens that count, replayed dialogues left out.
  package var loss: Double
  /// Share of those tokens that were the model's first choice, in 0...1.
  package var accuracy: Double
  /// How many tokens count; without any there is no loss.
  package var counted = 0
  /// All tokens of the step's examples, context included, replayed dialogues left out.
  package var tokens: Int
  /// For preferences: share of the step's pairs whose implicit reward favors the preferred answer.
  package var rewardAccuracy: Double?
  /// For preferences: mean difference of the implicit rewards.
  package var rewardMargin: Double?
}

/// How well a model predicts some sequences.
package struct Evaluation: Sendable, Hashable {
  /// Mean -log p over the tokens that count.
  package var loss: Double
  /// Share of those tokens that are the model's first choice, in 0...1.
  package var accuracy: Double
  /// How many tokens count.
  package var tokens: Int
  /// For each sequence, whether every counted token is the model's first choice.
  package var reproduced: [Bool]
}

/// A training run that advances step by step and can be stored between any two.
///
/// A run restored from ``stateBytes()`` continues with the bits of one that was never interrupted.
package protocol Trainer: AnyObject {
  /// How many steps are done.
  var completedSteps: Int { get }
  /// How many steps the run has.
  var totalSteps: Int { get }
  /// How many steps one pass over the examples has; the last step of a pass ends an epoch.
  var stepsPerEpoch: Int { get }
  /// A copy of the model as it is now.
  var model: LanguageModel { get }

  /// Does one step; must not be called after the last one.
  func step() -> TrainingStep
  /// Returns how the present weights predict `sequences`; the run is not changed.
  func evaluate(_ sequences: [TrainingSequence]) -> Evaluation
  /// Returns all of the run's state, without the examples.
  func stateBytes() -> [UInt8]
}
