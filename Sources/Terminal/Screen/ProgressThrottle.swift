/// Lets through no more changes than an eye follows.
package struct ProgressThrottle: Sendable {
  /// Ten drawings a second at most.
  package static let interval = Duration.milliseconds(100)

  private var last: ContinuousClock.Instant?

  package init() {}

  /// Returns whether a change at `now` is drawn.
  package mutating func admits(at now: ContinuousClock.Instant) -> Bool {
    if let last, last.duration(to: now) < Self.interval { return false }
    last = now
    return true
  }
}
