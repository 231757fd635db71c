package import CommandLanguage
package import Engines
package import JSON

/// What `engine` is asked.
package enum EngineInput: Sendable {
  case list
  case add(Addition)
  case check(Argument)
  case remove(Argument)
  case export(Export)

  /// Where the weights of a model go.
  package struct Export: Sendable {
    var job: Argument
    var folder: Argument
    /// Whether the adapter is put into its base.
    var isMerged: Bool
  }

  /// An engine as the line describes it.
  package struct Addition: Sendable {
    var name: Argument
    var model: Argument
    /// The interpreter with the packages; nil for the environment that ft makes.
    var python: Argument?
    /// Whether that environment may be made without a question.
    var mayInstall: Bool
    var tuning: EngineDescription.Tuning?
    var rank: Int?
    var precision: EngineDescription.Precision?
    var devices: Int?
    var contextLimit: Int?
    /// The head of a cluster and the folder that its machines share; both or none.
    var cluster: (address: Argument, storage: Argument)?
  }
}

/// The engines, or what has become of one.
package enum EngineResult: VerbResult {
  case list([EngineDescription])
  case add(EngineDescription, isReplaced: Bool)
  case check(EngineDescription, EngineCheck)
  case remove(name: String)
  /// `folder` is as it was typed.
  case export(model: String, folder: String, isMerged: Bool)

  package var json: JSONValue {
    switch self {
    case .list(let all): .array(all.map(\.value))
    case .add(let engine, _): engine.value
    case .check(let engine, let check): check.json(of: engine)
    case .remove(let name): ["removed": .string(name)]
    case .export(let model, let folder, let isMerged):
      ["model": .string(model), "folder": .string(folder), "merged": .bool(isMerged)]
    }
  }

  package var exitCode: ExitCode {
    if case .check(_, let check) = self, !check.problems.isEmpty { .failed } else { .success }
  }
}

extension Verb where Input == EngineInput, Result == EngineResult {
  /// `engine`: models of the user's own, trained on this machine.
  package static var engine: Self {
    Self(
      VerbDeclaration(
        "engine", .models, "train a model of your own on this machine: add, check or remove it",
        usage: [
          "engine list", "engine add NAME --model FOLDER", "engine check NAME",
          "engine remove NAME", "engine export @JOB to FOLDER [--merged]",
        ],
        options: [
          .init("model", "FOLDER", "weights, tokenizer and chat template of transformers"),
          .init("python", "PATH", "an interpreter with the packages; else ft makes one"),
          .init("install", nil, "let ft make its environment without a question"),
          .init("method", "NAME", "lora, an adapter beside the weights, or full"),
          .init("rank", "N", "the rank of the adapter, 16 unless given"),
          .init("precision", "NAME", "auto, float32 or bfloat16"),
          .init("devices", "N", "GPUs that train together, 1 unless given"),
          .init("context", "N", "tokens of the longest example, 2048 unless given"),
          .init("ray", "URL", "train on a Ray cluster, such as http://head:8265"),
          .init("storage", "FOLDER", "a folder that all machines of the cluster share"),
          .init("merged", nil, "the whole model, with the adapter in it"),
        ],
        examples: [
          .init("engine add llama --model ~/models/llama", "then launch NAME --model llama"),
          .init("engine check llama", "whether this machine can train it, by five steps"),
          .init("engine export @demo to demo-adapter", "what a job has made, with a model card"),
          .init("engine list", "what there is"),
        ], operands: [.words(["list", "add", "check", "remove", "export"])], clauses: [.to]),
      read: { reader throws(Failure) in try EngineInput(&reader) },
      perform: { input, session in
        let models = try OwnModels(session: session)
        return switch input {
        case .list: .list(try models.host.engines())
        case .add(let addition): try await models.add(addition)
        case .check(let name): try models.check(name)
        case .remove(let name): try models.remove(name)
        case .export(let export): try models.export(export)
        }
      })
  }
}

