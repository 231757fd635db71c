import CommandLanguage

/// A statement in one line that shows how every part was read.
func outline(_ statement: Statement) -> String {
  var words: [String] = []
  if statement.expectsFailure { words.append("fails") }
  words.append(statement.verb?.name ?? "-")
  words += statement.parts.map { part in
    switch part {
    case .argument(let argument): outline(argument)
    case .clause(let clause, _): outline(clause)
    case .option(let option): "--\(option.name)" + (option.value.map { "=\(outline($0))" } ?? "")
    }
  }
  if let note = statement.note { words.append("note(\(note))") }
  return words.joined(separator: " ")
}

func outline(_ argument: Argument) -> String {
  switch argument.value {
  case .word(let word): return "word(\(word))"
  case .number(let number): return "number(\(number.text))"
  case .text(let text): return "text(\(text.replacing("\n", with: "⏎")))"
  case .reference(.examples): return "examples(\(argument.text))"
  case .reference(.dataset): return "dataset(\(argument.text))"
  case .reference(.job): return "job(\(argument.text))"
  case .reference(.result): return "result(\(argument.text))"
  case .template(let template):
    let pieces = template.pieces.map { piece in
      switch piece {
      case .text(let text): "'\(text)'"
      case .variable(let name, _): name
      }
    }
    return "\(template.isQuoted ? "quoted" : "bare")(\(pieces.joined(separator: " ")))"
  }
}

private func outline(_ clause: Clause) -> String {
  switch clause {
  case .where(let condition): "where[\(outline(condition))]"
  case .sort(let field, let descending): "sort[\(descending ? "falling" : "rising") \(field)]"
  case .head(let count): "head[\(outline(count))]"
  case .sample(let count, let seed):
    "sample[\(outline(count))" + (seed.map { " seed \(outline($0))" } ?? "") + "]"
  case .as(let name): "as[\(outline(name))]"
  case .to(let path): "to[\(outline(path))]"
  case .from(let path): "from[\(outline(path))]"
  }
}

private func outline(_ condition: Condition) -> String {
  switch condition {
  case .comparison(let field, let comparison, let value, _):
    "\(field) \(comparison.rawValue) \(outline(value))"
  case .flag(let flag): "\(flag)"
  case .tagged(let tag): "tagged \(outline(tag))"
  case .rule(let name): "rule \(outline(name))"
  case .query(let statement): "sql \(outline(statement))"
  case .saved(let name, _): "saved(\(name))"
  case .not(let test): "not \(outline(test))"
  case .and(let left, let right): "(\(outline(left)) and \(outline(right)))"
  case .or(let left, let right): "(\(outline(left)) or \(outline(right)))"
  }
}

/// What a line is read as, or the whole message about what is wrong with it.
func fault(_ line: String) -> String {
  do throws(Diagnostic) {
    return try parser.statement(line).map(outline) ?? "nothing"
  } catch {
    return error.rendered
  }
}
