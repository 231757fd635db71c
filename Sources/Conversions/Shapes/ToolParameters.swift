import JSON

/// The parameters of a function on their way into JSON Schema.
///
/// Some rows have a schema whose types are Python's or in capitals, some only a list of the
/// parameters by name, as xLAM has: `{"city": {"type": "str, optional", "description": "…"}}`.
struct ToolParameters {
  /// The parameters as JSON Schema; the same bytes where they are already.
  private(set) var schema: [UInt8] = []
  /// Whether something had to be written in another way.
  private(set) var isChanged = false
  /// Whether a type was left out because JSON Schema has none like it.
  private(set) var hasUnknownTypes = false

  init(_ value: JSONTree) {
    guard value.kind == .object else {
      schema = value.bytes
      return
    }
    let written = Self.isSchema(value) ? schema(of: value, depth: 0) : schema(ofListed: value)
    schema = isChanged ? written : value.bytes
  }

  /// Levels of schemas within schemas that are followed.
  private static let depthLimit = 32

  /// Whether an object is a schema, and no list of parameters by name.
  private static func isSchema(_ value: JSONTree) -> Bool {
    if let type = value["type"]?.text {
      return ParameterType(type).keywords.first?.value == quoted("object")
    }
    if let properties = value["properties"], properties.kind == .object {
      return properties["type"]?.kind != .string
    }
    // A list holds an object, or a type, for each name.
    let isListed = value.members.allSatisfy { [.object, .string].contains($0.value.kind) }
    return !isListed || value.members.isEmpty || value["$ref"]?.kind == .string
  }

  private mutating func schema(of value: JSONTree, depth: Int) -> [UInt8] {
    guard value.kind == .object, depth < Self.depthLimit else { return value.bytes }
    var object = ObjectBytes()
    for (key, value) in value.members {
      switch key {
      case "type":
        if let type = value.text {
          for column in keywords(of: type) { object.add(column.key, column.value) }
        } else {
          object.add(key, value.bytes)
        }
      case "properties", "$defs", "definitions":
        let parts = value.members.map {
          Column(key: $0.key, value: schema(of: $0.value, depth: depth + 1))
        }
        object.add(key, value.kind == .object ? ObjectBytes(parts).closed : value.bytes)
      case "items", "additionalProperties":
        object.add(key, schema(of: value, depth: depth + 1))
      case "anyOf", "oneOf", "allOf":
        let parts = value.elements.map { schema(of: $0, depth: depth + 1) }
        object.add(key, value.kind == .array ? arrayBytes(parts) : value.bytes)
      default: object.add(key, value.bytes)
      }
    }
    return object.closed
  }

  private mutating func schema(ofListed value: JSONTree) -> [UInt8] {
    isChanged = true
    var properties = ObjectBytes()
    var required: [[UInt8]] = []
    for (name, parameter) in value.members {
      var isOptional = parameter["default"] != nil
      var property: [Column] = []
      if let type = parameter.text ?? parameter["type"]?.text {
        isOptional = isOptional || ParameterType(type).isOptional
      }
      if let type = parameter.text {
        property = keywords(of: type)
      } else {
        // A parameter says for itself whether it is needed; a schema says it of all.
        for (key, value) in parameter.members where ["required", "optional"].contains(key) {
          if value.kind == .bool {
            isOptional = (value.bytes == Array("true".utf8)) == (key == "optional")
          }
        }
        let kept = parameter.members.filter {
          !["required", "optional"].contains($0.key) || $0.value.kind != .bool
        }
        let bytes = ObjectBytes(kept.map { Column(key: $0.key, value: $0.value.bytes) }).closed
        property = (try? JSONTree(parsing: bytes)).map { columns(of: $0) } ?? []
      }
      properties.add(name, ObjectBytes(property).closed)
      if !isOptional { required.append(quoted(name)) }
    }
    var object = ObjectBytes()
    object.add("type", quoted("object"))
    object.add("properties", properties.closed)
    if !required.isEmpty { object.add("required", arrayBytes(required)) }
    return object.closed
  }

  private mutating func columns(of parameter: JSONTree) -> [Column] {
    let written = schema(of: parameter, depth: 1)
    let members = (try? JSONTree(parsing: written))?.members ?? []
    return members.map { Column(key: $0.key, value: $0.value.bytes) }
  }

  /// What a schema says of a type, in JSON Schema's own words.
  private mutating func keywords(of written: String) -> [Column] {
    let type = ParameterType(written)
    let own = [Column(key: "type", value: quoted(written))]
    if type.keywords != own { isChanged = true }
    if !type.isKnown { hasUnknownTypes = true }
    return type.keywords
  }
}
