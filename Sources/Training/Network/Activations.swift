internal import CTraining

/// What a forward pass keeps for the backward pass, for a number of tokens that is its capacity.
final class Activations {
  /// Block by block; shapes are (tokens, channels) unless said otherwise.
  struct Layer {
    /// The stream before attention and before the feed-forward.
    let input: FloatBuffer
    let middle: FloatBuffer
    /// The same, normalized, and 1 / rms of each row.
    let inputNormalized: FloatBuffer
    let inputInverse: FloatBuffer
    let middleNormalized: FloatBuffer
    let middleInverse: FloatBuffer
    /// Of shape (tokens, 3 × width).
    let queryKeyValue: FloatBuffer
    /// Rotated heads and, of shape (tokens, heads), 1 / rms before that.
    let query: FloatBuffer
    let queryInverse: FloatBuffer
    let key: FloatBuffer
    let keyInverse: FloatBuffer
    /// Softmax rows, for each sequence of shape (heads, length, length).
    let attention: FloatBuffer
    let attended: FloatBuffer
    /// Of shape (tokens, innerWidth), before and after the squared rectifier.
    let up: FloatBuffer
    let active: FloatBuffer
  }

  let tokenCapacity: Int
  let predictionCapacity: Int
  let attentionCapacity: Int

  let embedded: FloatBuffer
  let embeddedInverse: FloatBuffer
  let layers: [Layer]
  let output: FloatBuffer
  let outputNormalized: FloatBuffer
  let outputInverse: FloatBuffer
  /// The rows to predict from, gathered, and their logits, later probabilities.
  let selected: FloatBuffer
  let logits: FloatBuffer
  /// -log p of each target.
  let loss: FloatBuffer

  init(_ shape: ModelConfiguration, tokens: Int, predictions: Int, attention: Int) {
    tokenCapacity = tokens
    predictionCapacity = predictions
    attentionCapacity = attention
    let stream = tokens * shape.width
    let heads = tokens * shape.headCount
    embedded = FloatBuffer(stream)
    embeddedInverse = FloatBuffer(tokens)
    layers = (0..<shape.layerCount).map { _ in
      Layer(
        input: FloatBuffer(stream), middle: FloatBuffer(stream),
        inputNormalized: FloatBuffer(stream), inputInverse: FloatBuffer(tokens),
        middleNormalized: FloatBuffer(stream), middleInverse: FloatBuffer(tokens),
        queryKeyValue: FloatBuffer(3 * stream), query: FloatBuffer(stream),
        queryInverse: FloatBuffer(heads), key: FloatBuffer(stream), keyInverse: FloatBuffer(heads),
        attention: FloatBuffer(attention * shape.headCount), attended: FloatBuffer(stream),
        up: FloatBuffer(4 * stream), active: FloatBuffer(4 * stream))
    }
    output = FloatBuffer(stream)
    outputNormalized = FloatBuffer(stream)
    outputInverse = FloatBuffer(tokens)
    selected = FloatBuffer(predictions * shape.width)
    logits = FloatBuffer(predictions * shape.vocabularySize)
    loss = FloatBuffer(predictions)
  }

  /// Whether a batch fits.
  func holds(_ batch: TokenBatch) -> Bool {
    batch.tokens.count <= tokenCapacity && batch.rows.count <= predictionCapacity
      && Self.attention(of: batch) <= attentionCapacity
  }

  /// Creates buffers for a batch, and a quarter more.
  convenience init(_ shape: ModelConfiguration, for batch: TokenBatch) {
    self.init(
      shape, tokens: batch.tokens.count * 5 / 4, predictions: batch.rows.count * 5 / 4,
      attention: Self.attention(of: batch) * 5 / 4)
  }

  private static func attention(of batch: TokenBatch) -> Int {
    batch.lengths.reduce(0) { $0 + $1 * $1 }
  }
}
