import NIOCore
import NIOHTTP1

/// Reads the requests of one connection: a head, then the chunks of its body, then the next head.
///
/// Its one reader asks for the next chunk only after the last one came, so no two calls overlap.
actor RequestReader {
  private let channel: any Channel
  private let parts: NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator
  private var isInBody = false
  /// After a fault the start of the next part is unknown.
  private var isBroken = false
  /// Whether the client still waits for `100 Continue`.
  private var isAwaited = false

  init(_ parts: NIOAsyncChannelInboundStream<HTTPServerRequestPart>, of channel: any Channel) {
    self.parts = parts.makeAsyncIterator()
    self.channel = channel
  }

  /// Whether it is known where the next request begins.
  var canGoOn: Bool { !isAwaited && !isBroken }

  /// The next head; nil when the client has hung up before it.
  ///
  /// - Throws: ``RequestFault`` for an invalid head.
  func nextHead() async throws -> RequestHead? {
    guard case .head(let head) = try await nextPart() else { return nil }
    let request = try RequestHead(head)
    isAwaited = request.awaitsContinue
    isInBody = true
    return request
  }

  /// The next chunk of the current body; nil at its end.
  ///
  /// - Throws: The answer to a ``RequestFault`` when the body breaks its own frame.
  func nextChunk() async throws -> [UInt8]? {
    do {
      if isAwaited {
        isAwaited = false
        let word = HTTPResponseHead(version: .http1_1, status: .continue)
        try await channel.writeAndFlush(HTTPServerResponsePart.head(word))
      }
      guard isInBody else { return nil }
      switch try await nextPart() {
      case .body(let buffer): return Array(buffer.readableBytesView)
      case .head, nil: throw RequestFault.incomplete
      case .end:
        isInBody = false
        return nil
      }
    } catch {
      isBroken = true
      throw (error as? RequestFault)?.answer ?? error
    }
  }

  /// Discards the rest of the body; returns whether the next request may follow.
  ///
  /// Gives up after `limit` bytes.
  func skipBody(limit: Int) async throws -> Bool {
    guard canGoOn else { return false }
    var count = 0
    while count <= limit {
      guard let chunk = try await nextChunk() else { return true }
      count += chunk.count
    }
    return false
  }

  private func nextPart() async throws -> HTTPServerRequestPart? {
    // A copy reads from the same source.
    var parts = parts
    do {
      return try await parts.next(isolation: self)
    } catch let error as HTTPParserError {
      throw RequestFault(error, isInBody: isInBody)
    }
  }
}
