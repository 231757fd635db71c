/// An answer of the service that is an error, with its code and message.
package struct ServiceError: Error, Sendable, Hashable {
  /// The HTTP status, such as 404.
  package var status: Int
  package var message: String
  /// Such as `invalid_request_error`.
  package var type: String
  /// The request's field at fault.
  package var parameter: String?
  /// Such as `model_not_found`; nil when the service gave none.
  package var code: String?
  /// The service's name for the request, for its support.
  package var requestID: String?
  /// Seconds to wait before another try; nil when the service did not say.
  package var retryAfterSeconds: Double?

  package init(
    status: Int, message: String, type: String = "invalid_request_error",
    parameter: String? = nil, code: String? = nil
  ) {
    self.status = status
    self.message = message
    self.type = type
    self.parameter = parameter
    self.code = code
  }
}

extension ServiceError {
  /// Whether the account lacks money or a quota, which the status of too many requests hides.
  package var isAboutMoney: Bool {
    let words = ["insufficient_quota", "billing_hard_limit_reached", "billing_not_active"]
    return words.contains(code ?? "") || words.contains(type)
  }
}

extension ServiceError: CustomStringConvertible {
  package var description: String {
    "HTTP \(status)\(code.map { " \($0)" } ?? ""): \(message)"
  }
}
