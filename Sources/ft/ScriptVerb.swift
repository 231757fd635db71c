import CommandLanguage
import Commands
import Files
import Glibc
import Presentation
import Quantities
import Reports
import Scripts
import Sessions
import Spelling
import Terminal
import Workspaces

/// `ft run`, `ft test`, `ft record` and `ft update` on a script's file.
struct ScriptVerb: Sendable {
  let application: Application
  let screen: Screen

  /// Runs, tests or updates the files of a line, and ends with the first exit code that is none of
  /// success.
  func run(_ input: ScriptInput, asJSON: Bool = false) async throws -> Commands.ExitCode {
    // Nothing runs while one of the files cannot.
    let runs = try input.files.map { file in
      let run = ScriptRun(
        file: file.text, path: application.environment.path(file.text), purpose: input.purpose,
        parameters: input.parameters, pace: input.pace, isLive: input.isLive,
        budget: input.budget, asJSON: asJSON)
      if run.purpose == .record { try refuseTape(of: run, input) }
      return (run, try document(of: run))
    }
    var exitCode = Commands.ExitCode.success
    var results: [RunResult] = []
    for (run, script) in runs {
      if run.purpose != .record, !run.isLive, let notice = try run.tape.priceNotice() {
        screen.notice(StyledText(notice))
      }
      let ended: Commands.ExitCode
      if run.purpose == .update {
        ended = try await update(script, run, asks: !input.takesAll)
      } else if run.purpose == .record {
        ended = try await record(script, run)
      } else {
        var outcome = try await outcome(of: script, run)
        if input.isTwice, run.purpose == .test, outcome.exitCode == .success {
          try await runAgain(script, run, &outcome)
        }
        results.append(RunResult(file: run.file, outcome: outcome))
        ended =
          input.format == nil ? finish(outcome, of: run) : outcome.exitCode
      }
      if ended == .interrupted { return ended }
      if exitCode == .success { exitCode = ended }
    }
    if let format = input.format { screen.write(TestReport(results).text(format)) }
    return exitCode
  }

  /// Shows how a run ended; a test that passed says what it went through.
  @discardableResult
  private func finish(_ outcome: ScriptOutcome, of run: ScriptRun) -> Commands.ExitCode {
    let result = RunResult(file: run.file, outcome: outcome)
    if let message = outcome.message { screen.message([.message(StyledText(message))]) }
    if run.asJSON {
      screen.write(json: result.json)
    } else if run.purpose == .test || run.purpose == .guide, outcome.exitCode == .success {
      screen.write(result.blocks)
    }
    return outcome.exitCode
  }

  /// A script that was asked for at the prompt; the prompt's own workspace is left alone.
  func outcome(of run: ScriptRun) async throws -> ScriptOutcome {
    try await outcome(of: try document(of: run), run, isFresh: true)
  }

  /// The script of a run, whose parameters it knows.
  func document(of run: ScriptRun) throws -> ScriptDocument {
    let script = try LessonFile(application: application).script(at: run.path, named: run.file)
    let declared = script.parameters.map(\.name)
    if let unknown = run.parameters.first(where: { !declared.contains($0.name) })?.name {
      let near = nearest(to: unknown, in: declared).map { "did you mean \($0)?" }
      throw Failure(
        .unknownOption, "\(run.file) has no parameter \(unknown)", consequence: "nothing ran",
        remedy: near
          ?? (declared.isEmpty
            ? "it declares none; a line  param \(unknown) = VALUE  in it does"
            : "it declares \(declared.joined(separator: ", "))"))
    }
    return script
  }

  /// Runs the script once, in a workspace of its own unless `-w` names one.
  func outcome(
    of script: ScriptDocument, _ run: ScriptRun, isFresh: Bool = false,
    over network: Network? = nil,
    keeping shown: ShownLines? = nil
  ) async throws -> ScriptOutcome {
    if run.purpose == .guide {
      let gate = try LessonGate(script) { listener in
        try application.world(of: script, at: run.path, console: listener)
      }
      return try await application.interrupts.cancelling { try await gate.run() }
    }
    let console = TerminalConsole(screen: screen, prompt: nil, environment: application.environment)
    console.speaksJSON = run.asJSON
    let folder =
      run.path.lastIndex(of: "/").map { String(run.path[..<$0]) } ?? application.environment.folder
    let network = try network ?? run.network()
    let scratch = try Folder(temporaryFor: "script")
    var opened: Services?
    defer {
      opened?.close()
      try? scratch.removeAll()
    }
    let isOwn = isFresh || application.workspace == nil
    let workspacePath = isOwn ? scratch.path + "/script.ftdb" : application.workspacePath
    let attachments = try script.unpackAttachments(into: scratch.path)
    let runner = try ScriptRunner(
      script, for: run.purpose == .record ? .run : run.purpose, listener: console, table: .standard,
      keeping: shown, typist: Typist(run.pace)
    ) { console in
      let (session, services) = try application.session(
        at: workspacePath, console: console, folder: folder, isScript: true,
        attachments: attachments, network: network, spendingLimit: run.budget)
      opened = services
      for parameter in run.parameters { session.variables[parameter.name] = parameter.value }
      return session
    }
    return try await application.interrupts.cancelling { try await runner.run() }
  }

