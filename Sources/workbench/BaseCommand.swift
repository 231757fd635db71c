import ArgumentParser
import Corpus
import FoundationEssentials
import Glibc
import Training

/// Makes the base model from its seed.
struct BaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "base",
    abstract: "make the sandbox's base model from its seed; the same steps give the same bytes")

  @Option(help: "where the model goes; the state is kept beside it until the run is done")
  var output = "base.ftsb"

  @Option(help: "how many steps")
  var steps = 15000

  @Option(help: "how many merges the tokenizer learns")
  var merges = 2300

  @Option(help: "print and store the state every so many steps")
  var every = 200

  /// Tokens of one step, at most.
  static let batchTokens = 2048
  /// What other text than the assistant's weighs.
  static let contextWeight: Float = 0.25
  /// Dialogues that the tokenizer is learned from.
  static let tokenizerDialogues = 40_000
  static let weightSeed: UInt64 = 7
  static let heldOutSeed: UInt64 = 4242

  func run() throws {
    let tokenizer = SubwordTokenizer(
      learnedFrom: (0..<Self.tokenizerDialogues).lazy.flatMap { index in
        Corpus.dialogue(seed: Corpus.baseSeed, index: index).utterances.map(\.text)
      }, mergeCount: merges)
    let shape = ModelConfiguration(vocabularySize: tokenizer.tokenCount)
    print("tokens \(tokenizer.tokenCount), weights \(shape.parameterCount), steps \(steps)")
    let untrained = LanguageModel(
      untrained: shape, tokenizer: tokenizer, seed: Self.weightSeed)
    let statePath = output + ".state"
    var trainer = BaseTrainer(untrained, totalSteps: steps)
    var batches = CorpusBatches(tokenizer: tokenizer)
    if let state = try? Data(contentsOf: URL(filePath: statePath)) {
      trainer = try BaseTrainer(restoring: Array(state), untrained, totalSteps: steps)
      for _ in 0..<trainer.completedSteps { batches.skip() }
      print("going on after step \(trainer.completedSteps)")
    }
    try train(trainer, &batches, statePath: statePath)
    let bytes = trainer.model.fileBytes(format: .int8)
    try Data(bytes).write(to: URL(filePath: output))
    try? FileManager.default.removeItem(atPath: statePath)
    let shipped = try LanguageModel(fileBytes: bytes)
    report("held-out, as shipped", shipped.evaluated(on: heldOut(tokenizer)))
  }

  private func train(
    _ trainer: BaseTrainer, _ batches: inout CorpusBatches, statePath: String
  ) throws {
    let start = ContinuousClock.now
    let first = trainer.completedSteps
    var loss = 0.0
    var tokens = 0
    while trainer.completedSteps < steps {
      let batch = batches.next()
      loss += trainer.step(batch)
      tokens += batch.reduce(0) { $0 + $1.tokens.count }
      guard trainer.completedSteps % every == 0 else { continue }
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      let done = trainer.completedSteps
      let left = seconds / Double(done - first) * Double(steps - done)
      print(
        "step \(done) loss \(rounded(loss / Double(every)))",
        "tokens/s \(Int(Double(tokens) / seconds)) left \(Int(left)) s")
      // Progress is read from a file during the run.
      fflush(nil)
      loss = 0
      try Data(trainer.stateBytes()).write(to: URL(filePath: statePath), options: .atomic)
    }
  }

  private func heldOut(_ tokenizer: SubwordTokenizer) -> [TrainingSequence] {
    (0..<500).map { index in
      TrainingSequence(
        turns(Corpus.dialogue(seed: Self.heldOutSeed, index: index)), tokenizer: tokenizer,
        limit: 1024)
    }
  }

  private func report(_ name: String, _ evaluation: Evaluation) {
    print(
      "\(name): loss \(rounded(evaluation.loss)), accuracy \(rounded(evaluation.accuracy)),",
      "whole answers \(evaluation.reproduced.count { $0 }) of \(evaluation.reproduced.count)")
  }
}

/// Returns three decimals of a number.
func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

/// Returns a dialogue of the corpus as the model reads it.
func turns(_ dialogue: Dialogue, contextWeight: Float = 0) -> [Turn] {
  dialogue.utterances.map { utterance in
    switch utterance.speaker {
    case .system: Turn(.system, utterance.text, weight: contextWeight)
    case .user: Turn(.user, utterance.text, weight: contextWeight)
    case .assistant: Turn(.assistant, utterance.text)
    }
  }
}

/// The corpus in batches of so many tokens, in order.
struct CorpusBatches {
  let tokenizer: SubwordTokenizer
  private var index = 0
  private var waiting: TrainingSequence?

  init(tokenizer: SubwordTokenizer) {
    self.tokenizer = tokenizer
  }

  mutating func skip() { _ = next() }

  mutating func next() -> [TrainingSequence] {
    var batch: [TrainingSequence] = []
    var tokens = 0
    while true {
      let sequence = waiting ?? sequence()
      guard tokens + sequence.tokens.count <= BaseCommand.batchTokens else {
        waiting = sequence
        return batch
      }
      waiting = nil
      tokens += sequence.tokens.count
      batch.append(sequence)
    }
  }

  private mutating func sequence() -> TrainingSequence {
    defer { index += 1 }
    return TrainingSequence(
      turns(
        Corpus.dialogue(seed: Corpus.baseSeed, index: index),
        contextWeight: BaseCommand.contextWeight),
      tokenizer: tokenizer, limit: 512)
  }
}
