import JSON

/// A good answer that does not say what it must, even read leniently.
package struct UnreadableAnswer: Error, Sendable, Hashable {
  /// What is not there or not of its type, such as `id`; nil when the body is not JSON.
  package let field: String?
  /// The service's name for the request.
  package internal(set) var requestID: String?

  package init(field: String?, requestID: String? = nil) {
    self.field = field
    self.requestID = requestID
  }
}

extension UnreadableAnswer: CustomStringConvertible {
  package var description: String {
    guard let field else { return "the service's answer is not JSON" }
    return "the service's answer has no usable '\(field)'"
  }
}

/// Lenient reading of answers: what is absent, null or of another type is simply not there.
extension JSONValue {
  func requiredString(_ key: String) throws -> String {
    guard let text = self[key]?.string else { throw UnreadableAnswer(field: key) }
    return text
  }

  func requiredArray(_ key: String) throws -> [JSONValue] {
    guard let elements = self[key]?.array else { throw UnreadableAnswer(field: key) }
    return elements
  }

  /// The last second of the year 9999, since 1970; no calendar is asked about a later one.
  private static var lastSecond: Double { 253_402_300_799 }

  /// Whole seconds, which some providers send with a fraction.
  func seconds(_ key: String) -> Int? {
    guard let number = self[key]?.double, number.magnitude <= Self.lastSecond else { return nil }
    return Int(number.rounded(.down))
  }

  /// The string under `key`; nil also for an empty one, which some providers send for null.
  func text(_ key: String) -> String? {
    guard let text = self[key]?.string, !text.isEmpty else { return nil }
    return text
  }
}
