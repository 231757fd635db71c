package import CommandLanguage

/// A `.ft` file: steps with prose and commands, what the commands should say, and attached files.
package struct ScriptDocument: Sendable {
  /// A command with what is expected of it.
  package struct Command: Sendable {
    package let statement: Statement
    /// The line it starts on, counted from 1; unique in its script.
    package let line: Int
    /// The `|` lines below it.
    package fileprivate(set) var output: [Output] = []
    /// The `expect` commands below it, unread: their variables have no values yet.
    package fileprivate(set) var expectations: [Statement] = []
    /// The `hint` commands above it, weakest first.
    package fileprivate(set) var hints: [Statement] = []
    /// Whether a line `auto` stands above it: a guide runs it unasked.
    package fileprivate(set) var isAutomatic = false
  }

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
  /// What was said of the next command.
  private var pending: (hints: [Statement], isAutomatic: Bool) = ([], false)

  /// Reads a script; faults are collected, not thrown.
  package init(_ text: String, file: String, parser: Parser) {
    self.file = file
    self.document = parser.document(text)
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
      case .fault(let diagnostic): diagnostics.append(diagnostic.located(in: file))
      }
    }
    if steps[0].items.isEmpty { steps.removeFirst() }
  }

  /// All commands in the order of the file.
  package var commands: [Command] { steps.flatMap(\.commands) }

  /// What `param` declares: names with their defaults, in the order of the file.
  package var parameters: [(name: String, value: Argument)] {
    commands.filter { $0.statement.verb?.name == "param" }.compactMap(\.statement.assignment)
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

  /// Adds a command with the hints before it, or an `expect` to the command above it.
  private mutating func append(_ statement: Statement, at line: Int) {
    switch statement.verb?.name {
    case "hint": pending.hints.append(statement)
    case "auto" where statement.parts.isEmpty: pending.isAutomatic = true
    case "expect":
      check(statement)
      if !changeLastCommand({ $0.expectations.append(statement) }) {
        append(.command(Command(statement: statement, line: line)))
      }
    default:
      var command = Command(statement: statement, line: line)
      command.hints = pending.hints
      command.isAutomatic = pending.isAutomatic
      pending = ([], false)
      append(.command(command))
    }
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
      guard steps[steps.count - 1].commands.last?.statement.expectsFailure != true else { return }
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

  private mutating func report(_ kind: FailureKind, _ message: String, at line: Line) {
    let first = document.source.range(ofLine: line.number)
    let diagnostic = Diagnostic(kind, message, at: first, in: document.source)
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
