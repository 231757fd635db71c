import FineTuning
import JSON

extension JobIntegration {
  /// As requests and answers have it, with the settings under the kind's own name.
  var wire: JSONValue {
    var settings = [JSONMember("project", .string(project))]
    if let name { settings.append(JSONMember("name", .string(name))) }
    if let entity { settings.append(JSONMember("entity", .string(entity))) }
    if !tags.isEmpty { settings.append(JSONMember("tags", .array(tags.map { .string($0) }))) }
    return .object([
      JSONMember("type", .string(kind)), JSONMember(kind, .object(settings)),
    ])
  }

  /// Reads an answer's integration; nil without a project.
  init?(answer: JSONValue) {
    guard let kind = answer.text("type"), let settings = answer[kind],
      let project = settings.text("project")
    else { return nil }
    self.init(
      kind: kind, project: project, name: settings.text("name"), entity: settings.text("entity"),
      tags: (settings["tags"]?.array ?? []).compactMap(\.string))
  }

  /// Reads one of a request strictly; `place` is such as `integrations[0]`.
  init(request value: JSONValue, place: String) throws {
    var reader = try ObjectReader(value, place: place)
    guard let kind = try reader.word("type", of: ["wandb"]) else {
      throw ServiceError.missing(reader.name("type"))
    }
    guard var settings = try reader.object(kind) else {
      throw ServiceError.missing(reader.name(kind))
    }
    try reader.finish()
    self.init(
      kind: kind, project: try settings.requiredString("project"),
      name: try settings.string("name"), entity: try settings.string("entity"),
      tags: try settings.strings("tags") ?? [])
    try settings.finish()
  }
}
