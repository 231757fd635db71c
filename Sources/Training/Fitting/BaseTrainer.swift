internal import CTraining

/// Trains a base model from nothing: Muon for the blocks' matrices, Adam for the rest.
///
/// It counts steps, never seconds, so the same seed and steps give the same bits.
package final class BaseTrainer {
  /// The highest learning rates.
  package static let muonRate = 0.02
  package static let adamRate = 4e-3
  private static let momentum: Float = 0.95
  /// Weight decay of each Muon step, as a share of the learning rate.
  private static let decay: Float = 0.01
  /// Steps over which the rates rise.
  private static let warmUp = 30
  /// The share of the run after which the rates fall.
  private static let plateau = 0.4

  private let source: LanguageModel
  private let training: TrainingState
  private let newtonSchulz: NewtonSchulz
  private let update: FloatBuffer
  /// How many steps the run has.
  package let totalSteps: Int

  /// Starts a run of `totalSteps` steps from an untrained model.
  package init(_ model: LanguageModel, totalSteps: Int, on machine: Machine = Machine()) {
    source = model
    self.totalSteps = totalSteps
    training = TrainingState(model.configuration, weights: model.weights, on: machine)
    let width = model.configuration.width
    let largest = width * model.configuration.innerWidth
    newtonSchulz = NewtonSchulz(training.transformer, width: width, largest: largest)
    update = FloatBuffer(largest)
  }

  /// Continues a stored run that started with the same model and number of steps.
  ///
  /// - Throws: when the state is damaged or of another model.
  package convenience init(
    restoring state: [UInt8], _ model: LanguageModel, totalSteps: Int,
    on machine: Machine = Machine()
  ) throws(ModelFileError) {
    self.init(model, totalSteps: totalSteps, on: machine)
    try training.restore(state)
  }

  /// How many steps are done.
  package var completedSteps: Int { training.clock.steps }

  /// A copy of the model as it is now.
  package var model: LanguageModel {
    var model = source
    model.weights = training.weights.values
    return model
  }

  /// Returns all of the run's state.
  package func stateBytes() -> [UInt8] { training.stateBytes() }

  /// Learns from sequences laid end to end, and returns their mean loss, by weight, before that.
  package func step(_ sequences: [TrainingSequence]) -> Double {
    let batch = TokenBatch(sequences)
    let losses = training.forward(batch)
    let total = batch.weights.reduce(0, +)
    let scale = batch.weights.map { $0 / total }
    training.backward(scale: scale)
    let factor = self.factor
    let clipping = training.clipping()
    training.tick()
    let layout = training.transformer.layout
    training.adam(layout.embedding.range, rate: Self.adamRate * factor, scale: clipping)
    training.adam(layout.finalGain.range, rate: Self.adamRate * factor, scale: clipping)
    for layer in layout.layers {
      training.adam(layer.attentionGain.range, rate: Self.adamRate * factor, scale: clipping)
      training.adam(layer.innerGain.range, rate: Self.adamRate * factor, scale: clipping)
      // Queries, keys and values are three matrices.
      for third in 0..<3 {
        let rows = layer.queryKeyValue.rows / 3
        let columns = layer.queryKeyValue.columns
        let start = layer.queryKeyValue.start + third * rows * columns
        muon(start, rows: rows, columns: columns, factor, clipping)
      }
      for tensor in [layer.attentionOutput, layer.up, layer.down] {
        muon(tensor.start, rows: tensor.rows, columns: tensor.columns, factor, clipping)
      }
    }
    return zip(losses, scale).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  /// The present share of the learning rates.
  private var factor: Double {
    let step = Double(training.clock.steps)
    let progress = step / Double(totalSteps)
    let rise = min(1, (step + 1) / Double(Self.warmUp))
    let fall = progress < Self.plateau ? 1 : max(0.02, (1 - progress) / (1 - Self.plateau))
    return rise * fall
  }

  private func muon(_ start: Int, rows: Int, columns: Int, _ factor: Double, _ clipping: Float) {
    let set = training.transformer.kernels.set
    let count = rows * columns
    let gradient = unsafe training.gradient.start + start
    let mean = unsafe training.mean.start + start
    // mean = momentum × mean + g; update = g + momentum × mean (Nesterov).
    unsafe ct_blend(set, count, clipping, gradient, Self.momentum, mean)
    unsafe update.start.update(from: gradient, count: count)
    unsafe ct_blend(set, count, Self.momentum, mean, clipping, update.start)
    newtonSchulz.run(update, rows: rows, columns: columns)
    let rate = Float(Self.muonRate * factor)
    let shape = Float(max(1, Double(rows) / Double(columns)).squareRoot())
    unsafe ct_blend(
      set, count, -rate * shape, update.start, 1 - rate * Self.decay, training.weights.start + start
    )
  }
}
