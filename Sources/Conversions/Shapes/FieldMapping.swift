import JSON

/// Which column of a table becomes what of an example.
package struct FieldMapping: Sendable, Hashable {
  /// What a column can be.
  package enum Field: String, CaseIterable, Sendable, Hashable {
    case system, user, assistant, preferred, rejected, tools, conversation, turn, role, content
  }

  /// Why a mapping cannot be read.
  package enum Fault: Error, Sendable, Hashable {
    /// No `=` in a pair.
    case missingEquals(pair: String)
    /// No column after the `=`.
    case missingColumn(field: String)
    /// Nothing of an example has this name.
    case unknownField(String)
    /// A field is named twice.
    case repeatedField(Field)
  }

  private var columns: [Field: String]

  package init(_ columns: [Field: String] = [:]) {
    self.columns = columns
  }

  /// Reads pairs such as `user=question,assistant=answer`.
  package init(parsing text: String) throws(Fault) {
    columns = [:]
    for pair in text.split(separator: ",") {
      guard let equals = pair.firstIndex(of: "=") else {
        throw .missingEquals(pair: String(pair))
      }
      let name = Self.trimmed(pair[..<equals])
      let column = Self.trimmed(pair[pair.index(after: equals)...])
      guard let field = Field(rawValue: name) else { throw .unknownField(name) }
      guard !column.isEmpty else { throw .missingColumn(field: name) }
      guard columns[field] == nil else { throw .repeatedField(field) }
      columns[field] = column
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  /// The fields that are mapped, in the order of the fields.
  package var mapped: [(field: Field, column: String)] {
    Field.allCases.compactMap { field in columns[field].map { (field, $0) } }
  }

  /// The column of a field; nil when the mapping does not say.
  package subscript(field: Field) -> String? {
    get { columns[field] }
    set { columns[field] = newValue }
  }

  /// The pairs that are said, in the order of the fields.
  package var pairs: [(from: String, to: String)] {
    Field.allCases.compactMap { field in columns[field].map { (from: $0, to: field.rawValue) } }
  }
}

extension JSONTree {
  /// The value in a column: a member of the row, else one below it by a path such as
  /// `translation.en` or `answers.text.0`.
  func value(inColumn column: String) -> JSONTree? {
    if let value = self[column] { return value }
    guard column.utf8.contains(UInt8(ascii: ".")) else { return nil }
    let steps = column.split(separator: ".", omittingEmptySubsequences: false)
    var value = self
    for step in steps {
      if let member = value[String(step)] {
        value = member
      } else if let index = Int(step), value.elements.indices.contains(index) {
        value = value.elements[index]
      } else {
        return nil
      }
    }
    return value
  }
}

/// A text with columns in it: `{{title}}: {{body}}`.
struct TextTemplate: Hashable, Sendable {
  /// A piece of a template.
  enum Piece: Hashable, Sendable {
    case text(String)
    case column(String)
  }

  let pieces: [Piece]

  init(_ template: String) {
    var pieces: [Piece] = []
    var text = ""
    var rest = template[...]
    while let next = rest.first {
      if rest.hasPrefix("{{"), let end = Self.end(of: rest.dropFirst(2)) {
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
        let name = rest[rest.index(rest.startIndex, offsetBy: 2)..<end]
        pieces.append(.column(Self.trimmed(name)))
        rest = rest[end...].dropFirst(2)
      } else {
        text.append(next)
        rest.removeFirst()
      }
    }
    if !text.isEmpty { pieces.append(.text(text)) }
    self.pieces = pieces
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// Where the `}}` is that closes what `rest` begins with.
  private static func end(of rest: Substring) -> Substring.Index? {
    var index = rest.startIndex
    while index < rest.endIndex {
      if rest[index...].hasPrefix("}}") { return index }
      if rest[index] == "{" { return nil }
      index = rest.index(after: index)
    }
    return nil
  }

  var columns: [String] {
    pieces.compactMap { if case .column(let name) = $0 { name } else { nil } }
  }
}
