/// A JSON value as a tree; objects keep the order of their members, and duplicates.
///
/// For API bodies, results and settings. Dataset bytes are scanned in place instead.
package indirect enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A number with a fraction or an exponent, or too large for `Int`.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])
}

/// One `"key": value` of an object.
package struct JSONMember: Sendable, Hashable {
  package var key: String
  package var value: JSONValue

  package init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}

extension JSONValue {
  /// The value of the last member named `key`, as most readers take it; nil without one.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  /// The element at `index`, counted from 0; nil outside the array.
  package subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The text of a string; nil for any other value.
  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The number when it is whole and fits; nil for any other value.
  package var integer: Int? {
    switch self {
    case .integer(let value): value
    case .number(let value): Int(exactly: value)
    default: nil
    }
  }

  /// The number when it can be that of things: whole, and from 0 to ``largestCount``.
  ///
  /// What a file or a service gives is read by this wherever it is reckoned with: sums of millions
  /// of counts, and a count times a price, stay far from the largest `Int`.
  package var count: Int? {
    guard let integer, integer >= 0, integer <= Self.largestCount else { return nil }
    return integer
  }

  /// A trillion, about: more tokens, bytes or steps than anything has.
  package static let largestCount = 1 << 40

  /// The number of an integer or a number; nil for any other value.
  package var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The truth of a Boolean; nil for any other value.
  package var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The elements of an array; nil for any other value.
  package var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members of an object; nil for any other value.
  package var members: [JSONMember]? {
    if case .object(let members) = self { members } else { nil }
  }
}

extension JSONValue: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) { self = .integer(value) }
}

extension JSONValue: ExpressibleByFloatLiteral {
  package init(floatLiteral value: Double) { self = .number(value) }
}

extension JSONValue: ExpressibleByBooleanLiteral {
  package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { JSONMember($0.0, $0.1) })
  }
}

extension JSONValue {
  /// The text, or null.
  package init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }

  /// The number, or null.
  package init(_ number: Int?) { self = number.map(JSONValue.integer) ?? .null }

  /// The number, or null.
  package init(_ number: Double?) { self = number.map(JSONValue.number) ?? .null }

  /// An object of texts, by their keys.
  package init(_ pairs: [String: String]) {
    self = .object(
      pairs.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) })
  }

  /// The members of an object that are texts; none for any other value.
  package var pairs: [String: String] {
    (members ?? []).reduce(into: [:]) { $0[$1.key] = $1.value.string }
  }
}
