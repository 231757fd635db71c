/// The tokens before the one at the cursor, and what may follow them.
struct CompletionPlace {
  let tokens: [Token]
  let options: any OptionCatalog

  private var verb: String? { tokens.first?.bareText }

  /// Returns what the token at the cursor is.
  func context(of token: Token) -> CompletionContext {
    let text = token.source
    let end = token.range.upperBound
    func tail(_ kind: CompletionContext.Kind, from start: String.Index) -> CompletionContext {
      let partial = String(text[start...])
      return CompletionContext(
        kind: kind, partial: partial, range: end - partial.utf8.count..<end)
    }

    if let start = variableStart(text) { return tail(.variable, from: start) }
    if text.hasPrefix("--"), let verb {
      guard let sign = text.firstIndex(of: "=") else {
        return tail(.option(verb: verb), from: text.index(text.startIndex, offsetBy: 2))
      }
      let name = String(text[..<sign].dropFirst(2))
      return tail(.optionValue(verb: verb, option: name), from: text.index(after: sign))
    }
    if let (kind, start) = reference(text) { return tail(kind, from: start) }
    if tokens.isEmpty, text.hasPrefix("?") {
      return tail(.verb, from: text.index(after: text.startIndex))
    }
    let kind = kind(of: token)
    if kind == .sortField || kind == .test {
      return tail(kind, from: text.firstIndex { !"-.(".contains($0) } ?? text.endIndex)
    }
    return tail(kind, from: text.startIndex)
  }

  /// Where the name behind a `$` at the end starts.
  private func variableStart(_ text: String) -> String.Index? {
    guard let sign = text.lastIndex(of: "$"), !text.hasSuffix("#$") else { return nil }
    let name = text[text.index(after: sign)...].drop { $0 == "{" }
    return name.isEmpty || isVariableName(name) ? name.startIndex : nil
  }

  /// What a word with a sigil is in the middle of, and where the unfinished part starts.
  private func reference(_ text: String) -> (CompletionContext.Kind, String.Index)? {
    if let dot = text.lastIndex(of: "."), !text[..<dot].hasSuffix(".") {
      let base = String(text[..<dot])
      if case .success(let reference)? = ReferenceReader.read(base) {
        return (.field(of: reference), text.index(after: dot))
      }
    }
    if text.hasPrefix("@") { return (.job, text.index(after: text.startIndex)) }
    if text.hasPrefix("%") { return (.result, text.index(after: text.startIndex)) }
    guard let hash = text.firstIndex(of: "#") else { return nil }
    let dataset = text[..<hash]
    guard dataset.isEmpty || isName(dataset) else { return nil }
    let last = text.lastIndex { "#,.".contains($0) } ?? hash
    return (.example(dataset: dataset.isEmpty ? nil : String(dataset)), text.index(after: last))
  }

  /// Returns what a word without a sigil is at this place.
  func kind(of token: Token?) -> CompletionContext.Kind {
    guard let verb else { return tokens.isEmpty ? .verb : .nothing }
    if let option = openOption(verb) { return .optionValue(verb: verb, option: option) }
    let isClause = { (token: Token) in
      token.bareText.map { Clause.Keyword(rawValue: $0) != nil } ?? false
    }
    guard options.readsClauses(verb: verb),
      let start = tokens.dropFirst().lastIndex(where: isClause),
      let keyword = Clause.Keyword(rawValue: tokens[start].bareText ?? "")
    else { return .argument(verb: verb, index: argumentCount) }
    let operands = tokens[(start + 1)...]
    if operands.contains(where: { $0.bareText?.hasPrefix("--") == true }) { return .clauseWord }
    if keyword == .where { return conditionKind(operands) }
    guard operands.isEmpty else {
      return operands.last?.bareText == "seed" ? .nothing : .clauseWord
    }
    return switch keyword {
    case .sort: .sortField
    case .as: .name
    case .to, .from: .path
    case .head, .sample, .where: .nothing
    }
  }

  /// The option before the cursor whose value is still missing.
  private func openOption(_ verb: String) -> String? {
    guard let last = tokens.last?.bareText, last.hasPrefix("--") else { return nil }
    let name = String(last.dropFirst(2).prefix { $0 != "=" })
    if last.hasSuffix("=") { return name }
    let takesValue = options.kind(ofOption: name, verb: verb) == .value
    return takesValue && !last.contains("=") ? name : nil
  }

  /// How many arguments stand before the cursor, options and their values aside.
  private var argumentCount: Int {
    var count = 0
    var isValue = false
    for token in tokens.dropFirst() {
      if isValue {
        isValue = false
      } else if let text = token.bareText, text.hasPrefix("--") {
        isValue = options.kind(ofOption: String(text.dropFirst(2)), verb: verb ?? "") == .value
      } else {
        count += 1
      }
    }
    return count
  }

  /// What comes next behind the words of a condition.
  private func conditionKind(_ words: ArraySlice<Token>) -> CompletionContext.Kind {
    var kind = CompletionContext.Kind.test
    for token in words {
      var text = token.bareText ?? token.source
      if kind == .test { text = String(text.drop { $0 == "(" }) }
      let flag = text.prefix { $0 != ")" }
      switch kind {
      case .test where text.isEmpty || text == "not": kind = .test
      case .test where text == "tagged" || text == "rule": kind = .value(field: text)
      // A note is a field, too.
      case .test where flag != "note" && Condition.Flag(rawValue: String(flag)) != nil:
        kind = .clauseWord
      case .test where text.hasPrefix("$") || isRuleCode(String(flag)): kind = .clauseWord
      case .test: kind = .comparison(field: text)
      case .comparison(let field): kind = .value(field: field)
      case .value: kind = .clauseWord
      default: kind = text == "and" || text == "or" ? .test : .clauseWord
      }
    }
    return kind
  }
}
