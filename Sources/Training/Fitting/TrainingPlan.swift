/// How long and how hard to train.
package struct TrainingPlan: Sendable, Hashable {
  package var epochs: Int
  /// Examples of one step.
  package var batchSize: Int
  /// Scales the trainer's own learning rate.
  package var learningRateMultiplier: Double
  /// Decides the order of the examples.
  package var seed: UInt64

  package init(epochs: Int, batchSize: Int, learningRateMultiplier: Double = 1, seed: UInt64 = 0) {
    self.epochs = epochs
    self.batchSize = batchSize
    self.learningRateMultiplier = learningRateMultiplier
    self.seed = seed
  }

  /// Returns the plan that "auto" stands for in supervised training of `count` examples.
  ///
  /// 500 example views, within 3 to 10 epochs; from 2,000 examples on, 6,000 views, down to one
  /// epoch. One example per step up to 750 examples, then 0.2 % of them, with the learning rate
  /// scaled by the square root.
  package static func automatic(supervisedExamples count: Int, seed: UInt64 = 0) -> TrainingPlan {
    let count = max(count, 1)
    let epochs =
      count < 2000 ? min(10, max(3, (500 + count - 1) / count)) : max(1, min(3, 6000 / count))
    let batchSize = max(1, Int((0.002 * Double(count)).rounded()))
    return TrainingPlan(
      epochs: epochs, batchSize: batchSize,
      learningRateMultiplier: Double(batchSize).squareRoot(), seed: seed)
  }

  /// Returns the plan that "auto" stands for in training from `count` preferences.
  package static func automatic(preferences count: Int, seed: UInt64 = 0) -> TrainingPlan {
    var plan = automatic(supervisedExamples: count, seed: seed)
    plan.epochs = count < 50 ? 10 : 3
    return plan
  }

  /// How many steps one epoch over `count` examples has.
  package func stepsPerEpoch(examples count: Int) -> Int {
    (count + batchSize - 1) / max(batchSize, 1)
  }
}
