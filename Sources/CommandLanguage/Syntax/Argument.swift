/// A number as it was written.
package struct Number: Sendable, Hashable {
  /// The digits as typed, so that `0.10` stays `0.10`.
  package let text: String
  package let value: Double

  /// Reads an optional sign, digits, an optional fraction and an optional exponent.
  package init?(_ text: some StringProtocol) {
    guard let first = text.first(where: { $0 != "-" }), first.isDecimalDigit,
      text.allSatisfy({ $0.isASCII && ($0.isNumber || "-+.eE".contains($0)) }),
      text.last?.isNumber == true, let value = Double(text), value.isFinite
    else { return nil }
    self.text = String(text)
    self.value = value
  }

  /// The value, when it is a whole number.
  package var integer: Int? { Int(exactly: value) }
}

/// Text with variables that have not been given their values yet.
package struct Template: Sendable, Hashable {
  /// A stretch of a template.
  package enum Piece: Sendable, Hashable {
    case text(String)
    /// A variable's name without its sigil, and where it stands.
    case variable(String, Span)
  }

  package let pieces: [Piece]
  /// Whether the template stood in double quotes.
  package let isQuoted: Bool

  package init(_ pieces: [Piece], isQuoted: Bool) {
    self.pieces = pieces
    self.isQuoted = isQuoted
  }

  /// The names of the variables, in the order of their use.
  package var variables: [String] {
    pieces.compactMap { if case .variable(let name, _) = $0 { name } else { nil } }
  }
}

/// One argument of a command, always one, whatever a variable holds.
package struct Argument: Sendable, Hashable {
  /// How an argument reads.
  package indirect enum Value: Sendable, Hashable {
    /// A bare word: a noun, a dataset's name, a model, a path, a provider's id.
    case word(String)
    case number(Number)
    /// Quoted text, or a text block.
    case text(String)
    case reference(Reference)
    /// Text whose variables are still to be substituted.
    case template(Template)
  }

  package let value: Value
  /// What the argument says as plain text; of a reference and a template, as it was typed.
  package let text: String
  package let span: Span

  package init(_ value: Value, text: String, span: Span) {
    self.value = value
    self.text = text
    self.span = span
  }

  package static func == (left: Argument, right: Argument) -> Bool { left.value == right.value }

  package func hash(into hasher: inout Hasher) { hasher.combine(value) }

  /// The UTF-8 offsets in the source text.
  package var range: Range<Int> { span.range }

  package var reference: Reference? {
    if case .reference(let reference) = value { reference } else { nil }
  }

  /// The bare word, when the argument is one.
  package var word: String? { if case .word(let word) = value { word } else { nil } }

  package var number: Number? { if case .number(let number) = value { number } else { nil } }

  /// Whether the argument was quoted, and so is never a name of anything.
  package var isQuoted: Bool {
    switch value {
    case .text: true
    case .template(let template): template.isQuoted
    case .word, .number, .reference: false
    }
  }
}

/// An identifier that a provider gave: `ftjob-…`, `file-…` or `ft:…`.
package enum RawIdentifier: Sendable, Hashable {
  /// A prefix of a job's identifier.
  case job(String)
  /// A prefix of a file's identifier.
  case file(String)
  /// A model's name.
  case model(String)

  /// Reads a bare word by its prefix; 4 characters must follow `ftjob-` or `file-`.
  package init?(_ word: String) {
    if word.hasPrefix("ftjob-"), word.utf8.count >= "ftjob-".utf8.count + 4 {
      self = .job(word)
    } else if word.hasPrefix("file-"), word.utf8.count >= "file-".utf8.count + 4 {
      self = .file(word)
    } else if word.hasPrefix("ft:"), word.utf8.count > "ft:".utf8.count {
      self = .model(word)
    } else {
      return nil
    }
  }
}
