extension Statement {
  /// The statement as it is written into scripts and history; reading it gives an equal statement.
  ///
  /// Text of several lines becomes a text block when it comes last, else it has escapes.
  package var text: String {
    var words: [String] = []
    if expectsFailure { words.append("!") }
    if let verb { words.append(verb.name) }
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1 && note == nil
      words.append(part.text(isLast: isLast))
    }
    if let note { words.append(note.isEmpty ? "#" : "# \(note)") }
    return words.joined(separator: " ")
  }
}

extension Statement.Part {
  fileprivate func text(isLast: Bool) -> String {
    switch self {
    case .argument(let argument): return argument.written(isLast: isLast)
    case .clause(let clause, _): return clause.text
    case .option(let option):
      guard let value = option.value else { return "--\(option.name)" }
      return "--\(option.name)\(option.isAssigned ? "=" : " ")\(value.written(isLast: isLast))"
    }
  }
}

extension Argument {
  /// The argument as it would be typed.
  package var written: String { written(isLast: false) }

  fileprivate func written(isLast: Bool) -> String {
    switch value {
    case .word, .number, .reference, .template: text
    case .text(let text):
      if isLast, text.contains("\n"), Literal.isBlockSafe(text) {
        Literal.block(text)
      } else {
        Literal.shortest(text)
      }
    }
  }
}

extension Clause {
  /// The clause as it would be typed.
  package var text: String {
    switch self {
    case .where(let condition): "where \(condition.text)"
    case .sort(let field, let descending): "sort \(descending ? "-" : "")\(field.bareText)"
    case .head(let count): "head \(count.written)"
    case .sample(let count, let seed):
      "sample \(count.written)" + (seed.map { " seed \($0.written)" } ?? "")
    case .as(let name): "as \(name.written)"
    case .to(let path): "to \(path.written)"
    case .from(let path): "from \(path.written)"
    }
  }
}

extension Condition {
  /// The tests as they would be typed behind `where`.
  package var text: String {
    switch self {
    case .comparison(let field, let comparison, let value, _):
      "\(field.bareText) \(comparison.rawValue) \(value.written)"
    case .flag(let flag): flag.rawValue
    case .tagged(let tag): "tagged \(tag.written)"
    case .rule(let name): isRuleCode(name.text) ? name.written : "rule \(name.written)"
    case .query(let statement): "sql \(statement.written)"
    case .saved(let name, _): "$\(name)"
    case .not(let test): "not \(test.text(within: .negation))"
    case .and(let left, let right):
      "\(left.text(within: .conjunction)) and \(right.text(within: .negation))"
    case .or(let left, let right):
      "\(left.text(within: .disjunction)) or \(right.text(within: .conjunction))"
    }
  }

  /// How tightly the words of a condition bind.
  private enum Binding: Int {
    case disjunction
    case conjunction
    case negation
  }

  private var binding: Binding {
    switch self {
    case .or: .disjunction
    case .and: .conjunction
    case .comparison, .flag, .tagged, .rule, .query, .saved, .not: .negation
    }
  }

  /// The tests as a part of others, in parentheses where these would take them apart.
  private func text(within outer: Binding) -> String {
    binding.rawValue < outer.rawValue ? "(\(quotingParentheses.text))" : text
  }

  /// The same with bare values in quotes where they would close a group.
  private var quotingParentheses: Condition {
    switch self {
    case .comparison(let field, let comparison, let value, let span):
      return .comparison(field, comparison, value.quotingParentheses, span)
    case .tagged(let tag): return .tagged(tag.quotingParentheses)
    case .rule(let name): return .rule(name.quotingParentheses)
    case .not(let test): return .not(test.quotingParentheses)
    case .and(let left, let right):
      return .and(left.quotingParentheses, right.quotingParentheses)
    case .or(let left, let right): return .or(left.quotingParentheses, right.quotingParentheses)
    case .flag, .query, .saved: return self
    }
  }
}

extension Argument {
  fileprivate var quotingParentheses: Argument {
    guard case .word = value, text.hasSuffix(")"),
      text.count(where: { $0 == ")" }) > text.count(where: { $0 == "(" })
    else { return self }
    return Argument(.text(text), text: text, span: span)
  }
}

extension FieldPath {
  /// The path without its first dot, as clauses have it.
  fileprivate var bareText: String {
    description.hasPrefix(".") ? String(description.dropFirst()) : description
  }
}
