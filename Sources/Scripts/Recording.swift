package import CommandLanguage

/// A session's cells on their way to becoming a script.
package struct Recording: Sendable {
  /// What became of a cell.
  package enum Outcome: Sendable, Hashable {
    case succeeded
    case failed(code: String)
    /// The cell succeeded and was taken back later.
    case undone
    /// The cell took another one back, or put it in place again.
    case tookBack
  }

  /// One cell of a session: a command, or prose.
  package struct Cell: Sendable, Hashable {
    package let number: Int
    /// The line or lines as typed.
    package let text: String
    package let outcome: Outcome
    /// The dataset that `#7` meant when the cell ran.
    package let dataset: String?
    /// What the line fails without: names of datasets, of jobs and snapshots behind `@`, and cells that
    /// it takes back.
    package let needed: Set<String>
    /// Such names that there are since the line.
    package let made: Set<String>
    /// What a line without a cell in the script goes with; nil for a line with one, and for prose.
    package let companion: Companion?

    /// The command that a line which makes no cell belongs to.
    package enum Companion: Sendable, Hashable {
      /// The one below, as of a hint.
      case next
      /// The one above, as of an expectation.
      case last
      /// All below, as of a value of a name.
      case all
    }

    package init(
      number: Int, text: String, outcome: Outcome = .succeeded, dataset: String? = nil,
      needed: Set<String> = [], made: Set<String> = [], companion: Companion? = nil
    ) {
      self.number = number
      self.text = text
      self.outcome = outcome
      self.dataset = dataset
      self.needed = needed
      self.made = made
      self.companion = companion
    }
  }

  /// Why a cell is not in the script.
  package enum Reason: String, Sendable, Hashable {
    case failed
    case undone
    case tookBack = "undo"
  }

  /// A script and what was left out of it.
  package struct Script: Sendable {
    package let text: String
    /// The numbers of the cells that are in it.
    package let kept: [Int]
    package let dropped: [(cell: Int, reason: Reason)]
    /// What would not work elsewhere; its lines stand in the script as comments that say so.
    package let faults: [Diagnostic]
  }

  package let cells: [Cell]
  /// Whether failed and undone cells are dropped; otherwise failures are kept as expected ones.
  package let isClean: Bool
  /// References by the provider's ids that they stand for: `ftjob-8hQ…` is `@demo`.
  package let references: [String: String]
  /// Whether an argument of a command may be a path; `/old/` may be a pattern as well.
  package let mayBePath: @Sendable (Argument, Statement) -> Bool

  package init(
    _ cells: [Cell], isClean: Bool, references: [String: String] = [:],
    mayBePath: @escaping @Sendable (Argument, Statement) -> Bool = { _, _ in true }
  ) {
    self.cells = cells
    self.mayBePath = mayBePath
    self.isClean = isClean
    self.references = references
  }

  /// Returns the script; every reference in it means the same in a new workspace.
  ///
  /// `#7` gets its dataset's name, `%3` the number its cell has in the script, and a provider's id
  /// the reference that `references` has for it.
  package func script(title: String? = nil, parser: Parser) -> Script {
    var writing = Writing(self, parser)
    if let title { writing.lines += ["# \(title)", ""] }
    for cell in cells { writing.take(cell) }
    return Script(
      text: writing.lines.joined(separator: "\n") + "\n", kept: writing.kept,
      dropped: writing.dropped, faults: writing.faults)
  }
}

/// A script in the making, cell by cell.
private struct Writing {
  private let recording: Recording
  private let parser: Parser
  var lines = ["#!/usr/bin/env ft"]
  private(set) var faults: [Diagnostic] = []
  private(set) var kept: [Int] = []
  private(set) var dropped: [(cell: Int, reason: Recording.Reason)] = []
  /// Numbers in the script by numbers in the session.
  private var numbers: [Int: Int] = [:]
  private var count = 0
  private var names = Recording.Names()
  /// Lines that go with the next command.
  private var waiting: [String] = []
  /// Whether the last command is in the script.
  private var hasLast = true

  init(_ recording: Recording, _ parser: Parser) {
    self.recording = recording
    self.parser = parser
  }

  mutating func take(_ cell: Recording.Cell) {
    if let companion = cell.companion {
      accompany(cell, companion)
      return
    }
    let hint = waiting
    waiting = []
    let isCommand = (try? parser.statement(cell.text)) ?? nil != nil
    if isCommand { hasLast = false }
    if recording.isClean, let reason = cell.outcome.reason ?? names.reason(against: cell) {
      if dropped.last?.cell != cell.number { dropped.append((cell.number, reason)) }
      names.lose(cell.made, by: reason)
      return
    }
    if let lost = names.lost(for: cell) {
      lines += commented(cell, lost)
      names.lose(cell.made, by: nil)
      return
    }
    names.keep(cell.made)
    lines += hint
    hasLast = true
    if cell.text.hasPrefix("> ") {
      lines.append(cell.text)
    } else {
      write(cell)
    }
  }

  /// Puts a line that makes no cell where its command is; without that it would say something of
  /// another one.
  private mutating func accompany(_ cell: Recording.Cell, _ companion: Recording.Cell.Companion) {
    let statement = (try? parser.statement(cell.text)) ?? nil
    let text = statement.flatMap { try? portable($0, of: cell).text } ?? cell.text
    switch companion {
    case .next: waiting.append(text)
    case .last where !hasLast || lines.last == text: break
    case .last, .all: lines.append(text)
    }
  }

