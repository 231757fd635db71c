import FineTuning
import FineTuningHTTP
import HTTPTypes
import NIOCore
import NIOHTTP1

/// What the event loop makes of a client's bytes.
typealias Client = NIOAsyncChannel<HTTPServerRequestPart, Never>

/// One client's connection, whose requests are answered in turn.
struct Connection {
  /// Bytes of an unread body that are skipped so that the next request can follow.
  ///
  /// Twice the largest file; a client that sends more is disconnected.
  private static let unwantedLimit = 1 << 30

  let client: Client
  let transport: any HTTPTransport
  let table: ConnectionTable

  private var channel: any Channel { client.channel }

  /// Answers until the client hangs up, the server stops, or an answer is cut off.
  func run() async {
    await withTaskGroup(of: Void.self) { group in
      // When the client disconnects, the stream of its answer is cancelled.
      group.addTask { try? await channel.closeFuture.get() }
      // Errors are reported to the client where possible; there is no other reader for them.
      group.addTask { try? await client.executeThenClose { try await answerAll($0) } }
      await group.next()
      group.cancelAll()
    }
    table.remove(channel)
  }

  private func answerAll(_ parts: NIOAsyncChannelInboundStream<HTTPServerRequestPart>) async throws
  {
    let reader = RequestReader(parts, of: channel)
    while table.markIdle(channel) {
      do {
        guard let head = try await reader.nextHead() else { return }
        table.markBusy(channel)
        guard try await answer(head, reader) else { break }
      } catch let fault as RequestFault {
        let (head, body) = ServiceRouter.answer(to: fault.answer)
        _ = try await write(head, body, AnswerFrame(isLast: true))
        break
      }
    }
    try await channel.close(mode: .output)
    guard table.markIdle(channel) else { return }
    try await channel.closeFuture.get()
  }

  /// Answers one request, and says whether another one may follow.
  ///
  /// - Throws: Whatever the transport throws, which then has no answer to give.
  private func answer(_ head: RequestHead, _ reader: RequestReader) async throws -> Bool {
    let stream = ByteStream { try await reader.nextChunk() }
    let body = head.hasBody ? RequestBody.stream(stream, byteCount: head.byteCount) : .none
    let (response, chunks) = try await transport.send(head.request, body: body)
    var frame = AnswerFrame(isLast: !head.isPersistent || table.isStopping)
    if await !reader.canGoOn { frame.isLast = true }
    frame.knowsChunks = head.knowsChunks
    frame.hasBody = head.request.method != .head
    guard try await write(response, chunks, frame), !frame.isLast else { return false }
    return try await reader.skipBody(limit: Self.unwantedLimit)
  }

  /// Writes an answer; returns whether the client can tell where it ends.
  private func write(
    _ response: HTTPResponse, _ chunks: ByteStream, _ frame: AnswerFrame
  ) async throws -> Bool {
    var frame = frame
    frame.byteCount = response.headerFields[.contentLength].flatMap { Int($0) }
    var parts: [HTTPServerResponsePart] = [.head(frame.head(response))]
    // A body of known length is complete already; a stream may take long to produce its first chunk.
    if frame.byteCount == nil { try await send(&parts) }
    var count = 0
    if frame.hasBody {
      for try await chunk in chunks where !chunk.isEmpty {
        count += chunk.count
        parts.append(.body(.byteBuffer(ByteBuffer(bytes: chunk))))
        if count != frame.byteCount { try await send(&parts) }
      }
    }
    // A cancelled stream ends like a complete one; the client must not take it for that.
    try Task.checkCancellation()
    parts.append(.end(nil))
    try await send(&parts)
    guard frame.hasBody else { return true }
    return frame.byteCount.map { $0 == count } ?? frame.knowsChunks
  }

  /// Hands parts of an answer to the event loop at once, and returns when the system has them.
  private func send(_ parts: inout [HTTPServerResponsePart]) async throws {
    let written = channel.eventLoop.makePromise(of: Void.self)
    channel.eventLoop.execute { [channel, parts] in
      for part in parts.dropLast() { channel.write(part, promise: nil) }
      if let last = parts.last { channel.writeAndFlush(last, promise: written) }
    }
    parts = []
    try await written.futureResult.get()
  }
}

/// How an answer is put on the wire (RFC 9112 §4 and §7.1).
private struct AnswerFrame {
  /// Whether the connection ends after it.
  var isLast: Bool
  /// Whether the client understands chunks; for others a stream ends with the connection.
  var knowsChunks = true
  /// False for an answer to `HEAD`.
  var hasBody = true
  /// Of the body; nil for a stream of unknown length.
  var byteCount: Int?

  /// The status and the fields.
  func head(_ response: HTTPResponse) -> HTTPResponseHead {
    var headers = HTTPHeaders(response.headerFields.map { ($0.name.rawName, $0.value) })
    if byteCount == nil && knowsChunks && hasBody {
      headers.add(name: "transfer-encoding", value: "chunked")
    }
    if isLast || byteCount == nil && !knowsChunks {
      headers.add(name: "connection", value: "close")
    }
    let status = HTTPResponseStatus(
      statusCode: response.status.code, reasonPhrase: response.status.reasonPhrase)
    return HTTPResponseHead(version: .http1_1, status: status, headers: headers)
  }
}
