import FineTuning

/// The ranges of request fields, with the service's message for a value outside.
enum Limits {
  /// The largest file that may be uploaded, in bytes.
  static let fileBytes = 512 << 20
  /// The largest file that may come in parts, in bytes.
  static let uploadBytes = 8 << 30
  /// The largest part of an upload, in bytes.
  static let partBytes = 64 << 20
  /// How long an upload takes parts, in seconds.
  static let uploadSeconds = 3600
  /// Fewer examples than this do not make a training file.
  static let leastExamples = 10

  static func check(_ value: Int, in range: ClosedRange<Int>, _ field: String) throws {
    if value < range.lowerBound {
      throw outside(field, "integer", .below, "\(range.lowerBound)", "\(value)")
    }
    if value > range.upperBound {
      throw outside(field, "integer", .above, "\(range.upperBound)", "\(value)")
    }
  }

  static func check(_ value: Double, in range: ClosedRange<Double>, _ field: String) throws {
    if value < range.lowerBound {
      throw outside(field, "decimal", .below, plain(range.lowerBound), plain(value))
    }
    // Also refuses what is not a number.
    guard value <= range.upperBound else {
      throw outside(field, "decimal", .above, plain(range.upperBound), plain(value))
    }
  }

  /// Refuses a text that is empty or longer than `limit` characters.
  static func check(_ text: String, upTo limit: Int, _ field: String) throws {
    let count = text.unicodeScalars.count
    guard count > limit || count == 0 else { return }
    let side = count == 0 ? "short" : "long"
    let bound = count == 0 ? "minimum length 1" : "maximum length \(limit)"
    let found = count == 0 ? "an empty string" : "a string with length \(count)"
    throw ServiceError(
      status: 400,
      message: "Invalid '\(field)': string too \(side). Expected a string with \(bound), but got "
        + "\(found) instead.",
      parameter: field, code: count == 0 ? "string_below_min_length" : "string_above_max_length")
  }

  /// What the service says of a request body of `count` bytes.
  static func tooLarge(_ count: Int, limit: Int = fileBytes) -> ServiceError {
    ServiceError(
      status: 413,
      message: "Maximum content size limit (\(limit)) exceeded (\(count) bytes read)")
  }

  private enum Side { case below, above }

  private static func outside(
    _ field: String, _ kind: String, _ side: Side, _ bound: String, _ value: String
  ) -> ServiceError {
    let word = side == .below ? "below minimum" : "above maximum"
    let sign = side == .below ? ">=" : "<="
    return ServiceError(
      status: 400,
      message: "Invalid '\(field)': \(kind) \(word) value. Expected a value \(sign) \(bound), but "
        + "got \(value) instead.",
      parameter: field, code: "\(kind)_\(side == .below ? "below_min" : "above_max")_value")
  }

  /// Without a fraction of zero, as the service prints it.
  private static func plain(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}
