import CommandLanguage
package import Commands
import Presentation
package import Reports
package import Scripts
import Spelling
import Workspaces

/// Runs a script's commands in order, in a session of its own, and stops at the first fault.
package struct ScriptRunner: Sendable {
  private let script: ScriptDocument
  private let purpose: ScriptPurpose
  private let console: CapturingConsole
  private let listener: any TextConsole
  private let interpreter: Interpreter
  private let performer: ScriptPerformer
  /// Where what each line said is kept as it was said; nil where the lines of text are enough.
  private let shown: ShownLines?
  /// Nil where a line comes at once.
  private let typist: Typist?

  /// Prepares a run; `makeSession` is given the console that the session must speak to, and
  /// `listener` shows the run, its lines typed by `typist`, unless what is said is kept in `shown`.
  package init(
    _ script: ScriptDocument, for purpose: ScriptPurpose, listener: any TextConsole,
    table: CommandTable, keeping shown: ShownLines? = nil, typist: Typist? = nil,
    makeSession: (any TextConsole) throws -> Session
  ) rethrows {
    self.script = script
    self.purpose = purpose
    self.listener = listener
    let layout = Layout(width: 80, usesColor: false, usesUnicode: true)
    console = CapturingConsole(
      passingOnTo: purpose == .run && shown == nil ? listener : nil, layout: layout)
    self.shown = shown
    self.typist = typist
    interpreter = Interpreter(session: try makeSession(console), table: table)
    performer = ScriptPerformer(interpreter: interpreter, console: console)
  }

  /// Runs the whole script, or to its first fault.
  ///
  /// - Throws: `CancellationError` alone; every other fault is in the report.
  package func run() async throws -> ScriptOutcome {
    var report = ScriptOutcome()
    if let first = script.diagnostics.first {
      report.exitCode = .usage
      report.message = first.rendered
      return report
    }
    report.steps = script.steps.map {
      ScriptOutcome.Step(
        name: $0.name.isEmpty ? "beginning" : $0.name, line: $0.line, hasRun: false)
    }
    let clock = ContinuousClock()
    for (index, step) in script.steps.enumerated() {
      let started = clock.now
      let goesOn = try await run(step, into: &report)
      report.steps[index].hasRun = true
      report.steps[index].duration = clock.now - started
      report.steps[index].message = report.message
      guard goesOn else { break }
    }
    return report
  }

  /// Runs a step, and says whether the next one may run.
  private func run(
    _ step: ScriptDocument.Step, into report: inout ScriptOutcome
  ) async throws -> Bool {
    if !step.title.isEmpty { show(.line(StyledText("## \(step.title)", .strong)), spaced: true) }
    for item in step.items {
      switch item {
      case .prose(let text, _): show(.note(StyledText(text)))
      case .speakerNote: continue
      case .command(let command):
        try await run(command, in: step, into: &report)
        if report.exitCode != .success || report.hasQuit { return false }
      }
    }
    return true
  }

  private func show(_ block: Block, spaced: Bool = false) {
    guard purpose == .run, shown == nil else { return }
    listener.write(spaced ? [.blank, block] : [block])
  }

  /// Shows a line before it runs; one for the chat stands behind the chat's own prompt.
  private func showLine(of command: ScriptDocument.Command) async throws {
    guard purpose == .run, shown == nil else { return }
    var (text, prompt) = (command.text, "> ")
    if case .message(let message) = command.action, let chat = interpreter.session.chat {
      (text, prompt) = (message, "\(chat.label)> ")
    }
    guard let typist, !text.contains(where: \.isNewline) else {
      return listener.write([.line("\(prompt, .dim)\(text, .accent)")])
    }
    try await typist.type(text, prompt: prompt, on: listener)
  }

  private func run(
    _ command: ScriptDocument.Command, in step: ScriptDocument.Step,
    into report: inout ScriptOutcome
  ) async throws {
    try await showLine(of: command)
    report.commandCount += 1
    console.answer(with: command.answers)
    var failure: Failure?
    var line = ShownScript.Line()
    if case .message = command.action { line.chat = interpreter.session.chat?.label }
    let started = interpreter.session.context.elapsed()
    do throws(Failure) {
      report.hasQuit = try await performer.perform(command)
      failure = nil
    } catch {
      failure = error
    }
    try Task.checkCancellation()
    if failure?.kind == .noTape, step.number > 0 {
      failure?.message = "step \(step.number) needs the network"
    }
    if let failure, command.expectsFailure {
      console.write([.message(StyledText(failure.text(in: command.source)))])
    }
    line.parts = console.takeParts()
    if interpreter.session.context.isReplay {
      line.duration = interpreter.session.context.elapsed() - started
    }
    shown?.keep(line, of: command.line)
    let lines = console.takeLines()
    report.outputs[command.line] = lines
    guard judge(failure, command, into: &report) else { return }
    if purpose == .test { compare(lines, with: command, into: &report) }
    guard report.exitCode == .success else { return }
    for expectation in command.expectations {
      report.expectationCount += 1
      try await check(expectation, into: &report)
      guard report.exitCode == .success else { return }
    }
  }

  /// Whether the command went as it should.
  private func judge(
    _ failure: Failure?, _ command: ScriptDocument.Command, into report: inout ScriptOutcome
  ) -> Bool {
    let place = "\(script.file):\(command.line)"
    switch (failure, command.expectsFailure) {
    case (nil, false), (.some, true): return true
    case (nil, true):
      let failure = Failure(
        .expectationDiffers, "the command should fail, and it went well", remedy: "take the ! away")
      report.exitCode = failure.exitCode
      report.message = failure.text(in: command.source, place: place)
    case (let failure?, false):
      report.exitCode = failure.exitCode
      report.message = failure.text(in: command.source, place: place)
    }
    return false
  }

  private func compare(
    _ lines: [String], with command: ScriptDocument.Command, into report: inout ScriptOutcome
  ) {
    guard !command.output.isEmpty else { return }
    guard !script.comparison(of: command, with: lines).passes else { return }
    report.exitCode = .expectationDiffers
    report.message =
      "\(script.file):\(command.line): \(command.text)\n"
      + script.difference(with: [command.line: lines]) + maskHelp(for: command, lines)
  }

  /// Says of a word that is written as a mask and is none what is one; empty where a command said it.
  private func maskHelp(for command: ScriptDocument.Command, _ lines: [String]) -> String {
    let unknown = command.output.flatMap(\.pattern.unknownMasks).first { word in
      !lines.contains { $0.contains("<\(word)>") }
    }
    guard let unknown else { return "" }
    let near = nearest(to: unknown, in: Mask.allCases.map(\.rawValue)).map {
      "did you mean <\($0)>?"
    }
    let all = "masks are \(Mask.allCases.map(\.text).joined(separator: " "))"
    return "help: <\(unknown)> is no mask; \(near ?? all)\n"
  }

  private func check(_ expectation: Statement, into report: inout ScriptOutcome) async throws {
    if purpose == .run, shown == nil {
      listener.write([.line("\("> ", .dim)\(expectation.text, .accent)")])
    }
    let result = await interpreter.run(expectation)
    try Task.checkCancellation()
    if case .success(let shown) = result.result { listener.write(shown.blocks) }
    guard let failure = result.failure else { return }
    let line = expectation.source.position(of: expectation.range.lowerBound).line
    report.exitCode = failure.exitCode
    report.message = failure.text(in: expectation.source, place: "\(script.file):\(line)")
  }
}