  /// Rewrites the `|` lines when two runs agree on them.
  private func update(
    _ script: ScriptDocument, _ run: ScriptRun, asks: Bool
  ) async throws -> Commands.ExitCode {
    let first = try await outcome(of: script, run)
    guard first.exitCode == .success else { return finish(first, of: run) }
    let other = OtherRun(application: application)
    if try other.hand(over: first.outputs) { return .success }
    var script = script
    script.again = try await otherOutputs(of: run)
    try refuseUnsteady(script, first.outputs, of: run)
    let once = script.updated(with: first.outputs)
    if once == script.document.source.text {
      screen.write("\(run.file) is up to date\n")
      return .success
    }
    // Without a person to look at the difference the script itself stays.
    let isWatched = isatty(0) == 1 && isatty(1) == 1
    if isWatched, asks { return try await review(script, run, first.outputs) }
    screen.write(script.difference(with: first.outputs))
    if isWatched {
      try replace(script, of: run, with: once)
    } else {
      try LocalFile.write(Array(once.utf8), to: run.path + ".new")
    }
    screen.write(
      isWatched
        ? "wrote \(run.file)\n"
        : "wrote \(run.file).new;  mv \(run.file).new \(run.file)  takes it over\n")
    return .success
  }

  /// Tests a script that has passed in another process, too.
  private func runAgain(
    _ script: ScriptDocument, _ run: ScriptRun, _ outcome: inout ScriptOutcome
  ) async throws {
    let again = try await otherOutputs(of: run)
    let differs = script.commands.first { command in
      again[command.line].map { !script.comparison(of: command, with: $0).passes } ?? false
    }
    guard let differs else { return }
    outcome.exitCode = .expectationDiffers
    let lines = script.difference(of: differs, with: again[differs.line] ?? [])
    outcome.message = """
      error \(FailureKind.runsDiffer.code): \(run.file):\(differs.line): \
      in another process this line says something else
      \(lines)
      """
  }

  /// What the commands of a script say in another process.
  ///
  /// - Throws: ``Failure`` E712 where that process does not come to its end.
  private func otherOutputs(of run: ScriptRun) async throws -> [Int: [String]] {
    let other = OtherRun(application: application)
    let again = try await application.interrupts.cancelling { try other.outputs(of: run) }
    guard let again else {
      throw Failure(
        .runsDiffer, "a second run of \(run.file), in another process, did not come to its end",
        consequence: "the file is as it was",
        remedy: "\(OtherRun.shownSurroundings) ft test \(run.file)")
    }
    return again
  }

  /// - Throws: ``Failure`` E712 with what two runs said, where no mask covers the difference.
  private func refuseUnsteady(
    _ script: ScriptDocument, _ outputs: [Int: [String]], of run: ScriptRun
  ) throws {
    guard let line = script.unsteadyLines(after: outputs).first else { return }
    let (first, second) = (outputs[line] ?? [], script.again[line] ?? [])
    let changes = second.difference(from: first).map { change in
      switch change {
      case .remove(_, let text, _): "- \(text)"
      case .insert(_, let text, _): "+ \(text)"
      }
    }
    throw Failure(
      .runsDiffer, "\(run.file):\(line): two runs said different things", context: changes,
      consequence: "the file is as it was",
      remedy: "put a mask such as <time> or <job> where they differ")
  }

  /// Writes the changes that the person takes.
  private func review(
    _ script: ScriptDocument, _ run: ScriptRun, _ outputs: [Int: [String]]
  ) async throws -> Commands.ExitCode {
    let console = TerminalConsole(
      screen: screen, prompt: Prompt(environment: application.environment.variables),
      environment: application.environment)
    let review = UpdateReview(script, with: outputs, asking: console)
    let taken = try await application.interrupts.cancelling { await review.taken() }
    guard let taken, !taken.isEmpty else {
      screen.write("\(run.file) is as it was\n")
      return taken == nil ? .interrupted : .success
    }
    try replace(script, of: run, with: script.updated(with: taken))
    screen.write("wrote \(run.file), \(NumberFormat.count(taken.count, "change"))\n")
    return .success
  }

  /// Writes over the script, unless an editor saved it since it was read: runs and questions take
  /// their time.
  private func replace(
    _ script: ScriptDocument, of run: ScriptRun, with text: String
  ) throws {
    guard try document(of: run).document.source.text == script.document.source.text else {
      throw Failure(
        .changedMeanwhile, "\(run.file) was changed since it was run",
        consequence: "nothing was written", remedy: "ft update \(run.file)")
    }
    try LocalFile.write(Array(text.utf8), to: run.path)
  }
}

/// One script on its way through a run.
struct ScriptRun: Sendable {
  /// As it was typed.
  var file: String
  /// Absolute.
  var path: String
  var purpose: ScriptPurpose
  var parameters: [ScriptInput.Parameter]
  var pace = Pace.instant
  /// Whether services are asked themselves.
  var isLive = false
  /// The most that it may spend; nil without a limit of its own.
  var budget: Money?
  /// Whether standard output is for the run's value alone.
  var asJSON = false

  var tape: ScriptTape { ScriptTape(script: file, at: path, parameters: parameters) }

  /// How it reaches services: from its tape, unless it is live.
  func network() throws -> Network {
    isLive ? .open : tape.network(of: try tape.read(), pace: pace)
  }
}
