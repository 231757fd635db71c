import Digests
package import FineTuning
package import HTTPTypes
import JSON

/// The server's end of the wire: any service, spoken to in OpenAI's HTTP under `/v1`.
///
/// It is itself a transport, so that a client in the same process meets exactly what a client
/// beyond a socket would.
package struct ServiceRouter: HTTPTransport {
  let service: any FineTuningService
  let access: Access
  let makeSpool: @Sendable () throws -> any Spool
  let report: @Sendable (any Error) -> Void

  /// Makes a router for `service`.
  ///
  /// `makeSpool` gives each uploaded file a place to wait in; `report` hears of every fault of the
  /// service that is not a ``ServiceError``, which the client only learns of as status 500.
  package init(
    _ service: any FineTuningService, access: Access = Access(),
    makeSpool: @escaping @Sendable () throws -> any Spool = { MemorySpool() },
    report: @escaping @Sendable (any Error) -> Void = { _ in }
  ) {
    self.service = service
    self.access = access
    self.makeSpool = makeSpool
    self.report = report
  }

  /// - Throws: Nothing but a cancellation; every other fault becomes an answer.
  package func send(
    _ request: HTTPRequest, body: RequestBody
  ) async throws -> (HTTPResponse, ByteStream) {
    do {
      return Self.head(try await reply(request, body))
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      return Self.answer(to: fault(error))
    }
  }

  private func reply(_ request: HTTPRequest, _ body: RequestBody) async throws -> Reply {
    let target = (request.path ?? "/").split(
      separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    try access.check(request)
    let path = target.first ?? "/"
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    let url = "\(request.method.rawValue) \(path.prefix(200))"
    guard segments.first == "v1" else { throw ServiceError.unknownURL(url) }
    var allowsOtherMethod = false
    for route in Route.all {
      guard let arguments = route.path.arguments(in: Array(segments.dropFirst())) else { continue }
      guard route.method == request.method else {
        allowsOtherMethod = true
        continue
      }
      let call = IncomingCall(
        method: request.method, arguments: arguments,
        query: try Self.query(target.count > 1 ? target[1] : ""), headers: request.headerFields,
        body: body)
      return try await route.answer(self, call)
    }
    throw allowsOtherMethod ? ServiceError.wrongMethod(url) : ServiceError.unknownURL(url)
  }

  private static func query(_ text: Substring) throws -> [(name: String, value: String)] {
    try text.split(separator: "&").map { item in
      let halves = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentEncoding.decoded(halves[0], plusIsSpace: true),
        let value = PercentEncoding.decoded(halves.count > 1 ? halves[1] : "", plusIsSpace: true)
      else { throw ServiceError(status: 400, message: "The query is not percent-encoded UTF-8.") }
      return (name, value)
    }
  }

  /// The error as a client shall see it; what is not meant for it is only reported.
  func fault(_ error: any Error) -> ServiceError {
    switch error {
    case let error as ServiceError: return error
    case let error as BodyTooLarge:
      return ServiceError(
        status: 413, message: "The request is larger than \(error.limit) bytes.",
        code: "request_too_large")
    default:
      report(error)
      return ServiceError(
        status: 500, message: "The server had an error while processing your request.",
        type: "server_error")
    }
  }

  /// The answer that an error is, in the service's envelope.
  package static func answer(to error: ServiceError) -> (HTTPResponse, ByteStream) {
    var (response, body) = head(Reply(json: error.wire, status: error.status))
    if let seconds = error.retryAfterSeconds {
      response.headerFields[.retryAfter] = String(Int(seconds.rounded(.up)))
    }
    return (response, body)
  }

  private static func head(_ reply: Reply) -> (HTTPResponse, ByteStream) {
    var response = HTTPResponse(status: .init(code: reply.status))
    response.headerFields[.contentType] = reply.contentType
    if let byteCount = reply.byteCount {
      response.headerFields[.contentLength] = String(byteCount)
    } else {
      response.headerFields[.cacheControl] = "no-cache"
    }
    let bits = UInt64.random(in: .min ... .max)
    response.headerFields[.requestID] = "req_\(String(bits, radix: 36))"
    return (response, reply.body)
  }
}

extension ServiceError {
  fileprivate static func unknownURL(_ url: String) -> ServiceError {
    ServiceError(status: 404, message: "Invalid URL (\(url))", code: "unknown_url")
  }

  fileprivate static func wrongMethod(_ url: String) -> ServiceError {
    ServiceError(
      status: 405,
      message: "Invalid method for URL (\(url)). Perhaps you meant to use a different HTTP method?",
      code: "method_not_supported")
  }
}
