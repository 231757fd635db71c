import JSON

/// The marks before a question and its answer in plain text.
enum QuestionMarks {
  /// Which side a mark is of.
  enum Side: Hashable, Sendable { case question, answer }

  private static let questions = [
    "question", "질문", "문의", "質問", "q", "문", "問",
  ]
  private static let answers = ["answer", "답변", "대답", "回答", "a", "답", "答"]

  /// The side that a line begins, with what follows the mark; nil for any other line.
  ///
  /// `Q: …`, `Q1. …`, `**질문:** …`, `### 回答`, and a heading that ends with a question mark.
  static func mark(_ line: String) -> (side: Side, text: String)? {
    var rest = line.drop { $0 == " " || $0 == "\t" }
    let hashes = rest.prefix { $0 == "#" }.count
    let isHeading = (1...6).contains(hashes) && rest.dropFirst(hashes).first == " "
    if isHeading { rest = rest.dropFirst(hashes).drop { $0 == " " } }
    let isBold = rest.hasPrefix("**")
    if isBold { rest = rest.dropFirst(2) }
    if let (side, text) = marked(rest, isHeading: isHeading, isBold: isBold) { return (side, text) }
    guard isHeading, let last = rest.last, last == "?" || last == "？" else { return nil }
    return (.question, String(rest))
  }

  private static func marked(
    _ text: Substring, isHeading: Bool, isBold: Bool
  ) -> (Side, String)? {
    let lowered = text.prefix(12).lowercased()
    for (side, words) in [(Side.question, questions), (.answer, answers)] {
      guard let word = words.first(where: lowered.hasPrefix) else { continue }
      var rest = text.dropFirst(word.count)
      rest = rest.drop { $0 == " " }.drop { $0.isNumber }
      let hasMark = rest.first == ":" || rest.first == "：" || rest.first == "." || rest.first == ")"
      // A letter and a point alone begin too many lines.
      if hasMark, rest.first != ":" && rest.first != "：", word.count == 1,
        text.dropFirst(word.count).first?.isNumber != true
      {
        return nil
      }
      if hasMark { rest = rest.dropFirst() }
      guard hasMark || isHeading && rest.allSatisfy({ $0 == " " || $0 == "*" }) else { return nil }
      if isBold {
        rest = rest.hasPrefix("**") ? rest.dropFirst(2) : rest
        if rest.hasPrefix(":") || rest.hasPrefix("：") { rest = rest.dropFirst() }
      }
      return (side, String(rest.drop { $0 == " " }))
    }
    return nil
  }

  /// Whether lines are questions and answers: the first is a question, and at least two of both.
  static func fits(_ lines: [String]) -> Bool {
    let marks = lines.compactMap { mark($0)?.side }
    // A title may stand above.
    guard let first = lines.prefix(3).firstIndex(where: { mark($0) != nil }),
      mark(lines[first])?.side == .question
    else { return false }
    return marks.count { $0 == .question } >= 2
      && (marks.count { $0 == .answer } >= 2 || isHeadings(lines))
  }

  /// Whether every question is a heading, and the answer is what stands below.
  private static func isHeadings(_ lines: [String]) -> Bool {
    let asked = lines.indices.filter { mark(lines[$0])?.side == .question }
    return asked.allSatisfy {
      lines[$0].hasPrefix("#") && $0 + 1 < lines.count && mark(lines[$0 + 1]) == nil
    }
  }
}

/// Reads questions and answers out of plain text, piece by piece.
package struct QuestionReader: Sendable {
  private var splitter = LineSplitter()
  private var firstLine = 1
  private var question: [String] = []
  private var answer: [String] = []
  private var side: QuestionMarks.Side?
  private var isUnderHeading = false

  package init() {}

  /// Reads on.
  package mutating func read(_ piece: ArraySlice<UInt8>) -> [LineReader.Item] {
    var items: [LineReader.Item] = []
    for line in splitter.split(piece) { take(line, &items) }
    return items
  }

  /// Reads the last line and the last pair.
  package mutating func finish() -> [LineReader.Item] {
    var items: [LineReader.Item] = []
    if let line = splitter.finish() { take(line, &items) }
    close(&items)
    return items
  }

  private mutating func take(_ line: LineSplitter.Line, _ items: inout [LineReader.Item]) {
    let string = line.text
    if let mark = QuestionMarks.mark(string) {
      switch mark.side {
      case .question:
        close(&items)
        firstLine = line.number
        question = [mark.text]
        isUnderHeading = string.hasPrefix("#") && !mark.text.isEmpty
      case .answer: answer = [mark.text]
      }
      side = mark.side
      return
    }
    switch side {
    case nil: return
    // Below a heading that asks, the answer begins at once.
    case .question where isUnderHeading:
      side = .answer
      answer = [string]
    case .question: question.append(string)
    case .answer: answer.append(string)
    }
  }

  private mutating func close(_ items: inout [LineReader.Item]) {
    defer { (question, answer, side) = ([], [], nil) }
    let (asked, said) = (Self.text(question), Self.text(answer))
    if asked.isEmpty || said.isEmpty { return }
    var row = ObjectBytes()
    row.add("user", quoted(asked))
    row.add("assistant", quoted(said))
    items.append(.row(SourceRow(row.closed, line: firstLine)))
  }

  /// Lines as one text, without blank ones at its ends.
  private static func text(_ lines: [String]) -> String {
    func isBlank(_ line: String) -> Bool {
      line.allSatisfy { $0.isWhitespace || $0 == "-" || $0 == "*" || $0 == "=" }
    }
    var lines = lines[...]
    while let first = lines.first, isBlank(first) { lines = lines.dropFirst() }
    while let last = lines.last, isBlank(last) { lines = lines.dropLast() }
    return lines.joined(separator: "\n")
  }
}
