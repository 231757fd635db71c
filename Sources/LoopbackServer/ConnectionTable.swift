import Glibc
import Synchronization

/// The open connections of a server: how many there may be, and which can be ended.
///
/// Connections at rest cost a descriptor each and may stay for as long as they like, so the one
/// that rests longest gives way when there is no room for another.
final class ConnectionTable: Sendable {
  private struct State {
    /// When each connection went to rest, on a clock that counts; nil while it works.
    var resting: [Int32: UInt64?] = [:]
    var ticks: UInt64 = 0
    var isStopping = false
    /// Who waits for room.
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let limit: Int
  private let state = Mutex(State())

  init(limit: Int) {
    self.limit = limit
  }

  /// Whether open answers are the last ones.
  var isStopping: Bool { state.withLock { $0.isStopping } }

  /// Notes a new connection, and returns when one has given way if there are too many; for one
  /// caller at a time.
  func room(for descriptor: Int32) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isFree = state.withLock { state in
          let isFull = state.resting.count >= limit && !state.isStopping && !Task.isCancelled
          if isFull {
            Self.endLongestRest(&state)
            state.waiter = continuation
          }
          state.ticks += 1
          state.resting[descriptor] = .some(state.ticks)
          return !isFull
        }
        if isFree { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiter.take() }?.resume()
    }
  }

  /// Makes room although the limit is not reached, since the system has no more descriptors.
  func makeRoom() {
    state.withLock { Self.endLongestRest(&$0) }
  }

  /// Notes that a connection waits for its client; false when it shall end instead, because the
  /// server stops or another one needs the room.
  func rest(_ descriptor: Int32) -> Bool {
    state.withLock { state in
      state.ticks += 1
      state.resting[descriptor] = .some(state.ticks)
      return !state.isStopping && state.waiter == nil
    }
  }

  /// Notes that a connection's client waits for it.
  func work(_ descriptor: Int32) {
    state.withLock { $0.resting[descriptor] = .some(nil) }
  }

  /// Notes that a connection is over; call it before its descriptor is closed.
  func leave(_ descriptor: Int32) {
    let waiter = state.withLock { state in
      state.resting[descriptor] = nil
      return state.waiter.take()
    }
    waiter?.resume()
  }

  /// Ends connections as soon as they rest.
  func stop() {
    let waiter = state.withLock { state in
      state.isStopping = true
      for (descriptor, since) in state.resting where since != nil {
        shutdown(descriptor, Int32(SHUT_RDWR))
      }
      return state.waiter.take()
    }
    waiter?.resume()
  }

  /// Its reader finds the end of the connection, and leaves.
  private static func endLongestRest(_ state: inout State) {
    let longest = state.resting.filter { $0.value != nil }.min { ($0.value ?? 0) < ($1.value ?? 0) }
    if let longest { shutdown(longest.key, Int32(SHUT_RDWR)) }
  }
}
