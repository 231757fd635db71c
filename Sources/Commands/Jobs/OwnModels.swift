import CommandLanguage
import Engines
import Files
import FineTuning
import Quantities
import Spelling

/// Models of the user's own at the provider that is in this program.
struct OwnModels {
  let session: Session
  let host: any EngineHosting
  /// The model that the provider comes with, whose name no other can have.
  private let ownName: String?

  /// - Throws: ``Failure`` where no provider trains on this machine.
  init(session: Session) throws {
    self.session = session
    guard let local = try session.providers.local,
      let host = try session.services.service(named: local.name).offer((any EngineHosting).self)
    else {
      throw Failure(
        .noProvider, "no provider here trains models of your own",
        consequence: "nothing was done", remedy: "provider list")
    }
    self.host = host
    ownName = local.defaultModel
  }

  func add(_ addition: EngineInput.Addition) async throws -> EngineResult {
    guard EngineRegistry.isName(addition.name.text), addition.name.text != ownName else {
      throw Failure(
        .badName, "\"\(addition.name.text)\" cannot name a model", at: addition.name.span,
        consequence: "nothing was added",
        remedy: "letters, digits, - _ and . will do:  engine add llama --model "
          + addition.model.text)
    }
    let model = session.path(addition.model.text)
    try requireModel(at: model, addition)
    let python = try await interpreter(for: addition)
    var engine = EngineDescription(name: addition.name.text, model: model, python: python)
    engine.tuning = addition.tuning ?? engine.tuning
    engine.rank = addition.rank ?? engine.rank
    engine.precision = addition.precision ?? engine.precision
    engine.processes = addition.devices ?? engine.processes
    engine.contextLimit = addition.contextLimit ?? engine.contextLimit
    engine.cluster = try cluster(addition)
    let isReplaced = try host.engines().contains { $0.name == engine.name }
    try host.addEngine(engine)
    return .add(engine, isReplaced: isReplaced)
  }

  /// Its storage by an absolute path, since other machines know no other.
  private func cluster(
    _ addition: EngineInput.Addition
  ) throws -> EngineDescription.Cluster? {
    guard let (address, storage) = addition.cluster else { return nil }
    let path = session.path(storage.text)
    guard FileStatus(ofFileAt: path)?.kind == .folder else {
      throw Failure(
        .noFile, "there is no folder \(storage.text)", at: storage.span,
        consequence: "nothing was added",
        remedy: "make it where every machine of the cluster sees it:  mkdir -p \(storage.text)")
    }
    return EngineDescription.Cluster(address: address.text, storage: path)
  }

  func check(_ name: Argument) throws -> EngineResult {
    let engine = try engine(name)
    session.console.tell(.training(.checkingEngine(name: engine.name)))
    do {
      return .check(engine, try host.checkEngine(engine) { Task.isCancelled })
    } catch let fault as EngineFault {
      throw Failure(
        .engineFailed, fault.message, consequence: "nothing was trained",
        remedy: "engine add \(engine.name) --model \(engine.model)  takes an environment of ft's")
    }
  }

  func remove(_ name: Argument) throws -> EngineResult {
    let engine = try engine(name)
    _ = try host.removeEngine(engine.name)
    return .remove(name: engine.name)
  }

  /// - Throws: ``Failure`` E336 with the nearest name.
  private func engine(_ name: Argument) throws -> EngineDescription {
    let all = try host.engines()
    if let found = all.first(where: { $0.name == name.text }) { return found }
    let near = nearest(to: name.text, in: all.map(\.name))
    throw Failure(
      .noEngine, "no engine \"\(name.text)\"", at: name.span, consequence: "nothing was done",
      remedy: near.map { "did you mean \($0)?" }
        ?? (all.isEmpty ? "engine add \(name.text) --model FOLDER" : "engine list"))
  }

  /// The interpreter that the line names, else that of ft's environment, which is made first where
  /// it is not there.
  private func interpreter(for addition: EngineInput.Addition) async throws -> String {
    if let python = addition.python {
      let path = python.text.contains("/") ? session.path(python.text) : python.text
      guard !path.hasPrefix("/") || LocalFile.exists(path) else {
        throw Failure(
          .noFile, "there is no program \(python.text)", at: python.span,
          consequence: "nothing was added", remedy: "--python FOLDER/bin/python of an environment")
      }
      return path
    }
    let home = host.engineHome
    if let python = home.python { return python }
    try await agree(to: home, addition)
    try install(home)
    guard let python = home.python else {
      throw Failure(
        .engineFailed, "the environment for engines is not whole", consequence: "nothing was added",
        remedy: "see \(home.installationLog)")
    }
    return python
  }

  /// Says what the environment takes, and asks.
  private func agree(to home: EngineHome, _ addition: EngineInput.Addition) async throws {
    let needed = EngineHome.environmentBytes
    if let free = home.freeBytes, free < needed {
      throw Failure(
        .diskFull,
        "an environment for engines takes \(NumberFormat.bytes(needed)), and "
          + "\(NumberFormat.bytes(free)) are free",
        consequence: "nothing was added",
        remedy: "name an environment that has the packages:  --python PATH")
    }
    if addition.mayInstall { return }
    let question = Question.installEngine(folder: home.environmentPath, byteCount: needed)
    let line = "engine add \(addition.name.text) --model \(addition.model.text)"
    guard session.console.isInteractive else {
      throw Failure(
        .missingArgument, "training a model of your own takes PyTorch, transformers, trl and peft",
        consequence: "nothing was added",
        remedy: "\(line) --install  downloads \(NumberFormat.bytes(needed)); --python PATH takes "
          + "those there are")
    }
    guard await session.console.confirm(question) == true else {
      throw Failure(
        .declined, "not agreed", consequence: "nothing was added", remedy: "\(line) --python PATH")
    }
  }

  private func install(_ home: EngineHome) throws {
    session.console.tell(
      .training(.installing(folder: home.environmentPath, log: home.installationLog)))
    defer { session.console.tell(.training(.installed(byteCount: nil))) }
    let before = home.freeBytes ?? 0
    var ticks = 0
    do {
      try home.install(using: "python3") {
        try Task.checkCancellation()
        ticks += 1
        guard ticks % 5 == 0, let free = home.freeBytes else { return }
        session.console.tell(.training(.installed(byteCount: max(0, before - free))))
      }
    } catch let fault as EngineFault {
      throw Failure(
        .engineFailed, "the environment could not be made: \(fault.message)",
        consequence: "nothing was added",
        remedy: "the same line goes on where this stopped; all of it is in \(home.installationLog)")
    }
  }

  /// A folder without these is no model of transformers; the rest is for `engine check` to say.
  private func requireModel(at path: String, _ addition: EngineInput.Addition) throws {
    let folder = Folder(path: path)
    guard folder.contains("config.json") else {
      let isAdapter = folder.contains("adapter_config.json")
      throw Failure(
        .notAModelFolder,
        isAdapter
          ? "\(addition.model.text) is an adapter and no whole model"
          : LocalFile.exists(path)
            ? "\(addition.model.text) has no config.json, so it is no model folder"
            : "there is no folder \(addition.model.text)",
        at: addition.model.span, consequence: "nothing was added",
        remedy: isAdapter
          ? "name the folder of the model that it was made for"
          : "name the folder that holds config.json and the weights")
    }
  }
}
