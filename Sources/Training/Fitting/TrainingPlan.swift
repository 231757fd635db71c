/// How long and how hard to train.
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
