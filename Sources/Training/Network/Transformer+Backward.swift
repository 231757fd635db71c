internal import CTraining

/// The gradients of a backward pass; shapes as in ``Activations``.
final class GradientBuffers {
  let tokenCapacity: Int
  let predictionCapacity: Int
  let selected: FloatBuffer
  let stream: FloatBuffer
  let normalized: FloatBuffer
  let queryKeyValue: FloatBuffer
  let query: FloatBuffer
  let key: FloatBuffer
  let attended: FloatBuffer
  let up: FloatBuffer
  let active: FloatBuffer

  init(_ shape: ModelConfiguration, tokens: Int, predictions: Int) {
    tokenCapacity = tokens
    predictionCapacity = predictions
    let count = tokens * shape.width
    selected = FloatBuffer(predictions * shape.width)
    stream = FloatBuffer(count)
    normalized = FloatBuffer(count)
    queryKeyValue = FloatBuffer(3 * count)
    query = FloatBuffer(count)
    key = FloatBuffer(count)
    attended = FloatBuffer(count)
    up = FloatBuffer(4 * count)
    active = FloatBuffer(4 * count)
  }
}

/// The backward pass of the batch that went forward last.
struct BackwardPass {
  let transformer: Transformer
  let batch: TokenBatch
  let weights: FloatBuffer
  /// The gradient of every weight, added to.
  let gradient: FloatBuffer
  let buffers: GradientBuffers

  private var set: ct_set { transformer.kernels.set }
  private var shape: ModelConfiguration { transformer.shape }
  private var count: Int { batch.tokens.count }

  /// Adds the gradient of Σ scale[i] · loss[i] over the batch's predictions.
  func run(scale: [Float]) {
    precondition(scale.count == batch.rows.count, "one scale per prediction")
    predictionBackward(scale)
    for index in transformer.layout.layers.indices.reversed() {
      feedForwardBackward(index)
      attentionBackward(index)
    }
    embeddingBackward()
  }

  private func predictionBackward(_ scale: [Float]) {
    let at = transformer.activations
    let embedding = transformer.layout.embedding
    let width = shape.width
    unsafe ct_softmax_loss_backward(
      set, Int32(batch.rows.count), Int32(shape.vocabularySize), at.logits.start, batch.targets,
      scale)
    buffers.selected.clear(batch.rows.count * width)
    backProject(
      at.logits, rows: batch.rows.count, by: embedding, input: at.selected, to: buffers.selected)
    buffers.normalized.clear(count * width)
    for (index, row) in batch.rows.enumerated() {
      unsafe (buffers.normalized.start + row * width).update(
        from: buffers.selected.start + index * width, count: width)
    }
    normBackward(
      at.output, gain: transformer.layout.finalGain, inverse: at.outputInverse,
      accumulating: false)
  }

  private func feedForwardBackward(_ index: Int) {
    let layer = transformer.layout.layers[index]
    let at = transformer.activations.layers[index]
    backProject(buffers.stream, rows: count, by: layer.down, input: at.active, to: buffers.active)
    unsafe ct_relu2_backward(
      set, count * shape.innerWidth, at.up.start, buffers.active.start, buffers.up.start)
    backProject(
      buffers.up, rows: count, by: layer.up, input: at.middleNormalized, to: buffers.normalized)
    normBackward(at.middle, gain: layer.innerGain, inverse: at.middleInverse, accumulating: true)
  }

  private func attentionBackward(_ index: Int) {
    let layer = transformer.layout.layers[index]
    let at = transformer.activations.layers[index]
    let width = shape.width
    backProject(
      buffers.stream, rows: count, by: layer.attentionOutput, input: at.attended,
      to: buffers.attended)
    buffers.query.clear(count * width)
    buffers.key.clear(count * width)
    buffers.queryKeyValue.clear(count * 3 * width)
    transformer.eachSequence(batch) { row, length, square in
      let heads = unsafe transformer.heads(rows: length)
      let source = unsafe at.queryKeyValue.start + row * 3 * width
      let target = unsafe buffers.queryKeyValue.start + row * 3 * width
      let query = unsafe buffers.query.start + row * width
      let key = unsafe buffers.key.start + row * width
      unsafe ct_attention_backward(
        set, heads, at.query.start + row * width, at.key.start + row * width, source + 2 * width,
        Int32(3 * width), at.attention.start + square * shape.headCount,
        buffers.attended.start + row * width, query, key, target + 2 * width, Int32(3 * width))
      unsafe ct_rotate_backward(
        set, heads, source, Int32(3 * width), at.queryInverse.start + row * shape.headCount, query,
        target, Int32(3 * width))
      unsafe ct_rotate_backward(
        set, heads, source + width, Int32(3 * width), at.keyInverse.start + row * shape.headCount,
        key, target + width, Int32(3 * width))
    }
    backProject(
      buffers.queryKeyValue, rows: count, by: layer.queryKeyValue, input: at.inputNormalized,
      to: buffers.normalized)
    normBackward(at.input, gain: layer.attentionGain, inverse: at.inputInverse, accumulating: true)
  }

  private func embeddingBackward() {
    let at = transformer.activations
    let width = shape.width
    unsafe ct_rmsnorm_backward(
      set, Int32(count), Int32(width), at.embedded.start, nil, at.embeddedInverse.start,
      buffers.stream.start, buffers.normalized.start, nil, 0)
    let table = transformer.layout.embedding.start
    for (row, token) in batch.tokens.enumerated() {
      unsafe ct_blend(
        set, width, 1, buffers.normalized.start + row * width, 1,
        gradient.start + table + Int(token) * width)
    }
  }

  /// The gradients of y (rows, outputs) = x (rows, inputs) · transposed tensor: the tensor's is
  /// added, x's is written to `dx`.
  private func backProject(
    _ dy: FloatBuffer, rows: Int, by tensor: ParameterLayout.Tensor, input x: FloatBuffer,
    to dx: FloatBuffer
  ) {
    let outputs = tensor.rows
    let inputs = tensor.columns
    let transposed = unsafe ct_matrix(values: dy.start, row: 1, column: outputs)
    let input = unsafe ct_matrix(values: x.start, row: inputs, column: 1)
    unsafe transformer.multiply(
      transposed, rows: outputs, inner: rows, input, columns: inputs,
      to: gradient.start + tensor.start, true)
    let straight = unsafe ct_matrix(values: dy.start, row: outputs, column: 1)
    let matrix = unsafe ct_matrix(values: weights.start + tensor.start, row: inputs, column: 1)
    unsafe transformer.multiply(
      straight, rows: rows, inner: outputs, matrix, columns: inputs, to: dx.start, false)
  }

  /// From the gradient of the normalized rows to that of the stream.
  private func normBackward(
    _ x: FloatBuffer, gain: ParameterLayout.Tensor, inverse: FloatBuffer, accumulating: Bool
  ) {
    unsafe ct_rmsnorm_backward(
      set, Int32(count), Int32(shape.width), x.start, weights.start + gain.start, inverse.start,
      buffers.normalized.start, buffers.stream.start, gradient.start + gain.start,
      accumulating ? 1 : 0)
  }
}
