import FineTuning
import JSON

/// Reads a request's JSON object strictly: each key once, of its type, within its bounds.
///
/// A key that was not read is unknown, which ``finish()`` says. Null counts as absent, as the
/// official clients send it for parameters that were not given.
struct ObjectReader {
  /// The place of the object in the request, such as `method.supervised`; empty for the whole.
  let place: String
  private var unread: [JSONMember]

  init(_ value: JSONValue, place: String = "") throws {
    guard let members = value.members else {
      throw ServiceError.invalidType(place, expected: "an object", got: value)
    }
    self.place = place
    unread = members
  }

  /// The name of `key` as errors give it.
  func name(_ key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }

  /// The value of `key`, or nil when it is absent or null.
  mutating func value(_ key: String) throws -> JSONValue? {
    guard let index = unread.firstIndex(where: { $0.key == key }) else { return nil }
    let value = unread.remove(at: index).value
    guard !unread.contains(where: { $0.key == key }) else {
      throw ServiceError.invalidParameter(
        name(key), "Duplicate parameter: '\(name(key))'.", code: "duplicate_parameter")
    }
    return value == .null ? nil : value
  }

  mutating func required(_ key: String) throws -> JSONValue {
    guard let value = try value(key) else { throw ServiceError.missing(name(key)) }
    return value
  }

  mutating func string(_ key: String) throws -> String? {
    guard let value = try value(key) else { return nil }
    guard let text = value.string else {
      throw ServiceError.invalidType(name(key), expected: "a string", got: value)
    }
    return text
  }

  mutating func requiredString(_ key: String) throws -> String {
    guard let text = try string(key) else { throw ServiceError.missing(name(key)) }
    return text
  }

  /// A string of `lengths` characters.
  mutating func string(_ key: String, lengths: ClosedRange<Int>) throws -> String? {
    guard let text = try string(key) else { return nil }
    try ServiceError.checkLength(of: text, lengths, name: name(key))
    return text
  }

  mutating func integer(_ key: String, in range: ClosedRange<Int>) throws -> Int? {
    guard let value = try value(key) else { return nil }
    return try Self.integer(value, in: range, name: name(key))
  }

  /// A whole number, which JSON may write as `2` but not as `"2"`.
  static func integer(
    _ value: JSONValue, in range: ClosedRange<Int>, name: String
  ) throws -> Int {
    guard let number = value.integer else {
      throw ServiceError.invalidType(name, expected: "an integer", got: value)
    }
    guard range.contains(number) else {
      let isBelow = number < range.lowerBound
      throw ServiceError.invalidParameter(
        name,
        "Invalid '\(name)': integer \(isBelow ? "below minimum" : "above maximum") value. "
          + "Expected a value \(isBelow ? ">= \(range.lowerBound)" : "<= \(range.upperBound)"), "
          + "but got \(number) instead.",
        code: isBelow ? "integer_below_min_value" : "integer_above_max_value")
    }
    return number
  }

  mutating func number(_ key: String, in range: ClosedRange<Double>) throws -> Double? {
    guard let value = try value(key) else { return nil }
    return try Self.number(value, in: range, name: name(key))
  }

  static func number(
    _ value: JSONValue, in range: ClosedRange<Double>, name: String
  ) throws -> Double {
    guard let number = value.double, number.isFinite else {
      throw ServiceError.invalidType(name, expected: "a decimal", got: value)
    }
    guard range.contains(number) else {
      let isBelow = number < range.lowerBound
      throw ServiceError.invalidParameter(
        name,
        "Invalid '\(name)': decimal \(isBelow ? "below minimum" : "above maximum") value. "
          + "Expected a value \(isBelow ? ">= \(range.lowerBound)" : "<= \(range.upperBound)"), "
          + "but got \(value.text) instead.",
        code: isBelow ? "decimal_below_min_value" : "decimal_above_max_value")
    }
    return number
  }

  mutating func bool(_ key: String) throws -> Bool? {
    guard let value = try value(key) else { return nil }
    guard let truth = value.bool else {
      throw ServiceError.invalidType(name(key), expected: "a boolean", got: value)
    }
    return truth
  }

  mutating func array(_ key: String) throws -> [JSONValue]? {
    guard let value = try value(key) else { return nil }
    guard let elements = value.array else {
      throw ServiceError.invalidType(name(key), expected: "an array", got: value)
    }
    return elements
  }

  /// The strings of an array.
  mutating func strings(_ key: String) throws -> [String]? {
    try array(key)?.enumerated().map { index, element in
      guard let text = element.string else {
        throw ServiceError.invalidType(
          "\(name(key))[\(index)]", expected: "a string", got: element)
      }
      return text
    }
  }

  /// The strings of an array that must be there and not be empty.
  mutating func requiredStrings(_ key: String) throws -> [String] {
    guard let texts = try strings(key) else { throw ServiceError.missing(name(key)) }
    guard !texts.isEmpty else { throw ServiceError.emptyArray(name(key)) }
    return texts
  }

  mutating func object(_ key: String) throws -> ObjectReader? {
    guard let value = try value(key) else { return nil }
    return try ObjectReader(value, place: name(key))
  }

  /// One of a fixed set of values.
  mutating func word(_ key: String, of words: [String]) throws -> String? {
    guard let text = try string(key) else { return nil }
    guard words.contains(text) else {
      throw ServiceError.invalidChoice(text, of: words, name: name(key))
    }
    return text
  }

  /// Takes the keys in `names` that are there, unread and unchecked, in their order.
  mutating func taken(_ names: Set<String>) -> [JSONMember] {
    let members = unread.filter { names.contains($0.key) && $0.value != .null }
    unread.removeAll { names.contains($0.key) }
    return members
  }

  /// - Throws: ``ServiceError`` for the first key that was not read.
  func finish() throws {
    guard let member = unread.first else { return }
    throw ServiceError.unknownParameter(name(member.key))
  }
}
