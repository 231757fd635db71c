import Synchronization

/// A clock that stands still but for what moves it: taped exchanges, and waits that end at once.
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
  private let passed: Mutex<Duration>

  /// Begins `offset` after the second `start`, counted from 1970.
  package init(start: Int, offset: Duration = .zero) {
    self.start = start
    passed = Mutex(offset)
  }

  package var now: Instant { Instant(offset: passed.withLock { $0 }) }
  package var minimumResolution: Duration { .milliseconds(1) }

  /// Seconds since 1970.
  package var seconds: Int { start + Int(passed.withLock { $0 } / .seconds(1)) }

  package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    advance(to: deadline.offset)
  }

  /// Goes on to a time since the beginning; never back.
  package func advance(to offset: Duration) { passed.withLock { $0 = max($0, offset) } }

  /// Goes on by that much.
  package func advance(by duration: Duration) { passed.withLock { $0 += duration } }
}
