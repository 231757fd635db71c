/// The shape of a model: a decoder-only transformer with rotary positions and tied embeddings.
package struct ModelConfiguration: Sendable, Hashable {
  /// How many tokens the vocabulary has.
  package var vocabularySize: Int
  /// Channels of the residual stream; a multiple of 8 × `headCount`.
  package var width: Int
  /// How many blocks of attention and feed-forward.
  package var layerCount: Int
  /// How many attention heads share the channels.
  package var headCount: Int
  /// The longest sequence, in tokens, that the model reads.
  package var contextLimit: Int

  package init(
    vocabularySize: Int, width: Int = 128, layerCount: Int = 4, headCount: Int = 4,
    contextLimit: Int = 1024
  ) {
    self.vocabularySize = vocabularySize
    self.width = width
    self.layerCount = layerCount
    self.headCount = headCount
    self.contextLimit = contextLimit
  }

  /// Channels of one head.
  package var headWidth: Int { width / headCount }

  /// Channels inside a feed-forward block.
  package var innerWidth: Int { 4 * width }

  /// How many weights a model of this shape has.
  package var parameterCount: Int { ParameterLayout(self).count }

  /// Whether every token is one of the vocabulary; kernels do not look.
  func holds(_ tokens: [Int32]) -> Bool {
    tokens.allSatisfy { $0 >= 0 && $0 < vocabularySize }
  }

  /// Whether the kernels can run this shape; a file with another shape is refused.
  package var isValid: Bool {
    (1...65_536).contains(vocabularySize) && (8...1024).contains(width)
      && (1...64).contains(layerCount) && (1...64).contains(headCount)
      && width % (8 * headCount) == 0 && (1...4096).contains(contextLimit)
  }
}
