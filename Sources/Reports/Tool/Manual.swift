import Commands

/// The manual page of the program, in the man macros that groff and mandoc read.
func manualPage(of declarations: [VerbDeclaration]) -> String {
  var page = ManualPage()
  page.text += ".TH FT 1 \"\" \"ft \(ProgramFacts.version)\" \"User Commands\"\n"
  page.section("NAME")
  page.line("ft - \(sentence(ProgramFacts.summary))")
  page.section("SYNOPSIS")
  for shape in ProgramFacts.synopsis { page.entry(shape.line, shape.effect) }
  page.section("OPTIONS")
  for option in [ProgramFacts.workspaceOption, ProgramFacts.colorOption] {
    page.entry(
      option.names.map { "\($0) \(option.placeholder)" }.joined(separator: ", "), option.summary)
  }
  page.section("VERBS")
  page.line("Every line is a verb with its words, at the prompt, in a script and behind ft.")
  for group in VerbDeclaration.Group.allCases {
    for declaration in declarations where declaration.group == group { page.verb(declaration) }
  }
  page.section("ENVIRONMENT")
  for variable in ProgramFacts.variables { page.entry(variable.line, variable.effect) }
  page.section("EXIT STATUS")
  for (code, meaning) in ProgramFacts.exitCodes { page.entry(String(code.rawValue), meaning) }
  return page.text
}

/// "A workspace." as "a workspace", which is how a page's name line is written.
private func sentence(_ text: String) -> String {
  var text = text
  if text.last == "." { text.removeLast() }
  return text.prefix(1).lowercased() + text.dropFirst()
}

private struct ManualPage {
  var text = ""

  mutating func section(_ title: String) { text += ".SH \(title)\n" }

  mutating func line(_ words: String) { text += "\(escaped(words))\n" }

  mutating func entry(_ term: String, _ meaning: String) {
    text += ".TP\n.B \"\(escaped(term))\"\n\(escaped(meaning))\n"
  }

  mutating func verb(_ declaration: VerbDeclaration) {
    let program = declaration.traits.isShellOnly ? "ft " : ""
    text += ".SS \"\(escaped(declaration.name))\"\n\(escaped(declaration.summary))\n"
    if !declaration.aliases.isEmpty {
      text += ".PP\n"
      line("Also: \(declaration.aliases.joined(separator: ", "))")
    }
    text += ".PP\n.nf\n"
    for usage in declaration.usage { line(program + usage) }
    text += ".fi\n"
    for option in declaration.options {
      entry("--\(option.name)\(option.placeholder.map { " \($0)" } ?? "")", option.summary)
    }
    for sample in declaration.examples { entry(program + sample.line, sample.effect) }
    for topic in declaration.topics {
      entry(topic.name, "\(topic.summary): \(topic.parts.map(\.line).joined(separator: ", "))")
    }
  }

  /// Text that the macros pass on as it is: no escape, no request, no hyphen made longer.
  private func escaped(_ words: String) -> String {
    var line = ""
    for character in words {
      switch character {
      case "\\": line += "\\e"
      case "-": line += "\\-"
      case "\"": line += "\\(dq"
      case "\n": line += " "
      default: line.append(character)
      }
    }
    return line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
  }
}
