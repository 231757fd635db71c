extension PythonReader {
  /// What stands between two brackets.
  struct Elements {
    var arguments: [PythonCall.Argument] = []
    /// Whether something is spread out of which it is not known what it holds.
    var hasUnread = false
    var hasComma = false

    var values: [PythonValue] { arguments.map(\.value) + (hasUnread ? [.other] : []) }
  }

  // MARK: Members and calls

  /// Reads the members, subscripts and calls behind a value that began with that token.
  mutating func readTrailers(_ begun: PythonValue, _ token: PythonToken) -> PythonValue {
    var value = begun
    while true {
      if sign() == ".", let member = name(1) {
        position += 2
        if sign() == "(", let given = readChange(of: value, member, token.name) {
          value = given
        } else {
          value = value.member(member)
          if case .name(let path) = value { value = values[path] ?? value }
        }
      } else if sign() == "(" {
        value = readCall(of: value, token.line)
      } else if sign() == "[" {
        let elements = readElements().values
        if let index = elements.first?.number.flatMap(Int.init), case .list(let list) = value {
          value = list.indices.contains(index) ? list[index] : .other
        } else {
          value = value.member(elements.count == 1 ? elements[0].string ?? "[]" : "[]")
        }
      } else {
        return value
      }
    }
  }

  /// What a method of a list, a dictionary or a text does to it, or gives; nil for other values.
  private mutating func readChange(
    of value: PythonValue, _ method: String, _ owner: String?
  ) -> PythonValue? {
    switch value {
    case .list, .dictionary, .string: break
    default: return nil
    }
    let elements = readElements()
    let first = elements.arguments.first?.value
    var changed: PythonValue = .other
    switch (value, method) {
    case (.list(let list), "append"): changed = .list(list + [first ?? .other])
    case (.list(let list), "extend"): changed = Self.sum(value, first ?? .list(list))
    case (.dictionary(let entries), "update"):
      if let fields = Self.fields(of: elements) {
        changed = .dictionary(entries + fields)
      }
    case (.dictionary, "get"): return first?.string.flatMap { value[$0] } ?? .other
    case (_, "copy"): return value
    case (.string(let text), "strip"): return .string(text.trimmingSpace)
    case (.string, _): return .other
    case (_, "items"), (_, "keys"), (_, "values"), (_, "index"), (_, "count"): return .other
    default: break
    }
    if let owner, values[owner] == value { values[owner] = changed }
    return .word("None")
  }

  private static func fields(of elements: Elements) -> [PythonValue.Entry]? {
    guard !elements.hasUnread else { return nil }
    return elements.arguments.reduce(into: [PythonValue.Entry]?.some([])) { fields, argument in
      if let name = argument.name {
        fields?.append(.init(key: .string(name), value: argument.value))
      } else if case .dictionary(let entries) = argument.value {
        fields? += entries
      } else {
        fields = nil
      }
    }
  }

  private mutating func readCall(of callee: PythonValue, _ line: Int) -> PythonValue {
    let path = callee.path
    outer.append(path)
    let elements = readElements()
    outer.removeLast()
    if path == "dict", let fields = Self.fields(of: elements) { return .dictionary(fields) }
    let strings = elements.values.compactMap(\.string)
    if path == "os.path.join", strings.count == elements.values.count {
      return .string(strings.joined(separator: "/"))
    }
    if path == "str", let text = elements.values.first?.string { return .string(text) }
    let own = path.hasPrefix("self.") ? String(path.dropFirst(5)) : path
    if let function = functions[own], !function.isRunning, repetitions > 0,
      depth < Self.depthLimit - 10
    {
      repetitions -= 1
      return run(function, named: own, with: elements)
    }
    var receiver: PythonValue?
    if case .member(let whole, _) = callee { receiver = whole }
    return .call(
      add(
        PythonCall(
          function: path, arguments: elements.arguments, hasUnreadArguments: elements.hasUnread,
          line: line, receiver: receiver)))
  }

  // MARK: Brackets

  /// The elements between brackets, the first of which stands here.
  mutating func readElements() -> Elements {
    let opening = position
    let own = ownNames[opening] ?? []
    let before = own.map { ($0, values[$0]) }
    for name in own { values[name] = nil }
    defer { for (name, value) in before { values[name] = value } }
    position += 1
    var elements = Elements()
    while position < tokens.count {
      skipComments()
      if closes(opening) { break }
      let start = position
      let line = tokens[min(position, tokens.count - 1)].line
      if sign() == "*" || sign() == "**" {
        position += 1
        spread(readExpression(), line, into: &elements)
      } else if let name = name(), sign(1) == "=" {
        position += 2
        elements.arguments.append(.init(name: name, value: readWhole(), line: line))
      } else {
        let value = readWhole()
        bindAlias(value)
        if position > start {
          elements.arguments.append(.init(name: nil, value: value, line: line))
        }
      }
      skip(to: [","])
      if sign() == "," {
        elements.hasComma = true
        position += 1
      }
    }
    return elements
  }

  /// Adds what a `*` or a `**` stands for.
  private mutating func spread(
    _ value: PythonValue, _ line: Int, into elements: inout Elements
  ) {
    if case .list(let list) = value {
      elements.arguments += list.map { .init(name: nil, value: $0, line: line) }
    } else if case .dictionary = value, let fields = value.fields {
      elements.arguments += fields.map { .init(name: $0.name, value: $0.value, line: line) }
    } else {
      elements.hasUnread = true
    }
  }

  mutating func readDictionary() -> PythonValue {
    let opening = position
    let own = ownNames[opening] ?? []
    let before = own.map { ($0, values[$0]) }
    for name in own { values[name] = nil }
    defer { for (name, value) in before { values[name] = value } }
    position += 1
    var entries: [PythonValue.Entry] = []
    while position < tokens.count {
      skipComments()
      if closes(opening) { break }
      if sign() == "**" {
        position += 1
        let value = readExpression()
        if case .dictionary(let spread) = value {
          entries += spread
        } else {
          entries.append(.init(key: .other, value: value))
        }
      } else {
        let key = readWhole(to: ":")
        skip(to: [":", ","])
        if sign() == ":" {
          position += 1
          entries.append(.init(key: key, value: readWhole()))
        }
      }
      skip(to: [","])
      if sign() == "," { position += 1 }
    }
    return .dictionary(entries)
  }

  private static let pairs = ["(": ")", "[": "]", "{": "}"]

  /// Passes over the bracket that closes; one that closes another is left to who opened that.
  private mutating func closes(_ opening: Int) -> Bool {
    guard let sign = sign(), [")", "]", "}"].contains(sign) else { return false }
    if case .sign(let open) = tokens[opening].kind, Self.pairs[open] == sign { position += 1 }
    return true
  }

  /// A value with all of it understood; ``PythonValue/other`` where something is left of it.
  private mutating func readWhole(to end: String = ",") -> PythonValue {
    let value = readExpression()
    skipComments()
    if position >= tokens.count { return value }
    if let sign = sign(), [",", ")", "]", "}", end].contains(sign) { return value }
    return name() == "as" ? value : .other
  }

  /// Passes over what is not understood of an expression.
  private mutating func skip(to ends: Set<String>) {
    while position < tokens.count {
      if let sign = sign() {
        if ends.contains(sign) || [")", "]", "}"].contains(sign) { return }
      }
      position = (closings[position] ?? position) + 1
    }
  }
}

extension String {
  /// Without the spaces and empty lines at its ends.
  fileprivate var trimmingSpace: String {
    var rest = self[...].drop(while: \.isWhitespace)
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
