/// The text of a snippet: Python, or a page with Python between fences.
struct SnippetSource {
  /// Words with the line that they stand on, counted from 1.
  typealias Passage = (text: String, line: Int)

  /// The words of the code alone.
  private(set) var tokens: [PythonToken]
  /// What is written for readers of the source: comments, and the words of a page.
  private(set) var comments: [Passage] = []
  /// The texts that are values, line by line.
  private(set) var texts: [Passage] = []
  /// Blocks of a page that are no Python, which may be examples.
  private(set) var blocks: [Passage] = []

  init(_ text: String) {
    let whole = PythonLexer(text).tokens
    // A fence in a comment or a text of Python is no fence.
    let isPage = whole.contains { $0.isSign("`") && $0.column == 0 }
    tokens = whole
    if isPage { tokens = PythonLexer(readPage(text)).tokens }
    for (index, token) in tokens.enumerated() {
      if case .comment(let text) = token.kind { comments.append((text, token.line)) }
      guard let text = token.text else { continue }
      let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        .enumerated().map { (text: String($1), line: token.line + $0) }
      let isAlone =
        (index == 0 || tokens[index - 1].kind == .newline) && tokens[index + 1].kind == .newline
      if isAlone { comments += lines } else { texts += lines }
    }
    comments.sort { $0.line < $1.line }
  }

  /// Whether a text of the source is this one, or holds it in quotes.
  func names(_ word: String) -> Bool {
    (texts + comments + blocks).contains { $0.text == word || $0.text.contains("\"\(word)\"") }
  }

  /// Whether examples for supervised training are written out.
  var hasExamples: Bool {
    let isKey = tokens.indices.dropLast().contains { index in
      tokens[index].text == "messages" && tokens[index + 1].isSign(":")
    }
    return isKey || (texts + blocks).contains { $0.text.contains("\"messages\"") }
  }

  /// Takes a page apart; returns its code, with empty lines in the place of all else.
  private mutating func readPage(_ text: String) -> String {
    var code: [Substring] = []
    var language: String?
    var block: Passage = ("", 1)
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let isCode = language.map(Self.isPython) ?? false
      if let fence = Self.fence(line) {
        if language != nil, !isCode { blocks.append(block) }
        language = language == nil ? fence : nil
        block = ("", index + 2)
      } else if language == nil {
        comments.append((String(line), index + 1))
      } else {
        block.text += line + "\n"
      }
      code.append(isCode && language != nil ? line : "")
    }
    return code.joined(separator: "\n")
  }

  private static func isPython(_ language: String) -> Bool {
    ["", "python", "py", "python3"].contains(language)
  }

  /// The language that a fence names; nil for a line that is no fence.
  private static func fence(_ line: Substring) -> String? {
    let text = line.drop(while: \.isWhitespace)
    guard text.hasPrefix("```") else { return nil }
    return text.drop { $0 == "`" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
  }
}
