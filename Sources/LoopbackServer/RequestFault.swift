import FineTuning

/// Why a request is not one of HTTP/1.1, as far as its frame goes.
enum RequestFault: Error, Hashable {
  case malformedLine
  case malformedField
  /// Not exactly one `Host` (RFC 9112 §3.2).
  case ambiguousHost
  case unsupportedVersion
  case targetTooLong(limit: Int)
  case headTooLarge(limit: Int)
  case tooManyFields(limit: Int)
  /// More than one length, or one that is no number (RFC 9112 §6.3).
  case ambiguousLength
  case unsupportedCoding
  case malformedChunk
  case incompleteBody
}

extension RequestFault {
  /// What the client hears before the connection ends, since nobody knows where a next request
  /// would begin.
  var answer: ServiceError {
    switch self {
    case .malformedLine: Self.bad("The request does not begin with a line of HTTP/1.1.")
    case .malformedField: Self.bad("A header of the request is not a name, a colon and a value.")
    case .ambiguousHost: Self.bad("The request must have exactly one 'Host' header.")
    case .unsupportedVersion: Self.fault(505, "This server speaks HTTP/1.1 only.")
    case .targetTooLong(let limit):
      Self.fault(414, "The request's URL is longer than \(limit) bytes.")
    case .headTooLarge(let limit):
      Self.fault(431, "The request's headers are larger than \(limit) bytes.")
    case .tooManyFields(let limit):
      Self.fault(431, "The request has more than \(limit) headers.")
    case .ambiguousLength: Self.bad("The length of the request's body is not told by one number.")
    case .unsupportedCoding:
      Self.bad("'Transfer-Encoding: chunked' is the only transfer coding that is understood.")
    case .malformedChunk: Self.bad("The request's body breaks the form of chunks.")
    case .incompleteBody: Self.bad("The request ended before its body did.")
    }
  }

  private static func bad(_ message: String) -> ServiceError { fault(400, message) }

  private static func fault(_ status: Int, _ message: String) -> ServiceError {
    ServiceError(status: status, message: message, code: "invalid_http_request")
  }
}
