/// One line of a document, or the several physical lines of one command or attachment.
package struct Line: Sendable, Hashable {
  /// What a line is.
  package enum Content: Sendable, Hashable {
    case blank
    /// `#!` on the first line.
    case shebang(String)
    /// `# text`, kept for readers.
    case prose(String)
    /// `#. text`, shown to the presenter only.
    case speakerNote(String)
    /// `## title`.
    case step(String)
    /// `| text`: expected output of the command above.
    case output(String)
    case command(Statement)
    /// `> text` in a script: a line for the open chat, as it is; behind `! ` one that fails.
    case message(String, expectsFailure: Bool)
    /// `$ text` in a script: a line in the form of a shell; behind `! ` one that fails.
    case shell(String, expectsFailure: Bool)
    /// `-- name --` and the text up to the next such line.
    case attachment(name: String, text: String)
    /// A line that could not be read.
    case fault(Diagnostic)
  }

  package let content: Content
  /// The line's number, counted from 1; of several lines, the first.
  package let number: Int
  package let span: Span

  package init(_ content: Content, number: Int, span: Span) {
    self.content = content
    self.number = number
    self.span = span
  }

  /// The UTF-8 offsets in the source text, without the line end.
  package var range: Range<Int> { span.range }
}

/// A text in the language, line by line.
package struct Document: Sendable {
  package let source: SourceText
  package let lines: [Line]

  /// The faults in the order of their lines; none of the document runs while there is one.
  package var diagnostics: [Diagnostic] {
    lines.compactMap { if case .fault(let diagnostic) = $0.content { diagnostic } else { nil } }
  }

  package var statements: [Statement] {
    lines.compactMap { if case .command(let statement) = $0.content { statement } else { nil } }
  }
}

extension Parser {
  /// Reads a whole text; what cannot be read becomes a line with its fault.
  ///
  /// Only a script has lines for a chat and for a shell: at the prompt a chat takes every line as
  /// it is, and there is no shell.
  ///
  /// - Complexity: O(*n*), where *n* is the number of bytes.
  package func document(_ text: String, isScript: Bool = false) -> Document {
    do throws(Diagnostic) { try Parser.checkSize(of: text) } catch {
      let line = Line(.fault(error), number: 1, span: Span(0..<0))
      return Document(source: SourceText(""), lines: [line])
    }
    let source = SourceText(text)
    var lines: [Line] = []
    var start = source.start
    while start < source.bytes.count {
      let (content, end) = line(
        in: source, at: start, isFirst: lines.isEmpty, isScript: isScript)
      var stop = end
      if stop > start, source.bytes[stop - 1] == Byte.newline { stop -= 1 }
      if stop > start, source.bytes[stop - 1] == Byte.carriageReturn { stop -= 1 }
      lines.append(
        Line(content, number: source.position(of: start).line, span: Span(start..<stop)))
      start = end
    }
    return Document(source: source, lines: lines)
  }

  private func line(
    in source: SourceText, at start: Int, isFirst: Bool, isScript: Bool
  ) -> (content: Line.Content, end: Int) {
    let end = Line.end(source, at: start)
    let text = source.text(in: start..<Line.textEnd(source, at: start))
    if isFirst, text.hasPrefix("#!") { return (.shebang(text), end) }
    if let name = Line.attachmentName(text) {
      return Line.attachment(name, in: source, from: end)
    }
    if let content = Line.marked(trimmed(text)) { return (content, end) }
    if isScript, let content = Line.spoken(trimmed(text)) { return (content, end) }
    do throws(SyntaxError) {
      let (statement, end) = try statement(in: source, at: start)
      return (statement.map { .command($0) } ?? .blank, end)
    } catch {
      return (.fault(Diagnostic(error, in: source)), end)
    }
  }
}

extension Line {
  /// Reads lines that are known by their first characters; `nil` for a command.
  static func marked(_ text: String) -> Content? {
    if text.isEmpty { return .blank }
    if text == "|" { return .output("") }
    if text.hasPrefix("| ") { return .output(String(text.dropFirst(2))) }
    guard text.hasPrefix("#") else { return nil }
    if text == "#" { return .prose("") }
    if text.hasPrefix("## ") { return .step(trimmed(String(text.dropFirst(3)))) }
    if text.hasPrefix("# ") { return .prose(String(text.dropFirst(2))) }
    if text == "#." { return .speakerNote("") }
    if text.hasPrefix("#. ") { return .speakerNote(String(text.dropFirst(3))) }
    if text.hasPrefix("##") { return .prose(String(text.dropFirst())) }
    return nil
  }

  /// Reads the lines of a script that are no commands of the language, yet do something.
  static func spoken(_ text: String) -> Content? {
    let fails = text.hasPrefix("! ")
    let rest = fails ? trimmed(String(text.dropFirst(2))) : text
    if rest.hasPrefix("> ") {
      return .message(trimmed(String(rest.dropFirst(2))), expectsFailure: fails)
    }
    if rest.hasPrefix("$ ") {
      return .shell(trimmed(String(rest.dropFirst(2))), expectsFailure: fails)
    }
    return nil
  }

  /// Whether the line at an offset is prose, output or another line that holds no command.
  static func isMarked(_ source: SourceText, at start: Int) -> Bool {
    marked(trimmed(source.text(in: start..<textEnd(source, at: start)))) != nil
  }

  /// Where the physical line's text ends, without its line end.
  static func textEnd(_ source: SourceText, at start: Int) -> Int {
    source.range(ofLine: source.position(of: start).line).upperBound
  }

  /// Where the next physical line starts.
  static func end(_ source: SourceText, at start: Int) -> Int {
    let line = source.position(of: start).line
    guard line < source.lineCount else { return source.bytes.count }
    return source.range(ofLine: line + 1).lowerBound
  }

  /// The name in `-- name --`, as in Go's txtar format.
  static func attachmentName(_ text: String) -> String? {
    guard text.hasPrefix("-- "), text.hasSuffix(" --"), text.utf8.count > 6 else { return nil }
    let name = trimmed(String(text.dropFirst(3).dropLast(3)))
    return name.isEmpty ? nil : name
  }

  static func attachment(
    _ name: String, in source: SourceText, from start: Int
  ) -> (content: Content, end: Int) {
    var end = start
    while end < source.bytes.count {
      let text = source.text(in: end..<textEnd(source, at: end))
      if attachmentName(text) != nil { break }
      end = Line.end(source, at: end)
    }
    return (.attachment(name: name, text: source.text(in: start..<end)), end)
  }
}
