internal import CTraining

/// A model in training: weights, their gradient, and Adam's moments.
final class Fit {
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
  let weights: FloatBlock
  let gradient: FloatBlock
  let mean: FloatBlock
  let square: FloatBlock
  var clock = Clock()
  private var room: GradientRoom
  private var batch = TokenBatch([])

  init(_ shape: ModelConfiguration, weights: [Float], on machine: Machine) {
    transformer = Transformer(shape, on: machine)
    self.weights = FloatBlock(weights)
    gradient = FloatBlock(weights.count)
    mean = FloatBlock(weights.count)
    square = FloatBlock(weights.count)
    room = GradientRoom(shape, tokens: 0, predictions: 0)
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
    if tokens > room.tokenCapacity || predictions > room.predictionCapacity {
      room = GradientRoom(
        transformer.shape, tokens: tokens * 5 / 4, predictions: predictions * 5 / 4)
    }
    if !adding { gradient.clear(gradient.count) }
    BackwardPass(
      transformer: transformer, batch: batch, weights: weights, gradient: gradient, room: room
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
