import Engines
import Files
import FineTuning
import JSON

/// Makes the engines that programs beside this process are.
struct ExternalEngines: Sendable {
  let models: ModelStore
  let program: @Sendable () throws -> EngineProgram

  /// What trains the models of the engine of that name; nil when it has been removed.
  func engine(_ name: String) throws -> (any TrainingEngine)? {
    try models.registry.engine(name).map { description in
      ExternalEngine(description: description, models: models, program: try program())
    }
  }
}

/// A model folder of the user's own, with the program that trains it.
struct ExternalEngine: TrainingEngine {
  let description: EngineDescription
  let models: ModelStore
  let program: EngineProgram

  func findings(
    for job: Job, in folder: Folder, until stop: WorkerThread.StopFlag
  ) throws -> JobValidation.Findings {
    let work = try makeWorkFolder(for: job, in: folder)
    let read: ReadExamples
    do {
      try requireCluster(work)
      read = ReadExamples(
        try program.answer(
          to: "inspect", order(for: job, in: folder), of: description, in: work,
          isStopped: { stop.isRaised }))
    } catch let fault as EngineFault {
      throw InvalidJob(error: JobError(fault))
    }
    if let fault = read.faults.first { throw InvalidJob(error: fault) }
    guard read.count >= Limits.leastExamples else {
      throw InvalidJob(error: .tooFewExamples(read.count))
    }
    guard read.trainedTokens > 0 else { throw InvalidJob(error: .nothingToTrain(description)) }
    return JobValidation.Findings(
      exampleCount: read.count, epochTokens: read.tokens,
      hyperparameters: try numbers(for: job, exampleCount: read.count), notices: read.notices)
  }

  /// The job's numbers; each device takes an equal share of a step's examples.
  private func numbers(for job: Job, exampleCount: Int) throws -> Hyperparameters {
    var numbers = job.method.resolvedForEngines(exampleCount: exampleCount)
    let (size, devices) = (numbers.batchSize.number ?? 1, description.processes)
    guard size % devices != 0 else { return numbers }
    guard job.method.hyperparameters.batchSize.number == nil else {
      throw InvalidJob(
        error: JobError(
          code: "invalid_batch_size",
          message: "A batch of \(size) examples cannot be shared equally by \(devices) devices",
          parameter: "batch_size"))
    }
    numbers.batchSize = .value((size / devices + 1) * devices)
    return numbers
  }

  func run(
    _ job: Job, in folder: Folder, until stop: WorkerThread.StopFlag
  ) throws -> any TrainingRun {
    let work = Self.workFolder(in: folder)
    let training = try EngineTraining(
      order(for: job, in: folder), of: description, by: program, in: work,
      log: Self.log(in: folder))
    return ExternalRun(
      training, engine: description.name, in: work, hasValidation: job.validationFile != nil)
  }

  func clear(_ folder: Folder) throws { try Self.clear(folder) }

  /// Also for a job whose engine has been removed.
  static func clear(_ folder: Folder) throws {
    let work = workFolder(in: folder)
    if hasWork(in: folder) {
      // The session that a cluster's program tells of is one of another machine.
      if !isElsewhere(folder) { try EngineTraining.endStrays(in: work) }
      try keepLog(of: folder)
      try work.removeAll()
    }
    for name in ["training", "validation", elsewhere] { try folder.remove(name) }
  }

  /// Whether a program has worked, or still works, in a job's folder.
  static func hasWork(in folder: Folder) -> Bool { LocalFile.exists(workFolder(in: folder).path) }

  /// The file that takes what the program prints.
  static func log(in folder: Folder) -> String {
    isElsewhere(folder) && !folder.contains("log")
      ? workFolder(in: folder).path(of: "log") : folder.path(of: "log")
  }

  /// The file that names the work folder of a job that trains on a cluster.
  private static let elsewhere = "work-folder"

  private static func isElsewhere(_ folder: Folder) -> Bool { folder.contains(elsewhere) }

  /// Where the program keeps what only training needs.
  private static func workFolder(in folder: Folder) -> Folder {
    if let path = try? folder.bytes(of: elsewhere) {
      return Folder(path: String(decoding: path, as: UTF8.self))
    }
    return folder.folder("engine")
  }

  /// What the libraries have printed stays with the job.
  private static func keepLog(of folder: Folder) throws(FileError) {
    guard isElsewhere(folder) else { return }
    try workFolder(in: folder).copy("log", to: folder.path(of: "log"))
  }

  /// Makes the work folder, for a cluster on its storage and with the job's files.
  private func makeWorkFolder(for job: Job, in folder: Folder) throws -> Folder {
    guard let cluster = description.cluster else {
      let work = Self.workFolder(in: folder)
      try work.create()
      return work
    }
    let work = Folder(path: cluster.storage).folder(job.id.rawValue)
    try work.createWithParents()
    try folder.replace(Self.elsewhere, with: Array(work.path.utf8))
    for name in ["training", "validation"] {
      try folder.copy(name, to: work.path(of: name))
    }
    if let start = try models.tunedFolder(of: job.model), !work.contains("start") {
      try start.copyWhole(to: work.folder("start"))
    }
    return work
  }

  /// Asks a cluster whether it would take a job, before anything is done for it.
  private func requireCluster(_ work: Folder) throws {
    guard description.cluster != nil else { return }
    _ = try program.cluster(of: description, in: work)
  }

