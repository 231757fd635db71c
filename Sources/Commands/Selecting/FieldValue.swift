import CommandLanguage
import Datasets
import JSON
import Spelling
import Workspaces

/// What a field of an example holds, ready to be compared.
enum FieldValue: Hashable {
  case missing
  case number(Double)
  case text(String)

  /// The value as text; nil when there is none.
  var text: String? {
    switch self {
    case .missing: nil
    case .number(let value): JSONValue.number(value).integer.map(String.init) ?? "\(value)"
    case .text(let text): text
    }
  }

  /// The value as JSON.
  var json: JSONValue {
    switch self {
    case .missing: .null
    case .number(let value): Int(exactly: value).map(JSONValue.integer) ?? .number(value)
    case .text(let text): .string(text)
    }
  }
}

extension FieldValue: Comparable {
  /// What is missing comes first, then numbers, then text by code points.
  static func < (left: FieldValue, right: FieldValue) -> Bool {
    switch (left, right) {
    case (.missing, .missing): false
    case (.missing, _): true
    case (_, .missing): false
    case (.number(let left), .number(let right)): left < right
    case (.number, .text): true
    case (.text, .number): false
    case (.text(let left), .text(let right)): left < right
    }
  }
}

extension Selections {
  /// The fields that examples have by the rules of their kinds, for completion and "did you mean".
  package static let exampleFields = [
    "assistant", "completion", "file", "kind", "line", "messages", "note", "number", "preferred",
    "prompt", "rejected", "source", "system", "tags", "tokens", "tools", "turns", "user",
  ]

  /// What messages have by the format, whether or not one of a dataset has it.
  private static let messageFields: Set = [
    "content", "function_call", "name", "refusal", "role", "tool_call_id", "tool_calls", "weight",
  ]

  /// Whether examples may have the field by the format, so that its absence is no mistake.
  static func isKnown(_ path: FieldPath) -> Bool {
    if let name = path.name { return exampleFields.contains(name) }
    guard case .name(let first)? = path.components.first,
      case .name(let last)? = path.components.last
    else { return false }
    return (first == "messages" || Role(rawValue: first) != nil) && messageFields.contains(last)
  }

  /// Where rows say what they are from: the usual keys, the first that is there counts.
  private static let sourceFields: [[JSONStep]] = [
    ["meta", "source"], ["metadata", "source"], ["source"], ["dataset"],
  ]

  /// The failure for a field that no example has.
  func noField(_ path: FieldPath, at span: Span? = nil) -> Failure {
    let near = path.name.flatMap { nearest(to: $0, in: Self.exampleFields) }
    return Failure(
      .noField, "examples have no field \(path)", at: span, consequence: "nothing was done",
      remedy: near.map { "did you mean .\($0)?" } ?? Self.exampleFields.joined(separator: ", "))
  }

  /// The value of a field such as `.assistant`, `.tokens`, `.tags` or `.messages[2].content`.
  ///
  /// - Throws: ``Failure`` E302 when examples have no such field.
  func fieldValue(_ path: FieldPath, of stored: StoredExample) throws -> FieldValue {
    switch path.name {
    case "number": return .number(Double(stored.number))
    case "line": return stored.facts.line.map { .number(Double($0)) } ?? .missing
    case "file": return stored.facts.source.map(FieldValue.text) ?? .missing
    case "tokens":
      return .number(Double(stored.facts.tokens ?? session.tokens.countedNow(stored).count))
    case "tags": return .text(stored.facts.tags.joined(separator: " "))
    case "note": return stored.facts.note.map(FieldValue.text) ?? .missing
    default: break
    }
    let example = try Example(stored.bytes)
    switch path.name {
    case "kind": return .text(example.kind.rawValue)
    case "turns": return .number(Double(example.messages.count))
    case "source":
      // Rows that say where they are from know better than the file that they came in.
      let said = Self.sourceFields.lazy.compactMap { example.text(of: .path($0)) }.first
      return (said ?? stored.facts.source).map(FieldValue.text) ?? .missing
    case "preferred": return Self.joined(example.preferred, of: example)
    case "rejected": return Self.joined(example.rejected, of: example)
    default:
      let texts = try Self.texts(of: path, in: example, orNone: noField)
      if path.hasEvery {
        return texts.isEmpty ? .missing : .text(texts.joined(separator: "\n"))
      }
      return texts.first.map(FieldValue.text) ?? .missing
    }
  }

  /// The values of a field that may stand several times, such as `.messages[*].weight`.
  ///
  /// - Throws: ``Failure`` E302 when examples have no such field.
  func fieldValues(_ path: FieldPath, of stored: StoredExample) throws -> [FieldValue] {
    guard path.hasEvery else { return [try fieldValue(path, of: stored)] }
    return try Self.texts(of: path, in: Example(stored.bytes), orNone: noField)
      .map(FieldValue.text)
  }

  private static func texts(
    of path: FieldPath, in example: Example, orNone noField: (FieldPath, Span?) -> Failure
  ) throws -> [String] {
    guard let places = FieldPlaces(path) else { throw noField(path, nil) }
    return places.places(in: example).compactMap { example.text(of: $0) }
  }

  private static func joined(_ messages: [Message], of example: Example) -> FieldValue {
    let texts = messages.compactMap { example.text(of: $0) }
    return texts.isEmpty ? .missing : .text(texts.joined(separator: "\n"))
  }
}