extension EngineInput {
  fileprivate init(_ reader: inout ArgumentReader) throws(Failure) {
    guard let word = reader.optionalArgument() else {
      self = .list
      return
    }
    switch word.text {
    case "list": self = .list
    case "add": self = .add(try Addition(&reader))
    case "check": self = .check(try reader.argument("a name:  engine check llama"))
    case "remove": self = .remove(try reader.argument("a name:  engine remove llama"))
    case "export":
      let job = try reader.argument("a job:  engine export @demo to FOLDER")
      guard let folder = reader.clause(.to) else {
        throw reader.missing("a folder:  engine export \(job.text) to FOLDER")
      }
      self = .export(Export(job: job, folder: folder, isMerged: reader.flag("merged")))
    default:
      throw Failure(
        .unknownSubcommand, "engine has no action \"\(word.text)\"", at: word.span,
        remedy: "engine list, add NAME --model FOLDER, check, remove, or export @JOB to FOLDER")
    }
  }
}

extension EngineInput.Addition {
  fileprivate init(_ reader: inout ArgumentReader) throws(Failure) {
    name = try reader.argument("a name:  engine add llama --model FOLDER")
    guard let model = reader.value("model") else {
      throw reader.missing("a folder:  engine add \(name.text) --model FOLDER")
    }
    self.model = model
    python = reader.value("python")
    mayInstall = reader.flag("install")
    tuning = try Self.choice(reader.value("method"), "method")
    precision = try Self.choice(reader.value("precision"), "precision")
    rank = try reader.integer("rank", in: 1...1024)
    devices = try reader.integer("devices", in: 1...64)
    contextLimit = try reader.integer("context", in: 16...10_000_000)
    cluster = try Self.cluster(&reader, name: name.text)
  }

  private static func cluster(
    _ reader: inout ArgumentReader, name: String
  ) throws(Failure) -> (address: Argument, storage: Argument)? {
    switch (reader.value("ray"), reader.value("storage")) {
    case (nil, nil): return nil
    case (let address?, let storage?):
      guard ["http://", "https://"].contains(where: address.text.hasPrefix) else {
        throw Failure(
          .badOptionValue, "--ray takes the address of a cluster's head, not \"\(address.text)\"",
          at: address.span, consequence: "nothing was added", remedy: "--ray http://HOST:8265")
      }
      return (address, storage)
    case (let given?, nil):
      throw Failure(
        .missingArgument, "a cluster needs a folder that all of its machines share", at: given.span,
        consequence: "nothing was added", remedy: "--storage FOLDER")
    case (nil, let given?):
      throw Failure(
        .missingArgument, "--storage is for a cluster, and none is named", at: given.span,
        consequence: "nothing was added", remedy: "--ray http://HOST:8265")
    }
  }

  /// One of the words that a type has; nil where the option was not given.
  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ value: Argument?, _ option: String
  ) throws(Failure) -> Choice? {
    guard let value else { return nil }
    guard let choice = Choice(rawValue: value.text) else {
      let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure(
        .badOptionValue, "--\(option) takes \(words), not \"\(value.text)\"", at: value.span,
        consequence: "nothing was added",
        remedy: "--\(option) \(Choice.allCases.first?.rawValue ?? "")")
    }
    return choice
  }
}

extension EngineCheck {
  /// What was found, for programs.
  fileprivate func json(of engine: EngineDescription) -> JSONValue {
    [
      "engine": .string(engine.name), "ok": .bool(problems.isEmpty),
      "packages": .array(
        packages.map { ["name": .string($0.name), "version": JSONValue($0.version)] }),
      "device": .string(device), "devices": .integer(deviceCount),
      "parameters": JSONValue(parameterCount), "memory_needed": JSONValue(neededBytes),
      "memory_free": JSONValue(freeBytes), "steps": .integer(stepCount),
      "seconds_per_step": secondsPerStep.map(JSONValue.number) ?? .null,
      "cluster": cluster.map { cluster in
        [
          "ray": .string(cluster.version), "machines": .integer(cluster.machineCount),
          "gpus": .integer(cluster.deviceCount),
        ]
      } ?? .null,
      "problems": .array(
        problems.map { ["code": .string($0.code), "message": .string($0.message)] }),
    ]
  }
}
