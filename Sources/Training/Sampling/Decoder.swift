internal import CTraining

/// Reads tokens one after another, remembering keys and values, and gives the next token's logits.
///
/// The logits have the same bits as those of a whole forward pass.
final class Decoder {
  private struct Layer {
    let queryKeyValue: FloatBuffer
    let attentionOutput: FloatBuffer
    let up: FloatBuffer
    let down: FloatBuffer
    /// Of shape (capacity, width).
    let keys: FloatBuffer
    let values: FloatBuffer
  }

  private let shape: ModelConfiguration
  private let layout: ParameterLayout
  private let kernels: InstructionSet
  private let weights: FloatBuffer
  private let layers: [Layer]
  private let output: FloatBuffer
  private let cosine: FloatBuffer
  private let sine: FloatBuffer
  private let capacity: Int
  /// How many tokens have been read.
  private(set) var position = 0

  /// Prepares to read up to `capacity` tokens.
  init(_ model: LanguageModel, capacity: Int, kernels: InstructionSet) {
    shape = model.configuration
    layout = ParameterLayout(shape)
    self.kernels = kernels
    self.capacity = capacity
    let weights = FloatBuffer(model.weights)
    self.weights = weights
    func packed(_ tensor: ParameterLayout.Tensor) -> FloatBuffer {
      let count = ct_packed_count(Int32(tensor.columns), Int32(tensor.rows))
      let block = FloatBuffer(count)
      let matrix = unsafe ct_matrix(
        values: weights.start + tensor.start, row: 1, column: tensor.columns)
      unsafe ct_pack(kernels.set, Int32(tensor.columns), Int32(tensor.rows), matrix, block.start)
      return block
    }
    let width = shape.width
    layers = layout.layers.map { layer in
      Layer(
        queryKeyValue: packed(layer.queryKeyValue), attentionOutput: packed(layer.attentionOutput),
        up: packed(layer.up), down: packed(layer.down), keys: FloatBuffer(capacity * width),
        values: FloatBuffer(capacity * width))
    }
    output = packed(layout.embedding)
    cosine = FloatBuffer(capacity * shape.headWidth / 2)
    sine = FloatBuffer(capacity * shape.headWidth / 2)
    unsafe ct_rotation_table(
      Int32(capacity), Int32(shape.headWidth), cosine.start, sine.start)
  }

  /// Reads tokens, at least one, and returns the logits of what follows.
  func read(_ tokens: [Int32]) -> [Float] {
    precondition(!tokens.isEmpty && position + tokens.count <= capacity, "past the capacity")
    precondition(shape.holds(tokens), "a token is not in the vocabulary")
    let count = tokens.count
    let width = shape.width
    let stream = FloatBuffer(count * width)
    let normalized = FloatBuffer(count * width)
    let inverse = FloatBuffer(count)
    for (row, token) in tokens.enumerated() {
      unsafe (normalized.start + row * width).update(
        from: weights.start + layout.embedding.start + Int(token) * width, count: width)
    }
    unsafe ct_rmsnorm(
      kernels.set, Int32(count), Int32(width), normalized.start, nil, stream.start, inverse.start)
    for (layer, tensors) in zip(layers, layout.layers) {
      norm(stream, rows: count, gain: tensors.attentionGain, to: normalized, inverse)
      attend(layer, normalized, rows: count, to: stream)
      norm(stream, rows: count, gain: tensors.innerGain, to: normalized, inverse)
      let up = FloatBuffer(count * shape.innerWidth)
      let active = FloatBuffer(count * shape.innerWidth)
      multiply(normalized, layer.up, rows: count, shape.innerWidth, width, to: up)
      unsafe ct_relu2(kernels.set, count * shape.innerWidth, up.start, active.start)
      multiply(active, layer.down, rows: count, width, shape.innerWidth, to: stream, adding: true)
    }
    position += count
    norm(stream, rows: count, gain: layout.finalGain, to: normalized, inverse)
    let last = FloatBuffer(width)
    unsafe last.start.update(from: normalized.start + (count - 1) * width, count: width)
    let logits = FloatBuffer(shape.vocabularySize)
    multiply(last, output, rows: 1, shape.vocabularySize, width, to: logits)
    return logits.values
  }

  private func attend(_ layer: Layer, _ input: FloatBuffer, rows: Int, to stream: FloatBuffer) {
    let width = shape.width
    let all = FloatBuffer(rows * 3 * width)
    multiply(input, layer.queryKeyValue, rows: rows, 3 * width, width, to: all)
    let heads = unsafe ct_heads(
      rows: Int32(rows), heads: Int32(shape.headCount), width: Int32(shape.headWidth),
      first: Int32(position), cosine: UnsafePointer(cosine.start),
      sine: UnsafePointer(sine.start))
    let query = FloatBuffer(rows * width)
    let inverse = FloatBuffer(rows * shape.headCount)
    unsafe ct_rotate(
      kernels.set, heads, all.start, Int32(3 * width), query.start, inverse.start)
    unsafe ct_rotate(
      kernels.set, heads, all.start + width, Int32(3 * width),
      layer.keys.start + position * width, inverse.start)
    for row in 0..<rows {
      unsafe (layer.values.start + (position + row) * width).update(
        from: all.start + (3 * row + 2) * width, count: width)
    }
    let attention = FloatBuffer(shape.headCount * rows * (position + rows))
    let attended = FloatBuffer(rows * width)
    unsafe ct_attention(
      kernels.set, heads, query.start, layer.keys.start, layer.values.start, Int32(width),
      attention.start, attended.start)
    multiply(attended, layer.attentionOutput, rows: rows, width, width, to: stream, adding: true)
  }

  private func norm(
    _ x: FloatBuffer, rows: Int, gain: ParameterLayout.Tensor, to y: FloatBuffer,
    _ inverse: FloatBuffer
  ) {
    unsafe ct_rmsnorm(
      kernels.set, Int32(rows), Int32(shape.width), x.start, weights.start + gain.start, y.start,
      inverse.start)
  }

  /// y (rows, columns) = or += x (rows, inner) · a packed matrix (inner, columns).
  private func multiply(
    _ x: FloatBuffer, _ packed: FloatBuffer, rows: Int, _ columns: Int, _ inner: Int,
    to y: FloatBuffer, adding: Bool = false
  ) {
    let a = unsafe ct_matrix(values: x.start, row: inner, column: 1)
    unsafe ct_multiply(
      kernels.set, Int32(rows), Int32(columns), Int32(inner), a, packed.start, y.start,
      adding ? 1 : 0)
  }
}
