extension Statement {
  /// The names of the variables that are still to be substituted, in the order of their use.
  package var variables: [String] {
    var names: [String] = []
    _ = try? mapped { argument throws(Diagnostic) in
      if case .template(let template) = argument.value { names += template.variables }
      return argument
    }
    return names
  }

  /// The names of the saved selections that the line asks for, in the order of their use.
  package var selections: [String] {
    clauses.flatMap { clause -> [String] in
      if case .where(let condition) = clause { condition.selections } else { [] }
    }
  }

  /// Returns the statement with variables replaced by their values; each stays one argument.
  ///
  /// A whole argument that is a variable reads as a word of the shell's command line would: it may
  /// be a reference or a number, never a clause or an option. Values are not substituted again.
  /// A saved selection becomes what it asks.
  ///
  /// - Throws: A ``Diagnostic`` when a variable has no value, or a value does not fit its clause.
  package func substituting(
    _ values: [String: String], selections: [String: Condition] = [:]
  ) throws(Diagnostic) -> Statement {
    try replacing(selections, values).mapped { argument throws(Diagnostic) in
      guard case .template(let template) = argument.value else { return argument }
      var text = ""
      for piece in template.pieces {
        switch piece {
        case .text(let stretch): text += stretch
        case .variable(let name, let span):
          guard let value = values[name] else {
            let fault = SyntaxFault.variableNotSet(name, known: values.keys.sorted())
            throw Diagnostic(SyntaxError(fault: fault, range: span.range), in: source)
          }
          text += value
        }
      }
      return template.isQuoted
        ? Argument(.text(text), text: text, span: argument.span)
        : ShellWord.argument(text, span: argument.span)
    }
  }

  private func replacing(
    _ saved: [String: Condition], _ values: [String: String]
  ) throws(Diagnostic) -> Statement {
    if selections.isEmpty { return self }
    var changed: [Part] = []
    for part in parts {
      guard case .clause(.where(let condition), let place) = part else {
        changed.append(part)
        continue
      }
      do throws(SyntaxError) {
        changed.append(.clause(.where(try condition.replacing(saved, values)), place))
      } catch {
        throw Diagnostic(error, in: source)
      }
    }
    return Statement(
      expectsFailure: expectsFailure, verb: verb, parts: changed, note: note, source: source,
      span: span)
  }

  /// Returns the statement with every argument changed, those in clauses and options included.
  ///
  /// - Throws: What `change` throws, or a ``Diagnostic`` when a result does not fit its clause.
  package func mapped(
    _ change: (Argument) throws(Diagnostic) -> Argument
  ) throws(Diagnostic) -> Statement {
    var changed: [Part] = []
    for part in parts {
      switch part {
      case .argument(let argument): changed.append(.argument(try change(argument)))
      case .clause(let clause, let span):
        changed.append(.clause(try mapped(clause, change), span))
      case .option(let option):
        var value: Argument?
        if let old = option.value { value = try change(old) }
        let copy = OptionArgument(
          name: option.name, value: value, span: option.span, isAssigned: option.isAssigned)
        changed.append(.option(copy))
      }
    }
    return Statement(
      expectsFailure: expectsFailure, verb: verb, parts: changed, note: note, source: source,
      span: span)
  }

  private func mapped(
    _ clause: Clause, _ change: (Argument) throws(Diagnostic) -> Argument
  ) throws(Diagnostic) -> Clause {
    switch clause {
    case .where(let condition): return .where(try mapped(condition, change))
    case .sort: return clause
    case .head(let count): return .head(try counted(change(count), .head))
    case .sample(let count, let seed):
      let count = try counted(change(count), .sample)
      guard let seed else { return .sample(count, seed: nil) }
      return .sample(count, seed: try counted(change(seed), .sample))
    case .as(let name):
      let name = try change(name)
      try check(nameFault(name), at: name)
      return .as(name)
    case .to(let path): return .to(try change(path))
    case .from(let path): return .from(try change(path))
    }
  }

  private func mapped(
    _ condition: Condition, _ change: (Argument) throws(Diagnostic) -> Argument
  ) throws(Diagnostic) -> Condition {
    switch condition {
    case .comparison(let field, let comparison, let value, let span):
      return .comparison(field, comparison, try change(value), span)
    case .flag, .saved: return condition
    case .tagged(let tag): return .tagged(try change(tag))
    case .rule(let name): return .rule(try change(name))
    case .query(let statement): return .query(try change(statement))
    case .not(let test): return .not(try mapped(test, change))
    case .and(let left, let right):
      return .and(try mapped(left, change), try mapped(right, change))
    case .or(let left, let right):
      return .or(try mapped(left, change), try mapped(right, change))
    }
  }

  private func counted(
    _ argument: Argument, _ keyword: Clause.Keyword
  ) throws(Diagnostic) -> Argument {
    try check(countFault(argument, keyword), at: argument)
    return argument
  }

  private func check(_ fault: SyntaxFault?, at argument: Argument) throws(Diagnostic) {
    guard let fault else { return }
    throw Diagnostic(SyntaxError(fault: fault, range: argument.range), in: source)
  }
}

extension Condition {
  /// The tests as if they all stood at one place: that of the name which stands for them.
  package func placed(at span: Span) -> Condition {
    func moved(_ argument: Argument) -> Argument {
      Argument(argument.value, text: argument.text, span: span)
    }
    switch self {
    case .comparison(let field, let comparison, let value, _):
      return .comparison(field, comparison, moved(value), span)
    case .tagged(let tag): return .tagged(moved(tag))
    case .rule(let name): return .rule(moved(name))
    case .query(let statement): return .query(moved(statement))
    case .saved(let name, _): return .saved(name, span)
    case .flag: return self
    case .not(let test): return .not(test.placed(at: span))
    case .and(let left, let right): return .and(left.placed(at: span), right.placed(at: span))
    case .or(let left, let right): return .or(left.placed(at: span), right.placed(at: span))
    }
  }

  fileprivate var selections: [String] {
    switch self {
    case .saved(let name, _): [name]
    case .not(let test): test.selections
    case .and(let left, let right), .or(let left, let right): left.selections + right.selections
    case .comparison, .flag, .tagged, .rule, .query: []
    }
  }

  fileprivate func replacing(
    _ saved: [String: Condition], _ values: [String: String]
  ) throws(SyntaxError) -> Condition {
    switch self {
    case .saved(let name, let span):
      if let condition = saved[name] { return condition.placed(at: span) }
      throw SyntaxError(
        fault: .noSelection(name, known: saved.keys.sorted(), isValue: values[name] != nil),
        range: span.range)
    case .not(let test): return .not(try test.replacing(saved, values))
    case .and(let left, let right):
      return .and(try left.replacing(saved, values), try right.replacing(saved, values))
    case .or(let left, let right):
      return .or(try left.replacing(saved, values), try right.replacing(saved, values))
    case .comparison, .flag, .tagged, .rule, .query: return self
    }
  }
}
