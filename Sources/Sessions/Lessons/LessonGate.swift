import CommandLanguage
package import Commands
import Presentation
import Reports
package import Scripts
import Synchronization

/// Whether a lesson can be guided through: its own answers pass, no answer passes by doing nothing,
/// and each has a task and hints that help.
package struct LessonGate: Sendable {
  /// The columns that a hint has, behind its number.
  private static let hintWidth = 62

  private let script: ScriptDocument
  private let console: GateConsole
  private let world: LessonWorld

  /// Prepares the gate; `makeWorld` is given the listener that the lesson must speak to.
  package init(
    _ script: ScriptDocument, makeWorld: (any LessonListener) throws -> LessonWorld
  ) rethrows {
    self.script = script
    console = GateConsole()
    world = try makeWorld(console)
  }

  /// Goes through the lesson as a learner who knows every answer.
  ///
  /// - Throws: `CancellationError` alone.
  package func run() async throws -> ScriptOutcome {
    defer { world.close() }
    var outcome = ScriptOutcome()
    if let first = script.diagnostics.first {
      outcome.exitCode = .usage
      outcome.message = first.rendered
      return outcome
    }
    outcome.steps = script.steps.map {
      ScriptOutcome.Step(
        name: $0.name.isEmpty ? "beginning" : $0.name, line: $0.line)
    }
    var faults = script.steps.flatMap(faults)
    do {
      let guide = Guide(script, in: world)
      try await guide.begin()
      try await answer(guide, &outcome, &faults)
    } catch let failure as Failure {
      faults.append(Fault(line: 0, step: "", text: failure.message))
    } catch {
      try Task.checkCancellation()
      faults.append(Fault(line: 0, step: "", text: "\(error)"))
    }
    note(faults, in: &outcome)
    return outcome
  }

  private func answer(
    _ guide: Guide, _ outcome: inout ScriptOutcome, _ faults: inout [Fault]
  ) async throws {
    while !(await guide.isOver) {
      guard let command = await guide.wanted else {
        _ = try await guide.accept("")
        continue
      }
      outcome.commandCount += 1
      outcome.expectationCount += command.expectations.count
      let before = try LessonState(of: world.session, in: world.folder)
      let isMet = try await guide.isMet(command.expectations)
      if let fault = try await terminalFault(of: command, guide) {
        faults.append(Fault(of: command, in: script, fault))
      }
      console.begin(answers: command.answers)
      _ = try await guide.accept(command.answerText)
      if await guide.wanted?.line == command.line {
        faults.append(
          Fault(
            of: command, in: script, "the lesson's own answer does not pass: \(console.lastWords)"))
        // What stands behind a line that does not work cannot be looked at.
        guard (try? await guide.accept("skip")) != nil else { return }
        continue
      }
      let after = try LessonState(of: world.session, in: world.folder)
      if isMet, !command.expectations.isEmpty, before != after {
        faults.append(
          Fault(of: command, in: script, "what is expected holds before anything is typed"))
      }
    }
  }

  /// Why the lesson's own answer does not pass where a person sits at a terminal, who is asked what a
  /// pipe is not; nil when it does.
  private func terminalFault(
    of command: ScriptDocument.Command, _ guide: Guide
  ) async throws -> String? {
    // What only looks asks nothing, answers of the script are given, and what a service does, which
    // may be a whole training, asks about money alone, of which a lesson has none.
    guard command.answers.isEmpty, let statement = command.statement,
      let traits = world.interpreter.table.traits(of: statement), !traits.isReading,
      !traits.asksServices
    else { return nil }
    var questions: [String] = []
    for answer in ["y", "n"] {
      console.begin(answers: [], atTerminal: answer)
      defer { console.begin(answers: []) }
      if try await guide.rehearse(command.answerText) { return nil }
      questions = console.questions
      if questions.isEmpty { break }
    }
    guard let question = questions.first else {
      // Without a question it fails in a pipe too, which is said there.
      return nil
    }
    return "at a terminal it asks \"\(question)\", and neither y nor n passes"
  }

  // MARK: Faults that can be read off

  private struct Fault {
    var line: Int
    var step: String
    var text: String

    init(line: Int, step: String, text: String) {
      self.line = line
      self.step = step
      self.text = text
    }

    init(of command: ScriptDocument.Command, in script: ScriptDocument, _ text: String) {
      let step = script.steps.last { $0.line <= command.line }
      self.init(line: command.line, step: step?.name ?? "", text: text)
    }
  }

  private func faults(in step: ScriptDocument.Step) -> [Fault] {
    var faults: [Fault] = []
    var hasTask = false
    for item in step.items {
      switch item {
      case .speakerNote: continue
      case .prose(let text, _): hasTask = hasTask || !text.isEmpty
      case .command(let command):
        guard Guide.isForLearner(command, in: step, world.interpreter.table) else { continue }
        if !hasTask {
          faults.append(
            Fault(line: command.line, step: step.name, text: "no text says what to type"))
        }
        hasTask = false
        faults += self.faults(inHintsOf: command).map {
          Fault(line: command.line, step: step.name, text: $0)
        }
      }
    }
    return faults
  }

  private func faults(inHintsOf command: ScriptDocument.Command) -> [String] {
    if command.hints.isEmpty, !command.isMessage { return ["no hint helps with it"] }
    return command.hints.enumerated().compactMap { index, hint in
      let text = hint.arguments.map(\.text).joined(separator: " ")
      let width = displayWidth(text)
      if width > Self.hintWidth {
        return "hint \(index + 1) is \(width) columns wide, and \(Self.hintWidth) fit"
      }
      // What is said to a model may be said in any words, so a hint may say some.
      let isFree = command.isMessage && !command.answerText.hasPrefix("/")
      return text.contains(command.answerText) && !isFree
        ? "hint \(index + 1) is the answer itself" : nil
    }
  }

  private func note(_ faults: [Fault], in outcome: inout ScriptOutcome) {
    guard !faults.isEmpty else { return }
    outcome.exitCode = .expectationDiffers
    let lines = faults.map { fault in
      let step = fault.step.isEmpty ? "" : " in \"\(fault.step)\""
      return fault.line == 0 ? fault.text : "\(script.file):\(fault.line): \(fault.text)\(step)"
    }
    outcome.message = lines.joined(separator: "\n")
    for (fault, line) in zip(faults, lines) {
      let index = outcome.steps.lastIndex { $0.line <= max(1, fault.line) } ?? 0
      guard index < outcome.steps.count else { continue }
      let before = outcome.steps[index].message.map { $0 + "\n" } ?? ""
      outcome.steps[index].message = before + line
    }
  }
}

