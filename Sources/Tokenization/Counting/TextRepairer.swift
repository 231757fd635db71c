/// Reads bytes that are not UTF-8 as U+FFFD, one for each maximal part of a character (Unicode
/// 16.0, 3.9), which is how Python and browsers do it.
package struct TextRepairer {
  /// Where the first fault was, in bytes from the text's beginning; nil where all was UTF-8.
  package private(set) var firstFault: Int?
  private var offset = 0

  package init() {}

  /// Calls `body` with the next stretch, which is copied only if something is wrong with it.
  package mutating func repaired(_ text: RawSpan, _ body: (RawSpan) throws -> Void) rethrows {
    defer { offset += text.byteCount }
    guard let fault = fault(in: text) else { return try body(text) }
    firstFault = firstFault ?? offset + fault
    let copy = unsafe text.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    let bytes = Array(copy.utf8)
    try unsafe body(bytes.span.bytes)
  }

  private func fault(in text: RawSpan) -> Int? {
    unsafe text.withUnsafeBytes { bytes -> Int? in
      do throws(UTF8.ValidationError) {
        _ = try unsafe UTF8Span(validating: bytes.assumingMemoryBound(to: UInt8.self).span)
        return nil
      } catch {
        return error.byteOffsets.lowerBound
      }
    }
  }
}
