import Engines
import Files
import FineTuning
import JSON
import Training

/// The models of a store that jobs have made, and the base model that came with the program.
struct ModelStore: Sendable {
  let store: Store
  /// The small model, which those without an engine began as.
  let base: BaseModel
  /// The engines that have been added, each with a model of its own.
  var registry: EngineRegistry { EngineRegistry(folder: store.engines) }

  /// Keeps a model under `name`; one that is there is replaced by the same bits.
  func add(_ model: LanguageModel, name: String, job: Job.ID, createdAt: Int) throws {
    let createdAt = try self.model(name)?.createdAt ?? createdAt
    try store.models.replace("\(name).ftsb", with: model.fileBytes(format: .float16))
    try store.models.replace(
      "\(name).json", with: ["created_at": .integer(createdAt), "job": .string(job.rawValue)])
  }

  /// Keeps a folder that an engine has made as the model `name`, by moving it here.
  ///
  /// A folder that is no longer at `path` was moved by a process that got no further.
  func adopt(_ path: String, of engine: String, name: String, job: Job.ID, createdAt: Int) throws {
    let createdAt = try self.model(name)?.createdAt ?? createdAt
    if LocalFile.exists(path) {
      try store.models.folder("\(name).tuned").removeAll()
      try Folder(path: path).moveAcrossDisks(to: store.models.folder("\(name).tuned"))
      try store.models.sync()
    }
    try store.models.replace(
      "\(name).json",
      with: [
        "created_at": .integer(createdAt), "job": .string(job.rawValue), "engine": .string(engine),
      ])
  }

  /// The folder of a model that an engine has tuned; nil for every other model.
  func tunedFolder(of name: String) throws -> Folder? {
    guard try engineName(of: name) != nil, store.models.contains("\(name).tuned") else {
      return nil
    }
    return store.models.folder("\(name).tuned")
  }

  /// The engine that trains on from a model; nil for the small model and those tuned from it.
  func engineName(of name: String) throws -> String? {
    if name.hasPrefix("ft:") {
      guard Store.isName(name) else { return nil }
      return try store.models.value(of: "\(name).json")?["engine"]?.string
    }
    return try name == Sandbox.baseModel ? nil : registry.engine(name)?.name
  }

  /// What the service tells of a model; nil when there is none of that name.
  func model(_ name: String) throws -> Model? {
    if name == Sandbox.baseModel {
      return Model(id: name, createdAt: base.createdAt, ownedBy: "system")
    }
    if !name.hasPrefix("ft:"), let engine = try registry.engine(name) {
      return Model(id: name, createdAt: engine.createdAt, ownedBy: "local")
    }
    guard Store.isName(name), let value = try store.models.value(of: "\(name).json"),
      let createdAt = value["created_at"]?.integer
    else { return nil }
    return Model(id: name, createdAt: createdAt, ownedBy: "local")
  }

  /// All models: the small one, those of engines, and the tuned ones as they were made.
  func models() throws -> [Model] {
    let tuned = try store.models.names().filter { $0.hasSuffix(".json") }
      .compactMap { try model(String($0.dropLast(5))) }
    let engines = try registry.engines().map { try model($0.name) }
    return try ([model(Sandbox.baseModel)] + engines).compactMap(\.self)
      + tuned.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
  }

  /// The model itself, read from disk; nil when there is none of that name.
  ///
  /// - Throws: ``ModelFileError`` when the file is damaged, ``FileError``.
  func load(_ name: String) throws -> LanguageModel? {
    if name == Sandbox.baseModel { return try base.load() }
    guard try model(name) != nil, let bytes = try store.models.bytes(of: "\(name).ftsb") else {
      return nil
    }
    return try LanguageModel(fileBytes: bytes)
  }

  /// Removes a model that a job has made; says whether it was there.
  func remove(_ name: String) throws -> Bool {
    guard name.hasPrefix("ft:"), try model(name) != nil else { return false }
    try store.models.remove("\(name).json")
    for kind in ["ftsb", "grants"] { try store.models.remove("\(name).\(kind)") }
    for kind in ["tuned", "merged"] { try store.models.folder("\(name).\(kind)").removeAll() }
    return true
  }
}
