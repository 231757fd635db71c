import Datasets
import JSON

/// One row on its way into examples.
struct RowReading {
  /// How strictly messages are OpenAI's own already.
  enum MessageStyle {
    /// Messages of the form that examples have: what they say stays as it is.
    case own
    /// The same keys, in a table of another tool.
    case table
    /// Another service's messages.
    case foreign
  }

  let row: JSONTree
  let mapping: FieldMapping?
  let template: TextTemplate?
  var findings = Findings()
  /// Calls whose results have not come, in order.
  var openCalls: [(id: WrittenText, name: String)] = []
  var callIDs: Set<String> = []
  /// Whether calls and results may stand in texts, between marks.
  var readsTextCalls = false

  init(_ row: JSONTree, mapping: FieldMapping? = nil, template: TextTemplate? = nil) {
    self.row = row
    self.mapping = mapping
    self.template = template
  }

  /// The value under the first of `keys` that is there and not null.
  func value(_ keys: [String]) -> (value: JSONTree, path: [JSONStep])? {
    for key in keys {
      if let value = row.value(inColumn: key), value.kind != .null { return (value, [.key(key)]) }
    }
    return nil
  }

  /// The value under the first of `keys` that is there.
  func needed(_ keys: [String]) throws(ConversionFault) -> (value: JSONTree, path: [JSONStep]) {
    guard let found = value(keys) else {
      throw ConversionFault(.missingField, at: keys.first.map { [.key($0)] } ?? [])
    }
    return found
  }

  /// The text of a cell; an empty text for null.
  mutating func cell(
    _ value: JSONTree, at path: [JSONStep]
  ) throws(ConversionFault) -> WrittenText {
    if value.kind == .null {
      findings.note(.droppedNulls)
      return WrittenText("")
    }
    guard let text = WrittenText(cell: value) else { throw ConversionFault(.notText, at: path) }
    if value.kind != .string { findings.note(.valueAsText) }
    return text
  }

  /// The text under the first of `keys` that is there; nil without any, and for null.
  mutating func optionalCell(_ keys: [String]) throws(ConversionFault) -> WrittenText? {
    guard let found = value(keys) else { return nil }
    return try cell(found.value, at: found.path)
  }

  /// The text under the first of `keys` that is there, also where it is null.
  mutating func neededCell(_ keys: [String]) throws(ConversionFault) -> WrittenText {
    if let found = value(keys) { return try cell(found.value, at: found.path) }
    for key in keys {
      if let value = row.value(inColumn: key) { return try cell(value, at: [.key(key)]) }
    }
    throw ConversionFault(.missingField, at: keys.first.map { [.key($0)] } ?? [])
  }

  /// The system prompt in the column of that name as a turn; nil without one, and when empty.
  mutating func systemTurn(_ keys: [String]) throws(ConversionFault) -> Turn? {
    guard let found = value(keys) else { return nil }
    if found.value.kind == .array || found.value.kind == .object {
      let content = try parts(of: found.value, at: found.path, style: .foreign).content
      return content == .text(WrittenText("")) ? nil : Turn(.system, content)
    }
    let text = try cell(found.value, at: found.path)
    return text.isEmpty ? nil : Turn(.system, text)
  }

  /// Puts the system prompt of a column before `turns`, unless they have one, and returns the
  /// columns that need not be kept.
  mutating func placeSystem(before turns: inout [Turn]) throws(ConversionFault) -> Set<String> {
    let names = mapping?[.system].map { [$0] } ?? systemColumns
    guard let key = names.first(where: { value([$0]) != nil }) else { return ["system"] }
    // A prompt is a text or a list of parts; what else has the name is another column.
    guard let kind = row.value(inColumn: key)?.kind, [.string, .array].contains(kind) else {
      return []
    }
    guard let system = try systemTurn([key]) else { return [key] }
    if let first = turns.first, first.role == .system {
      return first.content == system.content ? [key] : []
    }
    if !turns.isEmpty { findings.note(.movedSystem) }
    turns.insert(system, at: 0)
    return [key]
  }

  /// The columns beside `keys`, which an example keeps as keys of its own.
  mutating func extras(beside keys: Set<String>) -> [Column] {
    var columns: [Column] = []
    for (key, value) in row.members where !keys.contains(key) {
      guard value.kind != .null else {
        findings.note(.droppedNulls)
        continue
      }
      guard let rest = rest(of: value, under: key, beside: keys) else { continue }
      let name = freeName(for: key, among: columns)
      if name != key { findings.note(.renamedColumn(from: key, to: name)) }
      columns.append(Column(key: name, value: rest))
    }
    return columns
  }

  /// Of several rows that become one example, the first one's columns are kept; what others have
  /// otherwise is lost.
  mutating func loseColumns(of rows: some Sequence<JSONTree>, beside keys: Set<String>) {
    let differs = rows.contains { other in
      other.members.contains { key, value in
        !keys.contains(key) && value.kind != .null && value.bytes != row[key]?.bytes
      }
    }
    if differs { findings.lose(.metadata) }
  }

  /// What is left of a column when the paths among `keys` are taken out; nil for nothing.
  private func rest(
    of value: JSONTree, under key: String, beside keys: Set<String>
  ) -> [UInt8]? {
    let paths = keys.filter { $0.hasPrefix(key + ".") }
    if paths.isEmpty || value.kind != .object { return value.bytes }
    let members = value.members.filter { !paths.contains("\(key).\($0.key)") }
    if members.isEmpty { return nil }
    return ObjectBytes(members.map { Column(key: $0.key, value: $0.value.bytes) }).closed
  }

  /// Keys of an example that a column must not have.
  static let ownKeys: Set<String> = [
    "messages", "tools", "parallel_tool_calls", "functions", "function_call", "input",
    "preferred_output", "non_preferred_output", "preferred_completion",
    "non_preferred_completion", "prompt", "completion",
  ]

  func freeName(for key: String, among columns: [Column]) -> String {
    func isFree(_ name: String) -> Bool {
      !Self.ownKeys.contains(name) && !columns.contains { $0.key == name }
    }
    if isFree(key) { return key }
    let base = Self.ownKeys.contains(key) ? "source_\(key)" : key
    if isFree(base) { return base }
    var number = 2
    while !isFree("\(base)_\(number)") { number += 1 }
    return "\(base)_\(number)"
  }
}
