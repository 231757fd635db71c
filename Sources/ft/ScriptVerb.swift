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

/// `ft run`, `ft test` and `ft update` on a script's file.
struct ScriptVerb: Sendable {
  let application: Application
  let screen: Screen

  func run(_ words: [String]) async throws -> Commands.ExitCode {
    let orders = try ScriptOrder.orders(words)
    // Nothing runs while one of the files cannot.
    let scripts = try orders.map { try document(at: application.environment.path($0.file), $0) }
    var exitCode = Commands.ExitCode.success
    for (order, script) in zip(orders, scripts) {
      let path = application.environment.path(order.file)
      let ended =
        switch order.verb {
        case "test": try await test(script, order, at: path)
        case "update": try await update(script, order, at: path)
        default: finish(try await run(script, order, .run, at: path))
        }
      if ended == .interrupted { return ended }
      if exitCode == .success { exitCode = ended }
    }
    return exitCode
  }

  private func test(
    _ script: ScriptDocument, _ order: ScriptOrder, at path: String
  ) async throws -> Commands.ExitCode {
    let report = try await run(script, order, .test, at: path)
    if finish(report) == .success {
      screen.write(
        "\(order.file): \(NumberFormat.count(report.commandCount, "command")) and "
          + "\(NumberFormat.count(report.expectationCount, "expectation")) passed\n")
    }
    return report.exitCode
  }

  /// A script that was asked for at the prompt; the prompt's own workspace is left alone.
  func report(
    _ path: String, _ file: String, _ purpose: ScriptPurpose
  ) async throws -> ScriptOutcome {
    let order = ScriptOrder(verb: "run", file: file)
    return try await run(try document(at: path, order), order, purpose, at: path, isFresh: true)
  }

  private func document(at path: String, _ order: ScriptOrder) throws -> ScriptDocument {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try LocalFile.contents(of: path)
    } catch {
      guard error.obstacle == .isMissing else { throw error }
      throw Failure(
        .noFile, "no file \(order.file)", consequence: "nothing ran",
        remedy: "check the path; it starts from the folder that ft was started in")
    }
    let script = ScriptDocument(
      String(decoding: bytes, as: UTF8.self), file: order.file,
      parser: Parser(options: CommandTable.standard.catalog))
    let declared = script.parameters.map(\.name)
    if let unknown = order.parameters.first(where: { !declared.contains($0.name) })?.name {
      let near = nearest(to: unknown, in: declared).map { "did you mean \($0)?" }
      throw Failure(
        .unknownOption, "\(order.file) has no parameter \(unknown)", consequence: "nothing ran",
        remedy: near
          ?? (declared.isEmpty
            ? "it declares none; a line  param \(unknown) = VALUE  in it does"
            : "it declares \(declared.joined(separator: ", "))"))
    }
    return script
  }

  @discardableResult
  private func finish(_ report: ScriptOutcome) -> Commands.ExitCode {
    if let message = report.message { screen.message([.preformatted(StyledText(message))]) }
    return report.exitCode
  }

  /// Runs the script once, in a workspace of its own unless `-w` names one.
  private func run(
    _ script: ScriptDocument, _ order: ScriptOrder, _ purpose: ScriptPurpose,
    at path: String, isFresh: Bool = false
  ) async throws -> ScriptOutcome {
    let console = TerminalConsole(screen: screen, prompt: nil, environment: application.environment)
    let folder =
      path.lastIndex(of: "/").map { String(path[..<$0]) } ?? application.environment.folder
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
      script, for: purpose, listener: console, table: .standard
    ) { console in
      let (session, services) = try application.session(
        at: workspacePath, console: console, folder: folder, isScript: true,
        attachments: attachments)
      opened = services
      for (name, value) in order.parameters { session.variables[name] = value }
      return session
    }
    return try await application.interrupts.cancelling { try await runner.run() }
  }

  /// Rewrites the `|` lines when two runs agree on them.
  private func update(
    _ script: ScriptDocument, _ order: ScriptOrder, at path: String
  ) async throws -> Commands.ExitCode {
    let first = try await run(script, order, .update, at: path)
    guard first.exitCode == .success else { return finish(first) }
    let second = try await run(script, order, .update, at: path)
    guard second.exitCode == .success else { return finish(second) }
    let once = script.updated(with: first.outputs)
    let twice = script.updated(with: second.outputs)
    guard once == twice else {
      let text = script.difference(with: second.outputs)
      throw Failure(
        .runsDiffer, "two runs of \(order.file) said different things", context: [text],
        consequence: "the file is as it was",
        remedy: "put a mask such as <time> or <job> where they differ")
    }
    if once == script.document.source.text {
      screen.write("\(order.file) is up to date\n")
      return .success
    }
    screen.write(script.difference(with: first.outputs))
    // Without a person to look at the difference the script itself stays.
    let isWatched = isatty(0) == 1 && isatty(1) == 1
    try LocalFile.write(Array(once.utf8), to: isWatched ? path : path + ".new")
    screen.write(
      isWatched
        ? "wrote \(order.file)\n"
        : "wrote \(order.file).new;  mv \(order.file).new \(order.file)  takes it over\n")
    return .success
  }
}

/// A script that was asked for on the line behind `ft`, with values for its parameters.
private struct ScriptOrder {
  var verb: String
  var file: String
  var parameters: [(name: String, value: String)] = []

  /// Reads a verb, its files and `--param` options; only `test` takes more than one file.
  static func orders(_ words: [String]) throws -> [ScriptOrder] {
    let verb = words[0]
    var files: [String] = []
    var parameters: [(name: String, value: String)] = []
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      if word == "--param" || word.hasPrefix("--param=") {
        let text = word == "--param" ? rest.popFirst() ?? "" : String(word.dropFirst(8))
        guard let sign = text.firstIndex(of: "="), isName(text[..<sign]) else {
          throw Failure(
            .missingArgument, "--param takes NAME=VALUE",
            remedy: "ft \(verb) FILE.ft --param epochs=3")
        }
        parameters.append((String(text[..<sign]), String(text[text.index(after: sign)...])))
      } else if word.hasPrefix("-") {
        throw Failure(
          .unknownOption, "ft \(verb) has no option \(word)", consequence: "nothing ran",
          remedy: "ft \(verb) FILE.ft --param NAME=VALUE")
      } else {
        files.append(word)
      }
    }
    guard let first = files.first else {
      throw Failure(.missingArgument, "ft \(verb) needs a file", remedy: "ft \(verb) FILE.ft")
    }
    guard files.count == 1 || verb == "test" else {
      throw Failure(.unexpectedArgument, "ft \(verb) takes one file", remedy: "ft \(verb) \(first)")
    }
    return files.map { ScriptOrder(verb: verb, file: $0, parameters: parameters) }
  }
}
