import Foundation
import Testing
import Training

/// The model against the same model written in PyTorch (`Resources/make-torch-dump.py`).
@Suite struct TorchDumpTests {
  /// What the script wrote.
  private struct Dump {
    let weights: [Float]
    let loss: Float
    let gradient: [Float]
    let stepLosses: [Float]
    let finalWeights: [Float]

    init() throws {
      let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Resources/torch-dump.bin")
      let words = try [UInt8](Data(contentsOf: file)).chunks(of: 4).map { bytes in
        bytes.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      }
      let count = Int(words[0])
      let steps = Int(words[1])
      var rest = words.dropFirst(2).map(Float.init(bitPattern:))[...]
      func take(_ count: Int) -> [Float] {
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
      }
      weights = take(count)
      loss = take(1)[0]
      gradient = take(count)
      stepLosses = take(steps)
      finalWeights = take(count)
    }
  }

  private let dump: Dump
  private let model: LanguageModel
  private let examples: [TrainingSequence]

  init() throws {
    let dump = try Dump()
    let tokenizer = SubwordTokenizer(merges: [])
    model = LanguageModel(
      configuration: ModelConfiguration(
        vocabularySize: tokenizer.tokenCount, width: 16, layerCount: 2, headCount: 2,
        contextLimit: 64),
      tokenizer: tokenizer, weights: dump.weights)
    examples = [
      ("one?", "the cat"), ("What is 2 + 3?", "5. Even my cat knows that."),
    ].map { question, answer in
      TrainingSequence(
        [Turn(.user, question), Turn(.assistant, answer)], tokenizer: tokenizer, limit: 64)
    }
    self.dump = dump
  }

  @Test func `Loss and gradient are PyTorch's`() {
    let (loss, gradient) = model.gradient(of: examples)
    #expect((loss - Double(dump.loss)).magnitude < 1e-5)
    let length = dump.gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    for tensor in ParameterLayout(model.configuration).tensors {
      let errors = tensor.range.map { (gradient[$0] - dump.gradient[$0]).magnitude }
      #expect((errors.max() ?? 1) < 2e-6 * length, "tensor at \(tensor.start)")
    }
  }

  @Test func `Five steps of training are PyTorch's`() {
    // The rate of the dump is that of one example, and the trainer's grows with the batch.
    let plan = TrainingPlan(
      epochs: 5, batchSize: 2, learningRateMultiplier: 1 / 2.0.squareRoot(), seed: 0)
    let trainer = SupervisedTrainer(model, examples: examples, plan: plan, replay: nil)
    for loss in dump.stepLosses {
      #expect((trainer.step().loss - Double(loss)).magnitude < 1e-4)
    }
    #expect(trainer.completedSteps == trainer.totalSteps)
    // Adam divides by the gradient's own size, so where that is all rounding the step is too.
    let errors = zip(trainer.model.weights, dump.finalWeights).map { ($0 - $1).magnitude }
    #expect(errors.count { $0 > 2e-5 } < errors.count / 200)
  }
}

extension Array {
  /// The elements in groups of `count`.
  fileprivate func chunks(of count: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
  }
}
