internal import Spelling

extension Diagnostic {
  /// Says a fault of the language in words.
  init(_ error: SyntaxError, in source: SourceText) {
    let fault = error.fault
    self.init(
      fault.kind, fault.message, at: error.range, in: source, help: fault.help)
  }
}

extension SyntaxError {
  /// What more lines could bring to mend the fault; nil where none could.
  func awaited(in source: SourceText) -> String? {
    switch fault {
    case .unclosedQuote:
      "the closing \(source.text(in: range)) of  \(opening(in: source))"
    case .unclosedTextBlock(let quotes):
      "a line of \(String(repeating: "\"", count: quotes)) alone, which ends the text"
    case .unfinishedLine: "the line that goes on behind \\"
    default: nil
    }
  }

  /// The fault's place and a few characters behind it, on its line.
  private func opening(in source: SourceText) -> String {
    let line = source.range(ofLine: source.position(of: range.lowerBound).line)
    let text = source.text(in: range.lowerBound..<line.upperBound)
    return text.count > 24 ? text.prefix(23) + "…" : text
  }
}

extension SyntaxFault {
  var kind: FailureKind {
    switch self {
    case .noVerb: .noVerb
    case .unclosedQuote, .textAfterQuote: .unclosedQuote
    case .unclosedTextBlock, .textAfterOpening: .unclosedTextBlock
    case .unknownEscape: .unknownEscape
    case .badVariable: .badVariable
    case .variableNotSet, .noSelection: .variableNotSet
    case .unfinishedLine: .unfinishedLine
    case .tooLong: .lineTooLong
    case .spaceAfterHash: .spaceAfterHash
    case .spaceAfterBar: .spaceAfterBar
    case .reference: .badReference
    case .missingOptionValue: .missingOptionValue
    case .badOption: .badOption
    case .flagWithValue: .flagWithValue
    case .missingOperand: .missingOperand
    case .notACount: .notACount
    case .notAName: .clauseName
    case .notAField: .clauseField
    case .clauseTwice: .clauseTwice
    case .missingTest, .unclosedGroup: .missingTest
    case .unknownTest: .unknownTest
    case .unknownComparison: .unknownComparison
    case .missingComparison: .missingComparison
    case .missingValue, .missingTag, .missingRule: .missingValue
    case .tooManyTests: .tooManyTests
    case .foreign: .foreignHabit
    case .wideSign: .wideSign
    }
  }

  var message: String {
    switch self {
    case .unclosedQuote: "the quote that opens here is not closed"
    case .unclosedTextBlock(let quotes): "the \(quotes) quotes that open here are not closed"
    case .textAfterOpening(let quotes): "the text of \(quotes) quotes starts on the next line"
    case .textAfterQuote: "text follows a closing quote"
    case .unknownEscape(let letter): "'\\\(letter)' means nothing in double quotes"
    case .badVariable: "a variable's name is letters, digits and '_'"
    case .unfinishedLine: "no line follows this '\\'"
    case .spaceAfterHash: "'#' begins neither a number nor a note here"
    case .spaceAfterBar: "expected output begins with '| '"
    case .reference(let fault, _): fault.message
    case .noVerb(let text): "a line begins with a verb or a reference, not \(text)"
    case .missingOptionValue(let name): "--\(name) needs a value"
    case .badOption(let text): "'\(text)' is not an option"
    case .flagWithValue(let name): "--\(name) takes no value"
    case .missingOperand(let keyword): "'\(keyword)' needs \(keyword.operand)"
    case .notACount(let keyword, let text): "'\(keyword)' needs a number, not '\(text)'"
    case .notAName(let text): "'\(text)' is not a name: a letter, then letters, digits, - and _"
    case .notAField(let text): "'\(text)' is not a field"
    case .missingTest: "a test is missing here"
    case .unclosedGroup: "the parenthesis that opens here is not closed"
    case .unknownTest(let word): "no test '\(word)'"
    case .unknownComparison(_, let sign): "no comparison '\(sign)'"
    case .missingComparison(let field): "\(field) is compared with nothing"
    case .missingValue(_, let sign): "'\(sign)' needs a value"
    case .missingTag: "'tagged' needs a tag"
    case .missingRule: "'rule' needs the code or the name of a rule"
    case .tooLong(let limit): "a text has at most \(limit) bytes"
    case .tooManyTests(let limit): "'where' takes at most \(limit) tests"
    case .clauseTwice(let keyword): "'\(keyword)' is given twice"
    case .variableNotSet(let name, _): "no variable $\(name)"
    case .noSelection(let name, _, let isValue):
      isValue ? "$\(name) is a value and no selection" : "no selection $\(name)"
    case .foreign(let habit): "\(habit)"
    case .wideSign(let typed, let meant, _): "'\(typed)' is not the sign '\(meant)'"
    }
  }

