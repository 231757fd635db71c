/// Who speaks a turn.
package enum Role: Sendable, Hashable, CaseIterable {
  case system
  case user
  case assistant
}

/// One message of a dialogue, as the model reads it.
package struct Turn: Sendable, Hashable {
  package var role: Role
  package var text: String
  /// How much the turn counts in the loss: 1 for answers to learn, 0 for context.
  package var weight: Float

  /// Creates a turn that counts fully when the assistant speaks, and not at all otherwise.
  package init(_ role: Role, _ text: String, weight: Float? = nil) {
    self.role = role
    self.text = text
    self.weight = weight ?? (role == .assistant ? 1 : 0)
  }
}
