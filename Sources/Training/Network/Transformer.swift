internal import CTraining

/// Runs a model over batches, forward and backward, with the kernels of one instruction set.
///
/// The model, after "modded nanoGPT": `x = rms(embedding)`, then for each block
/// `x += attend(rms(x) g)` and `x += down(relu(up(rms(x) g))²)`, then
/// `logits = (rms(x) g) · embedding`. Queries and keys have unit rms and rotary positions.
final class Transformer {
  let shape: ModelConfiguration
  let layout: ParameterLayout
  let kernels: InstructionSet
  private(set) var activations: Activations
  /// The most likely token at each prediction of the last batch.
  private(set) var best: [Int32] = []

  let cosine: FloatBuffer
  let sine: FloatBuffer
  /// One packed matrix at a time.
  private let packed: FloatBuffer
  private var packedWide: FloatBuffer
  private let pool: ThreadPool

  init(_ shape: ModelConfiguration, on machine: Machine) {
    self.shape = shape
    kernels = machine.kernels
    pool = ThreadPool(threads: machine.threads)
    layout = ParameterLayout(shape)
    activations = Activations(shape, tokens: 0, predictions: 0, attention: 0)
    cosine = FloatBuffer(shape.contextLimit * shape.headWidth / 2)
    sine = FloatBuffer(shape.contextLimit * shape.headWidth / 2)
    unsafe ct_rotation_table(
      Int32(shape.contextLimit), Int32(shape.headWidth), cosine.start, sine.start)
    let largest = max(4 * shape.width * shape.width, shape.width * (shape.vocabularySize + 32))
    packed = FloatBuffer(largest)
    packedWide = FloatBuffer(0)
  }

  /// Fills the activations, the losses and ``best`` for a batch.
  func forward(_ batch: TokenBatch, weights: FloatBuffer) {
    precondition(
      batch.lengths.allSatisfy { $0 <= shape.contextLimit }, "a sequence is longer than the context"
    )
    precondition(shape.holds(batch.tokens), "a token is not in the vocabulary")
    if !activations.holds(batch) { activations = Activations(shape, for: batch) }
    embed(batch, weights: weights)
    for (index, layer) in layout.layers.enumerated() {
      attend(batch, index, layer, weights)
      feedForward(batch, index, layer, weights)
    }
    predict(batch, weights: weights)
  }

  /// The loss of each prediction of the last batch: -log p of its target.
  func losses(_ range: Range<Int>) -> [Float] { range.map { activations.loss[$0] } }

  /// The residual stream after block `index`.
  func stream(after index: Int) -> FloatBuffer {
    index + 1 < shape.layerCount ? activations.layers[index + 1].input : activations.output
  }

  // MARK: Forward

  private func embed(_ batch: TokenBatch, weights: FloatBuffer) {
    let width = shape.width
    let embedded = activations.embedded
    let table = layout.embedding.start
    for (row, token) in batch.tokens.enumerated() {
      unsafe (embedded.start + row * width).update(
        from: weights.start + table + Int(token) * width, count: width)
    }
    unsafe ct_rmsnorm(
      kernels.set, Int32(batch.tokens.count), Int32(width), embedded.start, nil,
      activations.layers[0].input.start, activations.embeddedInverse.start)
  }

  private func attend(
    _ batch: TokenBatch, _ index: Int, _ layer: ParameterLayout.Layer, _ weights: FloatBuffer
  ) {
    let count = batch.tokens.count
    let width = shape.width
    let at = activations.layers[index]
    unsafe ct_rmsnorm(
      kernels.set, Int32(count), Int32(width), at.input.start,
      weights.start + layer.attentionGain.start, at.inputNormalized.start, at.inputInverse.start)
    project(
      at.inputNormalized, rows: count, by: layer.queryKeyValue, of: weights, to: at.queryKeyValue)
    eachSequence(batch) { row, length, square in
      let heads = unsafe self.heads(rows: length)
      let source = unsafe at.queryKeyValue.start + row * 3 * width
      unsafe ct_rotate(
        kernels.set, heads, source, Int32(3 * width), at.query.start + row * width,
        at.queryInverse.start + row * shape.headCount)
      unsafe ct_rotate(
        kernels.set, heads, source + width, Int32(3 * width), at.key.start + row * width,
        at.keyInverse.start + row * shape.headCount)
      unsafe ct_attention(
        kernels.set, heads, at.query.start + row * width, at.key.start + row * width,
        source + 2 * width, Int32(3 * width), at.attention.start + square * shape.headCount,
        at.attended.start + row * width)
    }
    at.middle.copy(at.input, count: count * width)
    project(
      at.attended, rows: count, by: layer.attentionOutput, of: weights, to: at.middle,
      accumulating: true)
  }

