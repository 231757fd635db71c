import CommandLanguage
import Presentation
import Scripts

/// A script in Markdown, with what its lines said.
package struct LessonMarkdown: Sendable {
  private let shown: ShownScript
  private static let layout = Layout(width: 80)

  package init(_ shown: ShownScript) { self.shown = shown }

  /// The whole text.
  package var text: String {
    var parts = ["# \(escaped(shown.title))"]
    for (index, step) in shown.script.steps.enumerated() {
      if step.number > 0 { parts.append("## \(step.number). \(escaped(step.name))") }
      for passage in shown.script.passages(of: step) {
        switch passage {
        case .prose(let lines):
          parts += shown.prose(lines, isFirst: index == 0).map(paragraph)
        case .command(let command): parts += self.parts(of: command)
        }
      }
    }
    for attachment in shown.script.attachments {
      parts.append("`\(attachment.name.filter { $0 != "`" })`:")
      parts.append(fenced(sanitized(attachment.text, lines: .kept), as: ""))
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func parts(of command: ScriptDocument.Command) -> [String] {
    let line = shown.lines[command.line] ?? ShownScript.Line()
    let typed = sanitized(command.answerText, lines: .kept)
    var parts = [fenced((line.chat.map { "\(sanitized($0))> " } ?? "") + typed, as: "ft")]
    let said = line.text(Self.layout)
    if !said.allSatisfy(\.isWhitespace) { parts.append(fenced(said, as: "text")) }
    return parts
  }

  /// Text between fences that are longer than any in it (CommonMark §4.5).
  private func fenced(_ text: String, as language: String) -> String {
    let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)\(language)\n\(text)\(text.hasSuffix("\n") || text.isEmpty ? "" : "\n")\(fence)"
  }

  private func paragraph(_ text: String) -> String {
    if let code = code(of: text) { return fenced(sanitized(code, lines: .kept), as: "") }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      // An item of the author's list stays one.
      let item = line.prefix { $0 == " " } + (line.drop { $0 == " " }.hasPrefix("- ") ? "- " : "")
      return item + escaped(String(line.dropFirst(item.count)))
    }.joined(separator: "\n")
  }

  /// Text in which no sign is one of Markdown (CommonMark §2.4).
  private func escaped(_ text: String) -> String {
    var result = ""
    for (index, character) in sanitized(text).enumerated() {
      let isSign = "\\`*_[]<>&|~".contains(character)
      if isSign || index == 0 && "#+-=".contains(character) { result.append("\\") }
      result.append(character)
    }
    // `1. text` would begin a list.
    let digits = result.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, let sign = result.dropFirst(digits.count).first, ".)".contains(sign)
    else { return result }
    return digits + "\\" + result.dropFirst(digits.count)
  }
}