  private func portable(
    _ statement: Statement, of cell: Recording.Cell
  ) throws(Diagnostic) -> Statement {
    try Portability(
      cell: cell, numbers: numbers, references: recording.references,
      mayBePath: recording.mayBePath
    ).statement(statement)
  }

  private mutating func write(_ cell: Recording.Cell) {
    do throws(Diagnostic) {
      guard !cell.text.hasPrefix("#. "), let statement = try parser.statement(cell.text) else {
        lines += cell.text.split(separator: "\n").map(String.init)
        kept.append(cell.number)
        return
      }
      count += 1
      numbers[cell.number] = count
      lines += written(try portable(statement, of: cell), of: cell)
      kept.append(cell.number)
    } catch {
      let fault = fault(error, of: cell)
      faults += fault
      if !recording.isClean || !fault.isEmpty {
        lines.append("# not in this script: \(error.message)")
        lines += cell.text.split(separator: "\n").map { "#   \($0)" }
      }
      if fault.isEmpty { kept.append(cell.number) } else { names.lose(cell.made, by: nil) }
    }
  }

  /// A line that cannot work, since what it needs is not in the script; said once for its cell.
  private mutating func commented(_ cell: Recording.Cell, _ lost: String) -> [String] {
    let place = "cell \(cell.number)"
    let text = cell.text.split(separator: "\n").map { "#   \($0)" }
    guard faults.last?.place != place else { return text }
    var fault = Diagnostic(
      .unportable, "it needs \(lost), which is not in this script", help: "give it another origin")
    fault.place = place
    faults.append(fault)
    return ["# not in this script: \(fault.message)"] + text
  }

  /// The fault with its cell; a line that failed in the session may be one that cannot be read.
  private func fault(_ diagnostic: Diagnostic, of cell: Recording.Cell) -> [Diagnostic] {
    if case .failed = cell.outcome { return [] }
    var copy = diagnostic
    copy.place = "cell \(cell.number)"
    return [copy]
  }

  private func written(_ statement: Statement, of cell: Recording.Cell) -> [String] {
    guard case .failed(let code) = cell.outcome else { return [statement.text] }
    return [(statement.expectsFailure ? "" : "! ") + statement.text, "expect error \(code)"]
  }
}

extension Recording {
  /// What the lines of a script have made, and what only lines made that are not in it.
  fileprivate struct Names {
    private var present: Set<String> = []
    /// Why; nil for what could not be made portable.
    private var lost: [String: Reason?] = [:]

    mutating func keep(_ names: Set<String>) { present.formUnion(names) }

    mutating func lose(_ names: Set<String>, by reason: Reason?) {
      if reason == nil { present.subtract(names) }
      for name in names { lost.updateValue(reason, forKey: name) }
    }

    /// The first name that a line needs and the script has not.
    func lost(for cell: Cell) -> String? {
      cell.needed.filter { lost[$0] != nil && !present.contains($0) }.min()
    }

    /// Why a line is left out with what it needs.
    func reason(against cell: Cell) -> Reason? {
      lost(for: cell).flatMap { lost[$0] ?? nil }
    }
  }
}

extension Recording.Outcome {
  fileprivate var reason: Recording.Reason? {
    switch self {
    case .succeeded: nil
    case .failed: .failed
    case .undone: .undone
    case .tookBack: .tookBack
    }
  }
}

/// Makes one cell's arguments mean the same in another workspace.
private struct Portability {
  let cell: Recording.Cell
  /// Numbers in the script by numbers in the session.
  let numbers: [Int: Int]
  let references: [String: String]
  let mayBePath: @Sendable (Argument, Statement) -> Bool

  func statement(_ statement: Statement) throws(Diagnostic) -> Statement {
    try statement.mapped { argument throws(Diagnostic) in
      switch argument.value {
      case .reference(let reference): return try moved(reference, argument, statement)
      case .word(let word): return try moved(word, argument, statement)
      case .number, .text, .template: return argument
      }
    }
  }

  private func moved(
    _ reference: Reference, _ argument: Argument, _ statement: Statement
  ) throws(Diagnostic) -> Argument {
    switch reference {
    case .examples(nil, let revision, let ranges, let field):
      guard let dataset = cell.dataset else { return argument }
      return renewed(
        .examples(dataset: dataset, revision: revision, ranges: ranges, field: field), argument)
    case .result(let number?, let field):
      guard let moved = numbers[number] else {
        throw Diagnostic(
          .missingCell, "cell \(number) is not in the script", at: argument.range,
          in: statement.source, help: "save it too, or use % for the last result")
      }
      return renewed(.result(cell: moved, field: field), argument)
    case .examples, .dataset, .job, .result: return argument
    }
  }

  private func moved(
    _ word: String, _ argument: Argument, _ statement: Statement
  ) throws(Diagnostic) -> Argument {
    if word.hasPrefix("/") || word.hasPrefix("~/"), mayBePath(argument, statement) {
      throw Diagnostic(
        .unportable, "an absolute path means nothing elsewhere", at: argument.range,
        in: statement.source, help: "use a path relative to the script")
    }
    guard RawIdentifier(word) != nil else { return argument }
    let matches = references.filter { $0.key.hasPrefix(word) }.map(\.value).sorted()
    guard matches.count == 1, let reference = Reference(matches[0]) else {
      throw Diagnostic(
        .unportable, "'\(word)' means nothing elsewhere", at: argument.range,
        in: statement.source, help: "name its job:  launch ... as NAME")
    }
    return renewed(reference, argument)
  }

  private func renewed(_ reference: Reference, _ argument: Argument) -> Argument {
    Argument(.reference(reference), text: "\(reference)", span: argument.span)
  }
}
