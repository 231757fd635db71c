import Datasets
import JSON
import Workspaces

/// A value that was taken out of the texts of a dataset, and what stands there instead.
package struct Redaction: Sendable, Hashable {
  /// A placeholder: `[EMAIL_1]` is the first one of its kind.
  struct Key: Sendable, Hashable {
    var kind: PrivateKind
    var number: Int
  }

  var key: Key
  /// As it was written where it was found first.
  package var value: String
  /// The revision that took it out; 0 before there is one.
  var revision: Int

  package var placeholder: String { key.placeholder }
}

extension Redaction.Key {
  var placeholder: String { "[\(kind.placeholderName)_\(number)]" }

  /// The placeholders in a text of UTF-8.
  static func all(in text: [UInt8]) -> [Self] {
    var found: [Self] = []
    var index = 0
    while let open = text[index...].firstIndex(of: UInt8(ascii: "[")) {
      index = open + 1
      // The longest has eleven letters and a number.
      guard let close = text[index...].prefix(24).firstIndex(of: UInt8(ascii: "]")),
        let line = text[index..<close].lastIndex(of: UInt8(ascii: "_")),
        let kind = kinds[Array(text[index..<line])],
        let number = Int(String(decoding: text[line + 1..<close], as: UTF8.self)), number > 0
      else { continue }
      found.append(Self(kind: kind, number: number))
      index = close + 1
    }
    return found
  }

  private static let kinds = Dictionary(
    PrivateKind.allCases.map { (Array($0.placeholderName.utf8), $0) },
    uniquingKeysWith: { first, _ in first })
}

/// Which placeholder stands for which value in a dataset.
///
/// It is kept in the workspace, whose file only its owner may read, and in no other file. What an
/// undone change took out is not in it.
struct RedactionTable: Sendable {
  private struct Name: Hashable {
    let kind: PrivateKind
    let identity: String
  }

  private let dataset: Dataset
  private var redactions: [Redaction] = []
  private var numbers: [Name: Int] = [:]
  /// The highest number that a kind has, in the table or in a text.
  private var highest: [PrivateKind: Int] = [:]

  init(of dataset: Dataset, in session: Session) throws {
    self.dataset = dataset
    guard let text = try session.workspace.setting(Self.key(of: dataset)) else { return }
    let lineage = Set(try session.workspace.revisions(of: dataset).map(\.number))
    for entry in (try? JSONValue(parsing: text))?.array ?? [] {
      guard let redaction = Redaction(stored: entry), lineage.contains(redaction.revision) else {
        continue
      }
      add(redaction)
    }
  }

  private static func key(of dataset: Dataset) -> String { "redactions of \(dataset.id)" }

  /// Those that stand for something, by kind and number.
  var inUse: [Redaction] {
    let order = Dictionary(
      zip(PrivateKind.allCases, 0...).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
    return redactions.sorted {
      (order[$0.key.kind] ?? 0, $0.key.number) < (order[$1.key.kind] ?? 0, $1.key.number)
    }
  }

  private mutating func add(_ redaction: Redaction) {
    let name = Name(
      kind: redaction.key.kind,
      identity: PrivateData.identity(of: redaction.value, redaction.key.kind))
    guard numbers.updateValue(redaction.key.number, forKey: name) == nil else { return }
    redactions.append(redaction)
    reserve(redaction.key)
  }

  /// Keeps a placeholder from being given to another value.
  mutating func reserve(_ key: Redaction.Key) {
    highest[key.kind] = max(highest[key.kind] ?? 0, key.number)
  }

  /// The number of a value; a new one where it has none yet.
  mutating func number(of value: String, _ kind: PrivateKind) -> Int {
    let name = Name(kind: kind, identity: PrivateData.identity(of: value, kind))
    if let number = numbers[name] { return number }
    let number = (highest[kind] ?? 0) &+ 1
    add(Redaction(key: .init(kind: kind, number: number), value: value, revision: 0))
    return number
  }

  /// A text of UTF-8 with placeholders in it.
  func replacing(_ found: [PrivateData], in text: [UInt8]) -> String {
    var (result, copied) = ([UInt8](), 0)
    for data in found {
      let value = String(decoding: text[data.range], as: UTF8.self)
      let name = Name(kind: data.kind, identity: PrivateData.identity(of: value, data.kind))
      guard let number = numbers[name] else { continue }
      result += text[copied..<data.range.lowerBound]
      result += Redaction.Key(kind: data.kind, number: number).placeholder.utf8
      copied = data.range.upperBound
    }
    result += text[copied...]
    return String(decoding: result, as: UTF8.self)
  }

  /// What the workspace keeps with the revision that took the new values out.
  var setting: @Sendable (Int) -> (key: String, value: String) {
    { [redactions, dataset] revision in
      let list = redactions.map { redaction -> JSONValue in
        .array([
          .string(redaction.key.kind.rawValue), .integer(redaction.key.number),
          .string(redaction.value),
          .integer(redaction.revision == 0 ? revision : redaction.revision),
        ])
      }
      return (Self.key(of: dataset), JSONValue.array(list).text)
    }
  }
}

extension Redaction {
  fileprivate init?(stored: JSONValue) {
    guard let kind = stored[0]?.string.flatMap(PrivateKind.init), let number = stored[1]?.integer,
      let value = stored[2]?.string, let revision = stored[3]?.integer
    else { return nil }
    self.init(key: Key(kind: kind, number: number), value: value, revision: revision)
  }
}
