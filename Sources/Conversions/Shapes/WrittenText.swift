import JSON

/// The contents of a JSON string as it is written, escapes and all.
///
/// Texts are cut and joined in this form, so that what is not touched keeps its bytes; also halves
/// of surrogate pairs, which have no form in UTF-8.
struct WrittenText: Hashable, Sendable {
  private(set) var contents: [UInt8]

  init(contents: some Sequence<UInt8>) {
    self.contents = Array(contents)
  }

  init(_ text: String) {
    contents = []
    contents.appendJSONContents(text)
  }

  /// The text of a string; nil for any other value.
  init?(_ tree: JSONTree) {
    guard let contents = tree.contents else { return nil }
    self.init(contents: contents)
  }

  /// The text of a cell: a string's own, or a number or a Boolean as it is written; nil for any
  /// other value.
  init?(cell tree: JSONTree) {
    switch tree.kind {
    case .string: self.init(tree)
    case .number, .bool: self.init(contents: tree.bytes)
    case .null, .array, .object: return nil
    }
  }

  /// With its quotes.
  var json: [UInt8] { [UInt8(ascii: "\"")] + contents + [UInt8(ascii: "\"")] }

  var isEmpty: Bool { contents.isEmpty }

  /// The text with its escapes decoded; a half of a surrogate pair becomes U+FFFD.
  var text: String {
    guard contents.contains(UInt8(ascii: "\\")) else {
      return String(decoding: contents, as: UTF8.self)
    }
    return (try? JSONTree(parsing: json))?.text ?? ""
  }

  static func + (one: WrittenText, other: WrittenText) -> WrittenText {
    WrittenText(contents: one.contents + other.contents)
  }

  /// The texts in a row with `separator` between them.
  static func joined(_ texts: [WrittenText], by separator: String) -> WrittenText {
    let between = WrittenText(separator).contents
    var contents: [UInt8] = []
    for (index, text) in texts.enumerated() {
      if index > 0 { contents += between }
      contents += text.contents
    }
    return WrittenText(contents: contents)
  }

  /// Where `pattern` stands, as it would be written by default; never from within an escape.
  func ranges(of pattern: String) -> [Range<Int>] {
    let wanted = WrittenText(pattern).contents
    guard !wanted.isEmpty else { return [] }
    var ranges: [Range<Int>] = []
    var index = 0
    while index < contents.count {
      if contents[index] == wanted[0], contents[index...].starts(with: wanted) {
        ranges.append(index..<index + wanted.count)
        index += wanted.count
      } else {
        index += unitLength(at: index)
      }
    }
    return ranges
  }

  /// Bytes of the escape or the byte at `index`.
  private func unitLength(at index: Int) -> Int {
    guard contents[index] == UInt8(ascii: "\\"), index + 1 < contents.count else { return 1 }
    return contents[index + 1] == UInt8(ascii: "u") ? 6 : 2
  }

  subscript(range: Range<Int>) -> WrittenText {
    WrittenText(contents: contents[range.clamped(to: 0..<contents.count)])
  }

  /// The text without `suffix`; nil when it does not end so.
  func dropping(suffix: String) -> WrittenText? {
    guard let last = ranges(of: suffix).last, last.upperBound == contents.count else { return nil }
    return self[0..<last.lowerBound]
  }

  /// The text without `prefix`; nil when it does not begin so.
  func dropping(prefix: String) -> WrittenText? {
    let wanted = WrittenText(prefix).contents
    guard contents.starts(with: wanted) else { return nil }
    return self[wanted.count..<contents.count]
  }

  /// The text without spaces and line breaks at both ends.
  var trimmed: WrittenText {
    let spaces: Set<[UInt8]> = [[0x20], Array(#"\n"#.utf8), Array(#"\r"#.utf8), Array(#"\t"#.utf8)]
    var lower: Int?
    var upper = 0
    var index = 0
    while index < contents.count {
      let next = min(index + unitLength(at: index), contents.count)
      if !spaces.contains(Array(contents[index..<next])) {
        lower = lower ?? index
        upper = next
      }
      index = next
    }
    return self[(lower ?? 0)..<upper]
  }

  /// Whether some escape is half of a surrogate pair.
  var hasHalfPairs: Bool {
    guard contents.contains(UInt8(ascii: "\\")) else { return false }
    var isHalf = false
    var index = 0
    while index < contents.count {
      let length = unitLength(at: index)
      let unit = length == 6 ? codeUnit(at: index) : 0
      if isHalf {
        guard unit & 0xFC00 == 0xDC00 else { return true }
        isHalf = false
      } else if unit & 0xFC00 == 0xDC00 {
        return true
      } else {
        isHalf = unit & 0xFC00 == 0xD800
      }
      index += length
    }
    return isHalf
  }

  private func codeUnit(at index: Int) -> Int {
    guard index + 6 <= contents.count else { return 0 }
    return Int(String(decoding: contents[index + 2..<index + 6], as: UTF8.self), radix: 16) ?? 0
  }
}
