import FineTuning
import HTTPTypes

/// When and how long to wait before a request is sent again, as the official client does it.
package struct RetryPolicy: Sendable, Hashable {
  /// Beyond the first try.
  package var maximumRetries: Int
  /// Beyond the first try, where the service says each time when to come again.
  private static let mostAskedRetries = 60

  package init(maximumRetries: Int = 2) {
    self.maximumRetries = maximumRetries
  }

  /// The pause before try number `retry`, counted from 0, when the service asked for none.
  ///
  /// Half a second, doubled each time up to 8, less up to a quarter by `jitter` in 0..<1.
  package func backoff(retry: Int, jitter: Double) -> Duration {
    let seconds = min(0.5 * Double(1 << min(retry, 16)), 8)
    return .seconds(seconds * (1 - 0.25 * jitter))
  }

  /// The seconds after which the service wants the request again; nil where it names none, or more
  /// than is left of `patience`.
  func askedPause(
    _ error: ServiceError, headers: HTTPFields, rule: RetryRule, retry: Int, patience: Double
  ) -> Double? {
    guard maximumRetries > 0, retry < Self.mostAskedRetries, rule != .never,
      let asked = error.retryAfterSeconds, asked > 0, asked <= patience,
      isRetried(error, headers: headers, rule: rule == .whenTold ? .refusals : rule),
      error.status == 429 || retry < maximumRetries
    else { return nil }
    return asked
  }

  /// The pause before another try where the service asked for none; nil when there should be none.
  func delay(
    _ error: ServiceError, headers: HTTPFields, rule: RetryRule, retry: Int, jitter: Double
  ) -> Duration? {
    guard retry < maximumRetries, error.retryAfterSeconds ?? 0 <= 0,
      isRetried(error, headers: headers, rule: rule)
    else { return nil }
    return backoff(retry: retry, jitter: jitter)
  }

  private func isRetried(_ error: ServiceError, headers: HTTPFields, rule: RetryRule) -> Bool {
    let status = error.status
    // No pause brings money.
    if error.isAboutMoney || rule == .never || rule == .whenTold { return false }
    if rule == .refusals { return status == 429 && headers[.shouldRetry] != "false" }
    switch headers[.shouldRetry] {
    case "true": return true
    case "false": return false
    default: return [408, 409, 429].contains(status) || status >= 500
    }
  }
}

extension HTTPFields {
  /// From `retry-after-ms`, or `retry-after` in seconds or as a date (RFC 9110 §10.2.3).
  ///
  /// A date is held against the answer's own `date`, whose clock is the same; without one it counts
  /// as none, as does one that is over.
  var retryAfterSeconds: Double? {
    if let text = self[.retryAfterMilliseconds], let value = Double(text) {
      return value.isFinite && value >= 0 ? value / 1000 : nil
    }
    guard let text = self[.retryAfter] else { return nil }
    if let value = Double(text) { return value.isFinite && value >= 0 ? value : nil }
    guard let end = HTTPDate(text), let now = self[.date].flatMap(HTTPDate.init),
      end.seconds > now.seconds
    else { return nil }
    return Double(end.seconds - now.seconds)
  }
}
