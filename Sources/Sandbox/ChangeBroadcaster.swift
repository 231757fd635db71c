import FineTuning
import Synchronization

/// Tells every listener which job has changed.
final class ChangeBoard: Sendable {
  /// More unread changes than this drop the oldest: a listener that slow must look at all again.
  private static let unreadLimit = 4096

  private struct Listeners {
    var next = 0
    var continuations: [Int: AsyncStream<Job.ID>.Continuation] = [:]
  }

  private let listeners = Mutex(Listeners())

  /// A stream of changes from now on, which ends with its reader or with the board.
  func stream() -> AsyncStream<Job.ID> {
    AsyncStream(bufferingPolicy: .bufferingNewest(ChangeBoard.unreadLimit)) { continuation in
      let number = listeners.withLock { listeners in
        listeners.next += 1
        listeners.continuations[listeners.next] = continuation
        return listeners.next
      }
      continuation.onTermination = { [weak self] _ in
        self?.listeners.withLock { $0.continuations[number] = nil }
      }
    }
  }

  /// Whether anybody waits for changes.
  var hasListeners: Bool { listeners.withLock { !$0.continuations.isEmpty } }

  /// Says that `job` has changed.
  func post(_ job: Job.ID) {
    let all = listeners.withLock { Array($0.continuations.values) }
    for continuation in all { continuation.yield(job) }
  }

  deinit {
    let all = listeners.withLock { Array($0.continuations.values) }
    for continuation in all { continuation.finish() }
  }
}
