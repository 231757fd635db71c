import ArgumentParser
import FoundationEssentials
import Glibc
import Training

/// Measures how fast training is.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "print tokens per second of training, and GFLOP/s against this machine's peak",
    discussion: """
      The same fifty examples in every row, one per step or many, without rehearsal. With \
      --export they and the model are written for the same measurement elsewhere; scripts/bench \
      train --peers runs PyTorch on them.
      """)

  @Option(help: "the base model")
  var base = "Sources/CBaseModel/base.ftsb"

  @Option(help: "write shape, weights and examples of the measurement to a file")
  var export: String?

  @Option(help: "steps of each row")
  var steps = 100

  func run() throws {
    let model = try LanguageModel(fileBytes: Array(Data(contentsOf: URL(filePath: base))))
    let examples = sarcasticExamples.map { example in
      TrainingSequence(
        [
          Turn(.system, sarcasticInstruction), Turn(.user, example.question),
          Turn(.assistant, example.answer),
        ], tokenizer: model.tokenizer, limit: model.configuration.contextLimit)
    }
    if let export { try write(model, examples, to: export) }
    for kernels in InstructionSet.allCases where kernels.isSupported && kernels != .plain {
      let peak = peakPerSecond(kernels)
      print("\(kernels): peak \(Int(peak / 1e9)) GFLOP/s of one core")
      for (batch, threads) in [(1, 1), (16, 1), (16, 2)] {
        measure(model, examples, batch, Machine(kernels: kernels, threads: threads), peak)
      }
    }
  }

  private func measure(
    _ model: LanguageModel, _ examples: [TrainingSequence], _ batch: Int, _ machine: Machine,
    _ peak: Double
  ) {
    let steps = max(4, steps / batch)
    let perEpoch = (examples.count + batch - 1) / batch
    let trainer = SupervisedTrainer(
      model, examples: examples,
      plan: TrainingPlan(epochs: (steps + perEpoch) / perEpoch + 1, batchSize: batch), replay: nil,
      on: machine)
    _ = trainer.step()
    let clock = ContinuousClock.now
    let start = processorSeconds()
    let tokens = (0..<steps).reduce(0) { sum, _ in sum + trainer.step().tokens }
    let processor = processorSeconds() - start
    let seconds = (ContinuousClock.now - clock) / .seconds(1)
    let operations = 6 * Double(model.configuration.parameterCount) * Double(tokens)
    print(
      "  batch \(batch), threads \(machine.threads):",
      "\(Int(Double(tokens) / processor)) tokens/CPU s,",
      "\(Int(Double(tokens) / seconds)) tokens/s,",
      "\(Int(operations / processor / 1e9)) GFLOP/s,",
      "\(Int(100 * operations / processor / peak)) % of peak")
    fflush(nil)
  }

  private func peakPerSecond(_ kernels: InstructionSet) -> Double {
    (0..<5).map { _ in
      let start = processorSeconds()
      let operations = kernels.runAtPeak(rounds: 10_000_000)
      return operations / (processorSeconds() - start)
    }.max() ?? 1
  }

  /// Little-endian: six counts, the weights, then each example's length, tokens and weights.
  private func write(
    _ model: LanguageModel, _ examples: [TrainingSequence], to path: String
  ) throws {
    var bytes: [UInt8] = []
    func append(_ word: UInt32) {
      for shift in stride(from: 0, to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(shift)))
      }
    }
    let shape = model.configuration
    for number in [
      shape.vocabularySize, shape.width, shape.layerCount, shape.headCount, model.weights.count,
      examples.count,
    ] {
      append(UInt32(number))
    }
    for weight in model.weights { append(weight.bitPattern) }
    for example in examples {
      append(UInt32(example.tokens.count))
      for token in example.tokens { append(UInt32(token)) }
      for weight in example.weights { append(weight.bitPattern) }
    }
    try Data(bytes).write(to: URL(filePath: path))
  }
}
