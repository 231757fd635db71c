/// Where each tensor lies in a model's flat array of weights.
///
/// The order is the order of the file. Matrices are row-major, of shape (output, input).
package struct ParameterLayout: Sendable {
  /// One tensor's place.
  package struct Tensor: Sendable, Hashable {
    /// The index of the first weight.
    package let start: Int
    package let rows: Int
    package let columns: Int

    package var count: Int { rows * columns }
    package var range: Range<Int> { start..<start + count }
  }

  /// The tensors of one block.
  package struct Layer: Sendable {
    /// Gain before attention, of shape (1, width).
    package let attentionGain: Tensor
    /// Queries, keys and values, of shape (3 × width, width).
    package let queryKeyValue: Tensor
    /// Output of attention, of shape (width, width).
    package let attentionOutput: Tensor
    /// Gain before the feed-forward, of shape (1, width).
    package let innerGain: Tensor
    /// Of shape (innerWidth, width).
    package let up: Tensor
    /// Of shape (width, innerWidth).
    package let down: Tensor
  }

  /// Token embedding, also the output projection, of shape (vocabularySize, width).
  package let embedding: Tensor
  /// Gain before the output, of shape (1, width).
  package let finalGain: Tensor
  /// The blocks, first to last.
  package let layers: [Layer]
  /// How many weights there are.
  package let count: Int

  package init(_ configuration: ModelConfiguration) {
    var next = 0
    func tensor(_ rows: Int, _ columns: Int) -> Tensor {
      defer { next += rows * columns }
      return Tensor(start: next, rows: rows, columns: columns)
    }
    let width = configuration.width
    let inner = configuration.innerWidth
    embedding = tensor(configuration.vocabularySize, width)
    finalGain = tensor(1, width)
    layers = (0..<configuration.layerCount).map { _ in
      Layer(
        attentionGain: tensor(1, width), queryKeyValue: tensor(3 * width, width),
        attentionOutput: tensor(width, width), innerGain: tensor(1, width),
        up: tensor(inner, width), down: tensor(width, inner))
    }
    count = next
  }

  /// Every tensor, in the order of the file.
  package var tensors: [Tensor] {
    [embedding, finalGain]
      + layers.flatMap { layer in
        [
          layer.attentionGain, layer.queryKeyValue, layer.attentionOutput, layer.innerGain,
          layer.up, layer.down,
        ]
      }
  }
}
