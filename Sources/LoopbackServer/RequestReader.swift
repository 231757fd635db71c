import FlyingSocks
import FoundationEssentials

/// Reads the requests of one connection: a head, then the chunks of its body, then the next head.
///
/// Its one reader asks for the next chunk only after the last one came, so no two calls overlap.
actor RequestReader {
  /// In bytes, what one read takes from the socket.
  private static let chunkByteCount = 64 << 10
  /// In bytes, for the line before a chunk, and for the fields after the last one.
  private static let chunkLineLimit = 8 << 10

  private let socket: AsyncSocket
  private let pool: any AsyncSocketPool
  /// What came and is not used yet.
  private var ready: ArraySlice<UInt8> = []
  private var isAtEnd = false
  private var body = Body.none
  /// Whether the client still waits for the word to send the body.
  private var isAwaited = false

  /// What is left of the current body.
  private enum Body: Equatable {
    case none
    case bytes(Int)
    /// The bytes left of the current chunk; 0 before the next one's line.
    case chunk(Int)
    /// After a fault nobody knows where anything begins.
    case broken
  }

  init(_ socket: AsyncSocket, pool: any AsyncSocketPool) {
    self.socket = socket
    self.pool = pool
  }

  /// Whether the place is known where a next request begins.
  var canGoOn: Bool { !isAwaited && body != .broken }

  /// The next head; nil when the client has hung up before it.
  ///
  /// - Throws: ``RequestFault`` for a head that is none.
  func nextHead() async throws -> RequestHead? {
    var scanner = HeadScanner()
    while let byte = try await nextByte() {
      guard try scanner.take(byte) else { continue }
      let head = try RequestHead(scanner.lines)
      isAwaited = head.awaitsContinue
      switch head.framing {
      case .length(0): body = .none
      case .length(let count): body = .bytes(count)
      case .chunked: body = .chunk(0)
      }
      return head
    }
    guard scanner.isEmpty else { throw RequestFault.malformedLine }
    return nil
  }

  /// The next chunk of the current body; nil at its end.
  ///
  /// - Throws: The answer to a ``RequestFault`` when the body breaks its own frame.
  func nextChunk() async throws -> [UInt8]? {
    do {
      if isAwaited {
        isAwaited = false
        try await socket.write(Data("HTTP/1.1 100 Continue\r\n\r\n".utf8))
      }
      return try await chunk()
    } catch {
      body = .broken
      throw (error as? RequestFault)?.answer ?? error
    }
  }

  /// Passes over the rest of the body, and says whether a next request may follow.
  ///
  /// More than `limit` bytes are not waited for.
  func skipBody(limit: Int) async throws -> Bool {
    guard canGoOn else { return false }
    var count = 0
    while count <= limit {
      guard let chunk = try await nextChunk() else { return true }
      count += chunk.count
    }
    return false
  }

  /// Takes what the client still sends, until it hangs up or has sent `limit` bytes.
  func skipRest(limit: Int) async throws {
    var count = ready.count
    while count <= limit, try await fill() { count += ready.count }
  }

  private func chunk() async throws -> [UInt8]? {
    switch body {
    case .none: return nil
    case .broken: throw RequestFault.incompleteBody
    case .bytes(let count):
      let bytes = try await bytes(atMost: count)
      body = bytes.count == count ? .none : .bytes(count - bytes.count)
      return bytes
    case .chunk(0):
      let size = try await chunkSize()
      body = .chunk(size)
      guard size == 0 else { return try await chunk() }
      try await passTrailer()
      body = .none
      return nil
    case .chunk(let count):
      let bytes = try await bytes(atMost: count)
      body = .chunk(count - bytes.count)
      guard bytes.count == count else { return bytes }
      guard try await line(limit: 2).isEmpty else { throw RequestFault.malformedChunk }
      return bytes
    }
  }

  /// The size before a chunk, in hexadecimal digits; what an extension says is passed over.
  private func chunkSize() async throws -> Int {
    let line = try await line(limit: Self.chunkLineLimit)
    let digits = line.prefix { Character(Unicode.Scalar($0)).isHexDigit }
    let rest = line.dropFirst(digits.count).drop { $0 == 0x20 || $0 == 0x09 }
    guard rest.isEmpty || rest.first == UInt8(ascii: ";"),
      let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw RequestFault.malformedChunk }
    return size
  }

  /// Passes over the fields after the last chunk (RFC 9112 §7.1.2).
  private func passTrailer() async throws {
    var rest = Self.chunkLineLimit
    while true {
      let line = try await line(limit: rest)
      guard !line.isEmpty else { return }
      rest -= line.count
    }
  }

  /// A line of at most `limit` bytes, without its end.
  private func line(limit: Int) async throws -> [UInt8] {
    var line: [UInt8] = []
    while let byte = try await nextByte() {
      guard byte != UInt8(ascii: "\n") else {
        guard line.popLast() == UInt8(ascii: "\r") else { throw RequestFault.malformedChunk }
        return line
      }
      guard line.count < limit else { throw RequestFault.malformedChunk }
      line.append(byte)
    }
    throw RequestFault.incompleteBody
  }

  /// Some bytes of a body, up to `count`, which is not 0.
  private func bytes(atMost count: Int) async throws -> [UInt8] {
    if ready.isEmpty {
      guard try await fill() else { throw RequestFault.incompleteBody }
    }
    let bytes = Array(ready.prefix(count))
    ready = ready.dropFirst(count)
    return bytes
  }

  private func nextByte() async throws -> UInt8? {
    if ready.isEmpty {
      guard try await fill() else { return nil }
    }
    return ready.popFirst()
  }

  /// Reads what is there, or waits for it; false at the end.
  private func fill() async throws -> Bool {
    while !isAtEnd {
      try Task.checkCancellation()
      do {
        ready = try socket.socket.read(atMost: Self.chunkByteCount)[...]
        return true
      } catch SocketError.blocked {
        try await pool.suspendSocket(socket.socket, untilReadyFor: .read)
      } catch SocketError.disconnected {
        isAtEnd = true
      }
    }
    ready = []
    return false
  }
}
