import Testing
import Training

@Suite struct BaseTrainerTests {
  private let steps = 24

  private func batch(_ step: Int) -> [TrainingSequence] {
    TinyModel.examples + [TinyModel.replay(step)]
  }

  private func untrained() -> LanguageModel {
    LanguageModel(
      untrained: TinyModel.configuration, tokenizer: TinyModel.tokenizer, seed: 11)
  }

  private func losses(_ trainer: BaseTrainer, until last: Int) -> [Double] {
    (trainer.completedSteps..<last).map { trainer.step(batch($0)) }
  }

  @Test func `The loss falls from that of a guess`() {
    let trainer = BaseTrainer(untrained(), totalSteps: steps)
    let losses = losses(trainer, until: steps)
    // -log(1 / 267) is 5.6; an untrained embedding guesses somewhat worse.
    #expect((5.0...8.0).contains(losses[0]))
    #expect(losses[steps - 1] < 0.8 * losses[0])
  }

  @Test func `A restored run ends with the same bits, on any machine`() throws {
    let whole = BaseTrainer(untrained(), totalSteps: steps)
    let expected = losses(whole, until: steps)
    for kernels in InstructionSet.allCases where kernels.isSupported {
      let machine = Machine(kernels: kernels, threads: 2)
      let first = BaseTrainer(untrained(), totalSteps: steps, on: machine)
      let before = losses(first, until: 9)
      let second = try BaseTrainer(
        restoring: first.stateBytes(), untrained(), totalSteps: steps, on: machine)
      #expect(before + losses(second, until: steps) == expected)
      #expect(second.model.fingerprint == whole.model.fingerprint)
    }
  }

  /// When this fails, another machine or compiler makes another base model.
  @Test func `The bits are those of every machine so far`() {
    let trainer = BaseTrainer(untrained(), totalSteps: steps)
    _ = losses(trainer, until: steps)
    #expect(untrained().fingerprint == 18_245_554_652_691_082_421)
    #expect(trainer.model.fingerprint == 13_714_709_562_016_704_248)
  }

  @Test func `The same seed gives the same untrained model, another seed another`() {
    #expect(untrained().fingerprint == untrained().fingerprint)
    let other = LanguageModel(
      untrained: TinyModel.configuration, tokenizer: TinyModel.tokenizer, seed: 12)
    #expect(other.fingerprint != untrained().fingerprint)
  }

  @Test func `A damaged state is refused`() {
    var state = BaseTrainer(untrained(), totalSteps: steps).stateBytes()
    state[40] ^= 4
    #expect(throws: ModelFileError.damaged) {
      try BaseTrainer(restoring: state, untrained(), totalSteps: steps)
    }
  }
}
