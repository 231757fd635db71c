import Testing
import Training

@Suite struct PreferenceTrainerTests {
  private let preferences = [
    Preference(
      preferred: TinyModel.sequence("one?", "the cat"),
      rejected: TinyModel.sequence("one?", "a dog")),
    Preference(
      preferred: TinyModel.sequence("two?", "sat on"),
      rejected: TinyModel.sequence("two?", "ran off")),
    Preference(
      preferred: TinyModel.sequence("three?", "42"), rejected: TinyModel.sequence("three?", "7")),
  ]
  private let plan = TrainingPlan(epochs: 12, batchSize: 1, learningRateMultiplier: 2, seed: 2)

  private func finished(
    beta: Double, on machine: Machine = Machine()
  ) -> (PreferenceTrainer, [TrainingStep]) {
    let trainer = PreferenceTrainer(
      TinyModel.model(), preferences: preferences, plan: plan, beta: beta, on: machine)
    let metrics = (0..<trainer.totalSteps).map { _ in trainer.step() }
    return (trainer, metrics)
  }

  @Test func `The first step has no margin and the loss of a coin`() {
    let trainer = PreferenceTrainer(
      TinyModel.model(), preferences: preferences,
      plan: TrainingPlan(epochs: 1, batchSize: 3, seed: 0), beta: 2)
    let nll = trainer.evaluate(preferences.map(\.preferred))
    let metrics = trainer.step()
    #expect((metrics.rewardMargin ?? 1).magnitude < 1e-4)
    #expect(metrics.rewardAccuracy != nil)
    // log 2, and 0.1 / 2 of the mean of the answers' own means, which lies near the whole mean.
    #expect((metrics.loss - 0.6931 - 0.05 * nll.loss).magnitude < 0.02)
  }

  @Test func `Training raises the preferred answer over the rejected one`() {
    let (trainer, metrics) = finished(beta: 0.1)
    #expect(metrics.suffix(3).allSatisfy { ($0.rewardAccuracy ?? 0) == 1 })
    let preferred = trainer.evaluate(preferences.map(\.preferred)).loss
    let rejected = trainer.evaluate(preferences.map(\.rejected)).loss
    #expect(preferred < rejected)
  }

  @Test func `A larger beta imitates the preferred answer less`() {
    let losses = [0.1, 0.5, 2].map { beta in
      finished(beta: beta).0.evaluate(preferences.map(\.preferred)).loss
    }
    #expect(losses == losses.sorted())
  }

  @Test func `The same seed gives the same bits on every machine`() {
    let runs = BaseMakingTests.machines.map { finished(beta: 0.3, on: $0) }
    #expect(Set(runs.map(\.0.model.fingerprint)).count == 1)
    #expect(runs.allSatisfy { $0.1 == runs[0].1 })
  }

  @Test func `A run restored in its middle ends with the same bits`() throws {
    let (whole, _) = finished(beta: 0.3)
    let first = PreferenceTrainer(
      TinyModel.model(), preferences: preferences, plan: plan, beta: 0.3)
    for _ in 0..<7 { _ = first.step() }
    let second = try PreferenceTrainer(
      restoring: first.stateBytes(), TinyModel.model(), preferences: preferences, plan: plan,
      beta: 0.3)
    while second.completedSteps < second.totalSteps { _ = second.step() }
    #expect(second.model.fingerprint == whole.model.fingerprint)
  }
}
