import CommandLanguage
import Commands
import Glibc
import Presentation
import Scripts
import Terminal
import Workspaces

/// `ft run`, `ft test` and `ft update` on a script's file.
struct ScriptVerb: Sendable {
  let start: Start
  let screen: Screen

  func run(_ words: [String]) async throws -> Commands.ExitCode {
    let order = try ScriptOrder(words)
    let path = start.surroundings.path(order.file)
    let script = try document(at: path, order)
    switch order.verb {
    case "test":
      let report = try await run(script, order, .test, at: path)
      finish(report)
      if report.exitCode == .success {
        screen.write(
          "\(order.file): \(Figure.count(report.commandCount, "command")) and "
            + "\(Figure.count(report.expectationCount, "expectation")) passed\n")
      }
      return report.exitCode
    case "update": return try await update(script, order, at: path)
    default:
      let report = try await run(script, order, .run, at: path)
      finish(report)
      return report.exitCode
    }
  }

  /// A script that was asked for at the prompt; the prompt's own workspace is left alone.
  func report(
    _ path: String, _ file: String, _ purpose: ScriptRunner.Purpose
  ) async throws -> ScriptRunner.Report {
    let order = try ScriptOrder(["run", file])
    return try await run(try document(at: path, order), order, purpose, at: path, isFresh: true)
  }

  private func document(at path: String, _ order: ScriptOrder) throws -> ScriptDocument {
    let bytes: [UInt8]
    do {
      bytes = try LocalFile.contents(of: path)
    } catch WorkspaceError.file(_, ENOENT) {
      throw Failure(
        "E101", "no file \(order.file)", consequence: "nothing ran",
        remedy: "check the path; it starts from the folder that ft was started in")
    }
    return ScriptDocument(
      String(decoding: bytes, as: UTF8.self), file: order.file,
      parser: Parser(options: CommandTable.standard))
  }

  private func finish(_ report: ScriptRunner.Report) {
    guard let message = report.message else { return }
    screen.message([.preformatted(StyledText(message))])
  }

  /// Runs the script once, in a workspace of its own unless `-w` names one.
  private func run(
    _ script: ScriptDocument, _ order: ScriptOrder, _ purpose: ScriptRunner.Purpose,
    at path: String, isFresh: Bool = false
  ) async throws -> ScriptRunner.Report {
    let console = TerminalConsole(screen: screen, prompt: nil, surroundings: start.surroundings)
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? start.surroundings.folder
    let scratch = try ScratchFolder(for: "script")
    let isOwn = isFresh || start.workspace == nil
    let workspacePath = isOwn ? scratch.path + "/script.ftdb" : start.workspacePath
    let attachments = try script.unpackAttachments(into: scratch.path)
    var opened: Services?
    let runner = try ScriptRunner(
      script, for: purpose, listener: console, table: .standard
    ) { console in
      let (session, services) = try start.session(
        at: workspacePath, console: console, folder: folder, isScript: true,
        attachments: attachments)
      opened = services
      for (name, value) in order.parameters { session.setVariable(name, to: value) }
      return session
    }
    defer {
      opened?.close()
      scratch.remove()
    }
    return try await start.interrupts.cancelling { try await runner.run() }
  }

  /// Rewrites the `|` lines when two runs agree on them.
  private func update(
    _ script: ScriptDocument, _ order: ScriptOrder, at path: String
  ) async throws -> Commands.ExitCode {
    let first = try await run(script, order, .update, at: path)
    guard first.exitCode == .success else {
      finish(first)
      return first.exitCode
    }
    let second = try await run(script, order, .update, at: path)
    guard second.exitCode == .success else {
      finish(second)
      return second.exitCode
    }
    let once = script.updated(with: first.outputs)
    let twice = script.updated(with: second.outputs)
    guard once == twice else {
      let text = script.difference(with: second.outputs)
      throw Failure(
        "E712", "two runs of \(order.file) said different things", context: [text],
        consequence: "the file is as it was",
        remedy: "put a mask such as <time> or <job> where they differ")
    }
    if once == script.document.source.text {
      screen.write("\(order.file) is up to date\n")
      return .success
    }
    screen.write(script.difference(with: first.outputs))
    // Without a person to look at the difference the script itself stays.
    let target = isatty(0) == 1 && isatty(1) == 1 ? path : path + ".new"
    try LocalFile.write(Array(once.utf8), to: target)
    screen.write("wrote \(target)\n")
    return .success
  }
}

/// What stands on the line behind `ft`: a verb, a file, and values for parameters.
private struct ScriptOrder {
  var verb: String
  var file = ""
  var parameters: [(name: String, value: String)] = []

  init(_ words: [String]) throws {
    verb = words[0]
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      if word == "--param" || word.hasPrefix("--param=") {
        let text = word == "--param" ? rest.popFirst() ?? "" : String(word.dropFirst(8))
        guard let sign = text.firstIndex(of: "="), isName(text[..<sign]) else {
          throw Failure(
            "E021", "--param takes NAME=VALUE", remedy: "ft \(verb) FILE.ft --param epochs=3")
        }
        parameters.append((String(text[..<sign]), String(text[text.index(after: sign)...])))
      } else if word.hasPrefix("-") {
        throw Failure(
          "E004", "ft \(verb) has no option \(word)", consequence: "nothing ran",
          remedy: "ft \(verb) FILE.ft --param NAME=VALUE")
      } else if file.isEmpty {
        file = word
      } else {
        throw Failure("E022", "ft \(verb) takes one file", remedy: "ft \(verb) \(file)")
      }
    }
    if file.isEmpty {
      throw Failure("E021", "ft \(verb) needs a file", remedy: "ft \(verb) FILE.ft")
    }
  }
}
