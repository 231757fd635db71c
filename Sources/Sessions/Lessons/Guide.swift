import CommandLanguage
package import Commands
import Presentation
import Reports
package import Scripts
import Workspaces

// What comes in: a lesson and, one after another, the lines of a learner. What goes out: events and
// what the lines gave, at the learner's console. Read this file first, then `Guide+Judging.swift`,
// which says when an answer is right, and `LessonWorld.swift`, which puts states back.

/// Leads a learner through a lesson: the lesson's text, its automatic lines, and the learner's turn.
///
/// Every line of the learner runs for real, in the lesson's own workspace; what a wrong one changed
/// is taken back, so that the next one starts where it did.
package actor Guide {
  /// What a line of the learner led to.
  package enum Verdict: Sendable, Hashable {
    /// The lesson waits for the next line.
    case goesOn
    /// The last step is done.
    case finished
    /// The learner leaves before the end.
    case left
  }

  /// What the lesson waits for.
  enum Waiting {
    /// An answer to this command of the lesson.
    case answer(ScriptDocument.Command)
    /// Enter, to go on behind the present item or step.
    case enter
    /// Nothing: the lesson is over.
    case nothing
  }

  let script: ScriptDocument
  /// The language of the lesson, which is the guide's too.
  package nonisolated let language: LessonLanguage
  nonisolated let world: LessonWorld
  /// Keeps the slugs of the steps done.
  private let keepProgress: @Sendable (Set<String>) -> Void
  private var done: Set<String>

  var waiting = Waiting.enter
  private var step = 0
  private var item = 0
  private var isInStep = false
  /// Of the present answer.
  var hintCount = 0
  var attemptCount = 0
  /// Whether it was said that a chat is open where a line for ft is asked for.
  var hasSaidChat = false
  var authorOutcome: AuthorOutcome?
  /// The state to go back to while lines are tried in a copy.
  var scratch: LessonWorld.Savepoint?
  /// What was so before the first line in that copy.
  var scratchOpening: Opening?

  /// A guide through `script`; `done` are the slugs of the steps done on an earlier visit.
  package init(
    _ script: ScriptDocument, in world: LessonWorld, done: Set<String> = [],
    keepProgress: @escaping @Sendable (Set<String>) -> Void = { _ in }
  ) {
    self.script = script
    language = LessonLanguage(of: script)
    self.world = world
    self.done = done.intersection(script.steps.map(\.slug))
    self.keepProgress = keepProgress
  }

  /// The session that the next line runs in.
  package nonisolated var session: Session { world.session }

  /// Whether lines are tried in a copy.
  package var isTrying: Bool { scratch != nil }

  /// Whether the lesson is over.
  package var isOver: Bool { if case .nothing = waiting { true } else { false } }

  private var titled: [ScriptDocument.Step] { script.steps.filter { $0.number > 0 } }

  /// The command that an answer is asked for; nil where Enter goes on.
  package var wanted: ScriptDocument.Command? {
    if case .answer(let command) = waiting { command } else { nil }
  }

  func tell(_ event: GuideEvent) { world.console.tell(.guide(event, language)) }

  /// Shows the beginning, up to the first line that is the learner's.
  ///
  /// - Throws: ``Failure`` where a line of the lesson itself does not do what the lesson says.
  package func begin() async throws {
    tell(.lesson(title: script.title, stepCount: titled.count))
    let first = script.steps.firstIndex { $0.number > 0 && !done.contains($0.slug) }
    guard let first, first > 0, !done.isEmpty else {
      // A lesson that is done begins again.
      if first == nil { done = [] }
      return try await advance()
    }
    guard script.steps[..<first].contains(where: { $0.number > 0 }) else {
      return try await advance()
    }
    tell(.resuming(doneCount: done.count, stepCount: titled.count))
    try await restore(script.steps[..<first])
    step = first
    try await advance()
  }

  /// Shows what follows, up to the next thing that the learner has to do.
  func advance() async throws {
    waiting = .enter
    while step < script.steps.count {
      let current = script.steps[step]
      if !isInStep, try await isPassedOver(current) { continue }
      isInStep = true
      while item < current.items.count {
        try await showNextItem(of: current)
        if case .answer = waiting { return }
      }
      if complete(current) { return }
    }
    waiting = .nothing
  }

  /// Begins a step; one that was done before runs unseen, and is passed over.
  private func isPassedOver(_ current: ScriptDocument.Step) async throws -> Bool {
    guard current.number > 0 else { return false }
    let count = titled.count
    guard done.contains(current.slug) else {
      tell(.step(title: current.name, number: current.number, count: count))
      return false
    }
    try await restore([current][...])
    tell(.doneBefore(title: current.name, number: current.number, count: count))
    step += 1
    return true
  }

  /// Ends a step, and says whether the learner has to press Enter.
  private func complete(_ current: ScriptDocument.Step) -> Bool {
    step += 1
    item = 0
    isInStep = false
    guard current.number > 0 else { return false }
    done.insert(current.slug)
    keepProgress(done)
    let isLast = !script.steps[step...].contains { $0.number > 0 && !done.contains($0.slug) }
    tell(.stepDone(isLast: isLast))
    waiting = isLast ? .nothing : .enter
    return true
  }

  private func showNextItem(of current: ScriptDocument.Step) async throws {
    switch current.items[item] {
    case .speakerNote: item += 1
    case .prose:
      var lines: [String] = []
      while item < current.items.count, case .prose(let text, _) = current.items[item] {
        lines.append(text)
        item += 1
      }
      // The title is said already.
      if current.number == 0, lines.first == script.title { lines.removeFirst() }
      let shown = paragraphs(of: lines)
      if !shown.isEmpty { tell(.prose(shown)) }
    case .command(let command):
      guard !Self.isForLearner(command, in: current, world.interpreter.table) else {
        return ask(for: command)
      }
      do {
        try await run(command, isShown: true)
      } catch let error as CancellationError {
        // Enter runs it again.
        waiting = .enter
        throw error
      } catch {
        item += 1
        throw error
      }
      item += 1
    }
  }

  private func ask(for command: ScriptDocument.Command) {
    hintCount = 0
    attemptCount = 0
    authorOutcome = nil
    hasSaidChat = false
    waiting = .answer(command)
    tell(.turn)
    if !command.isMessage, session.chat != nil { sayChat() }
  }

  /// Goes on behind the answer that was asked for.
  func pass(isAnswered: Bool = false) async throws {
    item += 1
    // The end of a step says so itself.
    if isAnswered, item < script.steps[step].items.count { tell(.right) }
    try await advance()
  }

  /// Whether a learner types the line, and it does not run by itself.
  static func isForLearner(
    _ command: ScriptDocument.Command, in step: ScriptDocument.Step, _ table: CommandTable
  ) -> Bool {
    if command.isAutomatic || step.isAutomatic { return false }
    switch command.action {
    case .file: return false
    case .message, .unreadable: return true
    case .statement(let statement):
      // Lines for whoever runs the script are no cells, and nobody's to type.
      return table.traits(of: statement)?.makesCell ?? true
    }
  }

  /// What is said when the learner leaves: the step to go on with.
  package func leave() {
    let next = isOver ? nil : script.steps[min(step, script.steps.count - 1)...].first
    tell(.left(title: next?.name, resume: "ft guide \(script.file)"))
  }

  /// What is said when Ctrl-C comes while the steps done before run again.
  package func leaveRestoring() {
    tell(.restoreInterrupted(resume: "ft guide \(script.file)"))
  }
}

