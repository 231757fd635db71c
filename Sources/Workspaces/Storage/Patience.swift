import Glibc
import Synchronization

/// How the connections of a workspace wait for another process, and who hears of it.
///
/// A change of many examples may take a minute on a slow machine, and the other sessions wait for
/// their turn. Ctrl-C, which cancels the task, ends the wait.
final class Patience: Sendable {
  /// Seconds after which even a patient wait ends: the other process may have been stopped.
  private static let limit = 600.0
  /// Seconds before a wait is told.
  private static let silence = 1.0

  private struct State {
    var listener: (@Sendable (Bool) -> Void)?
    var start = ContinuousClock.now
    /// Whether the listener was told of a wait that has not ended.
    var isTold = false
    /// Whether the listener asks for something now, which must not wait.
    var isLooking = false
  }

  private let state = Mutex(State())

  /// Calls `listener` with true when a wait takes long, and with false when it ends.
  func listen(_ listener: @escaping @Sendable (Bool) -> Void) {
    state.withLock { $0.listener = listener }
  }

  /// Sleeps a little and says whether to try again: SQLite's busy handler
  /// (https://www.sqlite.org/c3ref/busy_handler.html), which counts its calls from 0.
  func shouldRetry(_ tries: Int) -> Bool {
    if Task.isCancelled { return false }
    let (seconds, listener): (Double, (@Sendable (Bool) -> Void)?) = state.withLock { state in
      if state.isLooking { return (.infinity, nil) }
      if tries == 0 { state.start = .now }
      let seconds = (ContinuousClock.now - state.start) / .seconds(1)
      guard seconds > Self.silence, !state.isTold, let listener = state.listener else {
        return (seconds, nil)
      }
      (state.isTold, state.isLooking) = (true, true)
      return (seconds, listener)
    }
    if let listener {
      listener(true)
      state.withLock { $0.isLooking = false }
    }
    if seconds > Self.limit { return false }
    // Others get in between two tries, so the first ones come soon after each other.
    usleep(tries < 50 ? 2_000 : 20_000)
    return true
  }

  /// Tells the listener that a wait is over, if it was told of one.
  func goOn() {
    let listener = state.withLock { state in
      defer { state.isTold = false }
      return state.isTold ? state.listener : nil
    }
    listener?(false)
  }
}

extension Workspace {
  /// Calls `listener` when a call waits long for another process: with the line that the other one
  /// runs, where that is known, and with nil when the wait is over.
  ///
  /// `ownCell` is the cell that this session runs, which is not what it waits for.
  package func whileWaiting(
    besides ownCell: @escaping @Sendable () -> Int?,
    tell listener: @escaping @Sendable (WaitingFor?) -> Void
  ) {
    patience.listen { [weak self] isWaiting in
      guard isWaiting else { return listener(nil) }
      listener(WaitingFor(line: (try? self?.runningLine(besides: ownCell())) ?? nil))
    }
  }

  /// The newest line of another session that has not ended.
  private func runningLine(besides ownCell: Int?) throws -> String? {
    try cells(limit: 5).last { $0.exitCode == nil && $0.number != ownCell }?.source
  }
}

/// What a session waits for: the line of another one.
package struct WaitingFor: Sendable, Hashable {
  /// nil where it is not known.
  package var line: String?

  package init(line: String?) { self.line = line }
}
