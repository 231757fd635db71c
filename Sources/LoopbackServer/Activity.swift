import Synchronization

/// Counts the answers that are under way, and tells when none is.
final class Activity: Sendable {
  /// One answer; it is over when nobody holds this.
  final class Token: Sendable {
    private let activity: Activity

    fileprivate init(_ activity: Activity) {
      self.activity = activity
    }

    deinit {
      activity.end()
    }
  }

  private struct State {
    var count = 0
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  func begin() -> Token {
    state.withLock { $0.count += 1 }
    return Token(self)
  }

  /// Returns when no answer is under way, or when the task is cancelled; for one caller at a time.
  func idle() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isIdle = state.withLock { state in
          guard state.count > 0, !Task.isCancelled else { return true }
          state.waiter = continuation
          return false
        }
        if isIdle { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiter.take() }?.resume()
    }
  }

  private func end() {
    let waiter = state.withLock { state in
      state.count -= 1
      return state.count == 0 ? state.waiter.take() : nil
    }
    waiter?.resume()
  }
}
