/// A line of Python, over as many lines as it goes, spelled in one way: its words with a space
/// between any two, texts in double quotes, comments left out.
struct SnippetStatement {
  let tokens: [PythonToken]
  let spelling: String

  /// Longer lines are data; no more of them is spelled.
  private static let spellingLimit = 4_000
  private static let textLimit = 200

  init(_ tokens: [PythonToken]) {
    self.tokens = tokens
    spelling = String(
      tokens.lazy.map(Self.spelling).joined(separator: " ").prefix(Self.spellingLimit))
  }

  var line: Int { tokens[0].line }
  var indent: Int { tokens[0].column }

  /// The statements of a source in their order.
  static func all(_ tokens: [PythonToken]) -> [SnippetStatement] {
    tokens.split { $0.kind == .newline }
      .map { flat($0).filter { !$0.isComment } }
      .filter { !$0.isEmpty }.map(SnippetStatement.init)
  }

  /// The expressions in a text stand behind it.
  private static func flat(_ tokens: some Sequence<PythonToken>) -> [PythonToken] {
    tokens.flatMap { token in
      guard case .formatted(let parts) = token.kind else { return [token] }
      return parts.reduce(into: [token]) { list, part in
        if case .expression(let inner) = part { list += flat(inner) }
      }
    }
  }

  private static func spelling(_ token: PythonToken) -> String {
    switch token.kind {
    case .name(let text), .number(let text), .sign(let text): return text
    case .string, .formatted:
      let text = (token.text ?? "").prefix(textLimit)
      return "\"\(text.filter { $0 != "\"" && !$0.isNewline })\""
    case .newline, .comment: return ""
    }
  }
}
