// Regular expressions, by PCRE2: what `replace`, `where FIELD matches` and rules of one's own look
// for in texts.
//
// A pattern comes in as text and is compiled to machine code once; each thread asks for a matcher
// of its own. Out come places in UTF-8, or a text in which they are replaced. Read `Pattern` first,
// then `PatternMatcher`.

import CPCRE2

/// A regular expression, or a text, that is looked for.
///
/// The syntax is Perl's, in PCRE2's words (pcre2pattern). Characters are code points, letter case
/// and the classes `\w`, `\d`, `\s` and `\b` are Unicode's, `.` is not a line feed, and `^` and `$`
/// are the ends of the text unless `(?m)` says otherwise. A match does not end between a letter and
/// its accents: `cafe` is not in a `café` that is written with five code points.
package struct Pattern: Sendable {
  /// How the source of a pattern is read.
  package enum Syntax: Sendable, Hashable {
    case expression
    /// Each character stands for itself.
    case text
  }

  package let source: String
  package let syntax: Syntax
  /// Pairs of parentheses whose matches are kept; 0 is not counted, which is the whole match.
  package let groupCount: Int
  let code: CompiledPattern

  /// - Throws: ``PatternError`` for an expression that is none.
  package init(
    _ source: String, _ syntax: Syntax = .expression, ignoringCase: Bool = false
  ) throws(PatternError) {
    self.source = source
    self.syntax = syntax
    var options = UInt32(PCRE2_UTF)
    switch syntax {
    // `\C` would match half a character.
    case .expression: options |= UInt32(PCRE2_UCP) | UInt32(PCRE2_NEVER_BACKSLASH_C)
    case .text: options |= UInt32(PCRE2_LITERAL)
    }
    if ignoringCase { options |= UInt32(PCRE2_CASELESS) }
    code = try CompiledPattern(source, options: options)
    groupCount = code.groupCount
  }

  /// A matcher for one thread; making one costs some allocations.
  package func makeMatcher() -> PatternMatcher { PatternMatcher(self) }

  /// Whether the pattern matches anywhere in `text`.
  ///
  /// - Throws: ``PatternLimit`` when the search is given up.
  package func isFound(in text: String) throws(PatternLimit) -> Bool {
    try makeMatcher().isFound(in: text)
  }

  /// Whether the pattern matches all of `text`.
  ///
  /// - Throws: ``PatternLimit`` when the search is given up.
  package func matchesAll(of text: String) throws(PatternLimit) -> Bool {
    try makeMatcher().matchesAll(of: text)
  }
}

/// What is wrong with an expression.
package struct PatternError: Error, Hashable {
  /// The library's own words, such as "missing closing parenthesis".
  package let message: String
  /// Bytes of UTF-8 before the place where reading stopped.
  package let offset: Int

  package init(message: String, offset: Int) {
    self.message = message
    self.offset = offset
  }
}

/// A search that was given up, as it tried more ways than are allowed: the pattern repeats what
/// repeats, as `(a+)+b` does.
package struct PatternLimit: Error, Hashable {
  package init() {}
}

/// The library's form of a pattern.
///
/// Unchecked, since compiled code does not change, and may be used by any number of threads at a
/// time (pcre2api, "Multithreading").
@safe final class CompiledPattern: @unchecked Sendable {
  let pointer: OpaquePointer
  let groupCount: Int

  init(_ source: String, options: UInt32) throws(PatternError) {
    var (status, place) = (Int32(0), 0)
    var bytes = Array(source.utf8)
    let count = bytes.count
    // The pointer must not be null, not even to nothing.
    bytes.append(0)
    let compiled = unsafe bytes.withUnsafeBufferPointer {
      unsafe pcre2_compile_8($0.baseAddress, count, options, &status, &place, nil)
    }
    guard let compiled = unsafe compiled else {
      throw PatternError(message: Self.message(of: status), offset: place)
    }
    unsafe pointer = compiled
    // Where the processor has no compiler the pattern is interpreted, with the same result.
    unsafe pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE))
    var groups = UInt32(0)
    unsafe pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_CAPTURECOUNT), &groups)
    groupCount = Int(groups)
  }

  deinit { unsafe pcre2_code_free_8(pointer) }

  private static func message(of status: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = unsafe pcre2_get_error_message_8(status, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, Int(length))), as: UTF8.self)
  }
}
