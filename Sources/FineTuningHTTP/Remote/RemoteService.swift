import HTTPTypes
import JSON

/// A fine-tuning service somewhere else, spoken to in OpenAI's HTTP.
///
/// Reads answers leniently, since providers leave out and add fields; an answer that is an error
/// is read as one before anything else.
package struct RemoteService: Sendable {
  /// Receives every try of every request.
  package typealias Log = @Sendable (ExchangeRecord) -> Void

  let connection: Connection
  let transport: any HTTPTransport
  let retryPolicy: RetryPolicy
  let clock: any Clock<Duration>
  let log: Log

  package init(
    _ connection: Connection, over transport: any HTTPTransport,
    retryPolicy: RetryPolicy = RetryPolicy(), clock: any Clock<Duration> = ContinuousClock(),
    log: @escaping Log = { _ in }
  ) {
    self.connection = connection
    self.transport = transport
    self.retryPolicy = retryPolicy
    self.clock = clock
    self.log = log
  }
}
