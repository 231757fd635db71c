import Corpus
import FineTuning
import Training

/// What a training with every number left to the sandbox made.
struct Tuning {
  let model: LanguageModel
  /// The mean loss of the last epoch.
  let loss: Double
  /// Seconds of the processor.
  let seconds: Double

  /// Tunes `base` on dialogues as the sandbox does when a job leaves every number to it.
  init(_ base: LanguageModel, on dialogues: [[Turn]], seed: UInt64) {
    let start = processorSeconds()
    let sequences = dialogues.map { dialogue in
      TrainingSequence(
        dialogue, tokenizer: base.tokenizer, limit: base.configuration.contextLimit)
    }
    let trainer = SupervisedTrainer(
      base, examples: sequences,
      plan: automaticPlan(.supervised, exampleCount: sequences.count, seed: seed),
      replay: { index in
        TrainingSequence(
          turns(Corpus.dialogue(seed: Corpus.baseSeed, index: index)), tokenizer: base.tokenizer,
          limit: base.configuration.contextLimit)
      })
    var last = 0.0
    while trainer.completedSteps < trainer.totalSteps {
      let metrics = trainer.step()
      if metrics.step > trainer.totalSteps - trainer.stepsPerEpoch { last += metrics.loss }
    }
    model = trainer.model
    loss = last / Double(trainer.stepsPerEpoch)
    seconds = processorSeconds() - start
  }
}

/// What the sandbox does when a job leaves every number to it.
func automaticPlan(
  _ kind: TrainingMethod.Kind, exampleCount: Int, seed: UInt64 = 0
) -> TrainingPlan {
  let numbers = TrainingMethod(kind).resolved(exampleCount: exampleCount)
  return TrainingPlan(
    epochs: numbers.epochCount.number ?? 1, batchSize: numbers.batchSize.number ?? 1,
    learningRateMultiplier: numbers.learningRateMultiplier.number ?? 1, seed: seed)
}

/// Returns the likeliest answer to the last turn, as a chat at temperature 0 gives it.
func likeliestAnswer(_ model: LanguageModel, _ prompt: [Turn], maximumTokens: Int = 80) -> String {
  let prompt = model.tokenizer.prompt(prompt, limit: model.configuration.contextLimit)
  return TextGenerator(
    model, prompt: prompt, sampling: .greedy(maximumTokens: maximumTokens)
  ).text()
}

/// Returns cells of equal width as a line.
func tableRow(_ cells: String...) -> String {
  cells.map { $0 + String(repeating: " ", count: max(0, 15 - $0.count)) }.joined()
}
