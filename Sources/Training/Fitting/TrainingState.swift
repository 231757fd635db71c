internal import CTraining

/// A model in training: weights, their gradient, and Adam's moments.
final class TrainingState {
  /// What Adam remembers besides the moments.
  struct Clock: Hashable {
    var steps = 0
    /// β₁ and β₂ to the power of `steps`, multiplied up so that every machine agrees.
    var power1 = 1.0
    var power2 = 1.0
  }

  static let beta1 = 0.9
  static let beta2 = 0.99
  /// Gradients longer than this are scaled down to it.
  static let longestGradient = 1.0

  let transformer: Transformer
  let weights: FloatBuffer
  let gradient: FloatBuffer
  let mean: FloatBuffer
  let square: FloatBuffer
  var clock = Clock()
  private var buffers: GradientBuffers
  private var batch = TokenBatch([])

  init(_ shape: ModelConfiguration, weights: [Float], on machine: Machine) {
    transformer = Transformer(shape, on: machine)
    self.weights = FloatBuffer(weights)
    gradient = FloatBuffer(weights.count)
    mean = FloatBuffer(weights.count)
    square = FloatBuffer(weights.count)
    buffers = GradientBuffers(shape, tokens: 0, predictions: 0)
  }

  /// Returns the loss of each prediction of `batch`.
  func forward(_ batch: TokenBatch) -> [Float] {
    self.batch = batch
    transformer.forward(batch, weights: weights)
    return transformer.losses(0..<batch.rows.count)
  }

  /// Whether each prediction of the last batch had its target as the most likely token.
  var hits: [Bool] { zip(transformer.best, batch.targets).map { $0 == $1 } }

  /// Sets the gradient to that of Σ scale[i] · loss[i] of the batch that went forward last, or adds
  /// that to it.
  func backward(scale: [Float], adding: Bool = false) {
    let tokens = batch.tokens.count
    let predictions = batch.rows.count
    if tokens > buffers.tokenCapacity || predictions > buffers.predictionCapacity {
      buffers = GradientBuffers(
        transformer.shape, tokens: tokens * 5 / 4, predictions: predictions * 5 / 4)
    }
    if !adding { gradient.clear(gradient.count) }
    BackwardPass(
      transformer: transformer, batch: batch, weights: weights, gradient: gradient, buffers: buffers
    ).run(scale: scale)
  }

  /// The factor that brings the gradient down to ``longestGradient``.
  func clipping() -> Float {
    let set = transformer.kernels.set
    let length = unsafe ct_sum_of_squares(set, gradient.count, gradient.start).squareRoot()
    return Float(length > Self.longestGradient ? Self.longestGradient / length : 1)
  }

  /// Advances Adam's clock; once per step, before ``adam(_:rate:scale:)``.
  func tick() {
    clock.steps += 1
    clock.power1 *= Self.beta1
    clock.power2 *= Self.beta2
  }

  /// Moves the weights in `range` against the gradient.
  func adam(_ range: Range<Int>, rate: Double, scale: Float) {
    let step = ct_adam_step(
      rate: Float(rate), scale: scale, beta1: Float(Self.beta1), beta2: Float(Self.beta2),
      bias1: Float(1 / (1 - clock.power1)), bias2: Float(1 / (1 - clock.power2)))
    unsafe ct_adam(
      transformer.kernels.set, range.count, step, gradient.start + range.lowerBound,
      mean.start + range.lowerBound, square.start + range.lowerBound,
      weights.start + range.lowerBound)
  }
}

extension TrainingState {
  private static let magic: [UInt8] = Array("FTFT".utf8)
  private static let version: UInt32 = 1

  /// "FTFT", version, clock, weights, moments, checksum.
  func stateBytes() -> [UInt8] {
    var writer = ByteWriter(reserving: 12 * weights.count + 100)
    writer.append(Self.magic)
    write(to: &writer)
    writer.appendChecksum()
    return writer.bytes
  }

  func restore(_ bytes: [UInt8]) throws(ModelFileError) {
    var reader = try ByteReader(checked: bytes, magic: Self.magic)
    try read(from: &reader)
    guard reader.isAtEnd else { throw .otherShape }
  }

  func write(to writer: inout ByteWriter) {
    writer.append(Self.version)
    writer.append(UInt64(clock.steps))
    writer.append(clock.power1.bitPattern)
    writer.append(clock.power2.bitPattern)
    writer.append(UInt32(weights.count))
    for block in [weights, mean, square] { writer.append(block.values) }
  }

  func read(from reader: inout ByteReader) throws(ModelFileError) {
    guard try reader.uint32() == Self.version else { throw .unsupportedVersion }
    let steps = try reader.uint64()
    let power1 = Double(bitPattern: try reader.uint64())
    let power2 = Double(bitPattern: try reader.uint64())
    guard Int(try reader.uint32()) == weights.count, steps < UInt64(UInt32.max) else {
      throw .otherShape
    }
    for block in [weights, mean, square] { try reader.read(into: block) }
    clock = Clock(steps: Int(steps), power1: power1, power2: power2)
  }
}
