package import Engines
import Files
import JSON

extension Sandbox: EngineHosting {
  package var engineHome: EngineHome { options.engineHome }

  package func engines() throws -> [EngineDescription] { try models.registry.engines() }

  package func addEngine(_ engine: EngineDescription) throws {
    var engine = engine
    engine.createdAt = options.clock()
    try models.registry.add(engine)
  }

  package func removeEngine(_ name: String) throws -> Bool { try models.registry.remove(name) }

  package func checkEngine(
    _ engine: EngineDescription, isStopped: @escaping @Sendable () -> Bool
  ) throws -> EngineCheck {
    let folder = try Folder(temporaryFor: "engine")
    defer { try? folder.removeAll() }
    let answer = try engineProgram().answer(
      to: "check",
      [
        "model": .string(engine.model), "tuning": .string(engine.tuning.rawValue),
        "precision": .string(engine.precision.rawValue), "lora": ["r": .integer(engine.rank)],
        "processes": .integer(engine.processes), "max_length": .integer(engine.contextLimit),
        "out": .string(folder.path),
      ], of: engine, in: folder, isStopped: isStopped)
    return EngineCheck(answer)
  }

  package func renderer(for model: String) throws -> EngineRenderer? {
    guard let name = try models.engineName(of: model),
      let engine = try models.registry.engine(name)
    else { return nil }
    // The program reads the file while it starts, so that it stays.
    let folder = models.store.engines
    try folder.replace("\(name).render", with: ["model": .string(engine.model)])
    return try EngineRenderer(
      engine, by: engineProgram(), model: folder.path(of: "\(name).render"))
  }

  /// What trains the models of engines.
  private func engineProgram() throws -> EngineProgram {
    try options.engineProgram ?? options.engineHome.program()
  }
}
