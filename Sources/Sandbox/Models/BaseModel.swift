package import Training

/// The model that a sandbox starts from, and what keeps it from forgetting.
package struct BaseModel: Sendable {
  /// Seconds since 1970.
  package let createdAt: Int
  /// Reads the model; called for the first job or chat and not before.
  package let load: @Sendable () throws -> LanguageModel
  /// The dialogue, by a run's seed and a number from 0, that training rehearses; nil for none.
  package let rehearsal: (@Sendable (UInt64, Int) -> [Turn])?

  package init(
    createdAt: Int, rehearsal: (@Sendable (UInt64, Int) -> [Turn])? = nil,
    load: @escaping @Sendable () throws -> LanguageModel
  ) {
    self.createdAt = createdAt
    self.load = load
    self.rehearsal = rehearsal
  }
}

extension BaseModel {
  /// The model that comes with the program.
  package static let shipped = BaseModel(createdAt: 1_795_219_200) {
    let tokenizer = SubwordTokenizer(merges: [])
    return LanguageModel(
      untrained: ModelConfiguration(
        vocabularySize: tokenizer.tokenCount, width: 64, layerCount: 2, headCount: 4,
        contextLimit: 512),
      tokenizer: tokenizer, seed: 1)
  }
}
