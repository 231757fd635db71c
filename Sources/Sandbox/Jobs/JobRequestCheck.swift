import FineTuning

/// What the service refuses at once in a request for a job, before it looks at any file.
struct JobRequestCheck {
  let request: JobRequest

  init(_ request: JobRequest) { self.request = request }

  /// - Throws: ``ServiceError`` with the field at fault.
  func run() throws {
    if let suffix = request.suffix { try Limits.check(suffix, upTo: 64, "suffix") }
    if let seed = request.seed { try Limits.check(seed, in: 0...2_147_483_647, "seed") }
    try checkMethod()
    try checkMetadata()
  }

  private func checkMethod() throws {
    guard [.supervised, .dpo].contains(request.method.kind) else {
      throw ServiceError(
        status: 400,
        message: "Method '\(request.method.kind.rawValue)' is not available for model "
          + "'\(request.model)'.",
        parameter: "method.type")
    }
    let numbers = request.method.hyperparameters
    let place = "method.\(request.method.kind.rawValue).hyperparameters"
    if let count = numbers.epochCount.number {
      try Limits.check(count, in: 1...50, "\(place).n_epochs")
    }
    if let size = numbers.batchSize.number {
      try Limits.check(size, in: 1...256, "\(place).batch_size")
    }
    if let rate = numbers.learningRateMultiplier.number {
      try Limits.check(
        rate, in: .leastNonzeroMagnitude...1e3, "\(place).learning_rate_multiplier")
    }
    if let beta = numbers.beta.number {
      try Limits.check(beta, in: .leastNonzeroMagnitude...2, "\(place).beta")
    }
  }

  private func checkMetadata() throws {
    try Limits.check(request.metadata.count, in: 0...16, "metadata")
    for (key, value) in request.metadata.sorted(by: { $0.key < $1.key }) {
      try Limits.check(key, upTo: 64, "metadata")
      if !value.isEmpty { try Limits.check(value, upTo: 512, "metadata.\(key)") }
    }
  }
}
