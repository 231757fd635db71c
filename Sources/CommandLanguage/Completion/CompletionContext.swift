/// What stands at the cursor, so that a caller that knows commands and names can complete it.
package struct CompletionContext: Sendable, Hashable {
  /// The kind of thing that is being typed.
  package enum Kind: Sendable, Hashable {
    /// The first word of a line, or the word behind `?`.
    case verb
    /// A plain argument of a verb, counted from 0 without options; a clause word fits from 1 on.
    case argument(verb: String, index: Int)
    /// A job's name behind `@`.
    case job
    /// An example's number behind `#`; no dataset means the current one.
    case example(dataset: String?)
    /// A cell's number behind `%`.
    case result
    /// A field behind a dot, and what it is a field of.
    case field(of: Reference)
    /// An option's name behind `--`.
    case option(verb: String)
    case optionValue(verb: String, option: String)
    /// A field, or a test without a value, behind `where`, `and` and `or`.
    case test
    /// A comparison behind a field.
    case comparison(field: String)
    /// What a field is compared with, or the tag behind `tagged`.
    case value(field: String)
    /// `and`, `or` or the next clause behind a whole test.
    case clauseWord
    /// A field to sort by.
    case sortField
    /// A new name behind `as`.
    case name
    /// A file behind `to` or `from`.
    case path
    /// A variable's name behind `$`.
    case variable
    /// Prose, output, a note, a number or anything else without completions.
    case nothing
  }

  package let kind: Kind
  /// What has been typed of it already, without quotes and sigils.
  package let partial: String
  /// The UTF-8 offsets in the text that a completion replaces.
  package let range: Range<Int>
  /// The quote that is open at the cursor.
  package let quote: Character?

  package init(kind: Kind, partial: String, range: Range<Int>, quote: Character? = nil) {
    self.kind = kind
    self.partial = partial
    self.range = range
    self.quote = quote
  }

  /// Returns how a candidate is written at this place: in quotes when it is no bare word.
  package func written(_ candidate: String) -> String {
    switch quote {
    case "\"": String(Literal.quoted(candidate).dropFirst())
    case "'": candidate.contains("'") ? candidate : candidate + "'"
    default: Literal.word(candidate)
    }
  }
}

extension Parser {
  /// Returns what stands before the cursor, a UTF-8 offset in `text`; what follows is not read.
  ///
  /// The text may have several lines, as the prompt's buffer has after a paste.
  package func completionContext(of text: String, cursor: Int) -> CompletionContext {
    let bytes = Array(text.utf8)
    let cursor = min(max(cursor, 0), bytes.count)
    let source = SourceText(String(decoding: bytes[..<cursor], as: UTF8.self))
    let nothing = CompletionContext(kind: .nothing, partial: "", range: cursor..<cursor)
    // A cursor within a character would change the text's length; no prompt puts it there.
    guard source.bytes.count == cursor else { return nothing }
    let start = lastLine(of: source)
    if start < cursor, !source.isBlank(from: start), Line.isMarked(source, at: start) {
      return nothing
    }
    var lexer = Lexer(source, at: skippingBang(source, from: start))
    do throws(SyntaxError) { try lexer.readLine() } catch {
      guard case .unclosedQuote = error.fault else { return nothing }
      let quote: Character = bytes[error.range.lowerBound] == Byte.quote ? "\"" : "'"
      let range = error.range.upperBound..<cursor
      let place = CompletionPlace(tokens: lexer.tokens, options: catalog)
      return CompletionContext(
        kind: place.kind(of: nil), partial: source.text(in: range), range: range, quote: quote)
    }
    guard lexer.note == nil else { return nothing }
    var tokens = lexer.tokens
    guard let last = tokens.last, last.range.upperBound == cursor else {
      let kind = CompletionPlace(tokens: tokens, options: catalog).kind(of: nil)
      return CompletionContext(kind: kind, partial: "", range: cursor..<cursor)
    }
    guard last.kind == .bare else { return nothing }
    tokens.removeLast()
    return CompletionPlace(tokens: tokens, options: catalog).context(of: last)
  }

  /// Where the last logical line starts; lines before it are whole.
  private func lastLine(of source: SourceText) -> Int {
    var start = source.start
    while start < source.bytes.count {
      var end = Line.end(source, at: start)
      if !Line.isMarked(source, at: start) {
        var lexer = Lexer(source, at: start)
        do throws(SyntaxError) {
          try lexer.readLine()
          end = lexer.position
        } catch {
          guard error.awaited(in: source) == nil else { return start }
        }
      }
      guard end < source.bytes.count || source.bytes.last == Byte.newline else { return start }
      start = end
    }
    return start
  }

  private func skippingBang(_ source: SourceText, from start: Int) -> Int {
    let position = source.skippingBlanks(from: start)
    guard source.text(in: position..<position + 2) == "! " else { return position }
    return position + 2
  }
}

extension SourceText {
  /// Whether only white space follows.
  fileprivate func isBlank(from start: Int) -> Bool {
    bytes[start...].allSatisfy(Byte.isSpace)
  }
}
