/// Why bytes are not one JSON text (RFC 8259), and where.
package struct JSONError: Error, Sendable, Hashable {
  /// What is wrong at the offset.
  package enum Code: String, Sendable, Hashable, CaseIterable {
    /// The text stops before its value is complete.
    case unexpectedEnd
    /// A byte that can begin no value.
    case unexpectedCharacter
    /// A letter sequence other than `true`, `false` and `null`, such as `None`.
    case unknownWord
    /// A number outside the grammar, such as `01`, `.5`, `+1` or `1.`.
    case invalidNumber
    /// A number too large for a 64-bit floating-point value.
    case numberTooLarge
    /// A backslash followed by none of the nine escapes.
    case invalidEscape
    /// A character below U+0020 inside a string, which must be escaped.
    case controlCharacter
    /// Bytes that are not UTF-8 (overlong, surrogate, cut short or too large).
    case invalidUTF8
    /// A string without its closing quote.
    case unclosedString
    /// Something other than a quoted key inside an object.
    case expectedKey
    /// No `:` between a key and its value.
    case expectedColon
    /// No `,` or closing bracket after a value.
    case expectedComma
    /// A `,` just before a closing bracket.
    case trailingComma
    /// More text after the one value.
    case trailingText
    /// More than ``JSONScanner/maximumDepth`` brackets are open.
    case tooDeep
    /// More values than the caller wants.
    case tooManyValues
    /// A value of another kind than the caller asked for.
    case wrongKind
  }

  package let code: Code
  /// Bytes before the fault, counted from the first byte the scanner was given.
  package let offset: Int

  package init(_ code: Code, at offset: Int) {
    self.code = code
    self.offset = offset
  }
}

extension JSONError: CustomStringConvertible {
  package var description: String { "\(code.sentence) at byte \(offset)" }
}

extension JSONError.Code {
  /// The fact in words, without a place.
  package var sentence: String {
    switch self {
    case .unexpectedEnd: "the text ends too early"
    case .unexpectedCharacter: "a value cannot begin with this character"
    case .unknownWord: "this word is not true, false or null"
    case .invalidNumber: "this is not a JSON number"
    case .numberTooLarge: "this number is too large"
    case .invalidEscape: "this backslash escape does not exist in JSON"
    case .controlCharacter: "a control character inside a string must be escaped"
    case .invalidUTF8: "these bytes are not UTF-8"
    case .unclosedString: "a string has no closing quote"
    case .expectedKey: "a key in double quotes is missing"
    case .expectedColon: "a colon after the key is missing"
    case .expectedComma: "a comma or a closing bracket is missing"
    case .trailingComma: "a comma stands before the closing bracket"
    case .trailingText: "more text follows the value"
    case .tooDeep: "more than \(JSONScanner.maximumDepth) brackets are open"
    case .tooManyValues: "the text has more values than are read"
    case .wrongKind: "this is a value of another kind"
    }
  }
}
