/// A value as far as it is written out in the source.
indirect enum PythonValue: Hashable {
  case string(String)
  case number(String)
  /// `True`, `False` or `None`.
  case word(String)
  case list([PythonValue])
  case dictionary([Entry])
  case call(PythonCall)
  /// A name with what follows it, such as `job.fine_tuned_model`; `x["id"]` is `x.id`.
  case name(String)
  /// Anything else.
  case other

  struct Entry: Hashable {
    var key: PythonValue
    var value: PythonValue
  }

  /// The value of a dictionary's key; nil for any other value.
  subscript(key: String) -> PythonValue? {
    guard case .dictionary(let entries) = self else { return nil }
    return entries.last { $0.key == .string(key) }?.value
  }

  var string: String? { if case .string(let text) = self { text } else { nil } }

  /// The digits of a number; nil for any other value.
  var number: String? { if case .number(let text) = self { text } else { nil } }
}

/// A call that is written out in the source.
struct PythonCall: Hashable {
  /// An argument; `name` is nil for one that is given by its place.
  struct Argument: Hashable {
    var name: String?
    var value: PythonValue
  }

  /// Such as `client.files.create`.
  var function: String
  var arguments: [Argument]
  var line: Int
  /// The name that the result was given; nil for none.
  var target: String?

  /// The value of a named argument; nil where it is not given.
  subscript(name: String) -> PythonValue? { arguments.last { $0.name == name }?.value }

  /// The first argument that is given by its place.
  var first: PythonValue? { arguments.first { $0.name == nil }?.value }
}

/// The calls of a source in their order, and the values that names were given.
struct PythonCalls {
  private(set) var calls: [PythonCall] = []
  /// The last value that each name was given.
  private(set) var values: [String: PythonValue] = [:]
  let tokens: [PythonToken]

  private var position = 0
  private var depth = 0
  /// Deeper brackets than any walk-through has.
  private static let depthLimit = 60

  init(_ source: String) {
    tokens = PythonLexer(source).tokens
    while position < tokens.count { readStatementPart() }
  }

  private func sign(_ offset: Int = 0) -> Character? {
    guard position + offset < tokens.count, case .sign(let sign) = tokens[position + offset].kind
    else { return nil }
    return sign
  }

  private func name(_ offset: Int = 0) -> String? {
    guard position + offset < tokens.count, case .name(let name) = tokens[position + offset].kind
    else { return nil }
    return name
  }

  /// Reads an assignment, or one expression, or passes over a word.
  private mutating func readStatementPart() {
    let start = position
    if let target = name(), sign(1) == "=", sign(2) != "=" {
      position += 2
      let value = readValue(target: target)
      values[target] = value
    } else if name() != nil {
      let value = readValue(target: nil)
      if name() == "as", let target = name(1), value != .other {
        values[target] = value
        position += 2
      }
    }
    if position == start { position += 1 }
  }

  private mutating func readValue(target: String? = nil) -> PythonValue {
    depth += 1
    defer { depth -= 1 }
    skipComments()
    guard depth < Self.depthLimit, position < tokens.count else { return .other }
    switch tokens[position].kind {
    case .string(let text):
      position += 1
      var whole = text
      while position < tokens.count, case .string(let more) = tokens[position].kind {
        whole += more
        position += 1
      }
      return .string(whole)
    case .number(let text):
      position += 1
      return .number(text)
    case .name(let word):
      if ["True", "False", "None"].contains(word) {
        position += 1
        return .word(word)
      }
      return readName(target: target)
    case .sign("["): return .list(readElements(until: "]").map(\.value))
    case .sign("("): return readElements(until: ")").first?.value ?? .other
    case .sign("{"): return readDictionary()
    default: return .other
    }
  }

  /// A name with its members, subscripts and calls.
  private mutating func readName(target: String?) -> PythonValue {
    var path = name() ?? ""
    let line = tokens[position].line
    position += 1
    var call: PythonCall?
    // Of a path that is opened by a method: its call says where it leads.
    var opened: PythonCall?
    while true {
      if sign() == ".", let member = name(1) {
        path = call == nil ? "\(path).\(member)" : "\(path)().\(member)"
        if let inner = call { calls.append(inner) }
        opened = member == "open" ? call : nil
        call = nil
        position += 2
      } else if sign() == "(" {
        if let inner = call { calls.append(inner) }
        let arguments = readElements(until: ")")
        call = PythonCall(
          function: path,
          arguments: opened?.arguments
            ?? arguments.map { .init(name: $0.name, value: $0.value) }, line: line)
        opened = nil
      } else if sign() == "[" {
        let elements = readElements(until: "]")
        if let inner = call { calls.append(inner) }
        call = nil
        path += elements.first?.value.string.map { ".\($0)" } ?? "[]"
      } else {
        break
      }
    }
    guard var call else { return .name(path) }
    call.target = target
    calls.append(call)
    return .call(call)
  }

  private typealias Element = (name: String?, value: PythonValue)

  /// The elements between brackets, the first of which stands here.
  private mutating func readElements(until end: Character) -> [Element] {
    position += 1
    var elements: [Element] = []
    while position < tokens.count {
      skipComments()
      if sign() == end {
        position += 1
        break
      }
      if closesAnother { break }
      let start = position
      if let name = name(), sign(1) == "=", sign(2) != "=" {
        position += 2
        elements.append((name, readValue()))
      } else {
        elements.append((nil, readValue()))
      }
      skip(to: [",", end], from: start)
      if sign() == "," { position += 1 }
    }
    return elements
  }

  private mutating func readDictionary() -> PythonValue {
    position += 1
    var entries: [PythonValue.Entry] = []
    while position < tokens.count {
      skipComments()
      if sign() == "}" {
        position += 1
        break
      }
      if closesAnother { break }
      let start = position
      let key = readValue()
      skip(to: [":", ",", "}"], from: start)
      if sign() == ":" {
        position += 1
        let valueStart = position
        entries.append(PythonValue.Entry(key: key, value: readValue()))
        skip(to: [",", "}"], from: valueStart)
      }
      if sign() == "," { position += 1 }
    }
    return .dictionary(entries)
  }

  /// Whether a bracket stands here that closes none of this list: it is left to who opened it.
  private var closesAnother: Bool { sign().map { ")]}".contains($0) } ?? false }

  private mutating func skipComments() {
    while position < tokens.count, case .comment = tokens[position].kind { position += 1 }
  }

  /// Passes over what an expression goes on with, such as an operator and its right side.
  private mutating func skip(to ends: Set<Character>, from start: Int) {
    var open = 0
    while position < tokens.count {
      if let sign = sign() {
        if open == 0, ends.contains(sign) { return }
        if "([{".contains(sign) { open += 1 }
        if ")]}".contains(sign) {
          if open == 0 { return }
          open -= 1
        }
      }
      position += 1
    }
  }
}
