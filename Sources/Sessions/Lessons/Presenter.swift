import CommandLanguage
package import Commands
import JSON
import Presentation
import Reports
package import Scripts
import Workspaces

/// Shows a lesson to an audience: each Enter types and runs the next line, and any line can be taken
/// back.
package actor Presenter {
  /// What the presenter's key led to.
  package enum Verdict: Sendable, Hashable {
    case goesOn
    case left
  }

  /// A line of the lesson with what is shown before it.
  private struct Stop {
    var step: ScriptDocument.Step?
    var prose: [String] = []
    var notes: [String] = []
    var command: ScriptDocument.Command?
  }

  /// A state to go back to, and where the presenter was by then.
  private struct Past {
    var savepoint: LessonWorld.Savepoint
    var stop: Int
  }

  /// How many lines can be taken back.
  private static let pastLimit = 50

  private let script: ScriptDocument
  private nonisolated let world: LessonWorld
  /// Nil where a line comes at once.
  private let typist: Typist?
  private let introduction: [String]
  private let stops: [Stop]
  private var next = 0
  private var past: [Past] = []
  private var shown = -1

  /// Whether the presenter types lines of their own.
  package private(set) var isAtOwnPrompt = false

  package init(_ script: ScriptDocument, in world: LessonWorld, typist: Typist? = nil) {
    self.script = script
    self.world = world
    self.typist = typist
    // What stands before the first step; the title is said already.
    introduction = script.steps.filter { $0.number == 0 }.flatMap(\.prose).filter {
      $0 != script.title
    }
    stops = Self.stops(of: script)
  }

  /// The session that the next line runs in.
  package nonisolated var session: Session { world.session }

  private static func stops(of script: ScriptDocument) -> [Stop] {
    var stops: [Stop] = []
    var stop = Stop()
    for step in script.steps {
      if step.number > 0 { stop.step = step }
      if !stop.prose.isEmpty { stop.prose.append("") }
      for item in step.items {
        switch item {
        case .prose(let text, _):
          if step.number > 0 { stop.prose.append(text) }
        case .speakerNote(let text, _): stop.notes.append(text)
        case .command(let command):
          stop.command = command
          stops.append(stop)
          stop = Stop()
        }
      }
    }
    // What stands behind the last line is shown after it.
    return stops + [stop]
  }

  private func tell(_ event: PresenterEvent) { world.console.tell(.presenter(event)) }

  /// Shows the beginning, up to the first line.
  package func begin() {
    tell(.lesson(title: script.title, lineCount: stops.count - 1))
    let prose = paragraphs(of: introduction)
    if !prose.isEmpty { tell(.prose(prose)) }
    showStop()
  }

  /// Shows what stands before the next line, once.
  private func showStop() {
    guard next > shown else { return }
    shown = next
    let stop = stops[next]
    if let step = stop.step { tell(.step(step.name)) }
    for note in stop.notes where !note.isEmpty { tell(.note(note)) }
    let prose = paragraphs(of: stop.prose)
    if !prose.isEmpty { tell(.prose(prose)) }
    if stop.command == nil { tell(.end) }
  }

  /// Takes a key of the presenter, or a line at their own prompt.
  ///
  /// - Throws: what the file system says of the lesson's workspace, and `CancellationError`.
  package func accept(_ text: String) async throws -> Verdict {
    let entry = text.trimmingEnds
    if isAtOwnPrompt {
      switch entry {
      case "go":
        isAtOwnPrompt = false
        tell(.returned)
      case "": break
      default: try await tryOut(entry)
      }
      return .goesOn
    }
    switch entry {
    case "": try await runNext()
    case "b": try goBack()
    case "s": skip()
    case "p":
      try remember()
      isAtOwnPrompt = true
      tell(.ownPrompt)
    case ".": tell(.next(stops[next].command?.text))
    case "q", "quit", "exit": return .left
    default: tell(.keys)
    }
    return .goesOn
  }

  private func remember() throws {
    past.append(Past(savepoint: try world.save(), stop: next))
    if past.count > Self.pastLimit { world.discard(past.removeFirst().savepoint) }
  }

  private func runNext() async throws {
    guard let command = stops[next].command else { return tell(.end) }
    try remember()
    try await type(command)
    world.console.beginAuthor(answers: command.answers, showing: .all)
    defer { world.console.endAuthor() }
    let performer = ScriptPerformer(interpreter: world.interpreter, console: world.console)
    do throws(Failure) {
      _ = try await performer.perform(command)
    } catch {
      world.console.show(fault: error.text(in: command.source))
      guard command.expectsFailure else { return try takeBackLast() }
    }
    try Task.checkCancellation()
    for expectation in command.expectations {
      if let failure = await world.interpreter.run(expectation).failure {
        tell(.unmet(failure.message))
      }
    }
    next += 1
    showStop()
  }

  /// A line that failed leaves nothing of what it did on its way, and is still the next one.
  private func takeBackLast() throws {
    if let last = past.popLast() { try world.restore(last.savepoint) }
  }

  /// Shows the line as if a person typed it.
  private func type(_ command: ScriptDocument.Command) async throws {
    let text = command.answerText
    let prompt = (try? session.promptText.text) ?? "> "
    guard let typist, !text.contains(where: \.isNewline) else {
      return tell(.line(text, prompt: prompt))
    }
    try await typist.type(text, prompt: prompt, on: world.console)
  }

  private func goBack() throws {
    guard let last = past.popLast() else { return tell(.atStart) }
    try world.restore(last.savepoint)
    next = last.stop
    tell(.back(stops[next].command?.text))
  }

  private func skip() {
    guard let command = stops[next].command else { return tell(.end) }
    next += 1
    tell(.skipped(command.text))
    showStop()
  }

  /// Runs a line of the presenter's own; one that fails leaves nothing, as in the lesson.
  private func tryOut(_ entry: String) async throws {
    let savepoint = try world.save()
    if await run(entry) { world.discard(savepoint) } else { try world.restore(savepoint) }
  }

  /// Runs a line of the presenter's own, and says whether all went well.
  private func run(_ entry: String) async -> Bool {
    guard session.chat == nil else {
      do {
        try await ChatLoop(session: session).accept(entry)
        return true
      } catch {
        return show(session.failure(explaining: error), in: SourceText(entry))
      }
    }
    switch TypedEntry(entry, parser: world.interpreter.parser) {
    case .leave: tell(.keys)
    case .data(let failure): return show(failure, in: SourceText(entry))
    case .unreadable(let diagnostic): world.console.show(fault: diagnostic.rendered)
    case .lines(let lines):
      for case .command(let statement) in lines {
        switch await world.interpreter.run(statement).result {
        case .success(let report): await world.console.present(report.blocks)
        case .failure(let failure): return show(failure, in: statement.source)
        }
      }
    }
    return true
  }

  private func show(_ failure: Failure, in source: SourceText) -> Bool {
    world.console.show(fault: failure.text(in: source))
    return false
  }
}
