package import FineTuningHTTP
import FlyingFox
import FlyingSocks
import Glibc
import HTTPTypes

/// Serves a transport, such as a router, over HTTP on this machine's own address 127.0.0.1.
///
/// Bodies stream both ways. A request with broken framing gets no answer but a closed connection,
/// since the library that reads it gives none.
package actor LoopbackServer {
  private let transport: any HTTPTransport
  private let activity = Activity()
  private var running: (server: HTTPServer, task: Task<Void, any Error>)?

  package init(_ transport: any HTTPTransport) {
    self.transport = transport
  }

  /// Starts to listen and returns the port, which is a free one when `port` is 0.
  ///
  /// - Throws: ``LoopbackServerError`` when the port cannot be had.
  package func start(port: UInt16 = 0) async throws -> UInt16 {
    precondition(running == nil, "a server starts once")
    // A client that goes away while it is written to must not end the program.
    signal(SIGPIPE, SIG_IGN)
    let address = try sockaddr_in.inet(ip4: "127.0.0.1", port: port)
    let server = HTTPServer(
      config: HTTPServer.Configuration(
        // Seconds for a handler, uploads included; answers may stream for longer.
        address: address, timeout: 3600, sharedRequestBufferSize: 64 << 10,
        sharedRequestReplaySize: 64 << 10, pool: Self.makePool(HTTPServer.defaultPool()),
        logger: .disabled),
      handler: TransportHandler(transport: transport, activity: activity))
    let (task, listening) = Self.run(server)
    do {
      for try await _ in listening { break }
    } catch {
      throw LoopbackServerError(error, port: port)
    }
    running = (server, task)
    guard case .ip4(_, let actual) = await server.listeningAddress else {
      throw LoopbackServerError(.couldNotListen(0), port: port)
    }
    return actual
  }

  /// Stops to listen, lets open answers end, and returns when all is closed.
  ///
  /// Answers that are still open after `patience` are cut off.
  package func stop(patience: Duration = .seconds(3)) async {
    guard let running else { return }
    self.running = nil
    let activity = activity
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await running.server.stop(timeout: patience / .seconds(1)) }
      group.addTask {
        // The library waits for idle connections too, which may stay for as long as they like.
        await activity.idle()
        running.task.cancel()
      }
      await group.next()
      running.task.cancel()
      group.cancelAll()
    }
    // It ends with the error of its own cancellation, or of the socket that was just closed.
    _ = await running.task.result
  }

  /// Runs the server; the stream gives one value when it listens, or throws why it does not.
  private static func run(
    _ server: HTTPServer
  ) -> (task: Task<Void, any Error>, listening: AsyncThrowingStream<Void, any Error>) {
    let (listening, signal) = AsyncThrowingStream<Void, any Error>.makeStream()
    let waiting = Task {
      try await server.waitUntilListening()
      signal.yield()
    }
    let task = Task {
      defer { waiting.cancel() }
      do {
        try await server.run()
      } catch {
        signal.finish(throwing: error)
        throw error
      }
    }
    return (task, listening)
  }

  private static func makePool(_ base: some AsyncSocketPool) -> some AsyncSocketPool {
    PromptSocketPool(base: base)
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
