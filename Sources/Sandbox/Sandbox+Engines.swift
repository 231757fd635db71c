package import Engines
package import Files
import FineTuning
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
    let program = try options.program()
    var question: [JSONMember] = [
      JSONMember("model", .string(engine.model)),
      JSONMember("tuning", .string(engine.tuning.rawValue)),
      JSONMember("precision", .string(engine.precision.rawValue)),
      JSONMember("lora", ["r": .integer(engine.rank)]),
      JSONMember("processes", .integer(engine.processes)),
      JSONMember("max_length", .integer(engine.contextLimit)),
      JSONMember("out", .string(folder.path)),
    ]
    // Another machine trains, whose devices this one cannot try.
    if engine.cluster != nil { question.append(JSONMember("steps", .bool(false))) }
    let answer = try program.answer(
      to: "check", .object(question), of: engine, in: folder, isStopped: isStopped)
    var check = EngineCheck(answer)
    guard engine.cluster != nil else { return check }
    do {
      check.cluster = try program.cluster(of: engine, in: folder)
    } catch let fault as EngineFault {
      check.problems.append(EngineCheck.Problem(code: fault.code, message: fault.message))
    }
    return check
  }

  package func renderer(for model: String) throws -> EngineRenderer? {
    guard let name = try models.engineName(of: model),
      let engine = try models.registry.engine(name)
    else { return nil }
    // The program reads the file while it starts, so that it stays.
    let folder = models.store.engines
    try folder.replace("\(name).render", with: ["model": .string(engine.model)])
    return try EngineRenderer(
      engine, by: options.program(), model: folder.path(of: "\(name).render"))
  }

  package func exportModel(
    _ model: String, to target: Folder, isMerged: Bool, isStopped: @escaping @Sendable () -> Bool
  ) throws {
    guard let name = try models.engineName(of: model),
      let engine = try models.registry.engine(name), let tuned = try models.tunedFolder(of: model)
    else {
      throw EngineFault(code: "no_model", message: "no engine has made \(model)")
    }
    guard isMerged, tuned.contains("adapter_config.json") else {
      return try tuned.copyWhole(to: target)
    }
    let folder = try Folder(temporaryFor: "merge")
    defer { try? folder.removeAll() }
    _ = try options.program().answer(
      to: "merge",
      [
        "model": .string(engine.model), "adapter": .string(tuned.path),
        "out": .string(target.path),
      ], of: engine, in: folder, isStopped: isStopped)
  }

  package func log(ofJob id: String, byteCount: Int) throws -> [UInt8]? {
    guard Store.isName(id) else { return nil }
    let log = ExternalEngine.log(in: jobs.folder(Job.ID(id)))
    guard LocalFile.exists(log) else { return nil }
    let file = try OpenFile(log, for: .reading)
    let size = try file.size()
    return try file.bytes(at: max(0, size - byteCount), count: byteCount)
  }
}
