import Files
import FineTuning
import JSON
import Training

/// The models of a store that jobs have made, and the base model that came with the program.
struct ModelStore: Sendable {
  let store: Store
  /// The model that every other began as.
  let base: BaseModel

  /// Keeps a model under `name`; one that is there is replaced by the same bits.
  func add(_ model: LanguageModel, name: String, job: Job.ID, createdAt: Int) throws {
    let createdAt = try self.model(name)?.createdAt ?? createdAt
    try store.models.replace("\(name).ftsb", with: model.fileBytes(format: .float16))
    try store.models.replace(
      "\(name).json", with: ["created_at": .integer(createdAt), "job": .string(job.rawValue)])
  }

  /// What the service tells of a model; nil when there is none of that name.
  func model(_ name: String) throws -> Model? {
    if name == Sandbox.baseModel {
      return Model(id: name, createdAt: base.createdAt, ownedBy: "system")
    }
    guard Store.isName(name), let value = try store.models.value(of: "\(name).json"),
      let createdAt = value["created_at"]?.integer
    else { return nil }
    return Model(id: name, createdAt: createdAt, ownedBy: "local")
  }

  /// All models, the base first and the others as they were made.
  func models() throws -> [Model] {
    let tuned = try store.models.names().filter { $0.hasSuffix(".json") }
      .compactMap { try model(String($0.dropLast(5))) }
    return try [model(Sandbox.baseModel)].compactMap(\.self)
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
    guard name != Sandbox.baseModel, try model(name) != nil else { return false }
    try store.models.remove("\(name).json")
    for kind in ["ftsb", "grants"] { try store.models.remove("\(name).\(kind)") }
    return true
  }
}
