import Synchronization

/// A clock whose every sleep is over at once, and is remembered.
package final class SkippingClock: Clock, Sendable {
  /// A point that is as far from now as a sleep is long.
  package struct Instant: InstantProtocol {
    private var offset: Duration = .zero

    fileprivate init() {}

    package func advanced(by duration: Duration) -> Instant {
      var instant = self
      instant.offset += duration
      return instant
    }

    package func duration(to other: Instant) -> Duration { other.offset - offset }

    package static func < (first: Instant, second: Instant) -> Bool {
      first.offset < second.offset
    }
  }

  private let slept = Mutex<[Duration]>([])

  package init() {}

  /// How long was slept, in order.
  package var sleeps: [Duration] { slept.withLock { $0 } }

  package var now: Instant { Instant() }

  package var minimumResolution: Duration { .zero }

  package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    slept.withLock { $0.append(now.duration(to: deadline)) }
  }
}
