import FineTuning
import Testing

/// What the sandbox takes for `auto`.
@Suite struct AutomaticTests {
  @Test(arguments: [
    (0, 15, 1), (1, 15, 1), (10, 15, 1), (20, 15, 1), (34, 15, 1), (36, 14, 1), (50, 10, 1),
    (51, 10, 1), (100, 5, 1), (166, 4, 1), (167, 3, 1), (749, 3, 1), (750, 3, 2), (1000, 3, 2),
    (1999, 3, 4), (2000, 3, 4), (3000, 2, 6), (10_000, 1, 20), (200_000, 1, 256),
  ])
  func `Auto means epochs and batches for so many examples`(
    count: Int, epochs: Int, batchSize: Int
  ) {
    #expect(
      TrainingMethod(.supervised).resolved(exampleCount: count)
        == Hyperparameters(
          epochCount: .value(epochs), batchSize: .value(batchSize),
          learningRateMultiplier: .value(1)))
  }

  @Test(arguments: [(49, 10), (50, 3)])
  func `Preferences have their own, with a beta`(count: Int, epochs: Int) {
    #expect(
      TrainingMethod(.dpo).resolved(exampleCount: count)
        == Hyperparameters(
          epochCount: .value(epochs), batchSize: .value(1), learningRateMultiplier: .value(1),
          beta: .value(0.1)))
  }

  @Test func `What was asked for stays`() {
    let asked = Hyperparameters(
      epochCount: .value(2), batchSize: .value(8), learningRateMultiplier: .value(0.5),
      beta: .value(2))
    #expect(TrainingMethod(.dpo, asked).resolved(exampleCount: 10) == asked)
  }
}
