import Randomness
import Testing
import Training

@Suite struct ModelFileTests {
  private let model = TinyModel.model()

  @Test func `Exact weights come back bit by bit`() throws {
    let copy = try LanguageModel(fileBytes: model.fileBytes(format: .float32))
    #expect(copy.configuration == model.configuration)
    #expect(copy.tokenizer.merges == model.tokenizer.merges)
    #expect(copy.weights == model.weights)
    #expect(copy.fingerprint == model.fingerprint)
  }

  @Test(arguments: [WeightFormat.float16, .int8])
  func `Rounded weights stay near, and rounding twice changes nothing`(format: WeightFormat) throws
  {
    let once = try LanguageModel(fileBytes: model.fileBytes(format: format))
    for (rounded, weight) in zip(once.weights, model.weights) {
      #expect((rounded - weight).magnitude < 0.02 * max(1, weight.magnitude))
    }
    let twice = try LanguageModel(fileBytes: once.fileBytes(format: format))
    #expect(zip(twice.weights, once.weights).allSatisfy { ($0 - $1).magnitude < 1e-6 })
  }

  @Test func `Half precision takes half the room, eight bits a quarter`() {
    let sizes = WeightFormat.allCases.map { Double(model.fileBytes(format: $0).count) }
    #expect((1.9...2.1).contains(sizes[0] / sizes[1]))
    #expect((3.2...4.1).contains(sizes[0] / sizes[2]))
  }

  @Test func `A file that ends early is refused at every length`() {
    let bytes = model.fileBytes(format: .int8)
    for length in stride(from: 0, to: bytes.count, by: 97) {
      #expect(throws: ModelFileError.self) {
        try LanguageModel(fileBytes: Array(bytes.prefix(length)))
      }
    }
  }

  @Test func `A changed byte anywhere is noticed`() {
    let bytes = model.fileBytes(format: .int8)
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<200 {
      var damaged = bytes
      damaged[generator.below(bytes.count)] ^= UInt8(1 + generator.below(255))
      #expect(throws: ModelFileError.self) { try LanguageModel(fileBytes: damaged) }
    }
  }

  @Test(arguments: [
    (ModelFileError.notAModel, "the file is not a model of the sandbox"),
    (.unsupportedVersion, "the model file is of a newer version"),
    (.damaged, "the model file is damaged"),
    (.otherShape, "the model file holds another shape"),
  ])
  func `Every fault has its sentence`(error: ModelFileError, sentence: String) {
    #expect(error.description == sentence)
  }
}
