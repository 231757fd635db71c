import Digests
import FineTuning
import HTTPTypes
import JSON

extension RemoteService {
  /// The most that an answer in JSON may measure, in bytes.
  private static let answerLimit = 64 << 20

  /// Sends one operation and reads its answer.
  func call<Input, Output>(
    _ endpoint: Endpoint<Input, Output>, _ input: Input
  ) async throws -> Output {
    let call = endpoint.request.encode(input)
    let (response, body) = try await exchange(
      endpoint.method, endpoint.path, call, retries: endpoint.retries)
    return try await answer(response, body, endpoint.response.decode)
  }

  /// Reads a whole answer in JSON.
  func answer<Output>(
    _ response: HTTPResponse, _ body: ByteStream, _ decode: (JSONValue) throws -> Output
  ) async throws -> Output {
    let bytes = try await body.collected(limit: Self.answerLimit)
    do {
      return try decode(try JSONValue(answer: bytes))
    } catch var unreadable as UnreadableAnswer {
      unreadable.requestID = response.headerFields[.requestID]
      throw unreadable
    }
  }

  /// Sends a request, again where its rule and the policy allow, until there is a good answer.
  ///
  /// - Throws: ``ServiceError`` for an answer that is an error.
  func exchange(
    _ method: HTTPRequest.Method, _ path: PathPattern, _ call: OutgoingCall, retries: RetryRule
  ) async throws -> (HTTPResponse, ByteStream) {
    var retry = 0
    // Of what the service asks for, so that it cannot keep a command waiting for ever.
    var patience = Double(Patience.current.seconds)
    while true {
      let (request, body) = message(method, path, call)
      let pause: Duration
      do {
        let (response, answer) = try await logged(request, body, attempt: retry + 1)
        guard response.status.code >= 400 else { return (response, answer) }
        let error = await failure(response, answer)
        if let asked = retryPolicy.askedPause(
          error, headers: response.headerFields, rule: retries, retry: retry, patience: patience)
        {
          patience -= asked
          Patience.current.willPause(asked)
          pause = .seconds(asked)
        } else {
          let delay = retryPolicy.delay(
            error, headers: response.headerFields, rule: retries, retry: retry,
            jitter: .random(in: 0..<1))
          guard let delay else { throw error }
          pause = delay
        }
      } catch let error as TransportError {
        guard error.isTransient, retries == .always, retry < retryPolicy.maximumRetries else {
          throw error
        }
        pause = retryPolicy.backoff(retry: retry, jitter: .random(in: 0..<1))
      }
      retry += 1
      try await clock.sleep(for: pause)
    }
  }

  /// One attempt, reported to the log.
  private func logged(
    _ request: HTTPRequest, _ body: RequestBody, attempt: Int
  ) async throws -> (HTTPResponse, ByteStream) {
    let start = ContinuousClock.now
    var record = ExchangeRecord(
      method: request.method.rawValue,
      path: String((request.path ?? "").prefix { $0 != "?" }), status: nil, duration: .zero,
      requestID: nil, attempt: attempt)
    defer {
      record.duration = ContinuousClock.now - start
      log(record)
    }
    let (response, answer) = try await transport.send(request, body: body)
    record.status = response.status.code
    record.requestID = response.headerFields[.requestID]
    return (response, answer)
  }

  /// The error that an answer says, read before anything else is expected of it.
  private func failure(_ response: HTTPResponse, _ body: ByteStream) async -> ServiceError {
    // An error's body that breaks off still leaves its status to report.
    let bytes = (try? await body.collected(limit: 1 << 20)) ?? []
    return ServiceError(
      body: bytes, status: response.status.code, headers: response.headerFields)
  }

  /// The request with its address, its key and its content.
  private func message(
    _ method: HTTPRequest.Method, _ path: PathPattern, _ call: OutgoingCall
  ) -> (HTTPRequest, RequestBody) {
    let base = connection.baseURL
    var items = call.query.map {
      "\(PercentEncoding.encoded($0.name, keeping: ":"))=\(PercentEncoding.encoded($0.value, keeping: ":"))"
    }
    if !base.query.isEmpty { items.insert(base.query, at: 0) }
    let query = items.isEmpty ? "" : "?" + items.joined(separator: "&")
    var request = HTTPRequest(
      method: method, scheme: base.scheme, authority: base.authority,
      path: base.path + path.path(call.arguments) + query)
    request.headerFields[.accept] = "application/json"
    request.headerFields[.userAgent] = "ft"
    authorize(&request)
    switch call.content {
    case .none: return (request, .none)
    case .json(let value):
      request.headerFields[.contentType] = "application/json"
      return (request, .bytes(value.encoded()))
    case .form(let form):
      request.headerFields[.contentType] = form.contentType
      return (request, .multipart(form))
    }
  }

  private func authorize(_ request: inout HTTPRequest) {
    guard let key = connection.key else { return }
    switch connection.provider.authentication {
    case .none: break
    case .bearer: request.headerFields[.authorization] = "Bearer \(key.exposed)"
    case .header(let name):
      guard let field = HTTPField.Name(name) else { break }
      request.headerFields[field] = key.exposed
    }
  }
}
