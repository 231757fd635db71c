/// Where a long text may be cut, so that it need not be in memory whole.
package enum TextCut {
  /// Returns the last place at which the text may be cut into two that have its tokens together.
  ///
  /// Both patterns end a piece there in every context: between a newline and a visible
  /// ASCII character that is no slash (a run of symbols takes the newlines and slashes behind it),
  /// and before a single space between two ASCII letters. It is never within a character or a
  /// special token, and never at either end.
  ///
  /// The search stops at `start`. The result is nil when there is no such place, as in one long
  /// word.
  ///
  /// - Complexity: O(*n*) in the bytes behind the place that is found.
  package static func last(in text: UnsafeRawBufferPointer, from start: Int = 0) -> Int? {
    var index = text.count - 1
    while index > max(start, 0) {
      let (before, byte) = unsafe (text[index - 1], text[index])
      if before == 0x0A, (0x21...0x7E).contains(byte), byte != UInt8(ascii: "/") { return index }
      if byte == 0x20, isLetter(before), index + 1 < text.count,
        unsafe isLetter(text[index + 1])
      {
        return index
      }
      index -= 1
    }
    return nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
