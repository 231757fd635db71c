import Testing
import Training

@Suite struct SupervisedTrainerTests {
  private let plan = TrainingPlan(epochs: 4, batchSize: 1, seed: 7)

  private func trainer(
    _ plan: TrainingPlan, on machine: Machine = Machine()
  ) -> SupervisedTrainer {
    SupervisedTrainer(
      TinyModel.model(), examples: TinyModel.examples, plan: plan, replay: TinyModel.replay,
      on: machine)
  }

  private func finish(_ trainer: some Trainer) -> [TrainingStep] {
    (trainer.completedSteps..<trainer.totalSteps).map { _ in trainer.step() }
  }

  @Test func `A run restored after any step ends with the same bits`() throws {
    let whole = trainer(plan)
    let metrics = finish(whole)
    for stop in [0, 1, 3, 4, 9, 16] {
      let first = trainer(plan)
      for _ in 0..<stop { _ = first.step() }
      let second = try SupervisedTrainer(
        restoring: first.stateBytes(), TinyModel.model(), examples: TinyModel.examples,
        plan: plan, replay: TinyModel.replay)
      #expect(second.completedSteps == stop)
      #expect(finish(second) == Array(metrics[stop...]))
      #expect(second.model.fingerprint == whole.model.fingerprint)
    }
  }

  @Test func `The same seed gives the same bits on every machine`() {
    let fingerprints = BaseMakingTests.machines.map { machine in
      let trainer = trainer(plan, on: machine)
      _ = finish(trainer)
      return trainer.model.fingerprint
    }
    #expect(Set(fingerprints).count == 1)
  }

  @Test func `Seed, epochs, batch size and learning rate each matter`() {
    let plans = [
      plan, TrainingPlan(epochs: 4, batchSize: 1, seed: 8),
      TrainingPlan(epochs: 3, batchSize: 1, seed: 7),
      TrainingPlan(epochs: 4, batchSize: 2, seed: 7),
      TrainingPlan(epochs: 4, batchSize: 1, learningRateMultiplier: 0.5, seed: 7),
    ]
    let fingerprints = plans.map { plan in
      let trainer = trainer(plan)
      _ = finish(trainer)
      return trainer.model.fingerprint
    }
    #expect(Set(fingerprints).count == plans.count)
  }

  @Test(arguments: [1, 40, 90])
  func `A step in parts learns what the step at once does`(tokensAtOnce: Int) {
    let plan = TrainingPlan(epochs: 6, batchSize: 4, seed: 7)
    func losses(_ tokensAtOnce: Int) -> [Double] {
      finish(
        SupervisedTrainer(
          TinyModel.model(), examples: TinyModel.examples, plan: plan, replay: TinyModel.replay,
          tokensAtOnce: tokensAtOnce)
      ).map(\.loss)
    }
    let differences = zip(losses(tokensAtOnce), losses(100_000)).map { ($0 - $1).magnitude }
    #expect(differences.count >= 6)
    #expect((differences.max() ?? 1) < 0.02)
    #expect((differences.first ?? 1) < 1e-5)
  }

  @Test func `Enough epochs teach every answer`() {
    let trainer = trainer(TrainingPlan(epochs: 60, batchSize: 1, seed: 1))
    let metrics = finish(trainer)
    #expect(metrics[0].loss > 3)
    #expect((metrics.last?.loss ?? 9) < 0.2)
    let evaluation = trainer.evaluate(TinyModel.examples)
    #expect(evaluation.reproduced == [true, true, true, true])
    #expect(evaluation.accuracy == 1)
    #expect(trainer.model.evaluated(on: TinyModel.examples) == evaluation)
  }

  @Test func `The loss of a step is that of its examples before it`() {
    let trainer = trainer(TrainingPlan(epochs: 1, batchSize: 4, seed: 1))
    let before = trainer.evaluate(TinyModel.examples)
    let metrics = trainer.step()
    #expect((metrics.loss - before.loss).magnitude < 1e-6)
    #expect(metrics.accuracy == before.accuracy)
    #expect(metrics.tokens == TinyModel.examples.reduce(0) { $0 + $1.tokens.count })
  }

  @Test func `An example without anything to learn changes nothing`() {
    let silent = TrainingSequence(
      [Turn(.user, "hm"), Turn(.assistant, "well", weight: 0)], tokenizer: TinyModel.tokenizer,
      limit: 64)
    let trainer = SupervisedTrainer(
      TinyModel.model(), examples: [silent], plan: TrainingPlan(epochs: 2, batchSize: 1),
      replay: nil)
    #expect(finish(trainer).map(\.loss) == [0, 0])
    #expect(trainer.model.fingerprint == TinyModel.model().fingerprint)
  }

  @Test func `A sequence longer than the context is a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      let long = TrainingSequence(
        tokens: [Int32](repeating: 9, count: 65), weights: [Float](repeating: 1, count: 65))
      _ = TinyModel.model().evaluated(on: [long])
    }
  }

  @Test func `A token that the vocabulary lacks is a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      _ = TinyModel.model().evaluated(on: [
        TrainingSequence(tokens: [1, 30_000, 5], weights: [0, 1, 1])
      ])
    }
  }

  @Test func `State of other examples, other models or with a changed byte is refused`() throws {
    let state = trainer(plan).stateBytes()
    func restore(_ state: [UInt8], _ model: LanguageModel, _ examples: [TrainingSequence]) throws {
      _ = try SupervisedTrainer(
        restoring: state, model, examples: examples, plan: plan, replay: nil)
    }
    var damaged = state
    damaged[1000] ^= 1
    #expect(throws: ModelFileError.damaged) {
      try restore(damaged, TinyModel.model(), TinyModel.examples)
    }
    let started = trainer(plan)
    _ = started.step()
    #expect(throws: ModelFileError.otherShape) {
      try restore(started.stateBytes(), TinyModel.model(), [TinyModel.examples[0]])
    }
    var shape = TinyModel.configuration
    shape.layerCount = 1
    let other = LanguageModel(untrained: shape, tokenizer: TinyModel.tokenizer, seed: 1)
    #expect(throws: ModelFileError.otherShape) { try restore(state, other, TinyModel.examples) }
  }
}
