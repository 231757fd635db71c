import FineTuning
import JSON

extension Setting<Int> {
  var wire: JSONValue { number.map { .integer($0) } ?? "auto" }

  /// Azure writes -1 for `auto`; what is absent or no number is `auto` too.
  init(answer: JSONValue?) {
    self = answer?.count.map(Setting.value) ?? .auto
  }

  init(_ reader: inout ObjectReader, _ key: String, in range: ClosedRange<Int>) throws {
    guard let value = try reader.value(key), value != "auto" else {
      self = .auto
      return
    }
    self = .value(try ObjectReader.integer(value, in: range, name: reader.name(key)))
  }
}

extension Setting<Double> {
  var wire: JSONValue { number.map { .number($0) } ?? "auto" }

  /// Azure writes -1 for `auto`; what is absent or no number is `auto` too.
  init(answer: JSONValue?) {
    self = answer?.double.flatMap { $0 < 0 ? nil : .value($0) } ?? .auto
  }

  init(_ reader: inout ObjectReader, _ key: String, in range: ClosedRange<Double>) throws {
    guard let value = try reader.value(key), value != "auto" else {
      self = .auto
      return
    }
    self = .value(try ObjectReader.number(value, in: range, name: reader.name(key)))
  }
}

extension Hyperparameters {
  /// All of them, with `auto` for what is not decided; `beta` only where the method has one.
  func wire(for kind: TrainingMethod.Kind) -> JSONValue {
    var members = [
      JSONMember("n_epochs", epochCount.wire), JSONMember("batch_size", batchSize.wire),
      JSONMember("learning_rate_multiplier", learningRateMultiplier.wire),
    ]
    if kind == .dpo { members.append(JSONMember("beta", beta.wire)) }
    return .object(members)
  }

  /// Only the decided ones, as a request states them.
  func decided(for kind: TrainingMethod.Kind) -> JSONValue {
    .object((wire(for: kind).members ?? []).filter { $0.value != "auto" })
  }

  init(answer: JSONValue?) {
    self.init(
      epochCount: Setting(answer: answer?["n_epochs"]),
      batchSize: Setting(answer: answer?["batch_size"]),
      learningRateMultiplier: Setting(answer: answer?["learning_rate_multiplier"]),
      beta: Setting(answer: answer?["beta"]))
  }

  init(_ reader: inout ObjectReader, for kind: TrainingMethod.Kind) throws {
    self.init()
    epochCount = try Setting(&reader, "n_epochs", in: 1...50)
    batchSize = try Setting(&reader, "batch_size", in: 1...256)
    // The bounds that the API states are open at 0, so the least positive number is the bound.
    let positive = Double.leastNonzeroMagnitude
    learningRateMultiplier = try Setting(
      &reader, "learning_rate_multiplier", in: positive...Double.greatestFiniteMagnitude)
    if kind == .dpo { beta = try Setting(&reader, "beta", in: positive...2) }
    if kind == .reinforcement {
      _ = reader.taken([
        "compute_multiplier", "eval_interval", "eval_samples", "reasoning_effort",
      ])
    }
    try reader.finish()
  }
}

extension TrainingMethod {
  static let kinds: [Kind] = [.supervised, .dpo, .reinforcement]

  var wire: JSONValue { wire(hyperparameters.wire(for: kind)) }

  /// As a request states it.
  var decided: JSONValue { wire(hyperparameters.decided(for: kind)) }

  private func wire(_ numbers: JSONValue) -> JSONValue {
    .object([
      JSONMember("type", .string(kind.rawValue)),
      JSONMember(kind.rawValue, ["hyperparameters": numbers]),
    ])
  }

  /// Reads `method`, or for old jobs the `hyperparameters` beside it.
  init(answer: JSONValue) {
    let method = answer["method"]
    let kind = Kind(rawValue: method?.text("type") ?? "supervised")
    let numbers = method?[kind.rawValue]?["hyperparameters"]
    let isSaid = numbers?.members?.isEmpty == false
    self.init(kind, Hyperparameters(answer: isSaid ? numbers : answer["hyperparameters"]))
  }

  /// Reads `method` strictly, or the older `hyperparameters` of a request.
  init(request reader: inout ObjectReader) throws {
    let method = try reader.object("method")
    var older = try reader.object("hyperparameters")
    guard var method else {
      self.init(.supervised)
      guard older != nil else { return }
      try older.mutate { hyperparameters = try Hyperparameters(&$0, for: .supervised) }
      return
    }
    guard older == nil else {
      throw ServiceError.invalidParameter(
        "hyperparameters",
        "Invalid 'hyperparameters': give them in 'method' and not beside it.",
        code: "invalid_parameter")
    }
    let words = Self.kinds.map(\.rawValue)
    guard let word = try method.word("type", of: words) else {
      throw ServiceError.missing(method.name("type"))
    }
    self.init(Kind(rawValue: word))
    var settings = try method.object(word)
    // The official client may send the other methods' keys as empty objects.
    for other in words where other != word { _ = try method.object(other) }
    try method.finish()
    try settings.mutate { settings in
      var numbers = try settings.object("hyperparameters")
      if kind == .reinforcement { _ = settings.taken(["grader", "response_format"]) }
      try settings.finish()
      try numbers.mutate { hyperparameters = try Hyperparameters(&$0, for: kind) }
    }
  }
}

extension Optional {
  /// Runs `body` on the value, if there is one, and keeps what it changes.
  fileprivate mutating func mutate(_ body: (inout Wrapped) throws -> Void) rethrows {
    guard var value = self else { return }
    try body(&value)
    self = value
  }
}
