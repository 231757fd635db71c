internal import Randomness

/// What both kinds of training share: order of the examples, learning rate, stored state.
final class Run {
  let plan: TrainingPlan
  let exampleCount: Int
  let source: LanguageModel
  let training: TrainingState
  private var generator: SeededGenerator
  private var order: [Int] = []
  private(set) var completedSteps = 0

  init(_ model: LanguageModel, plan: TrainingPlan, exampleCount: Int, on machine: Machine) {
    precondition(exampleCount > 0 && plan.epochs > 0 && plan.batchSize > 0, "nothing to train on")
    self.plan = plan
    self.exampleCount = exampleCount
    source = model
    training = TrainingState(model.configuration, weights: model.weights, on: machine)
    generator = SeededGenerator(seed: plan.seed)
  }

  var stepsPerEpoch: Int { plan.stepsPerEpoch(examples: exampleCount) }
  var totalSteps: Int { stepsPerEpoch * plan.epochs }

  var model: LanguageModel {
    var model = source
    model.weights = training.weights.values
    return model
  }

  /// The examples of the next step; each epoch has its own order.
  func nextExamples() -> ArraySlice<Int> {
    precondition(completedSteps < totalSteps, "no step is left")
    let position = completedSteps % stepsPerEpoch
    if position == 0 { order = generator.permutation(of: exampleCount) }
    let start = position * plan.batchSize
    return order[start..<min(start + plan.batchSize, exampleCount)]
  }

  /// Rises over the first `warmUp` share of the run, and falls linearly to zero over all of it.
  ///
  /// The rate scales with √batchSize, since the noise of a mean gradient falls with that root
  /// (Krizhevsky: One weird trick for parallelizing convolutional neural networks, 2014).
  func rate(_ base: Double, warmUp: Double) -> Double {
    let step = Double(completedSteps)
    let total = Double(totalSteps)
    let rise = min(1, (step + 1) / (warmUp * total + 1))
    let scale = plan.learningRateMultiplier * Double(plan.batchSize).squareRoot()
    return base * scale * rise * (1 - step / total)
  }

  /// Updates all weights with the present gradient.
  func update(rate: Double) {
    training.tick()
    training.adam(0..<training.weights.count, rate: rate, scale: training.clipping())
    completedSteps += 1
  }

  // MARK: State

  /// "FTST", the training state, steps, generator, the epoch's order, checksum.
  private static let magic: [UInt8] = Array("FTST".utf8)

  func stateBytes() -> [UInt8] {
    var writer = ByteWriter(reserving: 12 * training.weights.count + 4 * order.count + 100)
    writer.append(Self.magic)
    training.write(to: &writer)
    writer.append(UInt64(completedSteps))
    writer.append(generator.state)
    writer.append(UInt32(order.count))
    for index in order { writer.append(UInt32(index)) }
    writer.appendChecksum()
    return writer.bytes
  }

  func restore(_ bytes: [UInt8]) throws(ModelFileError) {
    var reader = try ByteReader(checked: bytes, magic: Self.magic)
    try training.read(from: &reader)
    let steps = try reader.uint64()
    let state = try reader.uint64()
    let count = Int(try reader.uint32())
    guard count == exampleCount || count == 0, steps <= totalSteps else { throw .otherShape }
    var order: [Int] = []
    for _ in 0..<count { order.append(Int(try reader.uint32())) }
    guard reader.isAtEnd, order.allSatisfy({ $0 < exampleCount }) else { throw .otherShape }
    self.order = order
    generator.state = state
    completedSteps = Int(steps)
  }

  // MARK: Evaluation

  func evaluate(_ sequences: [TrainingSequence]) -> Evaluation {
    Evaluation(of: sequences, training: training)
  }
}

extension Evaluation {
  /// Sequences are read one at a time, so memory does not grow with their number.
  init(of sequences: [TrainingSequence], training: TrainingState) {
    self.init(loss: 0, accuracy: 0, tokens: 0, reproduced: [])
    var hits = 0
    for sequence in sequences {
      loss += training.forward(TokenBatch([sequence])).reduce(0) { $0 + Double($1) }
      let found = training.hits
      tokens += found.count
      hits += found.count { $0 }
      reproduced.append(found.allSatisfy { $0 })
    }
    loss /= Double(max(tokens, 1))
    accuracy = Double(hits) / Double(max(tokens, 1))
  }
}

extension LanguageModel {
  /// Returns how the model predicts `sequences`.
  package func evaluated(on sequences: [TrainingSequence]) -> Evaluation {
    Evaluation(
      of: sequences, training: TrainingState(configuration, weights: weights, on: Machine()))
  }

  /// Returns the mean loss of `sequences`, by weight, and its derivative by every weight.
  package func gradient(
    of sequences: [TrainingSequence], on machine: Machine = Machine()
  ) -> (loss: Double, gradient: [Float]) {
    let training = TrainingState(configuration, weights: weights, on: machine)
    let batch = TokenBatch(sequences)
    let total = batch.weights.reduce(0, +)
    let scale = batch.weights.map { $0 / total }
    let losses = training.forward(batch)
    training.backward(scale: scale)
    let loss = zip(losses, scale).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    return (loss, training.gradient.values)
  }
}