  private func feedForward(
    _ batch: TokenBatch, _ index: Int, _ layer: ParameterLayout.Layer, _ weights: FloatBuffer
  ) {
    let count = batch.tokens.count
    let at = activations.layers[index]
    unsafe ct_rmsnorm(
      kernels.set, Int32(count), Int32(shape.width), at.middle.start,
      weights.start + layer.innerGain.start, at.middleNormalized.start, at.middleInverse.start)
    project(at.middleNormalized, rows: count, by: layer.up, of: weights, to: at.up)
    unsafe ct_relu2(kernels.set, count * shape.innerWidth, at.up.start, at.active.start)
    let next = stream(after: index)
    next.copy(at.middle, count: count * shape.width)
    project(at.active, rows: count, by: layer.down, of: weights, to: next, accumulating: true)
  }

  private func predict(_ batch: TokenBatch, weights: FloatBuffer) {
    let width = shape.width
    let at = activations
    unsafe ct_rmsnorm(
      kernels.set, Int32(batch.tokens.count), Int32(width), at.output.start,
      weights.start + layout.finalGain.start, at.outputNormalized.start, at.outputInverse.start)
    for (index, row) in batch.rows.enumerated() {
      unsafe (at.selected.start + index * width).update(
        from: at.outputNormalized.start + row * width, count: width)
    }
    project(at.selected, rows: batch.rows.count, by: layout.embedding, of: weights, to: at.logits)
    best = [Int32](repeating: 0, count: batch.rows.count)
    guard !best.isEmpty else { return }
    unsafe ct_softmax_loss(
      kernels.set, Int32(batch.rows.count), Int32(shape.vocabularySize), at.logits.start,
      batch.targets, at.loss.start, &best)
  }

  // MARK: Products

  /// y (rows, outputs) = or += x (rows, inputs) · transposed tensor (outputs, inputs).
  func project(
    _ x: FloatBuffer, rows: Int, by tensor: ParameterLayout.Tensor, of weights: FloatBuffer,
    to y: FloatBuffer, accumulating: Bool = false
  ) {
    let inputs = tensor.columns
    let b = unsafe ct_matrix(values: weights.start + tensor.start, row: 1, column: inputs)
    let a = unsafe ct_matrix(values: x.start, row: inputs, column: 1)
    unsafe multiply(
      a, rows: rows, inner: inputs, b, columns: tensor.rows, to: y.start, accumulating)
  }

  /// c (rows, columns) = or += a (rows, inner) · b (inner, columns).
  func multiply(
    _ a: ct_matrix, rows: Int, inner: Int, _ b: ct_matrix, columns: Int,
    to c: UnsafeMutablePointer<Float>, _ accumulating: Bool
  ) {
    guard rows > 0, inner > 0 else { return }
    let need = ct_packed_count(Int32(inner), Int32(columns))
    if need > packed.count, need > packedWide.count { packedWide = FloatBuffer(need) }
    let panel = need > packed.count ? packedWide : packed
    unsafe ct_pack(kernels.set, Int32(inner), Int32(columns), b, panel.start)
    unsafe ct_pool_multiply(
      pool.pool, kernels.set, Int32(rows), Int32(columns), Int32(inner), a, panel.start, c,
      accumulating ? 1 : 0)
  }

  // MARK: Shapes

  /// Calls `body` with the first row, the length and the sum of squared lengths before, of each
  /// sequence.
  func eachSequence(_ batch: TokenBatch, _ body: (_ row: Int, _ length: Int, _ square: Int) -> Void)
  {
    var square = 0
    for (start, length) in zip(batch.starts, batch.lengths) {
      body(start, length, square)
      square += length * length
    }
  }

  func heads(rows: Int, first: Int = 0) -> ct_heads {
    unsafe ct_heads(
      rows: Int32(rows), heads: Int32(shape.headCount), width: Int32(shape.headWidth),
      first: Int32(first), cosine: UnsafePointer(cosine.start), sine: UnsafePointer(sine.start))
  }
}