/// The console of a lesson that nobody watches: it answers as the lesson says, and keeps the last
/// thing that was said.
private final class GateConsole: LessonListener {
  private let answers = Mutex<[String]>([])
  /// What a person at a terminal answers to every question; nil where nobody is.
  private let person = Mutex<String?>(nil)
  private let asked = Mutex<[String]>([])
  private let said = Mutex("")

  /// What was said last, in a line.
  var lastWords: String {
    said.withLock { said in
      let lines = said.split(separator: "\n").map(String.init)
      return lines.last { $0.hasPrefix("not yet: ") || $0.hasPrefix("error ") } ?? lines.last ?? ""
    }
  }

  /// The questions that were put to the person.
  var questions: [String] { asked.withLock { $0 } }

  func begin(answers: [String], atTerminal answer: String? = nil) {
    self.answers.withLock { $0 = answers }
    person.withLock { $0 = answer }
    asked.withLock { $0 = [] }
    said.withLock { $0 = "" }
  }

  var isInteractive: Bool {
    answers.withLock { !$0.isEmpty } || person.withLock { $0 != nil }
  }

  func write(_ blocks: [Block]) { said.withLock { $0 += render(blocks) } }
  func streamSanitized(_ text: String) {}
  func notice(_ text: StyledText) {}
  func progress(_ text: String?) {}
  func present(_ blocks: [Block]) async { write(blocks) }
  func present(json text: String) {}
  func show(fault text: String) { said.withLock { $0 += text + "\n" } }

  func confirm(_ question: String, defaultsToYes: Bool) async -> Bool? {
    guard let answer = next(question) else { return nil }
    return answer.isEmpty ? defaultsToYes : ["y", "yes"].contains(answer.lowercased())
  }

  func ask(_ question: String) async -> String? { next(question) }

  func edit(_ text: String, named name: String) async throws -> String {
    throw Failure(.noEditor, "there is no editor here", consequence: "nothing was changed")
  }

  private func next(_ question: String) -> String? {
    if let given = answers.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return given }
    return person.withLock { answer in
      if answer != nil { asked.withLock { $0.append(question) } }
      return answer
    }
  }
}
