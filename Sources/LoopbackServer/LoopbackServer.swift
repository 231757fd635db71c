package import FineTuningHTTP
import FlyingSocks
import Glibc

/// Serves a transport, such as a router, over HTTP/1.1 on this machine's own address 127.0.0.1.
///
/// Bodies stream both ways. A request with a broken frame is answered and its connection closed;
/// heads, chunk lines and connections are bounded, so that no client costs more than some
/// kilobytes besides what the transport keeps.
package actor LoopbackServer {
  /// The most connections at a time; half of the descriptors that a process has by default.
  package static let connectionLimit = 512

  private let transport: any HTTPTransport
  private let table: ConnectionTable
  private var running: (listener: Socket, task: Task<Void, Never>)?

  package init(_ transport: any HTTPTransport, connectionLimit: Int = connectionLimit) {
    self.transport = transport
    table = ConnectionTable(limit: connectionLimit)
  }

  /// Starts to listen and returns the port, which is a free one when `port` is 0.
  ///
  /// - Throws: ``LoopbackServerError`` when the port cannot be had.
  package func start(port: UInt16 = 0) async throws -> UInt16 {
    precondition(running == nil, "a server starts once")
    // A client that goes away while it is written to must not end the program.
    signal(SIGPIPE, SIG_IGN)
    let pool = SocketPool.make(maxEvents: 64)
    do {
      try await pool.prepare()
      let socket = try Self.listener(port)
      let listener = try AsyncSocket(socket: socket, pool: pool)
      running = (socket, Task { await self.serve(listener, pool) })
      guard case .ip4(_, let actual) = try socket.sockname() else {
        throw SocketError.unsupportedAddress
      }
      return actual
    } catch {
      throw LoopbackServerError(error, port: port)
    }
  }

  /// Stops to listen, lets open answers end, and returns when all is closed.
  ///
  /// Answers that are still open after `patience` are cut off.
  package func stop(patience: Duration = .seconds(3)) async {
    guard let (listener, task) = running else { return }
    running = nil
    shutdown(listener.file.rawValue, Int32(SHUT_RDWR))
    table.stop()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await task.value }
      group.addTask {
        // Cut short when everything is closed before.
        try? await ContinuousClock().sleep(for: patience)
        task.cancel()
      }
      await group.next()
      group.cancelAll()
    }
  }

  private static func listener(_ port: UInt16) throws -> Socket {
    let socket = try Socket(domain: AF_INET)
    do {
      try socket.setValue(true, for: .localAddressReuse)
      // The head and the body of an answer may be written one after the other; without this the
      // second waits some 40 ms for the client's delayed acknowledgement of the first. Accepted
      // sockets inherit it.
      var isOn: Int32 = 1
      _ = unsafe setsockopt(
        socket.file.rawValue, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn,
        socklen_t(MemoryLayout<Int32>.size))
      try socket.bind(to: sockaddr_in.inet(ip4: "127.0.0.1", port: port))
      try socket.listen()
    } catch {
      try? socket.close()
      throw error
    }
    return socket
  }

  /// Runs the connections until the listener is shut down and the last one has ended.
  private nonisolated func serve(_ listener: AsyncSocket, _ pool: some AsyncSocketPool) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await pool.run() }
      group.addTask { [transport, table] in
        await withDiscardingTaskGroup { connections in
          while let socket = await Self.accept(listener, table) {
            connections.addTask {
              await Connection(socket, pool: pool, transport: transport, table: table).run()
            }
          }
          try? listener.close()
        }
      }
      await group.next()
      group.cancelAll()
    }
  }

  /// The next connection; nil when the server stops to listen.
  private static func accept(
    _ listener: AsyncSocket, _ table: ConnectionTable
  ) async -> AsyncSocket? {
    while !Task.isCancelled {
      do {
        let socket = try await listener.accept()
        await table.room(for: socket.socket.file.rawValue)
        return socket
      } catch SocketError.failed(_, let number, _) {
        switch number {
        // The client was gone before it was let in (accept(2), "Error handling").
        case ECONNABORTED, EINTR, EPROTO, EPERM: continue
        case EMFILE, ENFILE, ENOBUFS, ENOMEM:
          table.makeRoom()
          try? await ContinuousClock().sleep(for: .milliseconds(50))
        default: return nil
        }
      } catch {
        return nil
      }
    }
    return nil
  }
}

/// Why no port is listened on.
package struct LoopbackServerError: Error, Sendable, Hashable {
  /// What stands in the way.
  package enum Code: Sendable, Hashable {
    case portInUse
    case portForbidden
    /// Another fault, by the system's number.
    case couldNotListen(Int32)
  }

  package let code: Code
  package let port: UInt16

  package init(_ code: Code, port: UInt16) {
    self.code = code
    self.port = port
  }

  fileprivate init(_ error: any Error, port: UInt16) {
    guard case SocketError.failed(_, let number, _) = error else {
      self.init(.couldNotListen(0), port: port)
      return
    }
    switch number {
    case EADDRINUSE: self.init(.portInUse, port: port)
    case EACCES: self.init(.portForbidden, port: port)
    default: self.init(.couldNotListen(number), port: port)
    }
  }
}

extension LoopbackServerError: CustomStringConvertible {
  package var description: String {
    switch code {
    case .portInUse: "port \(port) is in use by another program"
    case .portForbidden: "port \(port) is not open to this user"
    case .couldNotListen(let number): "port \(port) cannot be listened on (system error \(number))"
    }
  }
}
