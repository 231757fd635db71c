/// What one try of a request came to, for a log; it holds no key, no header and no body.
package struct ExchangeRecord: Sendable, Hashable {
  /// Such as `POST`.
  package var method: String
  /// Without the query, which may hold a person's metadata.
  package var path: String
  /// nil when there was no answer.
  package var status: Int?
  /// Until the head of the answer was there.
  package var duration: Duration
  /// The service's name for the request.
  package var requestID: String?
  /// Counted from 1.
  package var attempt: Int

  package init(
    method: String, path: String, status: Int?, duration: Duration, requestID: String?,
    attempt: Int
  ) {
    self.method = method
    self.path = path
    self.status = status
    self.duration = duration
    self.requestID = requestID
    self.attempt = attempt
  }
}
