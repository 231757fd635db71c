import CommandLanguage
import Presentation
import Synchronization

/// The console of a script: what a command says is kept as lines, and passed on if somebody listens.
final class CapturingConsole: Console {
  private let listener: (any Console)?
  private let layout: Layout
  private let text = Mutex("")

  /// Keeps lines in `layout`, which is fixed so that tests do not depend on a window.
  init(passingOnTo listener: (any Console)?, layout: Layout) {
    self.listener = listener
    self.layout = layout
  }

  var isInteractive: Bool { false }

  var redrawsProgress: Bool { listener?.redrawsProgress ?? false }

  func write(_ blocks: [Block]) {
    text.withLock { $0 += render(blocks, layout) }
    listener?.write(blocks)
  }

  func stream(_ piece: String) {
    text.withLock { $0 += piece }
    listener?.stream(piece)
  }

  func notice(_ text: StyledText) { listener?.notice(text) }

  func progress(_ text: String?) { listener?.progress(text) }

  func confirm(_ question: String, defaultsToYes: Bool) async -> Bool? { nil }

  func ask(_ question: String) async -> String? { nil }

  func edit(_ text: String, named name: String) async throws -> String {
    throw Failure(
      .noEditorInScript, "a script cannot open an editor", remedy: "set, in place of edit")
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
