import JSON

/// The text of a snippet: Python, a page with Python between fences, or a notebook.
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
    tokens = PythonLexer(text).tokens
    if text.contains("\"nbformat\"") {
      tokens = PythonLexer(readNotebook(text)).tokens
    } else if hasFences {
      tokens = PythonLexer(readPage(text)).tokens
    }
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

  /// Whether blocks of a page are fenced; a fence in a comment or a text of Python is none.
  private var hasFences: Bool {
    tokens.indices.dropLast(2).contains { index in
      (index == 0 || tokens[index - 1].kind == .newline)
        && (0..<3).allSatisfy { tokens[index + $0].isSign("`") }
    }
  }

  /// Takes the cells of a notebook, as Jupyter writes it: each line of a cell on a line of the file.
  private mutating func readNotebook(_ text: String) -> String {
    var code: [String] = []
    var isCode = false
    var isInCell = false
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      code.append("")
      var content = line.drop(while: \.isWhitespace)
      if content.hasPrefix("\"cell_type\"") { isCode = content.contains("\"code\"") }
      if content.hasPrefix("\"source\"") {
        isInCell = content.last == "["
      } else if content.first == "]" {
        isInCell = false
      } else if isInCell {
        if content.last == "," { content.removeLast() }
        let written = (try? JSONValue(parsing: String(content)))?.string ?? ""
        let cell = String(written.prefix { !$0.isNewline })
        if isCode { code[index] = cell } else { comments.append((cell, index + 1)) }
      }
    }
    return code.joined(separator: "\n")
  }

  /// Takes a page apart; returns its code, with empty lines in the place of all else.
  private mutating func readPage(_ text: String) -> String {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var code = lines.map { _ in Substring() }
    var open: (language: String, start: Int)?
    for (index, line) in lines.enumerated() {
      guard let fence = Self.fence(line) else {
        if open == nil { comments.append((String(line), index + 1)) }
        continue
      }
      guard let block = open else {
        open = (fence, index + 1)
        continue
      }
      open = nil
      let content = lines[block.start..<index]
      let isData =
        content.first { !$0.allSatisfy(\.isWhitespace) }?
        .drop(while: \.isWhitespace).first == "{"
      if Self.isPython(block.language), !isData {
        code.replaceSubrange(block.start..<index, with: content)
      } else {
        blocks.append((content.joined(separator: "\n"), block.start + 1))
      }
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
