package import FineTuning
package import HTTPTypes
import Synchronization

/// A transport that fails as its rules say, and otherwise passes everything on.
package final class FaultyTransport: HTTPTransport {
  private let base: any HTTPTransport
  private let rules: Mutex<[Fault]>
  private let clock: any Clock<Duration>

  /// Makes a transport over `base`; of several rules that fit, the first shows.
  package init(
    _ base: any HTTPTransport, rules: [Fault], clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.base = base
    self.rules = Mutex(rules)
    self.clock = clock
  }

  package func send(
    _ request: HTTPRequest, body: RequestBody
  ) async throws -> (HTTPResponse, ByteStream) {
    switch fault(for: request) {
    case nil: return try await base.send(request, body: body)
    case .tooManyRequests(let seconds):
      var error = ServiceError(
        status: 429, message: "Rate limit reached, as a fault rule says.", type: "requests",
        code: "rate_limit_exceeded")
      error.retryAfterSeconds = Double(seconds)
      return ServiceRouter.answer(to: error)
    case .serverError:
      return ServiceRouter.answer(
        to: ServiceError(
          status: 500, message: "The server had an error, as a fault rule says.",
          type: "server_error"))
    case .trainingNotAvailable:
      return ServiceRouter.answer(
        to: ServiceError(
          status: 403,
          message: "OpenAI is winding down the fine-tuning platform and your organization is no "
            + "longer able to create new fine-tuning training jobs.",
          code: "training_not_available"))
    case .dropped:
      throw TransportError(.disconnected, host: request.authority ?? "")
    case .slow(let milliseconds):
      let (response, chunks) = try await base.send(request, body: body)
      return (response, delayed(chunks, .milliseconds(milliseconds)))
    }
  }

  /// The kind of the first rule that fits, which is used up by one.
  private func fault(for request: HTTPRequest) -> Fault.Kind? {
    let path = (request.path ?? "").prefix { $0 != "?" }
    guard path.hasPrefix("/v1/") else { return nil }
    let rest = path.dropFirst(4)
    return rules.withLock { rules in
      let index = rules.firstIndex {
        $0.count != 0 && $0.matches(method: request.method.rawValue, path: rest)
      }
      guard let index else { return nil }
      if let count = rules[index].count { rules[index].count = count - 1 }
      return rules[index].kind
    }
  }

  private func delayed(_ chunks: ByteStream, _ pause: Duration) -> ByteStream {
    let clock = clock
    return ByteStream {
      try await clock.sleep(for: pause)
      var iterator = chunks.makeAsyncIterator()
      return try await iterator.next()
    }
  }
}
