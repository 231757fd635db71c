import HTTPTypes

extension HTTPField.Name {
  private static func named(_ text: String) -> Self {
    guard let name = Self(text) else { preconditionFailure("'\(text)' is a header's name") }
    return name
  }

  /// The service's name for a request.
  static let requestID = named("x-request-id")
  /// The service's own word on whether another try makes sense.
  static let shouldRetry = named("x-should-retry")
  /// Finer than `Retry-After`.
  static let retryAfterMilliseconds = named("retry-after-ms")
  /// Where the key of Azure's services goes.
  static let apiKey = named("api-key")
  /// The page that a browser's script came from.
  static let origin = named("origin")
  /// The host as HTTP/1 has it.
  static let host = named("host")
}
