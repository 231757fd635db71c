extension JSONValue {
  /// Reads the one JSON text that `bytes` are.
  ///
  /// Strict (RFC 8259): a byte-order mark, comments, trailing commas and bytes that are not UTF-8
  /// are refused. Whole numbers that fit become `.integer` (`-0` too, as 0), all others
  /// `.number`. Lone surrogate escapes become U+FFFD. Duplicate keys are kept.
  ///
  /// A tree takes some fifty bytes for a value that may be two long, so set a `valueLimit` for
  /// texts from outside; containers count as one value each.
  package init(parsing bytes: [UInt8], valueLimit: Int = .max) throws(JSONError) {
    self = try unsafe bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
      var scanner = unsafe JSONScanner(UnsafeRawBufferPointer(buffer))
      var rest = valueLimit
      let value = try scanner.value(&rest)
      try scanner.finish()
      return value
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
    var rest = Int.max
    return try value(&rest)
  }

  /// The value that comes next, of at most `rest` values, from which its own are taken.
  fileprivate mutating func value(_ rest: inout Int) throws(JSONError) -> JSONValue {
    let kind = try peek()
    guard rest > 0 else { throw JSONError(.tooManyValues, at: offset) }
    rest -= 1
    switch kind {
    case .null:
      _ = try scanWord()
      return .null
    case .bool: return .bool(try bool())
    case .number: return try value(of: scanNumber())
    case .string: return .string(text(of: try scanString()))
    case .array:
      try open()
      var elements: [JSONValue] = []
      while try nextElement() { elements.append(try value(&rest)) }
      return .array(elements)
    case .object:
      try open()
      var members: [JSONMember] = []
      while let key = try nextKey() {
        members.append(JSONMember(text(of: key), try value(&rest)))
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
