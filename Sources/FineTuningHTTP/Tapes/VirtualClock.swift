import Synchronization

/// A clock that stands still but for what moves it: taped exchanges, and waits, which end at once
/// unless some share of them is to be waited for.
package final class VirtualClock: Clock, Sendable {
  /// A point of the clock's time.
  package struct Instant: InstantProtocol {
    /// Since the clock's beginning.
    package var offset: Duration

    package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    package func duration(to other: Instant) -> Duration { other.offset - offset }
    package static func < (one: Instant, other: Instant) -> Bool { one.offset < other.offset }
  }

  private let start: Int
  private let share: Double
  private let outside: any Clock<Duration>
  private let passed: Mutex<Duration>

  /// Begins `offset` after the second `start`, counted from 1970; `share` is how much of the time
  /// that passes here is waited for, from 0 to 1, and `outside` the clock that it is waited for by.
  package init(
    start: Int, offset: Duration = .zero, share: Double = 0,
    outside: any Clock<Duration> = ContinuousClock()
  ) {
    self.start = start
    self.share = share
    self.outside = outside
    passed = Mutex(offset)
  }

  package var now: Instant { Instant(offset: passed.withLock { $0 }) }
  package var minimumResolution: Duration { .milliseconds(1) }

  /// Seconds since 1970.
  package var seconds: Int { start + Int(passed.withLock { $0 } / .seconds(1)) }

  package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try await pass(to: deadline.offset)
  }

  /// Goes on to a time since the beginning; never back.
  ///
  /// - Throws: `CancellationError`, with the clock where it was.
  package func pass(to offset: Duration) async throws {
    try await wait(offset - now.offset)
    passed.withLock { $0 = max($0, offset) }
  }

  /// Goes on by that much, beside others that do at the same time.
  ///
  /// - Throws: `CancellationError`, with the clock where it was.
  package func pass(_ duration: Duration) async throws {
    try await wait(duration)
    passed.withLock { $0 += duration }
  }

  private func wait(_ duration: Duration) async throws {
    let share = duration * share
    if share > .zero { try await outside.sleep(for: share) }
    try Task.checkCancellation()
  }
}
