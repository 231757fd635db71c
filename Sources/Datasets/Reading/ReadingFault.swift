package import JSON

/// Why a line of a file is not an example, and where.
package struct ReadingFault: Error, Sendable, Hashable {
  /// What is wrong with the line.
  package enum Code: Sendable, Hashable {
    /// The line is not JSON.
    case invalidJSON(JSONError.Code)
    /// The line is not JSON, but what this repair reads.
    case nearJSON(NearJSONL)
    /// The line is text of another kind.
    case notJSON
    /// The line is the list of an example's messages, without the object around it.
    case bareList
    /// The line is a record that cannot become an example, for the reason in words.
    case unconverted(String)
    /// The line is JSON of another kind, such as a number.
    case notAnObject
    /// The object is complete only some lines further down.
    case objectSpansLines
    /// Another object follows the first one on the same line.
    case severalObjects
    /// A comma follows the object, as between the elements of a list.
    case commaAfterObject
    /// The file is one list of objects.
    case topLevelArray
    /// The line stands between two objects and has nothing on it.
    case blankLine
    /// The line is a comment, which JSON has not.
    case comment
    /// Some bytes are not UTF-8.
    case notUTF8
    /// The keys that decide an example's kind are all missing.
    case unknownShape
    /// `messages` is not a list.
    case messagesNotAList
    /// An element of the messages is not an object.
    case messageNotAnObject
    /// A role is not a string.
    case roleNotText
    /// A content is neither a string, a list of parts nor null.
    case contentNotText
    /// `prompt` or `completion` is not a string.
    case promptNotText
  }

  package let code: Code
  /// The line of the file, counted from 1, blank lines included.
  package let line: Int
  /// The column in characters, counted from 1.
  package let column: Int
  /// The line's bytes in the file, without its end.
  package let range: Range<Int>
  /// Where in the file the fault is, in bytes.
  package let offset: Int
  package let excerpt: Excerpt

  package init(
    _ code: Code, line: Int, column: Int, range: Range<Int>, offset: Int, excerpt: Excerpt
  ) {
    self.code = code
    self.line = line
    self.column = column
    self.range = range
    self.offset = offset
    self.excerpt = excerpt
  }

  /// Whether ``NearJSONLReader`` reads such lines.
  package var isRepairable: Bool {
    switch code {
    case .objectSpansLines, .severalObjects, .commaAfterObject, .topLevelArray, .blankLine,
      .comment, .nearJSON, .bareList, .invalidJSON(.trailingComma):
      true
    default: false
    }
  }

  /// The code of the data rule that the line breaks, such as `D01`.
  package var rule: String {
    switch code {
    case .invalidJSON, .nearJSON, .notJSON: Rule.validJSON.code
    case .notAnObject, .bareList: Rule.objectPerLine.code
    case .objectSpansLines, .severalObjects, .commaAfterObject, .topLevelArray, .blankLine,
      .comment:
      Rule.oneObjectPerLine.code
    case .notUTF8: Rule.validUTF8.code
    case .unknownShape, .messagesNotAList, .messageNotAnObject, .unconverted: Rule.messageList.code
    case .roleNotText, .contentNotText, .promptNotText: Rule.roleAndContent.code
    }
  }
}

extension ReadingFault: CustomStringConvertible {
  package var description: String { "line \(line), column \(column): \(code.sentence)" }
}

extension ReadingFault.Code {
  /// The fact in words, without a place.
  package var sentence: String {
    switch self {
    case .invalidJSON(let code): code.sentence
    case .nearJSON(let kind): kind.fault
    case .notJSON: "the line is not JSON"
    case .bareList: "the line is a list of messages, not an object with 'messages'"
    case .unconverted(let reason): reason
    case .notAnObject: "the line is JSON, but not an object"
    case .objectSpansLines: "the object goes on over more lines"
    case .severalObjects: "a second object begins on the same line"
    case .commaAfterObject: "a comma follows the object"
    case .topLevelArray: "the file is one list, not one object per line"
    case .blankLine: "the line is blank"
    case .comment: "JSON has no comments"
    case .notUTF8: "these bytes are not UTF-8"
    case .unknownShape: "the object has no 'messages'"
    case .messagesNotAList: "'messages' is not a list"
    case .messageNotAnObject: "a message is not an object"
    case .roleNotText: "a role is not a string"
    case .contentNotText: "a content is neither a string nor a list nor null"
    case .promptNotText: "'prompt' and 'completion' must be strings"
    }
  }
}

extension NearJSONL {
  /// What a line is that this repair reads, in words.
  fileprivate var fault: String {
    switch self {
    case .curlyQuotes: "typographic quotes stand where JSON has double quotes"
    case .singleQuotes: "single quotes stand where JSON has double quotes"
    case .bareKeys: "a key has no quotes"
    case .pythonWords: "True, False and None are Python; JSON has true, false and null"
    case .notNumbers: "JSON has no NaN and no Infinity"
    case .comments: "JSON has no comments"
    default: "the line is not JSON"
    }
  }
}
