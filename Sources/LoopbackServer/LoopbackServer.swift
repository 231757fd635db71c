package import FineTuningHTTP
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// Serves a transport, such as a router, over HTTP/1.1 on this machine's own address 127.0.0.1.
///
/// Bytes from sockets come in and are answered by the transport; start with this file, then
/// ``Connection``, which answers one client, and ``RequestReader``, which reads its requests.
///
/// Bodies stream both ways. A request with a broken frame is answered and its connection closed;
/// heads and connections are bounded, so that no client costs more than some kilobytes besides
/// what the transport keeps.
package actor LoopbackServer {
  /// The most connections at a time; half of the descriptors that a process has by default.
  package static let connectionLimit = 512

  private typealias Listener = NIOAsyncChannel<Client, Never>

  private let transport: any HTTPTransport
  private let table: ConnectionTable
  private var running: (listener: any Channel, task: Task<Void, Never>)?

  package init(_ transport: any HTTPTransport, connectionLimit: Int = connectionLimit) {
    self.transport = transport
    table = ConnectionTable(limit: connectionLimit)
  }

  /// Starts to listen and returns the port, which is a free one when `port` is 0.
  ///
  /// - Throws: ``LoopbackServerError`` when the port cannot be had.
  package func start(port: UInt16 = 0) async throws -> UInt16 {
    precondition(running == nil, "a server starts once")
    do {
      let listener = try await listener(port)
      running = (listener.channel, Task { await self.serve(listener) })
      return UInt16(listener.channel.localAddress?.port ?? 0)
    } catch {
      throw LoopbackServerError(error, port: port)
    }
  }

  /// Stops listening, lets open answers end, and returns when all connections are closed.
  ///
  /// Answers that are still open after `timeout` are aborted.
  package func stop(timeout: Duration = .seconds(3)) async {
    guard let (listener, task) = running else { return }
    running = nil
    listener.close(promise: nil)
    table.stop()
    await withTaskGroup(of: Void.self) { [table] group in
      group.addTask { await task.value }
      group.addTask {
        // Cancelled when everything is closed earlier.
        guard (try? await ContinuousClock().sleep(for: timeout)) != nil else { return }
        table.closeAll()
      }
      await group.next()
      group.cancelAll()
    }
  }

  private func listener(_ port: UInt16) async throws -> Listener {
    // One thread is enough to parse for clients on the same machine; the answers come from others.
    try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton.next())
      .serverChannelInitializer { [table] channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(AcceptFaults(table: table))
        }
      }
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .bind(Self.boundSocket(port)) { channel in
        channel.eventLoop.makeCompletedFuture { try Self.client(channel) }
      }
  }

  /// A socket on the port that child processes do not inherit; NIO's own they would, and keep the
  /// port open after the server has stopped.
  private static func boundSocket(_ port: UInt16) throws -> Int32 {
    let type = Int32(bitPattern: SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_INET, type, 0)
    guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "socket") }
    var isOn: Int32 = 1
    unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, size)
      }
    }
    guard result == 0 else {
      let error = IOError(errnoCode: errno, reason: "bind")
      Glibc.close(descriptor)
      throw error
    }
    return descriptor
  }

  /// Sets a connection up to speak HTTP/1.1; on its event loop.
  private static func client(_ channel: any Channel) throws -> Client {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = RequestFault.headLimit
    limits.maxHeaderListSize = RequestFault.headLimit
    limits.maxHeaderFieldCount = RequestFault.fieldLimit
    var framing = HTTPResponseEncoder.Configuration()
    framing.automaticallySetFramingHeaders = false
    try channel.pipeline.syncOperations.addHandlers([
      HTTPResponseEncoder(configuration: framing),
      ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: limits)),
      LingeringClose(),
    ])
    return try Client(wrappingChannelSynchronously: channel)
  }

  /// Runs the connections until the listener is closed and the last one has ended.
  private nonisolated func serve(_ listener: Listener) async {
    await withDiscardingTaskGroup { [transport, table] connections in
      try? await listener.executeThenClose { clients in
        for try await client in clients {
          await table.admit(client.channel)
          connections.addTask {
            await Connection(client: client, transport: transport, table: table).run()
          }
        }
      }
    }
  }
}

/// Closes idle connections when the system has no descriptor for another one; the listener itself
/// waits a second before it tries again.
private final class AcceptFaults: ChannelInboundHandler, Sendable {
  typealias InboundIn = any Channel

  private let table: ConnectionTable

  init(table: ConnectionTable) {
    self.table = table
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if let code = (error as? IOError)?.errnoCode, code == EMFILE || code == ENFILE {
      table.closeHalfOfIdle()
    }
    context.fireErrorCaught(error)
  }
}

/// Why the server could not listen on its port.
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
    let number = (error as? IOError)?.errnoCode ?? 0
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