// MARK: The lesson's own lines

extension Guide {
  /// Runs a line of the lesson, and puts the lesson's own data in the place of the learner's where
  /// the line does not work on that.
  ///
  /// - Throws: ``Failure`` where the line does not work on the lesson's own data either.
  func run(_ command: ScriptDocument.Command, isShown: Bool) async throws {
    if isShown { tell(.line(command.text, inChat: command.isMessage ? session.chat?.label : nil)) }
    let savepoint = try world.save()
    guard let failure = try await failure(running: command, showing: isShown ? .all : .nothing)
    else {
      // A line may end well when it is interrupted, as tail does, which leaves its job alone.
      guard Task.isCancelled else { return world.discard(savepoint) }
      try world.restore(savepoint)
      throw CancellationError()
    }
    try world.restore(savepoint)
    try Task.checkCancellation()
    guard try await rebuild(through: command) else { throw located(failure, command) }
  }

  /// Begins again, and runs the lesson's own lines up to and with `last`; false when one fails.
  func rebuild(through last: ScriptDocument.Command) async throws -> Bool {
    try world.reset()
    for command in script.commands where command.line <= last.line {
      if try await failure(running: command, showing: .nothing) != nil { return false }
    }
    tell(.rebuilt)
    return true
  }

  /// Runs the lines of steps that were done before, unseen but for how far they are.
  private func restore(_ steps: ArraySlice<ScriptDocument.Step>) async throws {
    let commands = steps.flatMap(\.commands)
    defer { tell(.restored) }
    for (index, command) in commands.enumerated() {
      tell(.restoring(number: index + 1, count: commands.count, line: command.text))
      let failure = try await failure(running: command, showing: .progress)
      try Task.checkCancellation()
      if let failure { throw located(failure, command) }
    }
  }

  /// Runs a line and what is expected of it; nil when all is as the lesson says.
  private func failure(
    running command: ScriptDocument.Command, showing shown: LessonConsole.Shown
  ) async throws -> Failure? {
    world.console.beginAuthor(answers: command.answers, showing: shown)
    defer { world.console.endAuthor() }
    if let failure = await unexpectedFailure(of: command) { return failure }
    return try await firstUnmet(command.expectations)?.failure
  }

  private func unexpectedFailure(of command: ScriptDocument.Command) async -> Failure? {
    do throws(Failure) {
      _ = try await performer.perform(command)
      guard command.expectsFailure else { return nil }
      return Failure(.expectationDiffers, "the command should fail, and it went well")
    } catch {
      guard command.expectsFailure else { return error }
      world.console.write([.message(StyledText(error.text(in: command.source)))])
      return nil
    }
  }

  /// The failure of a line of the lesson, with its place.
  private func located(_ failure: Failure, _ command: ScriptDocument.Command) -> Failure {
    var failure = failure
    failure.message = "\(script.file):\(command.line): \(failure.message)"
    failure.span = nil
    failure.context.insert(command.text, at: 0)
    return failure
  }

  var performer: ScriptPerformer {
    ScriptPerformer(interpreter: world.interpreter, console: world.console)
  }
}

extension ScriptDocument.Command {
  /// Whether the line is for the open chat.
  var isMessage: Bool { if case .message = action { true } else { false } }
}
