/// What a change of many examples made of one example of a segment.
struct LayerState {
  /// The example's older text with one stretch replaced, and what it costs now.
  struct Text {
    /// Bytes of the older text that stay, from its first and up to its last.
    let prefix: Int
    let suffix: Int
    /// What stands between them, in the layer's bytes.
    let middle: Range<Int>
    let tokens: Int?
    let trainedTokens: Int?

    /// Whether nothing of the older text stays, so that it need not be known.
    var isWhole: Bool { prefix == 0 && suffix == 0 }
  }

  /// Counted from 0 at the segment's first example.
  let index: Int
  let isDropped: Bool
  /// In the layer's bytes, with spaces between tags.
  let tags: Range<Int>
  let note: Range<Int>?
  /// nil where the text is the older one.
  let text: Text?
}

/// Tells what a layer holds for an example.
///
/// First stands how far the example is behind the one before, then the flags, and then what they
/// announce, in the order in which `decoded` reads it. Numbers are LEB128, as in WebAssembly
/// (https://webassembly.github.io/spec/core/binary/values.html#integers).
private enum Flag {
  static let dropped: UInt8 = 1
  static let tags: UInt8 = 2
  static let note: UInt8 = 4
  static let text: UInt8 = 8
  static let counted: UInt8 = 16
}

extension LayerState {
  /// The states in a layer's bytes, in the order of the examples.
  ///
  /// - Throws: ``StoredFault`` where the bytes are none.
  static func decoded(_ bytes: [UInt8]) throws -> [LayerState] {
    var reader = LayerReader(bytes)
    var states: [LayerState] = []
    var index = -1
    while !reader.isAtEnd {
      let (gap, flags) = (try reader.number(), try reader.byte())
      index = try LayerReader.sum(index, gap)
      let text = flags & Flag.text == 0 ? nil : try reader.text(flags)
      let tags = flags & Flag.tags == 0 ? 0..<0 : try reader.range()
      let note = flags & Flag.note == 0 ? nil : try reader.range()
      states.append(
        LayerState(
          index: index, isDropped: flags & Flag.dropped != 0, tags: tags, note: note, text: text))
    }
    return states
  }

  /// Puts the layers' text of an example behind `output`, made from its `older` text.
  static func append(
    _ text: Text, of layer: [UInt8], over older: ArraySlice<UInt8>, to output: inout [UInt8]
  ) throws {
    guard try LayerReader.sum(text.prefix, text.suffix) <= older.count else {
      throw LayerReader.fault
    }
    // By range: the methods of that name go through the elements one by one here.
    output += older[..<(older.startIndex + text.prefix)]
    output += layer[text.middle]
    output += older[(older.endIndex - text.suffix)...]
  }
}

/// Reads the bytes of a layer, which may be any bytes.
private struct LayerReader {
  static let fault = StoredFault("a layer of changes is damaged")

  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { offset == bytes.count }

  static func sum(_ left: Int, _ right: Int) throws -> Int {
    let (sum, hasOverflow) = left.addingReportingOverflow(right)
    if hasOverflow { throw fault }
    return sum
  }

  mutating func byte() throws -> UInt8 {
    guard offset < bytes.count else { throw Self.fault }
    offset += 1
    return bytes[offset - 1]
  }

  mutating func number() throws -> Int {
    var number = 0
    for shift in stride(from: 0, to: 56, by: 7) {
      let byte = try byte()
      number |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return number }
    }
    throw Self.fault
  }

  mutating func range() throws -> Range<Int> {
    let count = try number()
    guard count <= bytes.count - offset else { throw Self.fault }
    offset += count
    return offset - count..<offset
  }

  mutating func text(_ flags: UInt8) throws -> LayerState.Text {
    let (prefix, suffix) = (try number(), try number())
    let isCounted = flags & Flag.counted != 0
    let tokens = isCounted ? try number() : nil
    let trained = isCounted ? try number() : nil
    return LayerState.Text(
      prefix: prefix, suffix: suffix, middle: try range(), tokens: tokens, trainedTokens: trained)
  }
}

/// Writes the bytes of a layer.
struct LayerWriter {
  /// A new text, and the older one of which it is told what stays; nil to tell all of it.
  struct Text {
    let content: ExampleChange.Content
    let older: ArraySlice<UInt8>?
  }

  private(set) var bytes: [UInt8] = []
  private var lastIndex = -1

  /// Adds the state of an example behind those before it.
  mutating func append(
    _ index: Int, isDropped: Bool, tags: [String], note: String?, text: Text?
  ) {
    var flags: UInt8 = isDropped ? Flag.dropped : 0
    if !tags.isEmpty { flags |= Flag.tags }
    if note != nil { flags |= Flag.note }
    if let text { flags |= text.content.isCounted ? Flag.text | Flag.counted : Flag.text }
    append(index - lastIndex)
    lastIndex = index
    bytes.append(flags)
    if let text { append(text) }
    if !tags.isEmpty { append(Array(tags.joined(separator: " ").utf8)[...]) }
    if let note { append(Array(note.utf8)[...]) }
  }

  private mutating func append(_ text: Text) {
    let (new, older) = (text.content.bytes, text.older ?? [])
    let (prefix, suffix) = Self.commonEnds(of: new, and: older)
    append(prefix)
    append(suffix)
    if let tokens = text.content.tokens, let trained = text.content.trainedTokens {
      append(tokens)
      append(trained)
    }
    append(new[prefix..<new.count - suffix])
  }

  /// How many bytes two texts have in common at their start, and behind that at their end.
  private static func commonEnds(
    of new: [UInt8], and older: ArraySlice<UInt8>
  ) -> (prefix: Int, suffix: Int) {
    unsafe new.withUnsafeBytes { new in
      unsafe older.withUnsafeBytes { older in
        let count = min(new.count, older.count)
        func word(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
          unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        }
        var prefix = 0
        while prefix + 8 <= count, unsafe word(new, at: prefix) == word(older, at: prefix) {
          prefix += 8
        }
        while prefix < count, unsafe new[prefix] == older[prefix] { prefix += 1 }
        let (end, olderEnd) = (new.count, older.count)
        var suffix = 0
        while prefix + suffix + 8 <= count,
          unsafe word(new, at: end - suffix - 8) == word(older, at: olderEnd - suffix - 8)
        {
          suffix += 8
        }
        while prefix + suffix < count,
          unsafe new[end - suffix - 1] == older[olderEnd - suffix - 1]
        {
          suffix += 1
        }
        return (prefix, suffix)
      }
    }
  }

  private mutating func append(_ text: ArraySlice<UInt8>) {
    append(text.count)
    bytes += text
  }

  private mutating func append(_ number: Int) {
    var rest = UInt(max(0, number))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}

extension ExampleChange.Content {
  fileprivate var isCounted: Bool { tokens != nil && trainedTokens != nil }
}