  /// What the program is to do, in its own words.
  private func order(for job: Job, in folder: Folder) throws -> JSONValue {
    let numbers = job.method.hyperparameters
    let work = Self.workFolder(in: folder)
    let files = description.cluster == nil ? folder : work
    let validation = job.validationFile.map { _ in JSONValue.string(files.path(of: "validation")) }
    let rate = description.learningRate(for: job.method.kind)
    let start = try models.tunedFolder(of: job.model).map { tuned in
      JSONValue.string(description.cluster == nil ? tuned.path : work.path(of: "start"))
    }
    return [
      "job": .string(job.id.rawValue),
      "method": .string(job.method.kind == .dpo ? "dpo" : "supervised"),
      "model": .string(description.model), "start": start ?? .null,
      "training": .string(files.path(of: "training")), "validation": validation ?? .null,
      "out": .string(work.path), "seed": .integer(job.seed),
      "epochs": .integer(numbers.epochCount.number ?? 1),
      "batch_size": .integer(numbers.batchSize.number ?? 1),
      "learning_rate": .number(rate * (numbers.learningRateMultiplier.number ?? 1)),
      "beta": .number(numbers.beta.number ?? 0.1),
      "max_length": .integer(description.contextLimit),
      "tuning": .string(description.tuning.rawValue),
      "lora": [
        "r": .integer(description.rank), "alpha": .integer(2 * description.rank),
        "dropout": .integer(0),
      ],
      "precision": .string(description.precision.rawValue), "gradient_checkpointing": "auto",
      "save_seconds": 60, "processes": .integer(description.processes),
    ]
  }
}

extension EngineDescription {
  /// What a multiplier of 1 is: TRL's own for all weights, ten times that for an adapter.
  fileprivate func learningRate(for method: TrainingMethod.Kind) -> Double {
    let full = method == .dpo ? 1e-6 : 2e-5
    return tuning == .full ? full : 10 * full
  }
}

/// What the program says of a job's files before it trains on them.
private struct ReadExamples {
  /// Lines that a notice names before it counts the rest.
  private static let namedLines = 5

  var count = 0
  var tokens = 0
  var trainedTokens = 0
  var faults: [JobError] = []
  var notices: [NewEvent] = []

  init(_ answer: JSONValue) {
    count = answer["examples"]?.integer ?? 0
    tokens = answer["tokens"]?.integer ?? 0
    trainedTokens = answer["trained_tokens"]?.integer ?? 0
    take(answer, "training")
    if let validation = answer["validation"] { take(validation, "validation") }
  }

  private mutating func take(_ answer: JSONValue, _ file: String) {
    for fault in answer["faults"]?.array ?? [] {
      let line = fault["line"]?.integer ?? 0
      faults.append(
        JobError(
          code: "invalid_\(file)_file",
          message: "The job failed due to an invalid \(file) file. Line \(line): "
            + (fault["message"]?.string ?? "the model's template refuses it"),
          parameter: "\(file)_file"))
    }
    let long = (answer["too_long"]?.array ?? []).compactMap { $0["line"]?.integer }
    if !long.isEmpty {
      let limit = answer["too_long"]?.array?.first?["limit"]?.integer ?? 0
      warn("\(count(long.count, file, "longer than \(limit) tokens"))out: \(Self.lines(long))")
    }
    let silent = (answer["silent"]?.array ?? []).compactMap(\.integer)
    if !silent.isEmpty {
      warn("\(count(silent.count, file, "without an answer to train"))out: \(Self.lines(silent))")
    }
    let lost = Dictionary(
      grouping: answer["lost"]?.array ?? [], by: { $0["what"]?.string ?? "text" })
    for (what, rows) in lost.sorted(by: { $0.key < $1.key }) {
      warn(
        "The model's template loses the \(RenderedExample.Loss.words(for: what)) of "
          + "\(rows.count) row(s) of the \(file) file: "
          + Self.lines(rows.compactMap { $0["line"]?.integer }))
    }
  }

  private mutating func warn(_ message: String) {
    notices.append(NewEvent(kind: .other, message: message, level: "warn"))
  }

  /// Such as `2 examples of the training file are longer than 9 tokens and left `.
  private func count(_ count: Int, _ file: String, _ what: String) -> String {
    count == 1
      ? "1 example of the \(file) file is \(what) and left "
      : "\(count) examples of the \(file) file are \(what) and left "
  }

  private static func lines(_ lines: [Int]) -> String {
    let named = lines.prefix(namedLines).map(String.init).joined(separator: ", ")
    let rest = lines.count - namedLines
    return "line\(lines.count == 1 ? "" : "s") \(named)" + (rest > 0 ? " and \(rest) more" : "")
  }
}

extension JobError {
  /// The engine's cause, under the name that it has for every engine.
  init(_ fault: EngineFault) {
    let code = fault.code == "diverged" ? "training_diverged" : fault.code
    self.init(code: code, message: fault.message, parameter: nil)
  }

  static func tooFewExamples(_ count: Int) -> JobError {
    JobError(
      code: "invalid_n_examples",
      message: "Training file has \(count) example(s), but must have at least "
        + "\(Limits.leastExamples) examples",
      parameter: "training_file")
  }

  fileprivate static func nothingToTrain(_ engine: EngineDescription) -> JobError {
    JobError(
      code: "nothing_to_train",
      message: "The job failed because nothing of the training file would be trained: every answer "
        + "has weight 0, or its example is longer than the \(engine.contextLimit) tokens that "
        + "\(engine.name) reads",
      parameter: "training_file")
  }
}
