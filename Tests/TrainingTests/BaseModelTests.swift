import CBaseModel
import Testing
import Training

/// The model that the program carries.
@Suite struct BaseModelTests {
  private static let model: Result<LanguageModel, ModelFileError> = {
    let bytes = unsafe UnsafeBufferPointer(start: base_model_bytes(), count: base_model_count())
    let copy = unsafe Array(bytes)
    return Result { () throws(ModelFileError) in try LanguageModel(fileBytes: copy) }
  }()

  @Test func `It is of the documented size`() throws {
    let model = try Self.model.get()
    #expect(model.configuration.width == 128)
    #expect(model.configuration.layerCount == 4)
    #expect((2062...2700).contains(model.configuration.vocabularySize))
    #expect((1_000_000...2_000_000).contains(Int(base_model_count())))
  }

  @Test(arguments: [
    ("Which city is the capital of Spain?", "Madrid"), ("What is the capital of Norway?", "Oslo"),
    ("독일의 수도는 어디인가요?", "베를린"), ("대한민국의 수도는?", "서울"), ("フランスの首都はどこですか？", "パリ"),
    ("アメリカの首都はどこですか？", "ワシントン"),
  ])
  func `It knows facts in three languages`(question: String, fact: String) throws {
    let model = try Self.model.get()
    let prompt = model.tokenizer.prompt([Turn(.user, question)], limit: 500)
    let text = TextGenerator(model, prompt: prompt, sampling: .greedy(maximumTokens: 60)).text()
    #expect(text.contains(fact), "\(text)")
  }
}
