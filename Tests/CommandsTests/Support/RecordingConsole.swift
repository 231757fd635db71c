import CommandLanguage
import Commands
import Presentation
import Reports
import Synchronization

/// A console that writes down what is said, 80 columns wide, and answers from a list.
final class RecordingConsole: TextConsole {
  private struct State {
    var text = ""
    var answers: [String] = []
    var keys: [Character] = []
    var edit: (@Sendable (String) -> String)?
  }

  static let layout = Layout(width: 80, usesColor: false, usesUnicode: true)

  let isInteractive: Bool
  private let state = Mutex(State())

  init(isInteractive: Bool) { self.isInteractive = isInteractive }

  /// What is answered next, first come first served.
  func answer(_ answers: [String]) { state.withLock { $0.answers = answers } }

  /// What is typed key by key next; without any, a line is taken.
  func press(_ keys: String) { state.withLock { $0.keys = Array(keys) } }

  func key(_ question: String) async -> KeyAnswer? {
    let key = state.withLock { $0.keys.isEmpty ? nil : $0.keys.removeFirst() }
    guard let key else { return await ask(question).map(KeyAnswer.line) }
    say("? \(question) [\(key)]\n")
    return .key(key)
  }

  /// What the editor does to the text that it is given.
  func setEditor(_ edit: @escaping @Sendable (String) -> String) {
    state.withLock { $0.edit = edit }
  }

  /// What was said since the last call.
  func take() -> String {
    state.withLock { state in
      defer { state.text = "" }
      return state.text
    }
  }

  func write(_ blocks: [Block]) { say(render(blocks, Self.layout)) }

  func streamSanitized(_ text: String) { say(text) }

  /// Notices go to standard error; here a `*` tells them from results.
  func notice(_ text: StyledText) { say("* \(text.text)\n") }

  func progress(_ text: String?) {}

  func confirm(_ question: String, defaultsToYes: Bool) async -> Bool? {
    let answer = next()
    say("? \(question) [\(defaultsToYes ? "Y/n" : "y/N")] \(answer ?? "")\n")
    guard let answer else { return nil }
    return answer.isEmpty ? defaultsToYes : answer == "yes"
  }

  func ask(_ question: String) async -> String? {
    let answer = next()
    say("? \(question) [...] \(answer ?? "")\n")
    return answer
  }

  func edit(_ text: String, named name: String) async throws -> String {
    guard let edit = state.withLock({ $0.edit }) else {
      throw Failure(.noEditor, "there is no editor here", consequence: "nothing was changed")
    }
    return edit(text)
  }

  private func say(_ text: String) { state.withLock { $0.text += text } }

  private func next() -> String? {
    state.withLock { $0.answers.isEmpty ? nil : $0.answers.removeFirst() }
  }
}
