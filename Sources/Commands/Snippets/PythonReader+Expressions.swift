extension PythonReader {
  // MARK: Assignments

  /// Reads `a = b = value`, `a: int = value`, `a += value`, or a value that is given to nothing.
  mutating func readAssignment() {
    var targets: [Range<Int>] = []
    var start = position
    var value = readTuple()
    if sign() == ":", position > start {
      position += 1
      _ = readExpression()
    }
    while let sign = sign(), sign == "=" || (sign.hasSuffix("=") && sign.count > 1) {
      guard !["==", "!=", "<=", ">="].contains(sign) else { break }
      targets.append(start..<position)
      let before = value
      position += 1
      start = position
      value = readTuple()
      if sign == "+=" { value = Self.sum(before, value) } else if sign != "=" { value = .other }
    }
    for target in targets { assign(value, to: target) }
  }

  /// Gives a value to the names, members or elements that these tokens are.
  private mutating func assign(_ value: PythonValue, to target: Range<Int>) {
    let parts = target.split { tokens[$0].isSign(",") }.filter { !$0.isEmpty }
    guard parts.count > 1 else {
      if let path = parts.first.flatMap({ path(of: $0) }) { assign(value, toPath: path) }
      return
    }
    var elements: [PythonValue?] = []
    if case .list(let list) = value, list.count == parts.count { elements = list }
    for (index, part) in parts.enumerated() {
      guard let path = path(of: part) else { continue }
      assign(elements.isEmpty ? .other : elements[index] ?? .other, toPath: path)
    }
  }

  private mutating func assign(_ value: PythonValue, toPath path: [String]) {
    let whole = path.joined(separator: ".")
    if path.count > 1, case .dictionary(let entries) = values[path[0]] {
      values[path[0]] = Self.changed(entries, path.dropFirst(), value)
    } else {
      values[whole] = name(value, whole)
      // What was known of its parts was of the value before.
      let prefix = whole + "."
      for key in values.keys where key.hasPrefix(prefix) && whole != "self" { values[key] = nil }
    }
  }

  private static func changed(
    _ entries: [PythonValue.Entry], _ path: ArraySlice<String>, _ value: PythonValue
  ) -> PythonValue {
    guard let key = path.first else { return value }
    var entries = entries
    var inner = value
    let index = entries.lastIndex { $0.key == .string(key) }
    if path.count > 1 {
      guard let index, case .dictionary(let nested) = entries[index].value else { return .other }
      inner = changed(nested, path.dropFirst(), value)
    }
    let entry = PythonValue.Entry(key: .string(key), value: inner)
    if let index { entries[index] = entry } else { entries.append(entry) }
    return .dictionary(entries)
  }

  /// The names of `a.b["c"]`; nil for what is no such target.
  private func path(of range: some Collection<Int>) -> [String]? {
    var path: [String] = []
    for index in range {
      switch tokens[index].kind {
      case .name(let name), .string(let name): path.append(name)
      case .sign(let sign):
        if !["(", ")", "[", "]", ".", "*"].contains(sign) { return nil }
      case .comment: continue
      case .number, .formatted, .newline: return nil
      }
    }
    return path.isEmpty ? nil : path
  }

  // MARK: Expressions

  /// One value, or several with commas between them.
  mutating func readTuple() -> PythonValue {
    let first = readExpression()
    guard sign() == "," else { return first }
    var elements = [first]
    while sign() == "," {
      position += 1
      skipComments()
      guard position < tokens.count, tokens[position].kind != .newline, sign() != "=" else { break }
      elements.append(readExpression())
    }
    return .list(elements)
  }

  private static let operators: Set = [
    "+", "-", "*", "/", "//", "%", "**", "@", "==", "!=", "<", ">", "<=", ">=", "|", "&", "^", "<<",
    ">>",
  ]
  private static let wordOperators: Set = ["and", "or", "in", "not", "is", "if", "else"]

  /// A value with the operators behind it; other than the sum of what is known, those are not
  /// worked out, and the value is not known.
  mutating func readExpression() -> PythonValue {
    depth += 1
    defer { depth -= 1 }
    skipComments()
    guard depth < Self.depthLimit, position < tokens.count else { return .other }
    var value = readOperand()
    while position < tokens.count {
      skipComments()
      if let sign = sign(), Self.operators.contains(sign) {
        position += 1
        let right = readOperand()
        value =
          switch sign {
          case "+": Self.sum(value, right)
          case "/": Self.path(value, right)
          default: .other
          }
      } else if let word = name(), Self.wordOperators.contains(word) {
        position += 1
        if word == "is" || word == "not", name() == "not" || name() == "in" { position += 1 }
        _ = readOperand()
        value = .other
      } else if name() == "for" || (name() == "async" && name(1) == "for") {
        position += name() == "async" ? 2 : 1
        _ = readTargets()
        if name() == "in" { position += 1 }
        loopCount += 1
        _ = readOperand()
        loopCount -= 1
        value = .other
      } else {
        break
      }
    }
    return value
  }

  static func sum(_ left: PythonValue, _ right: PythonValue) -> PythonValue {
    switch (left, right) {
    case (.string(let one), .string(let two)): .string(one + two)
    case (.list(let one), .list(let two)): .list(one + two)
    default: .other
    }
  }

  /// `Path("data") / "train.jsonl"`.
  private static func path(_ folder: PythonValue, _ file: PythonValue) -> PythonValue {
    guard case .call(var call) = folder, call.function.lastPart == "Path",
      let before = call.first?.string, let name = file.string
    else { return .other }
    call.arguments = [.init(name: nil, value: .string("\(before)/\(name)"), line: call.line)]
    return .call(call)
  }

  private mutating func readOperand() -> PythonValue {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.depthLimit else { return .other }
    skipComments()
    switch (sign(), name()) {
    case ("-", _), ("+", _), ("~", _):
      let isMinus = sign() == "-"
      position += 1
      let value = readOperand()
      return value.number.map { .number(isMinus ? "-\($0)" : $0) } ?? .other
    case (_, "await"):
      position += 1
      return readOperand()
    case (_, "not"), (_, "yield"):
      position += 1
      _ = readOperand()
      return .other
    case (_, "lambda"):
      while position < tokens.count, sign() != ":", tokens[position].kind != .newline {
        position += 1
      }
      if sign() == ":" { position += 1 }
      _ = readExpression()
      return .other
    default: return readPrimary()
    }
  }

  private mutating func readPrimary() -> PythonValue {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.depthLimit, position < tokens.count else { return .other }
    let token = tokens[position]
    var value: PythonValue
    switch token.kind {
    case .string, .formatted: value = readText()
    case .number(let text):
      position += 1
      value = .number(text)
    case .name(let word):
      if Self.wordOperators.contains(word) || word == "for" { return .other }
      position += 1
      if ["True", "False", "None"].contains(word) { return .word(word) }
      if sign() == ":=" {
        position += 1
        value = readExpression()
        values[word] = name(value, word)
        return value
      }
      value = values[word] ?? .name(word)
      if value == .other { value = .name(word) }
    case .sign("["): value = .list(readElements().values)
    case .sign("("):
      let elements = readElements()
      value = elements.hasComma ? .list(elements.values) : elements.values.first ?? .list([])
    case .sign("{"): value = readDictionary()
    default: return .other
    }
    return readTrailers(value, token)
  }

  /// Texts beside each other are one; one with expressions is known where these are.
  private mutating func readText() -> PythonValue {
    var whole: String? = ""
    while position < tokens.count {
      switch tokens[position].kind {
      case .string(let text): whole? += text
      case .formatted(let parts):
        for part in parts {
          switch part {
          case .text(let text): whole? += text
          case .expression(let tokens):
            let value = self.value(of: tokens)
            if let text = value.string ?? value.number { whole? += text } else { whole = nil }
          }
        }
      case .comment: break
      default: return whole.map(PythonValue.string) ?? .other
      }
      position += 1
    }
    return whole.map(PythonValue.string) ?? .other
  }

  /// The value of an expression in a text, whose calls are calls like any other.
  private mutating func value(of tokens: [PythonToken]) -> PythonValue {
    var inner = PythonReader(tokens)
    inner.values = values
    let value = inner.readTuple()
    for call in inner.calls { _ = add(call) }
    return value
  }
}
