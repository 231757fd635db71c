import FineTuning
import JSON

/// The mistakes that a request can make, with the messages of OpenAI's service.
extension ServiceError {
  static func invalidParameter(_ name: String, _ message: String, code: String?) -> ServiceError {
    ServiceError(status: 400, message: message, parameter: name, code: code)
  }

  static func missing(_ name: String) -> ServiceError {
    invalidParameter(
      name, "Missing required parameter: '\(name)'.", code: "missing_required_parameter")
  }

  static func unknownParameter(_ name: String) -> ServiceError {
    invalidParameter(name, "Unknown parameter: '\(name)'.", code: "unknown_parameter")
  }

  static func emptyArray(_ name: String) -> ServiceError {
    invalidParameter(
      name,
      "Invalid '\(name)': empty array. Expected an array with minimum length 1, but got an empty "
        + "array instead.",
      code: "empty_array")
  }

  static func invalidType(
    _ name: String, expected: String, got value: JSONValue
  ) -> ServiceError {
    guard !name.isEmpty else {
      return ServiceError(
        status: 400,
        message: "Invalid body: expected \(expected), but got \(value.kindPhrase) instead.",
        code: "invalid_type")
    }
    return invalidParameter(
      name,
      "Invalid type for '\(name)': expected \(expected), but got \(value.kindPhrase) instead.",
      code: "invalid_type")
  }

  static func invalidChoice(_ text: String, of words: [String], name: String) -> ServiceError {
    let quoted = words.map { "'\($0)'" }
    let list =
      switch quoted.count {
      case 0, 1: quoted.joined()
      case 2: quoted.joined(separator: " and ")
      default: quoted.dropLast().joined(separator: ", ") + ", and " + (quoted.last ?? "")
      }
    return invalidParameter(
      name, "Invalid value: '\(text.prefix(100))'. Supported values are: \(list).",
      code: "invalid_value")
  }

  /// Throws unless `text` has as many characters as `lengths` allows.
  static func checkLength(
    of text: String, _ lengths: ClosedRange<Int>, name: String
  ) throws {
    let length = text.unicodeScalars.count
    guard !lengths.contains(length) else { return }
    let isShort = length < lengths.lowerBound
    throw invalidParameter(
      name,
      "Invalid '\(name)': string too \(isShort ? "short" : "long"). Expected a string with "
        + (isShort
          ? "minimum length \(lengths.lowerBound)" : "maximum length \(lengths.upperBound)")
        + ", but got a string with length \(length) instead.",
      code: isShort ? "string_below_min_length" : "string_above_max_length")
  }
}

extension JSONValue {
  /// The kind of the value as an error names it.
  fileprivate var kindPhrase: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .integer: "an integer"
    case .number: "a decimal"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
