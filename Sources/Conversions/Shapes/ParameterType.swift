import JSON

/// The type of a tool's parameter as people write it, such as Python's `List[int]`, in the keywords
/// of JSON Schema.
///
/// Read are the words of Python and of languages like Java, Python's generic types, choices by `|`
/// and by `or`, and what the rows of xLAM put behind a comma: `str, optional`.
struct ParameterType: Hashable {
  /// What a schema says of the type; nothing where any value is one, and where it is not known.
  let keywords: [Column]
  /// Whether a call may leave the parameter out.
  let isOptional: Bool
  /// Whether it is a type that JSON Schema can say.
  let isKnown: Bool

  init(_ written: String) {
    let pieces = Self.pieces(of: written[...], at: ",")
    let rest = pieces.dropFirst()
    isOptional =
      rest.contains { $0.lowercased().hasPrefix("optional") || $0.hasPrefix("default") }
      || written.lowercased().hasPrefix("optional")
    let isPlain = rest.allSatisfy { piece in
      ["optional", "required", "default"].contains { piece.lowercased().hasPrefix($0) }
    }
    let found = isPlain ? pieces.first.flatMap { Self.keywords(of: $0) } : nil
    keywords = found ?? []
    isKnown = found != nil
  }

  private static let words: [String: String] = {
    let lists: [(String, [String])] = [
      ("string", ["string", "str", "text", "char", "character", "unicode"]),
      ("integer", ["integer", "int", "long", "short", "byte"]),
      ("number", ["number", "float", "double", "decimal", "real"]),
      ("boolean", ["boolean", "bool"]),
      (
        "array",
        ["array", "list", "tuple", "set", "frozenset", "sequence", "iterable", "arraylist"]
      ),
      ("object", ["object", "dict", "dictionary", "map", "mapping", "hashmap"]),
      ("null", ["null", "none", "nonetype"]),
    ]
    var words: [String: String] = [:]
    for (type, names) in lists {
      for name in names { words[name] = type }
    }
    return words
  }()

  private static func keywords(of text: Substring) -> [Column]? {
    for mark in ["|", " or "] {
      let choices = pieces(of: text, at: mark)
      if choices.count > 1 { return union(of: choices) }
    }
    var name = text
    if name.hasPrefix("typing.") { name = name.dropFirst("typing.".count) }
    guard let open = name.firstIndex(of: "["), name.last == "]" else {
      let word = name.lowercased()
      if word == "any" { return [] }
      return words[word].map { [Column(key: "type", value: quoted($0))] }
    }
    let inner = name[name.index(after: open)...].dropLast()
    let arguments = pieces(of: inner, at: ",")
    let word = name[..<open].lowercased()
    switch word {
    case "optional": return arguments.first.flatMap { keywords(of: $0) }
    case "union": return union(of: arguments)
    case "literal": return choice(of: arguments)
    default: break
    }
    switch words[word] {
    case "array": return list(of: arguments)
    case "object":
      let values = arguments.count == 2 ? keywords(of: arguments[1]) : nil
      guard let values else { return nil }
      return [Column(key: "type", value: quoted("object"))]
        + (values.isEmpty
          ? [] : [Column(key: "additionalProperties", value: ObjectBytes(values).closed)])
    default: return nil
    }
  }

  /// A list whose elements are all of one type; of several, as in a tuple, any are taken.
  private static func list(of arguments: [Substring]) -> [Column]? {
    var elements: [[Column]] = []
    for argument in arguments where argument != "..." {
      guard let keywords = keywords(of: argument) else { return nil }
      if !elements.contains(keywords) { elements.append(keywords) }
    }
    var list = [Column(key: "type", value: quoted("array"))]
    if elements.count == 1, !elements[0].isEmpty {
      list.append(Column(key: "items", value: ObjectBytes(elements[0]).closed))
    }
    return list
  }

  private static func union(of choices: [Substring]) -> [Column]? {
    var found: [[Column]] = []
    for choice in choices {
      guard let keywords = keywords(of: choice) else { return nil }
      if keywords.isEmpty { return [] }
      if !found.contains(keywords) { found.append(keywords) }
    }
    // None says that it may be left out.
    let some = found.filter { $0 != [Column(key: "type", value: quoted("null"))] }
    if some.count == 1 { return some[0] }
    if some.allSatisfy({ $0.count == 1 && $0[0].key == "type" }) {
      return [Column(key: "type", value: arrayBytes(some.map { $0[0].value }))]
    }
    return [Column(key: "anyOf", value: arrayBytes(some.map { ObjectBytes($0).closed }))]
  }

  /// Python's `Literal`: one of some texts or numbers.
  private static func choice(of values: [Substring]) -> [Column]? {
    var written: [[UInt8]] = []
    for value in values {
      if let mark = value.first, mark == "'" || mark == "\"", value.last == mark, value.count > 1 {
        written.append(quoted(String(value.dropFirst().dropLast())))
      } else if let tree = try? JSONTree(parsing: Array(value.utf8)), tree.kind == .number {
        written.append(tree.bytes)
      } else {
        return nil
      }
    }
    return written.isEmpty ? nil : [Column(key: "enum", value: arrayBytes(written))]
  }

  /// The pieces between marks that stand within no brackets and no quotes, without space around.
  private static func pieces(of text: Substring, at mark: String) -> [Substring] {
    var pieces: [Substring] = []
    var start = text.startIndex
    var depth = 0
    var quote: Character?
    var index = text.startIndex
    while index < text.endIndex {
      let character = text[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if "[({".contains(character) {
        depth += 1
      } else if "])}".contains(character) {
        depth -= 1
      } else if depth == 0, text[index...].hasPrefix(mark) {
        pieces.append(text[start..<index].trimmed)
        index = text.index(index, offsetBy: mark.count)
        start = index
        continue
      }
      index = text.index(after: index)
    }
    return (pieces + [text[start...].trimmed]).filter { !$0.isEmpty }
  }
}

extension Substring {
  /// Without white space at both ends.
  var trimmed: Substring {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
