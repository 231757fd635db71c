import CommandLanguage
import Commands
import Files
import JSON
import Presentation
import Reports
import Scripts

/// Does what one line of a script says, and shows what came of it.
struct ScriptPerformer {
  let interpreter: Interpreter
  let console: any TextConsole

  /// Does what a line says, and says whether it was `quit`.
  ///
  /// What is no statement makes no cell, so `expect error` learns here how it ended.
  func perform(_ command: ScriptDocument.Command) async throws(Failure) -> Bool {
    let session = interpreter.session
    do {
      switch command.action {
      case .statement(let statement): return try await perform(statement)
      case .message(let text): try await say(text)
      case .file(let name): try show(fileNamed: name)
      case .unreadable(let diagnostic): throw diagnostic
      }
      session.cells.lastFailure = nil
      return false
    } catch {
      let failure = session.failure(explaining: error)
      session.cells.lastFailure = failure
      session.cells.told = CellMemory.Told(line: command.text.maskingKeys, failure: failure)
      throw failure
    }
  }

  private func perform(_ statement: Statement) async throws -> Bool {
    let report = try await interpreter.run(statement).result.get()
    if statement.option("json") != nil {
      console.stream(report.jsonText)
    } else {
      console.write(report.blocks)
    }
    return interpreter.table.endsSession(statement)
  }

  private func say(_ text: String) async throws {
    guard interpreter.session.chat != nil else {
      throw Failure(
        .noChatOpen, "no chat is open", consequence: "nothing was sent", remedy: "chat @demo")
    }
    try await ChatLoop(session: interpreter.session).accept(text)
  }

  private func show(fileNamed name: String) throws {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try LocalFile.contents(of: interpreter.session.path(name))
    } catch {
      guard error.obstacle == .isMissing else { throw error }
      throw Failure(
        .noFile, "no file \(name)", remedy: "check the path; it starts from the script's folder")
    }
    // The last line's end is the console's own.
    let text = String(decoding: bytes.last == 0x0A ? bytes.dropLast() : bytes[...], as: UTF8.self)
    console.write([.preformatted(StyledText(text))])
  }
}

extension ScriptDocument.Command {
  /// The text that a failure's position is in.
  var source: SourceText { statement?.source ?? SourceText(text) }
}
