package import CommandLanguage

/// A `.ft` file: steps with prose and commands, what the commands should say, and attached files.
///
/// A line is known by how it begins:
///
///     # text          prose; "#. text" is for the presenter, "## title" begins a step
///     load FILE …     a command, as at the prompt
///     > text          a line for the open chat, as it is; "> /keep" is a command of the chat
///     $ cat FILE      the text of a file in the script's folder
///     ! LINE          one of these that fails, as it should, also because it cannot be read
///     | text          what the line above says
///     | ? change 2 examples of 12? [Y/n] yes
///                     a question that it asks, with the answer that is given
///     expect …        what is so by then
///     -- name --      a file up to the next such line
///
/// `>` and `$` mark their lines because a chat's text may hold quotes that the language would
/// read on from, and because only the running script knows whether a chat is open.
package struct ScriptDocument: Sendable {
  /// An expected line.
  package struct Output: Sendable, Hashable {
    package let pattern: OutputPattern
    /// Counted from 1.
    package let line: Int
  }

  /// What a step consists of, in the order of the file.
  package enum Item: Sendable {
    case prose(String, line: Int)
    case speakerNote(String, line: Int)
    case command(Command)
  }

  /// A unit for guide, check reports and resuming.
  package struct Step: Sendable {
    /// Counted from 1; 0 is what stands before the first `## `.
    package let number: Int
    /// The title without its `(auto)`.
    package let title: String
    /// A name that stays when steps are renumbered; unique in its script.
    package let slug: String
    /// Whether the step's commands run unasked in a guide.
    package let isAutomatic: Bool
    /// Counted from 1.
    package let line: Int
    package fileprivate(set) var items: [Item] = []

    /// The title without its number, for those who count steps themselves.
    package var name: String {
      let digits = title.prefix { $0.isNumber }
      guard !digits.isEmpty, let sign = title.dropFirst(digits.count).first, ".)".contains(sign)
      else { return title }
      let rest = title.dropFirst(digits.count + 1).trimmed
      return rest.isEmpty ? title : String(rest)
    }

    /// The lines of prose, without those for the presenter.
    package var prose: [String] {
      items.compactMap { if case .prose(let text, _) = $0 { text } else { nil } }
    }

    /// All commands of the step.
    package var commands: [Command] {
      items.compactMap { if case .command(let command) = $0 { command } else { nil } }
    }
  }

  /// A file that travels in the script.
  package struct Attachment: Sendable, Hashable {
    package let name: String
    package let text: String
    /// Counted from 1.
    package let line: Int
  }

  /// The name that faults and differences are reported under.
  package let file: String
  package let document: Document
  /// The first line of prose before any command.
  package private(set) var title: String?
  /// What stands before the first `## ` is the first of them, when there is anything.
  package private(set) var steps: [Step] = []
  package private(set) var attachments: [Attachment] = []
  /// Every fault with its place; nothing of the script runs while there is one.
  package private(set) var diagnostics: [Diagnostic] = []
  /// What a second run said, by the lines of the commands: where a first one said something else,
  /// an expected line gets the masks that are known for such text.
  package var again: [Int: [String]] = [:]
  /// What was said of the next command.
  private var pending: (hints: [Statement], isAutomatic: Bool) = ([], false)

  /// Reads a script; faults are collected, not thrown.
  package init(_ text: String, file: String, parser: Parser) {
    self.file = file
    self.document = parser.document(text, isScript: true)
    var slugs: Set<String> = []
    steps = [Step(number: 0, title: "", slug: "", isAutomatic: false, line: 1)]
    for line in document.lines {
      switch line.content {
      case .blank, .shebang: break
      case .prose(let text):
        if title == nil, steps.count == 1, steps[0].commands.isEmpty { title = text }
        append(.prose(text, line: line.number))
      case .speakerNote(let text): append(.speakerNote(text, line: line.number))
      case .step(let title): begin(title, at: line.number, slugs: &slugs)
      case .output(let text): append(OutputPattern(text), at: line)
      case .command(let statement): append(statement, at: line.number)
      case .attachment(let name, let text): attach(name, text, at: line)
      case .message(let text, let fails):
        let shown = (fails ? "! > " : "> ") + text
        append(
          Command(.message(text), expectsFailure: fails, text: shown, line: line.number))
      case .shell(let text, let fails): append(shellLine: text, expectsFailure: fails, at: line)
      case .fault(let diagnostic): append(diagnostic, at: line)
      }
    }
    if steps[0].items.isEmpty { steps.removeFirst() }
  }

  /// All commands in the order of the file.
  package var commands: [Command] { steps.flatMap(\.commands) }

  /// What `param` declares: names with their defaults, in the order of the file.
  package var parameters: [(name: String, value: Argument)] {
    commands.filter { $0.statement?.verb?.name == "param" }.compactMap(\.statement?.assignment)
  }

  private mutating func append(_ item: Item) { steps[steps.count - 1].items.append(item) }

  private mutating func begin(_ title: String, at line: Int, slugs: inout Set<String>) {
    let number = (steps.last?.number ?? 0) + 1
    let isAutomatic = title.hasSuffix("(auto)")
    let plain = isAutomatic ? String(title.dropLast("(auto)".count).trimmed) : title
    let base = slug(ofStep: plain)
    var slug = base
    var count = 1
    while !slugs.insert(slug).inserted {
      count += 1
      slug = "\(base)-\(count)"
    }
    steps.append(
      Step(number: number, title: plain, slug: slug, isAutomatic: isAutomatic, line: line))
  }

  /// Adds a command, or an `expect` to the command above it.
  ///
  /// An `expect` behind `! ` is a command of its own, whose message is in its `|` lines.
  private mutating func append(_ statement: Statement, at line: Int) {
    switch statement.verb?.name {
    case "hint" where !statement.expectsFailure: pending.hints.append(statement)
    case "auto" where statement.parts.isEmpty: pending.isAutomatic = true
    case "expect" where !statement.expectsFailure:
      check(statement)
      if !changeLastCommand({ $0.expectations.append(statement) }) {
        append(.command(Command(statement, line: line)))
      }
    default: append(Command(statement, line: line))
    }
  }

  /// Adds a command with the hints before it.
  private mutating func append(_ command: Command) {
    var command = command
    command.hints = pending.hints
    command.isAutomatic = pending.isAutomatic
    pending = ([], false)
    append(.command(command))
  }

  private mutating func append(shellLine text: String, expectsFailure: Bool, at line: Line) {
    guard let action = Command.file(ofShellLine: text) else {
      return report(
        .shellLine, "a script starts no shell", at: line,
        help: "$ cat FILE  shows a file of the script's folder, and is all there is")
    }
    append(
      Command(
        action, expectsFailure: expectsFailure, text: document.source.text(ofLine: line.number),
        line: line.number))
  }

  /// Keeps a line that cannot be read and is marked `!`; without the mark it is a fault.
  private mutating func append(_ diagnostic: Diagnostic, at line: Line) {
    let text = String(document.source.text(ofLine: line.number).trimmed)
    guard text.hasPrefix("! ") else {
      diagnostics.append(diagnostic.located(in: file))
      return
    }
    append(
      Command(.unreadable(diagnostic), expectsFailure: true, text: text, line: line.number))
  }

  private mutating func append(_ pattern: OutputPattern, at line: Line) {
    let output = Output(pattern: pattern, line: line.number)
    if !pattern.isReadable {
      report(.unreadablePattern, "the regular expression cannot be read", at: line)
    }
    if !changeLastCommand({ $0.output.append(output) }) {
      report(.outputWithoutCommand, "no command stands above this output", at: line)
    }
  }

  private mutating func attach(_ name: String, _ text: String, at line: Line) {
    if attachments.contains(where: { $0.name == name }) {
      report(.repeatedAttachment, "'\(name)' is attached twice", at: line)
    }
    attachments.append(Attachment(name: name, text: text, line: line.number))
  }

  /// Reads an expectation early, so that a script with a wrong one does not start.
  private mutating func check(_ statement: Statement) {
    do throws(Diagnostic) {
      let expectation = try Expectation(statement)
      guard case .error = expectation.test else { return }
      guard steps[steps.count - 1].commands.last?.expectsFailure != true else { return }
      throw Diagnostic(
        .malformedExpectation, "no command marked ! stands above", at: statement.range,
        in: statement.source, help: "write ! and a space before the command that should fail")
    } catch {
      diagnostics.append(error.located(in: file))
    }
  }

  /// Changes the nearest command above within the step; `false` when there is none.
  private mutating func changeLastCommand(_ change: (inout Command) -> Void) -> Bool {
    let step = steps.count - 1
    let index = steps[step].items.lastIndex { if case .command = $0 { true } else { false } }
    guard let index, case .command(var command) = steps[step].items[index] else { return false }
    change(&command)
    steps[step].items[index] = .command(command)
    return true
  }

  private mutating func report(
    _ kind: FailureKind, _ message: String, at line: Line, help: String? = nil
  ) {
    let first = document.source.range(ofLine: line.number)
    let diagnostic = Diagnostic(kind, message, at: first, in: document.source, help: help)
    diagnostics.append(diagnostic.located(in: file))
  }
}

/// Returns a step's name for keeping progress: its title without number, case and signs.
package func slug(ofStep title: String) -> String {
  let numberless = title.drop { $0.isNumber || $0 == "." || $0 == ")" || $0.isWhitespace }
  let text = numberless.isEmpty ? Substring(title) : numberless
  var words: [String] = [""]
  for character in text.lowercased() {
    if character.isLetter || character.isNumber {
      words[words.count - 1].append(character)
    } else if character != "'", words.last?.isEmpty == false {
      words.append("")
    }
  }
  let result = words.filter { !$0.isEmpty }.joined(separator: "-")
  return result.isEmpty ? "step" : result
}

extension StringProtocol {
  /// The text without white space at its ends.
  var trimmed: SubSequence {
    var result = self[...]
    while let first = result.first, first.isWhitespace { result = result.dropFirst() }
    while let last = result.last, last.isWhitespace { result = result.dropLast() }
    return result
  }
}
