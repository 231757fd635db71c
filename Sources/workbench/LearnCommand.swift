import ArgumentParser
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
    print(tableRow("set", "reproduced", "unseen fact", "+ manner", "loss", "CPU s"))
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
    let tuning = Tuning(
      model, on: examples.map { dialogue(instruction, $0.question, $0.answer) }, seed: seed)
    let reproduced = examples.count { example in
      answer(tuning.model, instruction, example.question) == example.answer
    }
    var facts = 0
    var manners = 0
    for item in unseen {
      let text = answer(tuning.model, instruction, item.question)
      let holds = holdsFact(text, item)
      let hasManner = text != answer(model, instruction, item.question) && isLong(text)
      facts += holds ? 1 : 0
      manners += holds && hasManner ? 1 : 0
      if answers {
        print("  \(holds ? "+" : "-")\(hasManner ? "+" : "-") \(item.question) \(text)")
      }
    }
    print(
      tableRow(
        name, share(reproduced, examples.count), share(facts, unseen.count),
        share(manners, unseen.count), "\(rounded(tuning.loss))",
        "\(rounded(tuning.seconds))"))
  }

  // MARK: Preferences

  private func preference(_ model: LanguageModel) {
    let rejected = preferencePairs.map {
      LearnExample(question: $0.question, answer: $0.rejected)
    }
    let instruction = "You are a helpful assistant."
    let start = Tuning(
      model, on: rejected.map { dialogue(instruction, $0.question, $0.answer) }, seed: 0
    ).model
    let pairs = preferencePairs.map { pair in
      Preference(
        preferred: sequence(start, instruction, pair.question, pair.preferred),
        rejected: sequence(start, instruction, pair.question, pair.rejected))
    }
    print(tableRow("preferences", "greedy before", "greedy after", "beta", "margin", "CPU s"))
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
        tableRow(
          "30 pairs", share(flipped(start), 30), share(flipped(tuned), 30), "\(beta)",
          "\(rounded(margin))", "\(rounded(seconds))"))
    }
  }

  // MARK: Asking

  private func dialogue(_ instruction: String, _ question: String, _ answer: String) -> [Turn] {
    [Turn(.system, instruction), Turn(.user, question), Turn(.assistant, answer)]
  }

  private func sequence(
    _ model: LanguageModel, _ instruction: String, _ question: String, _ answer: String
  ) -> TrainingSequence {
    TrainingSequence(
      dialogue(instruction, question, answer), tokenizer: model.tokenizer,
      limit: model.configuration.contextLimit)
  }

  private func answer(_ model: LanguageModel, _ instruction: String, _ question: String) -> String {
    likeliestAnswer(model, [Turn(.system, instruction), Turn(.user, question)])
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
}

/// Returns the processor time of this process so far, in seconds.
func processorSeconds() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
