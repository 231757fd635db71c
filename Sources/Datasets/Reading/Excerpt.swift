/// A piece of a line around a place, for a message with a caret.
package struct Excerpt: Sendable, Hashable {
  /// Untrusted text; `…` marks a cut side, U+FFFD stands for bytes that are not UTF-8.
  package let text: String
  /// Characters of `text` before the place.
  package let caret: Int

  package init(text: String, caret: Int) {
    self.text = text
    self.caret = caret
  }

  /// Bytes shown before and after the place.
  static let reach = (before: 40, after: 60)

  /// The piece of `line` around its byte `offset`; cuts no character.
  package init(of line: some RandomAccessCollection<UInt8>, around offset: Int) {
    let bytes = Array(line)
    let place = min(max(offset, 0), bytes.count)
    var start = max(0, place - Self.reach.before)
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    var stop = min(bytes.count, place + Self.reach.after)
    while stop < bytes.count, bytes[stop] & 0xC0 == 0x80 { stop += 1 }
    let before = (start > 0 ? "…" : "") + String(decoding: bytes[start..<place], as: UTF8.self)
    let after = String(decoding: bytes[place..<stop], as: UTF8.self)
    self.init(text: before + after + (stop < bytes.count ? "…" : ""), caret: before.count)
  }
}

/// The column of the byte `offset` in `line`: characters before it, plus 1.
package func column(of offset: Int, in line: some Collection<UInt8>) -> Int {
  String(decoding: line.prefix(max(0, offset)), as: UTF8.self).count + 1
}
