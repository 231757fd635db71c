/// Something typed from the habit of another tool, and what ft has in its place.
package enum ForeignHabit: Sendable, Hashable {
  /// `show marv | head`: the commands on both sides of the bar.
  case pipe(before: String, after: String)
  /// `list && check`, `list; check`.
  case sequence(String)
  /// `list > file`.
  case redirection(before: String, after: String)
  /// `select …` outside `sql`.
  case select(String)
  /// `\q`, `:q`, `exit()` and their like.
  case leave(String)
  /// `!ls`.
  case shellEscape(String)
  /// `\d`, `.tables`, `:w`: a command of another prompt.
  case otherPrompt(String)

  /// Recognizes an operator of the shell that stands as a word of its own.
  init?(operator text: String) {
    switch text {
    case "||", "&&", ";", "&": self = .sequence(text)
    case ">>": self = .redirection(before: "", after: "")
    default:
      guard text.hasPrefix("|") else { return nil }
      self = .pipe(before: "", after: String(text.dropFirst()))
    }
  }

  /// Recognizes a whole line that ft could not mean.
  package init?(line: String) {
    let line = trimmed(line)
    let first = line.prefix { !$0.isWhitespace }
    let lowercase = first.lowercased()
    switch lowercase {
    case "\\q", ":q", ":q!", ":wq", ":x", "exit()", "quit()", "exit;", "quit;", ".exit", ".quit":
      self = .leave(line)
    case "select", "insert", "delete":
      // `delete` is ft's too.
      let second = line.split(whereSeparator: \.isWhitespace).dropFirst().first?.lowercased()
      guard lowercase == "select" || second == "into" || second == "from" else { return nil }
      self = .select(line)
    default:
      if first.hasPrefix("!"), first.count > 1, !first.hasPrefix("!=") {
        self = .shellEscape(String(line.dropFirst()))
      } else if first.hasPrefix("\\") || first.hasPrefix(":"), first.count > 1 {
        self = .otherPrompt(String(first))
      } else {
        return nil
      }
    }
  }

  /// Returns the habit with the words around its operator.
  func completed(before: String, after: String) -> ForeignHabit {
    switch self {
    case .pipe(_, let own): .pipe(before: before, after: own.isEmpty ? after : "\(own) \(after)")
    case .redirection: .redirection(before: before, after: after)
    case .sequence, .select, .leave, .shellEscape, .otherPrompt: self
    }
  }
}

extension ForeignHabit: CustomStringConvertible {
  /// What is not so in ft.
  package var description: String {
    switch self {
    case .pipe: "ft has no pipes"
    case .sequence(let sign): "ft has no '\(sign)'"
    case .redirection: "ft has no redirection"
    case .select: "ft's commands are not SQL"
    case .leave(let text): "'\(text)' leaves other prompts"
    case .shellEscape: "ft runs no shell commands"
    case .otherPrompt(let text): "'\(text)' belongs to another prompt"
    }
  }

  /// The line to type in its place.
  package var remedy: String {
    switch self {
    case .pipe(let before, let after): pipeRemedy(before, trimmed(after))
    case .sequence: "type one command per line"
    case .redirection(_, let after):
      after.isEmpty ? "export NAME to FILE" : "export NAME to \(after)"
    case .select: "show NAME where FIELD contains TEXT"
    case .leave: "quit, or Ctrl-D"
    case .shellEscape(let command):
      command.split(separator: " ").first == "ls" ? "list" : "leave with quit and run it there"
    case .otherPrompt: "help"
    }
  }

  /// The clause that does what the command behind the bar does, when there is one.
  private func pipeRemedy(_ before: String, _ after: String) -> String {
    let words = after.split(separator: " ")
    let count = words.dropFirst().compactMap { Int($0.drop { $0 == "-" || $0 == "n" }) }.first
    switch words.first {
    case "head": return "\(before) head \(count ?? 10)"
    case "shuf": return "\(before) sample \(count ?? 10)"
    case "sort": return "\(before) sort FIELD"
    case "grep":
      let text = words.dropFirst().first { !$0.hasPrefix("-") } ?? "TEXT"
      let bare = text.filter { $0 != "\"" && $0 != "'" }
      return "\(before) where assistant contains \(Literal.quoted(bare))"
    case "wc": return "stats"
    default: return "pipe in the shell:  ft \(before) | \(after)"
    }
  }
}
