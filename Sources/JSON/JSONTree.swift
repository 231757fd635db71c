/// A JSON value whose parts keep the bytes that they were written with.
///
/// Where ``JSONValue`` reads numbers and escapes, a tree leaves them alone: what is taken out of one
/// text and put into another is the same to the byte. All parts share the bytes of the whole.
package struct JSONTree: Sendable {
  package let kind: JSONKind
  private let source: [UInt8]
  private let range: Range<Int>
  private let keys: [String]
  private let items: [JSONTree]

  /// Reads the one JSON text that `bytes` are, as strictly as ``JSONValue/init(parsing:valueLimit:)``
  /// does.
  package init(parsing bytes: [UInt8]) throws(JSONError) {
    self = try unsafe bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
      var scanner = unsafe JSONScanner(UnsafeRawBufferPointer(buffer))
      let tree = try scanner.tree(in: bytes)
      try scanner.finish()
      return tree
    }
  }

  fileprivate init(
    _ kind: JSONKind, _ source: [UInt8], _ range: Range<Int>, keys: [String] = [],
    items: [JSONTree] = []
  ) {
    self.kind = kind
    self.source = source
    self.range = range
    self.keys = keys
    self.items = items
  }

  /// The value as it was written.
  package var bytes: [UInt8] { Array(source[range]) }

  /// The members of an object in order, repeated ones too; none for any other value.
  package var members: [(key: String, value: JSONTree)] {
    zip(keys, items).map { (key: $0, value: $1) }
  }

  /// The elements of an array; none for any other value.
  package var elements: [JSONTree] { kind == .array ? items : [] }

  /// The value of the last member named `key`, as most readers take it; nil without one.
  package subscript(key: String) -> JSONTree? {
    keys.lastIndex(of: key).map { items[$0] }
  }

  /// What stands between the quotes of a string, escapes as they are; nil for any other value.
  package var contents: [UInt8]? {
    kind == .string ? Array(source[range.lowerBound + 1..<range.upperBound - 1]) : nil
  }

  /// The text of a string, escapes decoded as ``JSONScanner/text(of:)`` does; nil for any other
  /// value.
  package var text: String? {
    guard kind == .string else { return nil }
    return unsafe source.withUnsafeBytes { buffer in
      unsafe JSONScanner(buffer).text(
        of: JSONStringSpan(
          contents: range.lowerBound + 1..<range.upperBound - 1, hasEscapes: true))
    }
  }
}

extension JSONScanner {
  /// The value that comes next, as a tree over `source`, which holds the scanner's bytes.
  fileprivate mutating func tree(in source: [UInt8]) throws(JSONError) -> JSONTree {
    let kind = try peek()
    let start = offset
    var keys: [String] = []
    var items: [JSONTree] = []
    switch kind {
    case .object:
      try enterObject()
      while let key = try nextKey() {
        keys.append(text(of: key))
        items.append(try tree(in: source))
      }
    case .array:
      try enterArray()
      while try nextElement() { items.append(try tree(in: source)) }
    default: try skipValue()
    }
    return JSONTree(kind, source, start..<offset, keys: keys, items: items)
  }
}
