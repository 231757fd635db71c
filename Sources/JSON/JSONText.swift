/// One step from a value into a part of it.
package enum JSONStep: Sendable, Hashable {
  case key(String)
  /// Counted from 0.
  case index(Int)
}

extension JSONStep: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  package init(stringLiteral key: String) { self = .key(key) }
  package init(integerLiteral index: Int) { self = .index(index) }
}

/// A path without a value at its end.
package struct JSONPathError: Error, Sendable, Hashable {
  /// How many steps of the path could be taken.
  package let depth: Int

  package init(depth: Int) { self.depth = depth }
}

/// A checked JSON text that is edited in place: every byte outside an edit is unchanged.
///
/// New parts follow the style around them: the separators of their siblings, spaces after colons
/// and commas when the text has them. Of duplicate keys the last one counts.
package struct JSONText: Sendable, Hashable {
  package private(set) var bytes: [UInt8]

  /// Takes `bytes` as they are, after a check that they are one JSON text.
  package init(_ bytes: [UInt8]) throws(JSONError) {
    try unsafe bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
      var scanner = unsafe JSONScanner(UnsafeRawBufferPointer(buffer))
      try scanner.skipValue()
      try scanner.finish()
    }
    self.bytes = bytes
  }

  /// The span of the value at `path`, quotes and brackets included; nil when there is none.
  package func span(at path: [JSONStep]) -> Range<Int>? {
    try? value(at: path[...]).range
  }

  /// The value at `path` as a tree; nil when there is none.
  package func value(at path: [JSONStep]) -> JSONValue? {
    span(at: path).flatMap { try? JSONValue(parsing: Array(bytes[$0])) }
  }

  /// Replaces the value at `path`, or adds it as the last member of its object or (with the index
  /// after the last) the last element of its array.
  ///
  /// - Throws: ``JSONPathError`` when the value's container is not there or of the other kind.
  package mutating func set(_ value: JSONValue, at path: [JSONStep]) throws(JSONPathError) {
    try set(encoded(value), at: path)
  }

  /// Does what ``set(_:at:)-(JSONValue,_)`` does with the bytes of a value, taken as they are.
  package mutating func set(_ value: [UInt8], at path: [JSONStep]) throws(JSONPathError) {
    if let span = span(at: path) {
      bytes.replaceSubrange(span, with: value)
    } else {
      try insert(value, at: path, where: { $0 == $1 })
    }
  }

  /// Inserts an element so that it has the index that `path` ends with, or adds a member.
  ///
  /// - Throws: ``JSONPathError`` when the container is not there or too short.
  package mutating func insert(
    _ value: JSONValue, at path: [JSONStep]
  ) throws(JSONPathError) {
    try insert(encoded(value), at: path, where: { $0 <= $1 })
  }

  /// Removes the member or element at `path` with its comma.
  ///
  /// - Throws: ``JSONPathError`` when it is not there, or the path is empty.
  package mutating func remove(at path: [JSONStep]) throws(JSONPathError) {
    guard let step = path.last else { throw JSONPathError(depth: 0) }
    let container = try value(at: path.dropLast())
    guard let index = container.position(of: step) else {
      throw JSONPathError(depth: path.count - 1)
    }
    let items = container.items
    if items.count == 1 {
      bytes.removeSubrange(container.inside)
    } else if index + 1 < items.count {
      bytes.removeSubrange(items[index].start..<items[index + 1].start)
    } else {
      bytes.removeSubrange(items[index - 1].value.upperBound..<items[index].value.upperBound)
    }
  }
}

extension JSONText {
  /// A member or an element.
  private struct Item {
    let key: String?
    /// Where the key, or else the value, begins.
    let start: Int
    let keyEnd: Int
    let value: Range<Int>
  }

  /// A value and, when it is a container, what it holds one level down.
  private struct Node {
    let range: Range<Int>
    let kind: JSONKind
    var items: [Item] = []

