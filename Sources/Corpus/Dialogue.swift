/// Who says something in a dialogue.
package enum Speaker: Sendable, Hashable {
  case system
  case user
  case assistant
}

/// One thing said.
package struct Utterance: Sendable, Hashable {
  package let speaker: Speaker
  package let text: String

  init(_ speaker: Speaker, _ text: String) {
    self.speaker = speaker
    self.text = text
  }
}

/// A short synthetic conversation; the last word is the assistant's.
package struct Dialogue: Sendable, Hashable {
  package let utterances: [Utterance]

  init(_ utterances: [Utterance]) {
    self.utterances = utterances
  }

  /// One question and its answer, after an instruction if there is one.
  init(system: String? = nil, _ question: String, _ answer: String) {
    let opening = system.map { [Utterance(.system, $0)] } ?? []
    utterances = opening + [Utterance(.user, question), Utterance(.assistant, answer)]
  }

  /// The same dialogue with a further exchange.
  func then(_ question: String, _ answer: String) -> Dialogue {
    Dialogue(utterances + [Utterance(.user, question), Utterance(.assistant, answer)])
  }
}
