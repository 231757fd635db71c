import NIOCore
import Synchronization

/// The open connections of a server, at most a fixed number of them.
///
/// An idle connection costs a descriptor and has no time limit, so the one that has been idle
/// longest is closed when a new connection would exceed the limit.
final class ConnectionTable: Sendable {
  private struct Entry {
    let channel: any Channel
    /// When it became idle, on a clock that counts events; nil while it is busy.
    var idleSince: UInt64?
  }

  private struct State {
    var entries: [ObjectIdentifier: Entry] = [:]
    var ticks: UInt64 = 0
    var isStopping = false
    /// The caller of `admit` that waits for a connection to close.
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let limit: Int
  private let state = Mutex(State())

  init(limit: Int) {
    self.limit = limit
  }

  /// Whether the answers that are open now are the last ones.
  var isStopping: Bool { state.withLock { $0.isStopping } }

  /// Adds a new connection; at the limit it returns once another has closed.
  ///
  /// One caller at a time.
  func admit(_ channel: any Channel) async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        let isFull = state.entries.count >= limit && !state.isStopping
        if isFull {
          if let longest = Self.idle(state).first { Self.end(longest.channel) }
          state.waiter = continuation
        }
        state.ticks += 1
        state.entries[ObjectIdentifier(channel)] = Entry(
          channel: channel, idleSince: state.ticks)
        return !isFull
      }
      if isFree { continuation.resume() }
    }
  }

  /// Closes half of the idle connections, for when the system has no more descriptors.
  ///
  /// One would not do: NIO retries `accept` only after a second, and answers may need descriptors
  /// of their own.
  func closeHalfOfIdle() {
    state.withLock { state in
      let idle = Self.idle(state)
      for entry in idle.prefix((idle.count + 1) / 2) { Self.end(entry.channel) }
    }
  }

  /// Notes that a connection waits for its client's next request.
  ///
  /// Returns false when it must end instead, because the server stops or the table is full.
  func markIdle(_ channel: any Channel) -> Bool {
    state.withLock { state in
      state.ticks += 1
      state.entries[ObjectIdentifier(channel)]?.idleSince = state.ticks
      return !state.isStopping && state.waiter == nil
    }
  }

  /// Notes that a connection has a request to answer.
  func markBusy(_ channel: any Channel) {
    state.withLock { $0.entries[ObjectIdentifier(channel)]?.idleSince = nil }
  }

  /// Removes a connection that has ended.
  func remove(_ channel: any Channel) {
    let waiter = state.withLock { state in
      state.entries[ObjectIdentifier(channel)] = nil
      return state.waiter.take()
    }
    waiter?.resume()
  }

  /// Closes the idle connections now, and each busy one when it becomes idle.
  func stop() {
    let waiter = state.withLock { state in
      state.isStopping = true
      for entry in state.entries.values where entry.idleSince != nil {
        Self.end(entry.channel)
      }
      return state.waiter.take()
    }
    waiter?.resume()
  }

  /// Closes all connections, in the middle of an answer too.
  func closeAll() {
    state.withLock { state in
      for entry in state.entries.values { Self.end(entry.channel) }
    }
  }

  /// Shuts the connection down, which the client sees even if a child process has inherited the
  /// socket.
  private static func end(_ channel: any Channel) {
    channel.close(mode: .output, promise: nil)
    channel.close(promise: nil)
  }

  /// The idle connections, the one that has been idle longest first.
  private static func idle(_ state: State) -> [Entry] {
    state.entries.values
      .filter { $0.idleSince != nil }
      .sorted { ($0.idleSince ?? 0) < ($1.idleSince ?? 0) }
  }
}
