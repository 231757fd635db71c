import CommandLanguage
import Commands
import Presentation
import Reports

/// The console of a session document: a script's own, with what a person at a terminal has besides.
///
/// Notices, which go to standard error, stand in the document behind `* `.
final class DocumentConsole: TextConsole {
  private let script: any TextConsole
  private let needs: SessionFixture.Needs

  init(over script: any TextConsole, _ needs: SessionFixture.Needs) {
    self.script = script
    self.needs = needs
  }

  var isInteractive: Bool { needs.isInteractive || script.isInteractive }

  func write(_ blocks: [Block]) { script.write(blocks) }

  func streamSanitized(_ text: String) { script.streamSanitized(text) }

  func notice(_ text: StyledText) { script.write([.preformatted(StyledText("* \(text.text)"))]) }

  func progress(_ text: String?) {}

  func confirm(_ question: String, defaultsToYes: Bool) async -> Bool? {
    await script.confirm(question, defaultsToYes: defaultsToYes)
  }

  func ask(_ question: String) async -> String? { await script.ask(question) }

  func edit(_ text: String, named name: String) async throws -> String {
    guard !needs.edits.isEmpty else {
      throw Failure(.noEditor, "there is no editor here", consequence: "nothing was changed")
    }
    return needs.edits.reduce(text) { $0.replacing($1.old, with: $1.new) }
  }
}

/// A console that shows nothing.
struct SilentConsole: TextConsole {
  var isInteractive: Bool { false }
  func write(_ blocks: [Block]) {}
  func streamSanitized(_ text: String) {}
  func notice(_ text: StyledText) {}
  func progress(_ text: String?) {}
  func confirm(_ question: String, defaultsToYes: Bool) async -> Bool? { nil }
  func ask(_ question: String) async -> String? { nil }
  func edit(_ text: String, named name: String) async throws -> String { text }
}
