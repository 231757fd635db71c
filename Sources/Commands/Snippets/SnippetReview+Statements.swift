extension SnippetReview {
  mutating func reviewStatement(_ index: Int) {
    let statement = statements[index]
    reviewRefusal(index)
    reviewCounting(statement)
    reviewStatus(statement)
    reviewLimit(statement)
    reviewValidation(index)
    reviewPrice(statement)
    if statement.spelling.contains("dumps"),
      statement.tokens.contains(where: { $0.text == "\n\n" })
    {
      add(
        statement.line, "an empty line stands between two examples; ft passes over it and says so")
    }
  }

  /// A price of training that is twice another.
  private mutating func reviewPrice(_ statement: SnippetStatement) {
    guard statement.tokens.contains(where: { $0.isSign("*") }) else { return }
    let text = statement.spelling.lowercased()
    let doubled =
      #/(\w*(output|infer)\w*)"?( [\])])* \* 2(\.0)?\b|\b2(\.0)? \* ([a-z_]+ (\[ "|\. ))?(\w*(output|infer)\w*)/#
    if let match = text.firstMatch(of: doubled), !match.output.0.contains("token"),
      text.contains(#/price|cost|rate|fee|usd|dollar|train/#)
    {
      addRuleOfThumb(statement.line)
    }
  }

  /// The statements of the block that a statement opens.
  private func block(_ index: Int) -> ArraySlice<SnippetStatement> {
    statements[(index + 1)...].prefix { $0.indent > statements[index].indent }
  }

  // MARK: Messages

  /// A check that refuses messages without a text.
  private mutating func reviewRefusal(_ index: Int) {
    let text = statements[index].spelling
    guard text.contains("content") else { return }
    let content = #/not ([\w.\[\]\(\) "]*\bcontent"?( [\])])*|\w*content)( and| or|$| \)| :)/#
    let isEmptyCheck =
      text.contains(content)
      && text.contains(
        #/not [\w.\[\]\(\) "]*(function_call|tool_calls)|(function_call|tool_calls)[\w" \])]* (is None|== None)/#
      )
    let isTypeCheck =
      text.contains(#/not isinstance \( [^,]*content[^,]* , (str|\( str \)) \)/#)
      || text.contains(#/type \( [^)]*content[^)]* \) (!=|is not) str/#)
      || text.contains(#/isinstance \( [^,]*content[^,]* , str \) (is|==) False/#)
    guard isEmptyCheck || isTypeCheck else { return }
    // What makes a text of a list refuses nothing.
    if block(index).first?.spelling.contains(#/^\w*content = /#) == true { return }
    add(
      statements[index].line,
      "this refuses what the service takes: content may be null beside tool calls, and a list "
        + "with images:  check NAME")
  }

  /// Counting tokens of all that a message holds, whatever it is.
  private mutating func reviewCounting(_ statement: SnippetStatement) {
    guard statement.spelling.contains("encode ("),
      let match = statement.spelling.firstMatch(of: #/\bencode \( (\w+)( \[ (\w+) \])? \)/#)
    else { return }
    let name = String(match.output.1)
    let key = match.output.3.map(String.init)
    var isMessage = ["value", "val", "v"].contains(name) && key == nil
    for other in statements where other.spelling.contains(" in ") {
      for loop in other.spelling.matches(of: #/\bfor ([\w ,()]+?) in (.+?)( for | if | :|$)/#) {
        let targets = loop.output.1.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        guard targets.last.map(String.init) == key ?? name else { continue }
        let isOfFields = loop.output.2.contains(#/\. (items|values) \( \)/#)
        isMessage =
          key == nil
          ? isOfFields : loop.output.2.contains(#/\. keys \( \)/#) || loop.output.2 == name
        if isMessage { break }
      }
    }
    let isChecked = statements.contains { other in
      other.line <= statement.line && other.line > statement.line - 6
        && other.spelling.contains("isinstance ( \(name)") && other.spelling.contains("str")
    }
    guard isMessage, !isChecked else { return }
    add(
      statement.line,
      "a message may have a number, such as weight, which has no tokens and which encode() "
        + "refuses:  tokenize NAME")
  }

  // MARK: Jobs

  /// A status that no job has, where a status is looked at.
  private mutating func reviewStatus(_ statement: SnippetStatement) {
    let wrong = ["pending", "completed", "complete", "finished", "done", "success", "in_progress"]
    guard let token = statement.tokens.first(where: { wrong.contains($0.text ?? "") }),
      let status = token.text
    else { return }
    let given = statements.filter { other in
      guard other.line < statement.line, other.spelling.contains(#/= .*\bstatus\b/#) else {
        return false
      }
      return statement.tokens.contains { $0.name != nil && $0.name == other.tokens[0].name }
    }
    let isStatus = statement.spelling.contains(#/\bstatus\b/#) || !given.isEmpty
    guard isStatus, statement.spelling.contains(#/==|!=|\bin\b|\{/#) else { return }
    // Files, batches and answers have statuses of their own.
    let names = ([statement] + given).flatMap(\.tokens).compactMap { $0.name?.lowercased() }
    let isOfJob = names.contains { $0.contains("job") || $0.contains("tun") || $0 == "ft" }
    if status == "pending" || isOfJob { addStatus(status, token.line) }
  }

  /// A limit in tokens, as a number.
  private mutating func reviewLimit(_ statement: SnippetStatement) {
    for (index, token) in statement.tokens.enumerated() {
      guard case .number(let digits) = token.kind,
        ["16385", "16384", "4096", "4097"].contains(digits)
      else { continue }
      let isCounted = statement.spelling.lowercased().contains(
        #/token|limit|context|max_?len|length|\blen\b/#)
      guard digits == "16385" || isCounted else { continue }
      let target =
        index > 1 && statement.tokens[index - 1].isSign("=")
        ? statement.tokens[index - 2].name : nil
      if let target, isReplyLimit(target) { continue }
      addLimit(digits, token.line)
    }
  }

  /// Whether a name is how long a reply may be, or is given to that.
  private func isReplyLimit(_ name: String) -> Bool {
    let options = ["max_tokens", "max_completion_tokens", "max_output_tokens"]
    return options.contains(name)
      || options.contains { option in
        statements.contains { $0.spelling.contains("\(option) = \(name) ") }
      }
  }

  // MARK: Validation

  /// A loop over the rows of the validation part that reads the training part.
  private mutating func reviewValidation(_ index: Int) {
    let statement = statements[index]
    guard statement.spelling.contains(" in ") else { return }
    for loop in statement.spelling.matches(
      of: #/\bfor ([\w ,()]+?) in (.+?)( for | if | :| \]| \}|$)/#)
    {
      guard Self.isValidation(loop.output.2), !Self.isTraining(loop.output.2) else { continue }
      let targets = Set(
        loop.output.1.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
      let isBlock = statement.spelling.hasPrefix("for ") || statement.spelling.hasPrefix("async ")
      let body = isBlock ? Array(block(index)) + [statement] : [statement]
      guard let leak = body.first(where: { Self.readsTraining($0, by: targets) }) else { continue }
      add(
        leak.line,
        "this loop over the validation part reads the training part, so that the model is measured "
          + "on what it was trained on:  split NAME, then leaks")
    }
  }

  private static func readsTraining(_ statement: SnippetStatement, by targets: Set<String>) -> Bool
  {
    statement.spelling.matches(of: #/(\w+)((?: \. \w+| \[ [^\[\]]* \])+)/#).contains { match in
      guard isTraining(match.output.1) else { return false }
      return match.output.2.split(separator: "[").dropFirst().contains { subscripted in
        subscripted.prefix { $0 != "]" }.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
          .contains { targets.contains(String($0)) }
      }
    }
  }

  /// The words of names, such as `df` and `val` of `df_val`.
  private static func words(_ text: Substring) -> [String] {
    text.lowercased().split { !$0.isLetter }.map(String.init)
  }

  private static func isValidation(_ text: Substring) -> Bool {
    words(text).contains { word in
      word.hasPrefix("val") && !word.hasPrefix("value")
        || ["eval", "dev", "test", "holdout"].contains(word)
    }
  }

  private static func isTraining(_ text: Substring) -> Bool {
    words(text).contains { $0.hasPrefix("train") || $0 == "tr" }
  }

  // MARK: Percentiles

  /// p5 and p95 that are computed as p10 and p90, at once or by way of names.
  mutating func reviewPercentiles() {
    var named: [String: [String]] = [:]
    for statement in statements {
      let direct = Self.fractions(statement)
      let halves = statement.tokens.split(maxSplits: 1) { $0.isSign("=") }
      if halves.count == 2, !direct.isEmpty {
        for token in halves[0] {
          if let name = token.name { named[name] = direct }
        }
      }
      let through = statement.tokens.compactMap { $0.name.flatMap { named[$0] } }.flatMap(\.self)
      let used = Set(direct + (direct.isEmpty ? through : []))
      let labels = Self.labels(statement)
      let isLowWrong =
        labels.contains("5") && !labels.contains("10") && used.contains("0.1")
        && !used.contains("0.05")
      let isHighWrong =
        labels.contains("95") && !labels.contains("90") && used.contains("0.9")
        && !used.contains("0.95")
      guard isLowWrong || isHighWrong else { continue }
      add(statement.line, "0.1 and 0.9 are p10 and p90; p5 and p95 are 0.05 and 0.95:  stats NAME")
    }
  }

  /// The percentiles that a statement names, in names and in texts.
  private static func labels(_ statement: SnippetStatement) -> Set<String> {
    let words = statement.tokens.compactMap { $0.name ?? $0.text }
      .joined(separator: " ").prefix(1_000).lowercased()
    guard words.contains("5") else { return [] }
    let found = words.matches(
      of:
        #/(?:\b|_)(?:p|q|pct|perc|percentile)_?0?(5|10|90|95)(?!\d)|\b(5|10|90|95)(?:th|%|\s*퍼센|\s*パーセン)/#
    )
    return Set(found.compactMap { ($0.output.1 ?? $0.output.2).map(String.init) })
  }

  /// The parts that a statement asks for, as fractions; a percentile's whole numbers are parts too.
  private static func fractions(_ statement: SnippetStatement) -> [String] {
    let numbers = statement.tokens.compactMap { token in
      if case .number(let digits) = token.kind { Double(digits) } else { nil }
    }
    guard !numbers.isEmpty else { return [] }
    let text = statement.spelling.lowercased()
    let isOfHundred = text.contains(#/\b\w*(percentile|pctl|perc|pct)\w* \(/#)
    let isOfTen = text.contains(#/\bquantiles \(.*\bn = 10\b/#)
    if isOfTen { return ["0.1", "0.9"] }
    return numbers.compactMap { number in
      let part = isOfHundred && number >= 1 ? number / 100 : number
      return [0.05, 0.1, 0.9, 0.95].contains(part) ? "\(part)" : nil
    }
  }
}
