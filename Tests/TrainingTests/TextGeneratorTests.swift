import Testing
import Training

@Suite struct TextGeneratorTests {
  /// A model that has learned the tiny examples.
  private static let taught: LanguageModel = {
    let trainer = SupervisedTrainer(
      TinyModel.model(), examples: TinyModel.examples,
      plan: TrainingPlan(epochs: 60, batchSize: 1, seed: 1), replay: nil)
    while trainer.completedSteps < trainer.totalSteps { _ = trainer.step() }
    return trainer.model
  }()

  private func generator(_ question: String, _ sampling: Sampling) -> TextGenerator {
    let prompt = TinyModel.tokenizer.prompt([Turn(.user, question)], limit: 60)
    return TextGenerator(Self.taught, prompt: prompt, sampling: sampling)
  }

  @Test(arguments: [
    ("one?", "the cat"), ("two?", "sat on"), ("three?", "the mat"), ("four?", "42"),
  ])
  func `What was learned is said, and ends`(question: String, answer: String) {
    let generator = generator(question, .greedy())
    #expect(generator.text() == answer)
    #expect(generator.finishReason == .endOfTurn)
    #expect(generator.next() == nil)
  }

  @Test func `Reading token by token gives the probabilities of reading at once`() {
    var sampling = Sampling()
    sampling.seed = 4
    sampling.maximumTokens = 20
    let generator = generator("anything", sampling)
    var tokens: [GeneratedToken] = []
    while let token = generator.next() { tokens.append(token) }
    #expect(!tokens.isEmpty)
    let prompt = TinyModel.tokenizer.prompt([Turn(.user, "anything")], limit: 60)
    for (index, token) in tokens.enumerated() {
      let before = prompt + tokens[..<index].map(\.token)
      let whole = TrainingSequence(
        tokens: before + [token.token],
        weights: [Float](repeating: 0, count: before.count) + [1])
      let loss = Self.taught.evaluated(on: [whole]).loss
      #expect((loss + token.logProbability).magnitude < 1e-5)
    }
  }

  @Test func `A seed decides every choice`() {
    func sample(_ seed: UInt64) -> String {
      var sampling = Sampling()
      sampling.temperature = 1.5
      sampling.seed = seed
      sampling.maximumTokens = 12
      return generator("zzz", sampling).text()
    }
    #expect((0..<5).map { sample($0) } == (0..<5).map { sample($0) })
    #expect(Set((0..<8).map { sample($0) }).count > 1)
  }

  @Test func `A tiny share of the probability leaves the most likely token`() {
    var sampling = Sampling()
    sampling.topP = 1e-6
    sampling.seed = 3
    #expect(generator("one?", sampling).text() == generator("one?", .greedy()).text())
  }

  @Test func `Length, bias and penalties bind`() {
    let short = generator("one?", .greedy(maximumTokens: 1))
    _ = short.text()
    #expect(short.finishReason == .length)

    var biased = Sampling.greedy(maximumTokens: 3)
    let x = Int32(UInt8(ascii: "x")) + SubwordTokenizer.firstByte
    biased.logitBias = [x: 1000]
    #expect(generator("one?", biased).text() == "xxx")

    biased.presencePenalty = 2000
    #expect(generator("one?", biased).next()?.text == "x")
    #expect(generator("one?", biased).text().filter { $0 == "x" }.count == 1)

    let none = generator("one?", .greedy(maximumTokens: 0))
    #expect(none.next() == nil)
    #expect(none.finishReason == .length)
  }

  @Test func `The alternatives begin with the greedy choice, best first`() throws {
    var sampling = Sampling.greedy()
    sampling.alternativeCount = 5
    let token = try #require(generator("two?", sampling).next())
    #expect(token.alternatives.count == 5)
    #expect(token.alternatives[0].token == token.token)
    #expect(token.alternatives[0].logProbability == token.logProbability)
    let all = token.alternatives.map(\.logProbability)
    #expect(all == all.sorted(by: >))
    #expect(all.allSatisfy { $0 <= 0 })
  }

  @Test func `Only whole characters are written`() {
    // Any two continuation bytes of 한, never its last: the text must stay empty.
    var sampling = Sampling.greedy(maximumTokens: 2)
    let bytes = Array("한".utf8).map { Int32($0) + SubwordTokenizer.firstByte }
    sampling.logitBias = [bytes[0]: 2000, bytes[1]: 1000]
    sampling.presencePenalty = 1500
    let cut = generator("one?", sampling)
    #expect(cut.text() == "")

    sampling.maximumTokens = 3
    sampling.logitBias = [bytes[0]: 3000, bytes[1]: 2000, bytes[2]: 1000]
    sampling.presencePenalty = 5000
    #expect(generator("one?", sampling).text() == "한")
  }

  @Test func `The context's end stops the answer`() {
    var sampling = Sampling.greedy(maximumTokens: 500)
    sampling.logitBias = [Int32(UInt8(ascii: "x")) + SubwordTokenizer.firstByte: 1000]
    let generator = generator("one?", sampling)
    let text = generator.text()
    #expect(generator.finishReason == .length)
    #expect(text.count < 64)
  }
}
