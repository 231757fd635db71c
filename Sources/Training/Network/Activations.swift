internal import CTraining

/// What a forward pass leaves behind for the backward pass, for up to so many tokens.
final class Activations {
  /// Block by block; shapes are (tokens, channels) unless said otherwise.
  struct Layer {
    /// The stream before attention and before the feed-forward.
    let input: FloatBlock
    let middle: FloatBlock
    /// The same, normalised, and 1 / rms of each row.
    let inputNormalised: FloatBlock
    let inputInverse: FloatBlock
    let middleNormalised: FloatBlock
    let middleInverse: FloatBlock
    /// Of shape (tokens, 3 × width).
    let queryKeyValue: FloatBlock
    /// Rotated heads and, of shape (tokens, heads), 1 / rms before that.
    let query: FloatBlock
    let queryInverse: FloatBlock
    let key: FloatBlock
    let keyInverse: FloatBlock
    /// Softmax rows, for each sequence of shape (heads, length, length).
    let attention: FloatBlock
    let attended: FloatBlock
    /// Of shape (tokens, innerWidth), before and after the squared rectifier.
    let up: FloatBlock
    let active: FloatBlock
  }

  let tokenCapacity: Int
  let predictionCapacity: Int
  let attentionCapacity: Int

  let embedded: FloatBlock
  let embeddedInverse: FloatBlock
  let layers: [Layer]
  let output: FloatBlock
  let outputNormalised: FloatBlock
  let outputInverse: FloatBlock
  /// The rows to predict from, gathered, and their logits, later probabilities.
  let selected: FloatBlock
  let logits: FloatBlock
  /// -log p of each target.
  let loss: FloatBlock

  init(_ shape: ModelConfiguration, tokens: Int, predictions: Int, attention: Int) {
    tokenCapacity = tokens
    predictionCapacity = predictions
    attentionCapacity = attention
    let stream = tokens * shape.width
    let heads = tokens * shape.headCount
    embedded = FloatBlock(stream)
    embeddedInverse = FloatBlock(tokens)
    layers = (0..<shape.layerCount).map { _ in
      Layer(
        input: FloatBlock(stream), middle: FloatBlock(stream),
        inputNormalised: FloatBlock(stream), inputInverse: FloatBlock(tokens),
        middleNormalised: FloatBlock(stream), middleInverse: FloatBlock(tokens),
        queryKeyValue: FloatBlock(3 * stream), query: FloatBlock(stream),
        queryInverse: FloatBlock(heads), key: FloatBlock(stream), keyInverse: FloatBlock(heads),
        attention: FloatBlock(attention * shape.headCount), attended: FloatBlock(stream),
        up: FloatBlock(4 * stream), active: FloatBlock(4 * stream))
    }
    output = FloatBlock(stream)
    outputNormalised = FloatBlock(stream)
    outputInverse = FloatBlock(tokens)
    selected = FloatBlock(predictions * shape.width)
    logits = FloatBlock(predictions * shape.vocabularySize)
    loss = FloatBlock(predictions)
  }

  /// Whether a batch fits.
  func holds(_ batch: TokenBatch) -> Bool {
    batch.tokens.count <= tokenCapacity && batch.rows.count <= predictionCapacity
      && Self.attention(of: batch) <= attentionCapacity
  }

  /// Creates room for a batch, and somewhat more.
  convenience init(_ shape: ModelConfiguration, for batch: TokenBatch) {
    self.init(
      shape, tokens: batch.tokens.count * 5 / 4, predictions: batch.rows.count * 5 / 4,
      attention: Self.attention(of: batch) * 5 / 4)
  }

  private static func attention(of batch: TokenBatch) -> Int {
    batch.lengths.reduce(0) { $0 + $1 * $1 }
  }
}
