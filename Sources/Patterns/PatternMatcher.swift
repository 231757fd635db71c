import CPCRE2

/// Looks for a pattern in texts, one after the other, on one thread.
@safe package final class PatternMatcher {
  /// Bytes that the compiled code may use for its own stack; its usual 32 kB are soon too few.
  private static let stackLimit = 1 << 20

  private let code: CompiledPattern
  // Without memory for them these are null, and a match says so.
  private let data: OpaquePointer?
  private let context: OpaquePointer?
  private let stack: OpaquePointer?

  init(_ pattern: Pattern) {
    code = pattern.code
    unsafe data = pcre2_match_data_create_from_pattern_8(code.pointer, nil)
    unsafe context = pcre2_match_context_create_8(nil)
    unsafe stack = pcre2_jit_stack_create_8(32 << 10, Self.stackLimit, nil)
    if let context = unsafe context {
      unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
    }
  }

  deinit {
    unsafe pcre2_match_data_free_8(data)
    unsafe pcre2_match_context_free_8(context)
    unsafe pcre2_jit_stack_free_8(stack)
  }

  /// Whether the pattern matches anywhere in `text`.
  ///
  /// - Throws: ``PatternLimit`` when the search is given up.
  package func isFound(in text: String) throws(PatternLimit) -> Bool {
    var text = text
    return try text.withUTF8 { bytes in
      Result { () throws(PatternLimit) in
        var isFound = false
        try unsafe forEachMatch(in: bytes) { _ in
          isFound = true
          return false
        }
        return isFound
      }
    }.get()
  }

  /// Whether the pattern matches all of `text`.
  ///
  /// - Throws: ``PatternLimit`` when the search is given up.
  package func matchesAll(of text: String) throws(PatternLimit) -> Bool {
    var text = text
    let options = UInt32(PCRE2_ANCHORED) | UInt32(PCRE2_ENDANCHORED)
    return try text.withUTF8 { bytes in
      Result { () throws(PatternLimit) in
        try unsafe match(bytes, from: 0, options: options) != nil
      }
    }.get()
  }

  /// The text with each match replaced, from left to right, and how many there were; nil where
  /// nothing matches.
  ///
  /// An empty match counts also right behind another match, as in Perl and Python.
  ///
  /// - Throws: ``PatternLimit`` when the search is given up.
  package func replacing(
    in text: String, with substitution: Substitution
  ) throws(PatternLimit) -> (text: String, count: Int)? {
    var text = text
    return try text.withUTF8 { bytes in
      Result { () throws(PatternLimit) in try unsafe replacing(in: bytes, with: substitution) }
    }.get()
  }

  private func replacing(
    in bytes: UnsafeBufferPointer<UInt8>, with substitution: Substitution
  ) throws(PatternLimit) -> (text: String, count: Int)? {
    var (result, copied, count) = ([UInt8](), 0, 0)
    try unsafe forEachMatch(in: bytes) { groups in
      let whole = groups[0] ?? copied..<copied
      guard whole.lowerBound >= copied else { return true }
      if count == 0 { result.reserveCapacity(bytes.count + 64) }
      unsafe result.append(contentsOf: bytes[copied..<whole.lowerBound])
      for piece in substitution.pieces {
        switch piece {
        case .text(let text): result += text
        case .group(let group):
          guard group < groups.count, let range = groups[group] else { continue }
          unsafe result.append(contentsOf: bytes[range])
        }
      }
      (copied, count) = (whole.upperBound, count + 1)
      return true
    }
    if count == 0 { return nil }
    unsafe result.append(contentsOf: bytes[copied...])
    return (String(decoding: result, as: UTF8.self), count)
  }

  /// Calls `body` with the groups of each match, of which the first is the match itself, until it
  /// returns false.
  private func forEachMatch(
    in bytes: UnsafeBufferPointer<UInt8>, _ body: ([Range<Int>?]) -> Bool
  ) throws(PatternLimit) {
    var (offset, options) = (0, UInt32(0))
    while offset <= bytes.count {
      guard let groups = try unsafe match(bytes, from: offset, options: options) else {
        if options == 0 { return }
        offset = unsafe nextCharacter(in: bytes, behind: offset)
        options = 0
        continue
      }
      let whole = groups[0] ?? offset..<offset
      if unsafe isMark(bytes, at: whole.upperBound) {
        offset = unsafe nextCharacter(in: bytes, behind: max(offset, whole.lowerBound))
        options = 0
        continue
      }
      guard body(groups) else { return }
      // Behind an empty match another one is looked for at the same place, but not an empty one.
      options = whole.isEmpty ? UInt32(PCRE2_NOTEMPTY_ATSTART) | UInt32(PCRE2_ANCHORED) : 0
      offset = max(offset, whole.upperBound)
    }
  }

  private func nextCharacter(in bytes: UnsafeBufferPointer<UInt8>, behind offset: Int) -> Int {
    var next = offset + 1
    while next < bytes.count, unsafe bytes[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }

  /// Whether an accent or its like stands at an offset, which belongs to the letter before it.
  private func isMark(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    // The first mark is U+0300, in UTF-8 CC 80.
    guard offset < bytes.count, unsafe bytes[offset] >= 0xCC else { return false }
    let rest = unsafe bytes[offset..<min(offset + 4, bytes.count)]
    let scalar = unsafe String(decoding: rest, as: UTF8.self).unicodeScalars.first
    return switch scalar?.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  /// The groups of the next match at or behind an offset; nil when there is none.
  private func match(
    _ bytes: UnsafeBufferPointer<UInt8>, from offset: Int, options: UInt32
  ) throws(PatternLimit) -> [Range<Int>?]? {
    // A Swift string is valid UTF-8, so that it need not be looked at again.
    let status = unsafe pcre2_match_8(
      code.pointer, bytes.baseAddress, bytes.count, offset, options | UInt32(PCRE2_NO_UTF_CHECK),
      data, context)
    if status == PCRE2_ERROR_NOMATCH { return nil }
    guard status > 0, let places = unsafe pcre2_get_ovector_pointer_8(data) else {
      throw PatternLimit()
    }
    return (0...code.groupCount).map { group in
      guard group < status else { return nil }
      let (start, end) = unsafe (places[2 * group], places[2 * group + 1])
      // The places of a group without a match are -1.
      return start >= 0 && start <= end ? start..<end : nil
    }
  }
}
