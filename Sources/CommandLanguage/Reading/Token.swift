/// A word or a quoted text, before it has a meaning.
struct Token {
  enum Kind {
    case bare
    /// In quotes or a text block.
    case quoted
  }

  var kind: Kind
  var pieces: [Template.Piece]
  /// The token as typed.
  var source: String
  var range: Range<Int>
  /// Whether no space stands between this token and the one before it.
  var isGlued = false

  /// The text, when no variable is in it.
  var plain: String? {
    switch pieces.count {
    case 0: return ""
    case 1:
      guard case .text(let text) = pieces[0] else { return nil }
      return text
    default: return nil
    }
  }

  /// The text of a bare token without variables, which may be a keyword, an option or an operator.
  var bareText: String? { kind == .bare ? plain : nil }
}

/// What is wrong with a line, as a fact; `Diagnostic` says it in words.
struct SyntaxError: Error {
  let fault: SyntaxFault
  let range: Range<Int>
}

/// The faults that the language itself knows.
enum SyntaxFault: Hashable {
  case unclosedQuote
  case unclosedTextBlock(quotes: Int)
  case textAfterOpening(quotes: Int)
  case textAfterQuote
  case unknownEscape(String)
  case badVariable
  case unfinishedLine
  case tooLong(limit: Int)
  case spaceAfterHash(String)
  case spaceAfterBar(String)
  case reference(ReferenceFault, String)
  case noVerb(String)
  case missingOptionValue(String)
  case badOption(String)
  case flagWithValue(String)
  case missingOperand(Clause.Keyword)
  case notACount(Clause.Keyword, String)
  case notAName(String)
  case notAField(String)
  case missingTest
  case unknownTest(String)
  case unknownComparison(field: String, String)
  case missingComparison(String)
  case missingValue(field: String, String)
  case missingTag
  case missingRule
  case unclosedGroup
  case tooManyTests(limit: Int)
  case clauseTwice(Clause.Keyword)
  case variableNotSet(String, known: [String])
  /// No selection was saved under the name; `isValue` where a variable has it.
  case noSelection(String, known: [String], isValue: Bool)
  case foreign(ForeignHabit)
  /// A sign in the place of another, and the line with the signs that are meant.
  case wideSign(Character, meant: Character, line: String)
}
