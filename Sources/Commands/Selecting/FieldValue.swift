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
    "assistant", "completion", "kind", "line", "messages", "note", "number", "preferred", "prompt",
    "rejected", "system", "tags", "tokens", "tools", "turns", "user",
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
    case "preferred": return Self.joined(example.preferred, of: example)
    case "rejected": return Self.joined(example.rejected, of: example)
    default:
      guard let field = ExampleField(String(path.description.dropFirst())) else {
        throw noField(path)
      }
      return example.text(of: field).map(FieldValue.text) ?? .missing
    }
  }

  private static func joined(_ messages: [Message], of example: Example) -> FieldValue {
    let texts = messages.compactMap { example.text(of: $0) }
    return texts.isEmpty ? .missing : .text(texts.joined(separator: "\n"))
  }
}
