extension Statement {
  /// What `name = value` binds, as `param`, `let` and `alias` have it; spaces around `=` are free.
  package var assignment: (name: String, value: Argument)? {
    let arguments = arguments
    guard let first = arguments.first else { return nil }
    switch arguments.count {
    case 1: return split(first)
    case 2:
      if let word = first.word, word.last == "=", isName(word.dropLast()) {
        return (String(word.dropLast()), arguments[1])
      }
      guard let name = first.word, isName(name), let (empty, value) = split(arguments[1]),
        empty.isEmpty
      else { return nil }
      return (name, value)
    case 3:
      guard let name = first.word, isName(name), arguments[1].word == "=" else { return nil }
      return (name, arguments[2])
    default: return nil
    }
  }

  /// Splits one bare argument at its first `=`; the part before it may be empty.
  private func split(_ argument: Argument) -> (name: String, value: Argument)? {
    guard !argument.isQuoted, let sign = argument.text.firstIndex(of: "=") else { return nil }
    let name = String(argument.text[..<sign])
    guard name.isEmpty || isName(name) else { return nil }
    let value = String(argument.text[argument.text.index(after: sign)...])
    guard !value.isEmpty else { return nil }
    let start = argument.range.lowerBound + name.utf8.count + 1
    let span = Span(start..<max(start, argument.range.upperBound))
    guard case .template(let template) = argument.value,
      case .text(let text)? = template.pieces.first
    else { return (name, ShellWord.argument(value, span: span)) }
    let rest = String(decoding: text.utf8.dropFirst(name.utf8.count + 1), as: UTF8.self)
    let pieces = (rest.isEmpty ? [] : [.text(rest)]) + template.pieces.dropFirst()
    let tail = Template(pieces, isQuoted: false)
    return (name, Argument(.template(tail), text: value, span: span))
  }
}
