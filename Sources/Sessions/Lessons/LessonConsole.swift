import CommandLanguage
package import Commands
package import Presentation
package import Reports
import Synchronization

/// Where a lesson is shown, and whom it may ask.
package protocol LessonListener: TextConsole {
  /// Shows what a line of the learner gave, page by page where it is longer than the screen.
  func present(_ blocks: [Block]) async

  /// Shows the value of a line with `--json`.
  func present(json text: String)

  /// Shows why a line of the learner did not do what was asked.
  func show(fault text: String)
}

/// The console of a lesson's sessions: the learner's own, or that of the lesson's own lines, whose
/// questions are answered by the script and which may be shown or not.
package final class LessonConsole: TextConsole {
  private enum Speaker {
    case learner
    case author(answers: [String], Shown)
  }

  /// What is seen of a line of the lesson.
  enum Shown {
    case all
    /// How far its work is.
    case progress
    case nothing
  }

  private let listener: any LessonListener
  private let speaker = Mutex(Speaker.learner)

  package init(_ listener: any LessonListener) { self.listener = listener }

  /// From now on the lesson's own line runs; `answers` are those of its script.
  func beginAuthor(answers: [String], showing shown: Shown) {
    speaker.withLock { $0 = .author(answers: answers, shown) }
  }

  /// From now on the learner's lines run.
  func endAuthor() { speaker.withLock { $0 = .learner } }

  private var shown: Shown {
    speaker.withLock { if case .author(_, let shown) = $0 { shown } else { .all } }
  }

  private var isShown: Bool { shown == .all }

  package var isInteractive: Bool {
    speaker.withLock { speaker in
      switch speaker {
      case .learner: listener.isInteractive
      case .author(let answers, _): !answers.isEmpty
      }
    }
  }

  package var redrawsProgress: Bool { listener.redrawsProgress }

  package func write(_ blocks: [Block]) { if isShown { listener.write(blocks) } }

  package func streamSanitized(_ text: String) { if isShown { listener.streamSanitized(text) } }

  package func notice(_ text: StyledText) { if isShown { listener.notice(text) } }

  package func progress(_ text: String?) {
    if shown != .nothing || text == nil { listener.progress(text) }
  }

  package func confirm(_ question: String, defaultsToYes: Bool) async -> Bool? {
    switch nextAnswer() {
    case .learner: return await listener.confirm(question, defaultsToYes: defaultsToYes)
    case .none: return nil
    case .given(let answer):
      show(question, defaultsToYes ? "Y/n" : "y/N", answer)
      return answer.isEmpty ? defaultsToYes : ["y", "yes"].contains(answer.lowercased())
    }
  }

  package func ask(_ question: String) async -> String? {
    switch nextAnswer() {
    case .learner: return await listener.ask(question)
    case .none: return nil
    case .given(let answer):
      show(question, "...", answer)
      return answer
    }
  }

  package func key(_ question: String) async -> KeyAnswer? {
    switch nextAnswer() {
    case .learner: return await listener.key(question)
    case .none: return nil
    case .given(let answer):
      show(question, "...", answer)
      return .line(answer)
    }
  }

  package func edit(_ text: String, named name: String) async throws -> String {
    guard case .learner = speaker.withLock({ $0 }) else {
      throw Failure(
        .noEditorInScript, "a script cannot open an editor", remedy: "set, in place of edit")
    }
    return try await listener.edit(text, named: name)
  }

  private enum Answer {
    case learner
    case none
    case given(String)
  }

  private func nextAnswer() -> Answer {
    speaker.withLock { speaker in
      guard case .author(var answers, let shown) = speaker else { return .learner }
      guard !answers.isEmpty else { return .none }
      let next = answers.removeFirst()
      speaker = .author(answers: answers, shown)
      return .given(next)
    }
  }

  private func show(_ question: String, _ choices: String, _ answer: String) {
    write([.message(StyledText("? \(question) [\(choices)] \(answer)"))])
  }

  /// Shows what a line of the learner gave.
  func present(_ blocks: [Block]) async { await listener.present(blocks) }

  /// Shows the value of a line with `--json`.
  func present(json text: String) { listener.present(json: text) }

  /// Shows why a line of the learner did not do what was asked.
  func show(fault text: String) { listener.show(fault: text) }
}
