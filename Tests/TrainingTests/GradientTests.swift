import Testing
import Training

/// The backward pass against finite differences.
@Suite struct GradientTests {
  private let model = TinyModel.model()
  private let examples = Array(TinyModel.examples.prefix(3))

  @Test func `Along every tensor the loss changes as its gradient says`() {
    let (_, gradient) = model.gradient(of: examples)
    for tensor in ParameterLayout(model.configuration).tensors {
      let part = tensor.range.map { Double(gradient[$0]) }
      let length = part.reduce(0) { $0 + $1 * $1 }.squareRoot()
      #expect(length > 1e-4)
      // A step of this length along the gradient changes the loss by length × step.
      let step = 0.003
      func loss(_ sign: Double) -> Double {
        var moved = model
        for (index, slope) in zip(tensor.range, part) {
          moved.weights[index] += Float(sign * step * slope / length)
        }
        return moved.gradient(of: examples).loss
      }
      let slope = (loss(1) - loss(-1)) / (2 * step)
      #expect((slope - length).magnitude < 0.01 * length + 1e-3, "tensor at \(tensor.start)")
    }
  }

  @Test func `Every copy of the kernels gives the same bits`() {
    let results = InstructionSet.allCases.filter(\.isSupported).map { kernels in
      model.gradient(of: examples, on: Machine(kernels: kernels)).gradient.map(\.bitPattern)
    }
    for result in results { #expect(result == results[0]) }
  }

  @Test func `One thread or several give the same bits`() {
    let wide = LanguageModel(
      untrained: ModelConfiguration(vocabularySize: TinyModel.tokenizer.tokenCount),
      tokenizer: TinyModel.tokenizer, seed: 5)
    // Long enough that products are shared.
    let long = (0..<6).map { TinyModel.sequence("question \($0) \($0)?", "the cat sat on the mat") }
    let results = [1, 2, 3].map { threads in
      wide.gradient(of: long, on: Machine(threads: threads)).gradient.map(\.bitPattern)
    }
    #expect(results[1] == results[0])
    #expect(results[2] == results[0])
  }

  @Test func `A token of weight zero teaches nothing`() {
    let sequence = TinyModel.sequence("one?", "the cat")
    var changed = sequence
    changed.weights = changed.weights.map { $0 * 3 }
    #expect(
      model.gradient(of: [sequence]).loss == model.gradient(of: [changed]).loss)
    var tail = sequence
    tail.tokens += [9]
    tail.weights += [0]
    #expect(model.gradient(of: [tail]).loss == model.gradient(of: [sequence]).loss)
  }
}
