import CommandLanguage
import Commands
import Files
import JSON
import Presentation
import Processes
import Reports
import Synchronization
import Terminal

extension Screen {
  /// Writes a value over several lines, with nothing in it that a terminal would obey.
  func write(json value: JSONValue) {
    write(escapedJSON(String(decoding: value.encoded(.pretty), as: UTF8.self)) + "\n")
  }
}

/// The console of a person or a pipe: results to standard output, the rest to standard error.
final class TerminalConsole: TextConsole {
  let screen: Screen
  let prompt: Prompt?
  private let environment: ProcessEnvironment
  private let isQuiet = Mutex(false)
  private let isAttended = Mutex(false)

  init(screen: Screen, prompt: Prompt?, environment: ProcessEnvironment) {
    self.screen = screen
    self.prompt = prompt
    self.environment = environment
  }

  /// While set, only a value's JSON goes to standard output.
  var speaksJSON: Bool {
    get { isQuiet.withLock { $0 } }
    set { isQuiet.withLock { $0 = newValue } }
  }

  /// Whether somebody was asked, or wrote in an editor, since the last call.
  func takeAttention() -> Bool {
    isAttended.withLock { isAttended in
      defer { isAttended = false }
      return isAttended
    }
  }

  var isInteractive: Bool { prompt?.isInteractive ?? false }

  var redrawsProgress: Bool { screen.animates }

  func write(_ blocks: [Block]) {
    if speaksJSON { screen.message(blocks) } else { screen.write(blocks) }
  }

  func streamSanitized(_ text: String) {
    if !speaksJSON { screen.stream(text) }
  }

  func notice(_ text: StyledText) { screen.notice(text) }

  func progress(_ text: String?) { screen.progress(text.map { StyledText($0) }) }

  func confirm(_ question: String, defaultsToYes: Bool) async -> Bool? {
    isAttended.withLock { $0 = true }
    return await prompt?.confirm(StyledText(question), defaultsToYes: defaultsToYes)
  }

  func ask(_ question: String) async -> String? {
    guard isInteractive else { return nil }
    isAttended.withLock { $0 = true }
    return await prompt?.ask(StyledText(question + " "))
  }

  func key(_ question: String) async -> KeyAnswer? {
    guard isInteractive, let prompt, prompt.takesKeys else {
      return await ask(question).map(KeyAnswer.line)
    }
    isAttended.withLock { $0 = true }
    while true {
      switch await prompt.readKey(StyledText(question)) {
      case .character(let character): return .key(character)
      // What composes a character on some keyboards ends with Return.
      case .enter: continue
      case .end: return nil
      }
    }
  }

  func edit(_ text: String, named name: String) async throws -> String {
    guard isInteractive, let prompt else {
      throw Failure(
        .noEditor, "an editor needs a terminal", consequence: "nothing was changed",
        remedy: "set NAME#NUMBER.FIELD VALUE")
    }
    isAttended.withLock { $0 = true }
    let editor: ExternalEditor
    do {
      editor = try ExternalEditor(environment: environment.variables)
    } catch {
      throw Failure(
        .noEditor, "\(error)", consequence: "nothing was changed",
        remedy: "export EDITOR=nano in the shell")
    }
    // An editor that nobody chose covers the screen, and one of them is known for not letting go.
    if editor.source == .path, let name = editor.words.first {
      let keys =
        name == "vi" ? ":wq saves, :q! leaves all as it was" : "Ctrl-O saves, Ctrl-X leaves"
      let question: StyledText =
        "EDITOR is not set, so \(name) opens: \(keys). For another, export EDITOR=NAME in the shell. Enter goes on: "
      guard await prompt.ask(question) != nil else { throw CancellationError() }
    }
    let folder = try Folder(temporaryFor: "edit")
    let path = "\(folder.path)/\(name).txt"
    do {
      let edited = try await prompt.withTerminal { try editor.edit(text, at: path) }
      try? folder.removeAll()
      return edited
    } catch let error as ProgramError {
      // What was typed may be in the file and nowhere else, so that it stays.
      throw Failure(
        .noEditor, "\(error)", context: ["the text is in \(path)"],
        consequence: "nothing was changed", remedy: "export EDITOR=nano in the shell")
    }
  }
}
