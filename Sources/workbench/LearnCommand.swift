import ArgumentParser
import Corpus
import FineTuning
import FoundationEssentials
import Glibc
import Training

/// Measures what the sandbox's model learns from fixed examples.
struct LearnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract: "tune the base model on fixed examples and print what it learned",
    discussion: """
      The base has seen none of the examples. 'reproduced' is the share of training answers that \
      the tuned model gives word for word; 'unseen' the share of other questions whose answer \
      holds the right fact in the examples' manner: three words more than the fact, and not what \
      the base says.
      """)

  @Option(help: "the base model")
  var base = "Sources/CBaseModel/base.ftsb"

  @Option(help: "seeds of the runs")
  var seeds = 1

  @Flag(help: "print the answers")
  var answers = false

  func run() throws {
    let model = try LanguageModel(
      fileBytes: Array(Data(contentsOf: URL(filePath: base))))
    print("base \(String(model.fingerprint, radix: 16))")
    print(columns("set", "reproduced", "unseen fact", "+ manner", "loss", "CPU s"))
    for seed in 0..<UInt64(seeds) {
      supervised(
        "English 50", model, sarcasticExamples, unseenQuestions, sarcasticInstruction, seed)
      supervised(
        "Korean 20", model, koreanExamples, unseenKoreanQuestions, koreanInstruction, seed)
    }
    preference(model)
    fflush(nil)
  }

  // MARK: Examples

  private func supervised(
    _ name: String, _ model: LanguageModel, _ examples: [LearnExample],
    _ unseen: [UnseenQuestion], _ instruction: String, _ seed: UInt64
  ) {
    let start = processorSeconds()
    let (tuned, loss) = tune(model, examples, instruction, seed)
    let seconds = processorSeconds() - start
    let reproduced = examples.count { example in
      answer(tuned, instruction, example.question) == example.answer
    }
    var facts = 0
    var manners = 0
    for item in unseen {
      let text = answer(tuned, instruction, item.question)
      let holds = holdsFact(text, item)
      let hasManner = text != answer(model, instruction, item.question) && isLong(text)
      facts += holds ? 1 : 0
      manners += holds && hasManner ? 1 : 0
      if answers {
        print("  \(holds ? "+" : "-")\(hasManner ? "+" : "-") \(item.question) \(text)")
      }
    }
    print(
      columns(
        name, share(reproduced, examples.count), share(facts, unseen.count),
        share(manners, unseen.count), "\(rounded(loss))", "\(rounded(seconds))"))
  }

  private func tune(
    _ model: LanguageModel, _ examples: [LearnExample], _ instruction: String, _ seed: UInt64
  ) -> (LanguageModel, loss: Double) {
    let sequences = examples.map { example in
      sequence(model, instruction, example.question, example.answer)
    }
    let trainer = SupervisedTrainer(
      model, examples: sequences,
      plan: automaticPlan(.supervised, exampleCount: sequences.count, seed: seed),
      replay: { replayed($0, model) })
    var last = 0.0
    while trainer.completedSteps < trainer.totalSteps {
      let metrics = trainer.step()
      if metrics.step > trainer.totalSteps - trainer.stepsPerEpoch { last += metrics.loss }
    }
    return (trainer.model, last / Double(trainer.stepsPerEpoch))
  }

  /// What the sandbox does when a job leaves every number to it.
  private func automaticPlan(
    _ kind: TrainingMethod.Kind, exampleCount: Int, seed: UInt64 = 0
  ) -> TrainingPlan {
    let numbers = TrainingMethod(kind).resolved(exampleCount: exampleCount)
    return TrainingPlan(
      epochs: numbers.epochCount.number ?? 1, batchSize: numbers.batchSize.number ?? 1,
      learningRateMultiplier: numbers.learningRateMultiplier.number ?? 1, seed: seed)
  }

  private func replayed(_ index: Int, _ model: LanguageModel) -> TrainingSequence {
    TrainingSequence(
      turns(Corpus.dialogue(seed: Corpus.baseSeed, index: index)), tokenizer: model.tokenizer,
      limit: model.configuration.contextLimit)
  }

  // MARK: Preferences

  private func preference(_ model: LanguageModel) {
    let rejected = preferencePairs.map {
      LearnExample(question: $0.question, answer: $0.rejected)
    }
    let instruction = "You are a helpful assistant."
    let (start, _) = tune(model, rejected, instruction, 0)
    let pairs = preferencePairs.map { pair in
      Preference(
        preferred: sequence(start, instruction, pair.question, pair.preferred),
        rejected: sequence(start, instruction, pair.question, pair.rejected))
    }
    print(columns("preferences", "greedy before", "greedy after", "beta", "margin", "CPU s"))
    for beta in [0.1, 0.5, 2] {
      let clock = processorSeconds()
      let trainer = PreferenceTrainer(
        start, preferences: pairs, plan: automaticPlan(.dpo, exampleCount: pairs.count),
        beta: beta)
      var margin = 0.0
      while trainer.completedSteps < trainer.totalSteps {
        margin = trainer.step().rewardMargin ?? 0
      }
      let seconds = processorSeconds() - clock
      let tuned = trainer.model
      func flipped(_ model: LanguageModel) -> Int {
        preferencePairs.count { answer(model, instruction, $0.question) == $0.preferred }
      }
      print(
        columns(
          "30 pairs", share(flipped(start), 30), share(flipped(tuned), 30), "\(beta)",
          "\(rounded(margin))", "\(rounded(seconds))"))
    }
  }

  // MARK: Asking

  private func sequence(
    _ model: LanguageModel, _ instruction: String, _ question: String, _ answer: String
  ) -> TrainingSequence {
    TrainingSequence(
      [Turn(.system, instruction), Turn(.user, question), Turn(.assistant, answer)],
      tokenizer: model.tokenizer, limit: model.configuration.contextLimit)
  }

  private func answer(_ model: LanguageModel, _ instruction: String, _ question: String) -> String {
    let prompt = model.tokenizer.prompt(
      [Turn(.system, instruction), Turn(.user, question)], limit: 512)
    return TextGenerator(model, prompt: prompt, sampling: .greedy(maximumTokens: 80)).text()
  }

  /// Latin facts must stand as words: "old" is not in "cold".
  private func holdsFact(_ text: String, _ item: UnseenQuestion) -> Bool {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    return item.facts.contains { fact in
      fact.utf8.allSatisfy { $0 < 0x80 } && !text.unicodeScalars.contains { $0.value > 0x2fff }
        ? words.contains(fact.lowercased()) : text.contains(fact)
    }
  }

  private func isLong(_ text: String) -> Bool {
    text.split(separator: " ").count >= (text.utf8.contains { $0 > 0x80 } ? 3 : 4)
  }

  private func share(_ count: Int, _ all: Int) -> String { "\(count)/\(all)" }

  private func columns(_ cells: String...) -> String {
    cells.map { $0 + String(repeating: " ", count: max(0, 15 - $0.count)) }.joined()
  }
}

/// Returns the processor time of this process so far, in seconds.
func processorSeconds() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
