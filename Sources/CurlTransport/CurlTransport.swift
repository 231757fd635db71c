package import FineTuning
package import FineTuningHTTP
package import HTTPTypes

/// Requests over sockets by libcurl: one thread for all of them, connections kept and reused.
///
/// A request comes in; its answer's head and a stream of its body go out, or a ``TransportError``.
/// Start with this file, then ``Exchange``, which the task and the thread share, and
/// ``TransferLoop``, the thread.
///
/// Bodies stream both ways with a bound on what waits in memory, and cancelling a task ends its
/// transfer at once. The thread ends when the last reference is gone.
package final class CurlTransport: HTTPTransport {
  /// How long to wait for the other side.
  package struct Timeouts: Sendable, Hashable {
    /// Seconds until a connection must stand.
    package var connectSeconds: Int
    /// Seconds without a byte, after which an exchange is given up; coarse, since curl averages.
    ///
    /// nil for those of the task's ``Patience``.
    package var idleSeconds: Int?

    package init(connectSeconds: Int = 10, idleSeconds: Int? = nil) {
      self.connectSeconds = connectSeconds
      self.idleSeconds = idleSeconds
    }
  }

  private let loop: TransferLoop
  private let timeouts: Timeouts

  package init(timeouts: Timeouts = Timeouts()) {
    loop = TransferLoop()
    self.timeouts = timeouts
  }

  deinit {
    loop.stop()
  }

  package func send(
    _ request: HTTPRequest, body: RequestBody
  ) async throws -> (HTTPResponse, ByteStream) {
    let exchange = Exchange(
      order: try TransferOrder(request, body, timeouts), loop: loop)
    let response: HTTPResponse
    switch body {
    case .none, .bytes: response = try await exchange.start()
    case .stream, .multipart:
      response = try await Self.start(exchange, feeding: body.chunks)
    }
    let reader = ExchangeReader(exchange, of: self)
    return (response, ByteStream { try await reader.exchange.nextChunk() })
  }

  /// Sends the chunks beside waiting for the answer, which may come before they are all sent.
  private static func start(
    _ exchange: Exchange, feeding chunks: ByteStream
  ) async throws -> HTTPResponse {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        do {
          for try await chunk in chunks { try await exchange.offer(chunk) }
          try Task.checkCancellation()
          exchange.endBody()
        } catch {
          exchange.failBody(error)
        }
      }
      defer { group.cancelAll() }
      return try await exchange.start()
    }
  }
}

/// Cancels the exchange when its answer is no longer read, and keeps the transport until then.
private final class ExchangeReader: Sendable {
  let exchange: Exchange
  private let transport: CurlTransport

  init(_ exchange: Exchange, of transport: CurlTransport) {
    self.exchange = exchange
    self.transport = transport
  }

  deinit {
    exchange.cancel()
  }
}
