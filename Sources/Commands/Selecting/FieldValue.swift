import CommandLanguage
import Datasets
import JSON
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

extension Session {
  /// The value of a field such as `.assistant`, `.tokens`, `.tags` or `.messages[2].content`.
  ///
  /// - Throws: ``Failure`` E302 when examples have no such field.
  func fieldValue(_ path: FieldPath, of stored: StoredExample) throws -> FieldValue {
    switch path.name {
    case "number": return .number(Double(stored.number))
    case "line": return stored.facts.line.map { .number(Double($0)) } ?? .missing
    case "tokens": return .number(Double(tokens(of: stored).count))
    case "tags": return .text(stored.facts.tags.joined(separator: " "))
    case "note": return stored.facts.note.map(FieldValue.text) ?? .missing
    default: break
    }
    let example = try Example(stored.bytes)
    switch path.name {
    case "kind": return .text(example.kind.rawValue)
    case "turns": return .number(Double(example.messages.count))
    default:
      guard let field = ExampleField(String(path.description.dropFirst())) else {
        throw Failure("E302", "examples have no field \(path)", remedy: "help fields")
      }
      return example.text(of: field).map(FieldValue.text) ?? .missing
    }
  }
}
