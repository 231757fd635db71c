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

/// A dialogue as tokens, with the weight of predicting each of them.
package struct TrainingSequence: Sendable, Hashable {
  package var tokens: [Int32]
  /// `weights[i]` scales the loss of predicting `tokens[i]` from those before it.
  package var weights: [Float]

  package init(tokens: [Int32], weights: [Float]) {
    precondition(tokens.count == weights.count, "one weight per token")
    self.tokens = tokens
    self.weights = weights
  }

  /// Creates `<bos>` and then, for each turn, its role, its text and `<end>`.
  ///
  /// Tokens past `limit` are cut off. The role tokens carry no weight, the end tokens do.
  package init(_ turns: [Turn], tokenizer: SubwordTokenizer, limit: Int) {
    tokens = [SubwordTokenizer.bos]
    weights = [0]
    for turn in turns where tokens.count < limit {
      let text = tokenizer.encode(turn.text)
      tokens.append(SubwordTokenizer.token(of: turn.role))
      tokens += text
      tokens.append(SubwordTokenizer.end)
      weights.append(0)
      weights += [Float](repeating: turn.weight, count: text.count + 1)
    }
    tokens.removeLast(max(0, tokens.count - limit))
    weights.removeLast(max(0, weights.count - limit))
  }

  /// How many tokens the loss counts.
  package var countedTokens: Int { weights.count { $0 > 0 } }
}
