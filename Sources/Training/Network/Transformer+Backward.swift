internal import CTraining

/// Room for the gradients of a backward pass; shapes as in ``Activations``.
final class GradientRoom {
  let tokenCapacity: Int
  let predictionCapacity: Int
  let selected: FloatBlock
  let stream: FloatBlock
  let normalised: FloatBlock
  let queryKeyValue: FloatBlock
  let query: FloatBlock
  let key: FloatBlock
  let attended: FloatBlock
  let up: FloatBlock
  let active: FloatBlock

  init(_ shape: ModelConfiguration, tokens: Int, predictions: Int) {
    tokenCapacity = tokens
    predictionCapacity = predictions
    let count = tokens * shape.width
    selected = FloatBlock(predictions * shape.width)
    stream = FloatBlock(count)
    normalised = FloatBlock(count)
    queryKeyValue = FloatBlock(3 * count)
    query = FloatBlock(count)
    key = FloatBlock(count)
    attended = FloatBlock(count)
    up = FloatBlock(4 * count)
    active = FloatBlock(4 * count)
  }
}

/// The backward pass of the batch that went forward last.
struct BackwardPass {
  let transformer: Transformer
  let batch: TokenBatch
  let weights: FloatBlock
  /// The gradient of every weight, added to.
  let gradient: FloatBlock
  let room: GradientRoom

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
    room.selected.clear(batch.rows.count * width)
    backProject(
      at.logits, rows: batch.rows.count, by: embedding, input: at.selected, to: room.selected)
    room.normalised.clear(count * width)
    for (index, row) in batch.rows.enumerated() {
      unsafe (room.normalised.start + row * width).update(
        from: room.selected.start + index * width, count: width)
    }
    normBackward(
      at.output, gain: transformer.layout.finalGain, inverse: at.outputInverse,
      accumulating: false)
  }

  private func feedForwardBackward(_ index: Int) {
    let layer = transformer.layout.layers[index]
    let at = transformer.activations.layers[index]
    backProject(room.stream, rows: count, by: layer.down, input: at.active, to: room.active)
    unsafe ct_relu2_backward(
      set, count * shape.innerWidth, at.up.start, room.active.start, room.up.start)
    backProject(room.up, rows: count, by: layer.up, input: at.middleNormalised, to: room.normalised)
    normBackward(at.middle, gain: layer.innerGain, inverse: at.middleInverse, accumulating: true)
  }

  private func attentionBackward(_ index: Int) {
    let layer = transformer.layout.layers[index]
    let at = transformer.activations.layers[index]
    let width = shape.width
    backProject(
      room.stream, rows: count, by: layer.attentionOutput, input: at.attended, to: room.attended)
    room.query.clear(count * width)
    room.key.clear(count * width)
    room.queryKeyValue.clear(count * 3 * width)
    transformer.eachSequence(batch) { row, length, square in
      let heads = unsafe transformer.heads(rows: length)
      let source = unsafe at.queryKeyValue.start + row * 3 * width
      let target = unsafe room.queryKeyValue.start + row * 3 * width
      let query = unsafe room.query.start + row * width
      let key = unsafe room.key.start + row * width
      unsafe ct_attention_backward(
        set, heads, at.query.start + row * width, at.key.start + row * width, source + 2 * width,
        Int32(3 * width), at.attention.start + square * shape.headCount,
        room.attended.start + row * width, query, key, target + 2 * width, Int32(3 * width))
      unsafe ct_rotate_backward(
        set, heads, source, Int32(3 * width), at.queryInverse.start + row * shape.headCount, query,
        target, Int32(3 * width))
      unsafe ct_rotate_backward(
        set, heads, source + width, Int32(3 * width), at.keyInverse.start + row * shape.headCount,
        key, target + width, Int32(3 * width))
    }
    backProject(
      room.queryKeyValue, rows: count, by: layer.queryKeyValue, input: at.inputNormalised,
      to: room.normalised)
    normBackward(at.input, gain: layer.attentionGain, inverse: at.inputInverse, accumulating: true)
  }

  private func embeddingBackward() {
    let at = transformer.activations
    let width = shape.width
    unsafe ct_rmsnorm_backward(
      set, Int32(count), Int32(width), at.embedded.start, nil, at.embeddedInverse.start,
      room.stream.start, room.normalised.start, nil, 0)
    let table = transformer.layout.embedding.start
    for (row, token) in batch.tokens.enumerated() {
      unsafe ct_blend(
        set, width, 1, room.normalised.start + row * width, 1,
        gradient.start + table + Int(token) * width)
    }
  }

  /// The gradients of y (rows, outputs) = x (rows, inputs) · transposed tensor: the tensor's is
  /// added, x's is written to `dx`.
  private func backProject(
    _ dy: FloatBlock, rows: Int, by tensor: ParameterLayout.Tensor, input x: FloatBlock,
    to dx: FloatBlock
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

  /// From the gradient of the normalised rows to that of the stream.
  private func normBackward(
    _ x: FloatBlock, gain: ParameterLayout.Tensor, inverse: FloatBlock, accumulating: Bool
  ) {
    unsafe ct_rmsnorm_backward(
      set, Int32(count), Int32(shape.width), x.start, weights.start + gain.start, inverse.start,
      room.normalised.start, room.stream.start, gradient.start + gain.start, accumulating ? 1 : 0)
  }
}
