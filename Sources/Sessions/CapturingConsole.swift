import CommandLanguage
import Commands
import Presentation
import Reports
import Synchronization

/// The console of a script: what a command says is kept as lines, and passed on to a listener.
///
/// Questions are answered from the script's `|` lines; where those have no answer, there is none.
final class CapturingConsole: TextConsole {
  private let listener: (any TextConsole)?
  private let layout: Layout
  private let text = Mutex("")
  private let parts = Mutex<[ShownScript.Part]>([])
  private let answers = Mutex<[String]>([])

  /// Keeps lines in `layout`, which is fixed so that tests do not depend on a window.
  init(passingOnTo listener: (any TextConsole)?, layout: Layout) {
    self.listener = listener
    self.layout = layout
  }

  /// Whether the script has an answer to the next question.
  var isInteractive: Bool { answers.withLock { !$0.isEmpty } }

  /// Answers the questions of the next command, first come, first served.
  func answer(with answers: [String]) { self.answers.withLock { $0 = answers } }

  var redrawsProgress: Bool { listener?.redrawsProgress ?? false }

  func write(_ blocks: [Block]) {
    text.withLock { $0 += render(blocks.map(\.unbroken), layout) }
    parts.withLock { $0.append(.blocks(blocks)) }
    listener?.write(blocks)
  }

  func streamSanitized(_ piece: String) {
    text.withLock { $0 += piece }
    parts.withLock { $0.append(.text(piece)) }
    listener?.streamSanitized(piece)
  }

  func notice(_ text: StyledText) { listener?.notice(text) }

  func progress(_ text: String?) { listener?.progress(text) }

  func confirm(_ question: String, defaultsToYes: Bool) async -> Bool? {
    guard let answer = answer(to: question, choices: defaultsToYes ? "Y/n" : "y/N") else {
      return nil
    }
    return answer.isEmpty ? defaultsToYes : ["y", "yes"].contains(answer.lowercased())
  }

  func ask(_ question: String) async -> String? { answer(to: question, choices: "...") }

  func edit(_ text: String, named name: String) async throws -> String {
    throw Failure(
      .noEditorInScript, "a script cannot open an editor", remedy: "set, in place of edit")
  }

  /// Shows a question with its answer, in the form that the `|` line of a script has.
  private func answer(to question: String, choices: String) -> String? {
    let next = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    guard let next else { return nil }
    write([.message(StyledText("? \(question) [\(choices)] \(next)"))])
    return next
  }

  /// What was said since the last call, as it was said.
  func takeParts() -> [ShownScript.Part] {
    parts.withLock { parts in
      defer { parts = [] }
      return parts
    }
  }

  /// The lines said since the last call, without the newline of the last.
  func takeLines() -> [String] {
    let said = text.withLock { text in
      defer { text = "" }
      return text
    }
    guard !said.isEmpty else { return [] }
    var lines = said.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}
