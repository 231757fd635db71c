import JSON

/// A JSON Schema of a tool's parameters (draft 2020-12), as far as tools use it.
///
/// Looked at: type, properties, required, enum, const, items, additionalProperties, anyOf, minimum,
/// maximum, minLength, maxLength, minItems and maxItems. What else narrows a value is collected in
/// ``unseen``: a pattern, for one, may take for ever to match.
struct ToolSchema {
  /// Keywords that would narrow a value and are not looked at.
  private(set) var unseen: Set<String> = []

  /// Levels of schemas within schemas that are followed.
  private static let depthLimit = 32

  private static let seenKeywords: Set = [
    "type", "properties", "required", "enum", "const", "items", "additionalProperties", "anyOf",
    "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems",
  ]
  /// Keywords that tell people something, and narrow nothing.
  private static let annotations: Set = [
    "title", "description", "default", "examples", "format", "$schema", "$id", "$comment", "$defs",
    "definitions", "deprecated", "readOnly", "writeOnly", "strict",
  ]

  /// The first way in which `value` does not fit `schema`, as a phrase; nil where it fits.
  mutating func problem(
    of value: JSONValue, in schema: JSONValue, at path: String = "", depth: Int = 0
  ) -> String? {
    if schema == .bool(false) { return "\(name(path)) may not be there" }
    guard let keywords = schema.members, depth < Self.depthLimit else { return nil }
    for keyword in keywords.map(\.key)
    where !Self.seenKeywords.contains(keyword) && !Self.annotations.contains(keyword) {
      unseen.insert(keyword)
    }
    if let types = schema["type"], !isOfType(value, types) {
      return "\(name(path)) is \(value.typeName), not \(Self.words(types))"
    }
    if let allowed = schema["enum"]?.array, !allowed.contains(where: { isEqual($0, value) }) {
      return "\(name(path)) is \(short(value)), which is not among the values"
    }
    if let constant = schema["const"], !isEqual(constant, value) {
      return "\(name(path)) is \(short(value)), not \(short(constant))"
    }
    return boundsProblem(of: value, in: schema, at: path)
      ?? partsProblem(of: value, in: schema, at: path, depth: depth)
      ?? choiceProblem(of: value, in: schema, at: path, depth: depth)
  }

  private func boundsProblem(
    of value: JSONValue, in schema: JSONValue, at path: String
  ) -> String? {
    let size: (value: Double, least: String, most: String)?
    switch value {
    case .integer, .number: size = value.double.map { ($0, "minimum", "maximum") }
    case .string(let text): size = (Double(text.unicodeScalars.count), "minLength", "maxLength")
    case .array(let elements): size = (Double(elements.count), "minItems", "maxItems")
    default: size = nil
    }
    guard let size else { return nil }
    if let least = schema[size.least]?.double, size.value < least {
      return "\(name(path)) is below \(size.least)"
    }
    if let most = schema[size.most]?.double, size.value > most {
      return "\(name(path)) is above \(size.most)"
    }
    return nil
  }

  private mutating func partsProblem(
    of value: JSONValue, in schema: JSONValue, at path: String, depth: Int
  ) -> String? {
    if let elements = value.array, let items = schema["items"] {
      for (index, element) in elements.enumerated() {
        let place = "\(path)[\(index)]"
        if let problem = problem(of: element, in: items, at: place, depth: depth + 1) {
          return problem
        }
      }
    }
    guard let members = value.members else { return nil }
    for key in schema["required"]?.array?.compactMap(\.string) ?? [] where value[key] == nil {
      return "'\(join(path, key))' is missing"
    }
    let properties = schema["properties"]
    for member in members {
      let place = join(path, member.key)
      if let property = properties?[member.key] {
        if let problem = problem(of: member.value, in: property, at: place, depth: depth + 1) {
          return problem
        }
      } else if schema["additionalProperties"] == .bool(false) {
        return "'\(place)' is not declared"
      } else if let other = schema["additionalProperties"],
        let problem = problem(of: member.value, in: other, at: place, depth: depth + 1)
      {
        return problem
      }
    }
    return nil
  }

  private mutating func choiceProblem(
    of value: JSONValue, in schema: JSONValue, at path: String, depth: Int
  ) -> String? {
    guard let choices = schema["anyOf"]?.array, !choices.isEmpty else { return nil }
    for choice in choices where problem(of: value, in: choice, at: path, depth: depth + 1) == nil {
      return nil
    }
    return "\(name(path)) fits none of \(choices.count) choices"
  }

  private func isOfType(_ value: JSONValue, _ types: JSONValue) -> Bool {
    let names = types.string.map { [$0] } ?? types.array?.compactMap(\.string) ?? []
    return names.isEmpty
      || names.contains { name in
        name == value.typeName || name == "number" && value.double != nil
          // 1.0 is an integer to a schema (6.1.1).
          || name == "integer" && value.integer != nil
      }
  }

  private static func words(_ types: JSONValue) -> String {
    types.string ?? types.array?.compactMap(\.string).joined(separator: " or ") ?? ""
  }

  private func isEqual(_ one: JSONValue, _ other: JSONValue) -> Bool {
    one == other || one.double != nil && one.double == other.double
  }

  private func name(_ path: String) -> String { path.isEmpty ? "the whole" : "'\(path)'" }
  private func join(_ path: String, _ key: String) -> String {
    path.isEmpty ? key : "\(path).\(key)"
  }
  private func short(_ value: JSONValue) -> String { String(value.text.prefix(24)) }
}

extension JSONValue {
  fileprivate var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .integer: "integer"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
