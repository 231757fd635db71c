import FineTuning
import Synchronization

/// Tells every subscriber of a job when it has changed.
final class ChangeBroadcaster: Sendable {
  private struct Subscription {
    let job: Job.ID
    let continuation: AsyncStream<Void>.Continuation
  }

  private struct Subscriptions {
    var lastNumber = 0
    var byNumber: [Int: Subscription] = [:]
  }

  private let subscriptions = Mutex(Subscriptions())

  /// Whether anything is subscribed to.
  var hasSubscribers: Bool { subscriptions.withLock { !$0.byNumber.isEmpty } }

  /// The changes of `job` from now on; ends with its reader or with the broadcaster.
  ///
  /// Changes that come while the reader is busy are one element: it looks at the job anyway.
  func changes(of job: Job.ID) -> AsyncStream<Void> {
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let number = subscriptions.withLock { subscriptions in
        subscriptions.lastNumber += 1
        subscriptions.byNumber[subscriptions.lastNumber] = Subscription(
          job: job, continuation: continuation)
        return subscriptions.lastNumber
      }
      continuation.onTermination = { [weak self] _ in
        _ = self?.subscriptions.withLock { $0.byNumber.removeValue(forKey: number) }
      }
    }
  }

  /// Says that `job` has changed.
  func send(_ job: Job.ID) {
    let concerned = subscriptions.withLock { subscriptions in
      subscriptions.byNumber.values.filter { $0.job == job }
    }
    for subscription in concerned { subscription.continuation.yield() }
  }

  deinit {
    let all = subscriptions.withLock { Array($0.byNumber.values) }
    for subscription in all { subscription.continuation.finish() }
  }
}
