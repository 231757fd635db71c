extension JSONValue {
  /// Reads the one JSON text that `bytes` are.
  ///
  /// Strict (RFC 8259): a byte-order mark, comments, trailing commas and bytes that are not UTF-8
  /// are refused. Whole numbers that fit become `.integer` (`-0` too, as 0), all others
  /// `.number`. Lone surrogate escapes become U+FFFD. Duplicate keys are kept.
  package init(parsing bytes: [UInt8]) throws(JSONError) {
    self = try unsafe bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
      try unsafe JSONValue(parsing: UnsafeRawBufferPointer(buffer))
    }
  }

  /// Reads the one JSON text that `text` is, as ``init(parsing:)-([UInt8])`` does.
  package init(parsing text: String) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }

  /// Reads the one JSON text in `bytes`, which are borrowed for the call.
  package init(parsing bytes: UnsafeRawBufferPointer) throws(JSONError) {
    var scanner = unsafe JSONScanner(bytes)
    self = try scanner.value()
    try scanner.finish()
  }
}

extension JSONScanner {
  /// The value that comes next, as a tree.
  package mutating func value() throws(JSONError) -> JSONValue {
    switch try peek() {
    case .null:
      _ = try scanWord()
      return .null
    case .bool: return .bool(try bool())
    case .number: return try value(of: scanNumber())
    case .string: return .string(text(of: try scanString()))
    case .array:
      try open()
      var elements: [JSONValue] = []
      while try nextElement() { elements.append(try value()) }
      return .array(elements)
    case .object:
      try open()
      var members: [JSONMember] = []
      while let key = try nextKey() {
        members.append(JSONMember(text(of: key), try value()))
      }
      return .object(members)
    }
  }

  private func value(of number: JSONNumberSpan) throws(JSONError) -> JSONValue {
    let text = unsafe String(decoding: bytes[number.range], as: UTF8.self)
    if number.isInteger, let value = Int(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      throw JSONError(.numberTooLarge, at: number.range.lowerBound)
    }
    return .number(value)
  }
}
