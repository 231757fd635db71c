import CBaseModel
import Corpus
package import Training

/// The model that a sandbox starts from, and what keeps it from forgetting.
package struct BaseModel: Sendable {
  /// Seconds since 1970.
  package let createdAt: Int
  /// Tokens that it reads of an example, and those tuned from it: known before it is loaded.
  package let contextLimit: Int
  /// Reads the model; called for the first job or chat and not before.
  package let load: @Sendable () throws -> LanguageModel
  /// The dialogue, by a number from 0, that training rehearses; nil for none.
  package let rehearsal: (@Sendable (Int) -> [Turn])?

  package init(
    createdAt: Int, contextLimit: Int = 1024, rehearsal: (@Sendable (Int) -> [Turn])? = nil,
    load: @escaping @Sendable () throws -> LanguageModel
  ) {
    self.createdAt = createdAt
    self.contextLimit = contextLimit
    self.load = load
    self.rehearsal = rehearsal
  }
}

extension BaseModel {
  /// The model that comes with the program.
  package static let shipped = BaseModel(
    createdAt: 1_795_219_200,
    rehearsal: { index in
      Corpus.dialogue(seed: Corpus.baseSeed, index: index).utterances.map { utterance in
        switch utterance.speaker {
        case .system: Turn(.system, utterance.text)
        case .user: Turn(.user, utterance.text)
        case .assistant: Turn(.assistant, utterance.text)
        }
      }
    },
    load: {
      let file = unsafe UnsafeBufferPointer(start: base_model_bytes(), count: base_model_count())
      return try LanguageModel(fileBytes: unsafe Array(file))
    })
}