  var help: String? {
    switch self {
    case .unclosedTextBlock(let quotes), .textAfterOpening(let quotes):
      "\(String(repeating: "\"", count: quotes)) stands alone on the last line"
    case .unclosedQuote, .badVariable, .unfinishedLine, .notAName, .missingTag, .tooLong,
      .unclosedGroup:
      nil
    case .textAfterQuote: "put a space after the quote"
    case .unknownEscape(let letter): "write \\\\\(letter) for a backslash"
    case .spaceAfterHash: "put a space after #"
    case .spaceAfterBar: "put a space after |"
    case .reference(let fault, let text): fault.help(text)
    case .noVerb: nil
    case .missingOptionValue(let name): "--\(name) VALUE"
    case .badOption: "quote it to use it as text"
    case .flagWithValue(let name): "--\(name)"
    case .missingOperand(let keyword), .notACount(let keyword, _): "\(keyword.example)"
    case .notAField: "a field is a name such as tokens or .messages[2].content"
    case .missingTest: "where tokens > 100"
    case .missingRule: "where rule D14"
    case .tooManyTests: "tag the examples in turns, and test for the tag"
    case .unknownTest(let word): testHelp(word)
    case .unknownComparison(let field, let sign):
      Comparison.near(sign).map { "did you mean \(field) \($0.rawValue)?" }
        ?? "the comparisons are = != < <= > >= contains matches ~="
    case .missingComparison(let field): "where \(field) contains \"text\""
    case .missingValue(let field, let sign): "where \(field) \(sign) VALUE"
    case .clauseTwice(let keyword): keyword == .where ? "join the tests with and" : nil
    case .variableNotSet(let name, let known):
      nearest(to: name, in: known).map { "did you mean $\($0)?" } ?? "let \(name) = VALUE"
    case .noSelection(let name, let known, let isValue):
      (isValue ? nil : nearest(to: name, in: known)).map { "did you mean $\($0)?" }
        ?? "let \(name) = where TEST"
    case .foreign(let habit): habit.remedy
    case .wideSign(_, _, let line): line
    }
  }

  private func testHelp(_ word: String) -> String {
    let flags = Condition.Flag.allCases.map(\.rawValue) + ["tagged", "rule"]
    if let name = nearest(to: word, in: flags) { return "did you mean \(name)?" }
    return
      "duplicate, edited, empty, error, note, warning, tagged TAG, a rule such as D14, "
      + "or a comparison: where tokens > 100"
  }
}

extension ReferenceFault {
  var message: String {
    switch self {
    case .notAnExampleNumber(let text):
      text.isEmpty ? "an example's number is missing" : "'\(text)' is not an example's number"
    case .countedFromOne: "examples are counted from 1"
    case .backwards(let range): "\(range) runs backwards"
    case .notAJob: "a job's name is missing"
    case .notAResult: "a result is % or a cell's number behind it"
    case .notAField(let text): "'\(text)' is not a field"
    case .spaceAfterHash: "'#' begins neither a number nor a note here"
    }
  }

  func help(_ text: String) -> String? {
    switch self {
    case .notAnExampleNumber:
      "\(text.prefix { $0 != "#" })#12, or #3..7,9, or #$ for the last"
    case .backwards(let range):
      range.hasPrefix("$") ? nil : "the smaller number comes first"
    case .notAJob: "@NAME, or @last"
    case .notAResult: "%3, or % for the last result"
    case .notAField(let text)
    where text.first.map("-~–〜～".contains) ?? false && Int(text.dropFirst()) != nil:
      "a range has two dots:  ..\(text.dropFirst())"
    case .notAField: "a field is a name such as .assistant or .messages[2].content"
    case .countedFromOne, .spaceAfterHash: nil
    }
  }
}

extension Clause.Keyword {
  /// What must follow the word.
  fileprivate var operand: String {
    switch self {
    case .where: "a test"
    case .sort: "a field"
    case .head, .sample: "a number"
    case .as: "a name"
    case .to, .from: "a file"
    }
  }

  /// The clause as one would type it.
  fileprivate var example: String {
    switch self {
    case .where: "where tokens > 100"
    case .sort: "sort -tokens"
    case .head: "head 10"
    case .sample: "sample 10 seed 1"
    case .as: "as NAME"
    case .to: "to FILE"
    case .from: "from FILE"
    }
  }
}

extension Comparison {
  /// The comparison that a sign from another language stands for.
  fileprivate static func near(_ sign: String) -> Comparison? {
    switch sign {
    case "==", "===": .equal
    case "<>", "!==", "!": .unequal
    case "=<": .atMost
    case "=>": .atLeast
    case "~", "=~", "~~": .similar
    default: nil
    }
  }
}
