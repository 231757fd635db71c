import NIOCore
import Synchronization

/// The open connections of a server: how many there may be, and which can be ended.
///
/// Connections at rest cost a descriptor each and may stay for as long as they like, so the one
/// that rests longest gives way when there is no room for another.
final class ConnectionTable: Sendable {
  private struct Entry {
    let channel: any Channel
    /// When it went to rest, on a clock that counts; nil while it works.
    var restingSince: UInt64?
  }

  private struct State {
    var entries: [ObjectIdentifier: Entry] = [:]
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
  func room(for channel: any Channel) async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        let isFull = state.entries.count >= limit && !state.isStopping
        if isFull {
          if let longest = Self.resting(state).first { Self.end(longest.channel) }
          state.waiter = continuation
        }
        state.ticks += 1
        state.entries[ObjectIdentifier(channel)] = Entry(
          channel: channel, restingSince: state.ticks)
        return !isFull
      }
      if isFree { continuation.resume() }
    }
  }

  /// Makes room although the limit is not reached, since the system has no more descriptors.
  ///
  /// Half of those at rest give way, because it is long until the listener tries again, and because
  /// answers may need descriptors of their own.
  func makeRoom() {
    state.withLock { state in
      let resting = Self.resting(state)
      for entry in resting.prefix((resting.count + 1) / 2) { Self.end(entry.channel) }
    }
  }

  /// Notes that a connection waits for its client; false when it shall end instead, because the
  /// server stops or another one needs the room.
  func rest(_ channel: any Channel) -> Bool {
    state.withLock { state in
      state.ticks += 1
      state.entries[ObjectIdentifier(channel)]?.restingSince = state.ticks
      return !state.isStopping && state.waiter == nil
    }
  }

  /// Notes that a connection's client waits for it.
  func work(_ channel: any Channel) {
    state.withLock { $0.entries[ObjectIdentifier(channel)]?.restingSince = nil }
  }

  /// Notes that a connection is over.
  func leave(_ channel: any Channel) {
    let waiter = state.withLock { state in
      state.entries[ObjectIdentifier(channel)] = nil
      return state.waiter.take()
    }
    waiter?.resume()
  }

  /// Ends connections as soon as they rest.
  func stop() {
    let waiter = state.withLock { state in
      state.isStopping = true
      for entry in state.entries.values where entry.restingSince != nil {
        Self.end(entry.channel)
      }
      return state.waiter.take()
    }
    waiter?.resume()
  }

  /// Ends connections wherever they are.
  func cut() {
    state.withLock { state in
      for entry in state.entries.values { Self.end(entry.channel) }
    }
  }

  /// Hangs up, which the client hears even if a program started meanwhile holds the socket as well.
  private static func end(_ channel: any Channel) {
    channel.close(mode: .output, promise: nil)
    channel.close(promise: nil)
  }

  /// The connections at rest, the longest first.
  private static func resting(_ state: State) -> [Entry] {
    state.entries.values
      .filter { $0.restingSince != nil }
      .sorted { ($0.restingSince ?? 0) < ($1.restingSince ?? 0) }
  }
}
