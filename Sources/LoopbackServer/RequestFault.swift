import FineTuning
import NIOHTTP1

/// What is wrong with the HTTP/1.1 framing of a request.
enum RequestFault: Error, Hashable {
  /// In bytes, for the target and the fields of a head together.
  static let headLimit = 64 << 10
  /// The most fields that a head may have.
  static let fieldLimit = 128

  /// Whatever the parser cannot read, such as another version's first line.
  case malformed
  case malformedField
  /// Not exactly one `Host` (RFC 9112 §3.2).
  case ambiguousHost
  case headTooLarge
  /// More than one length, or one that is no number (RFC 9112 §6.3).
  case ambiguousLength
  case unsupportedCoding
  case malformedChunk
  case incomplete

  /// Reads what the parser found.
  init(_ error: HTTPParserError, isInBody: Bool) {
    self =
      switch error {
      case .invalidEOFState: .incomplete
      case .headerOverflow: .headTooLarge
      case .invalidChunkSize: .malformedChunk
      case .invalidContentLength, .unexpectedContentLength: .ambiguousLength
      case .invalidHeaderToken: .malformedField
      default: isInBody ? .malformedChunk : .malformed
      }
  }
}

extension RequestFault {
  /// The answer to the client, after which the connection ends: where the next request would begin
  /// is unknown.
  var answer: ServiceError {
    switch self {
    case .malformed: Self.bad("The request does not have the form of HTTP/1.1.")
    case .malformedField: Self.bad("A header of the request is not a name, a colon and a value.")
    case .ambiguousHost: Self.bad("The request must have exactly one 'Host' header.")
    case .headTooLarge:
      Self.fault(
        431,
        "The request's URL and headers are more than \(Self.headLimit) bytes or "
          + "\(Self.fieldLimit) fields.")
    case .ambiguousLength: Self.bad("The length of the request's body is not told by one number.")
    case .unsupportedCoding:
      Self.bad("'Transfer-Encoding: chunked' is the only transfer coding that is understood.")
    case .malformedChunk: Self.bad("The request's body breaks the form of chunks.")
    case .incomplete: Self.bad("The request ended before it was complete.")
    }
  }

  private static func bad(_ message: String) -> ServiceError { fault(400, message) }

  private static func fault(_ status: Int, _ message: String) -> ServiceError {
    ServiceError(status: status, message: message, code: "invalid_http_request")
  }
}