    /// Everything between the brackets.
    var inside: Range<Int> { range.lowerBound + 1..<range.upperBound - 1 }

    func position(of step: JSONStep) -> Int? {
      switch step {
      case .key(let key): kind == .object ? items.lastIndex { $0.key == key } : nil
      case .index(let index): kind == .array && items.indices.contains(index) ? index : nil
      }
    }
  }

  private func value(at path: ArraySlice<JSONStep>) throws(JSONPathError) -> Node {
    var node = node(in: 0..<bytes.count)
    for (depth, step) in path.enumerated() {
      guard let index = node.position(of: step) else { throw JSONPathError(depth: depth) }
      node = self.node(in: node.items[index].value)
    }
    return node
  }

  /// The value in `range`, which has been checked when the text was made.
  private func node(in range: Range<Int>) -> Node {
    unsafe bytes.withUnsafeBytes { buffer in
      var scanner = unsafe JSONScanner(buffer, in: range)
      guard let kind = try? scanner.peek() else { return Node(range: range, kind: .null) }
      let start = scanner.offset
      var items: [Item] = []
      switch kind {
      case .object:
        try? scanner.enterObject()
        while let key = try? scanner.nextKey(), let value = try? scanner.skipValue() {
          items.append(
            Item(
              key: scanner.text(of: key), start: key.quoted.lowerBound,
              keyEnd: key.quoted.upperBound, value: value))
        }
      case .array:
        try? scanner.enterArray()
        while (try? scanner.nextElement()) == true, let value = try? scanner.skipValue() {
          items.append(
            Item(key: nil, start: value.lowerBound, keyEnd: value.lowerBound, value: value))
        }
      default: _ = try? scanner.skipValue()
      }
      return Node(range: start..<scanner.offset, kind: kind, items: items)
    }
  }

  private mutating func insert(
    _ value: [UInt8], at path: [JSONStep], where fits: (Int, Int) -> Bool
  ) throws(JSONPathError) {
    guard let step = path.last else { throw JSONPathError(depth: 0) }
    let container = try self.value(at: path.dropLast())
    let items = container.items
    var item: [UInt8] = []
    var index = items.count
    switch (step, container.kind) {
    case (.key(let key), .object):
      item.appendJSONString(key)
      item.append(contentsOf: colon(in: container))
    case (.index(let wanted), .array)
    where wanted >= 0 && fits(wanted, items.count)
      && wanted <= items.count:
      index = wanted
    default: throw JSONPathError(depth: path.count - 1)
    }
    item.append(contentsOf: value)
    if items.isEmpty {
      bytes.replaceSubrange(container.inside, with: item)
    } else if index == items.count {
      let end = items[index - 1].value.upperBound
      bytes.insert(contentsOf: separator(in: container) + item, at: end)
    } else {
      bytes.insert(contentsOf: item + separator(in: container), at: items[index].start)
    }
  }

  /// What stands between two items of `container`, or would.
  private func separator(in container: Node) -> [UInt8] {
    let items = container.items
    if items.count > 1 { return Array(bytes[items[0].value.upperBound..<items[1].start]) }
    let lead = bytes[container.range.lowerBound + 1..<items[0].start]
    if lead.contains(0x0A) { return [UInt8(ascii: ",")] + lead }
    return Array((isSpaced ? ", " : ",").utf8)
  }

  private func colon(in container: Node) -> [UInt8] {
    guard let sibling = container.items.first else { return Array((isSpaced ? ": " : ":").utf8) }
    return Array(bytes[sibling.keyEnd..<sibling.value.lowerBound])
  }

  private func encoded(_ value: JSONValue) -> [UInt8] {
    value.encoded(isSpaced ? .spaced : .compact)
  }

  /// Whether the first colon of the text has a space after it; texts without one are spaced, as
  /// Python writes them.
  private var isSpaced: Bool {
    let first = node(in: 0..<bytes.count)
    guard first.kind == .object, let item = first.items.first else { return true }
    return item.value.lowerBound > item.keyEnd + 1
  }
}
