import FlyingSocks
import Glibc

/// A pool that makes every socket send at once what it is given.
///
/// The head and the body of an answer are written one after the other; without `TCP_NODELAY` the
/// second waits some 40 ms for the client's delayed acknowledgement of the first. The pool sees
/// every socket when it first waits, the listener before all others.
struct PromptSocketPool<Base: AsyncSocketPool>: AsyncSocketPool {
  let base: Base

  func prepare() async throws {
    try await base.prepare()
  }

  func run() async throws {
    try await base.run()
  }

  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    var isOn: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    _ = unsafe setsockopt(
      socket.file.rawValue, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, size)
    try await base.suspendSocket(socket, untilReadyFor: events)
  }
}
