/// A few literal texts that are searched for together in JSON strings, escapes included.
struct TextPatterns: Sendable {
  private let patterns: [(name: String, bytes: [UInt8])]
  /// For each byte, whether a pattern begins with it.
  private let starts: [Bool]

  init(_ patterns: [(String, String)]) {
    self.patterns = patterns.map { ($0.0, Array($0.1.utf8)) }
    var starts = Array(repeating: false, count: 256)
    for pattern in self.patterns {
      if let first = pattern.bytes.first { starts[Int(first)] = true }
    }
    self.starts = starts
  }

  /// Returns the first match in `range` of any pattern.
  ///
  /// - Complexity: O(*n*) for patterns whose first byte is rare.
  func first(in bytes: [UInt8], _ range: Range<Int>) -> (name: String, range: Range<Int>)? {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe starts.withUnsafeBufferPointer { starts in
        for index in range where unsafe starts[Int(bytes[index])] {
          for pattern in patterns where pattern.bytes.count <= range.upperBound - index {
            let piece = unsafe bytes[index..<index + pattern.bytes.count]
            if unsafe piece.elementsEqual(pattern.bytes) {
              return (pattern.name, index..<index + pattern.bytes.count)
            }
          }
        }
        return nil
      }
    }
  }
}
