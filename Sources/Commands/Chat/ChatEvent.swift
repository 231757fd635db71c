/// What is said while a verb talks to a model, and what the commands of a chat give.
package enum ChatEvent: Sendable {
  /// A line that reads like a goodbye went to the model.
  case sentParting
  /// A chat's command went to the model without its slash; the command, with its slash.
  case sentCommand(String)
  /// What the line that begins with `/` may be.
  case commands([ChatCommand])
  /// What the last answer was asked for with.
  case requests(RequestListing)
  /// An answer did not come to its end; some of it may be kept.
  case brokenOff(isEmpty: Bool)
  /// What one answer took.
  case answered(promptTokens: Int, completionTokens: Int, duration: Duration)
  /// The question that was taken back with its answer.
  case tookBack(question: String)
  /// What the model is told first; nil for nothing.
  case systemPrompt(String?)
  /// The model is told something else first than it was trained with; nil for nothing.
  case otherSystemPrompt(label: String, trained: String?)
  /// The chat has a system prompt of its own now.
  case systemPromptSet
  /// Everything that counts, the system prompt first.
  case conversation([ChatTurn])
  /// The tokens of all answers so far, also of those taken back.
  case usage(promptTokens: Int, completionTokens: Int, isPriced: Bool)
  /// The editor gave the answer back as it was.
  case unchanged
  /// The last turns became an example.
  case kept(AddResult)
}

/// A command that begins with `/` in a chat.
package struct ChatCommand: Sendable, Hashable {
  package var name: String
  /// One line, imperative, no full stop.
  package var effect: String

  package init(name: String, effect: String) {
    self.name = name
    self.effect = effect
  }
}
