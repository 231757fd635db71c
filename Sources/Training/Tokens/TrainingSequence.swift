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
