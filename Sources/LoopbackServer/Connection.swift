import FineTuning
import FineTuningHTTP
import HTTPTypes
import NIOCore
import NIOHTTP1

/// What the event loop makes of a client's bytes.
typealias Client = NIOAsyncChannel<HTTPServerRequestPart, Never>

/// One client's connection, whose requests are answered in turn.
struct Connection {
  /// In bytes, what is passed over of a body that nobody wanted, so that a next request can follow.
  ///
  /// Twice the largest file; who sends more than that is cut off.
  private static let unwantedLimit = 1 << 30

  let client: Client
  let transport: any HTTPTransport
  let table: ConnectionTable

  private var channel: any Channel { client.channel }

  /// Answers until the client hangs up, the server stops, or an answer is cut off.
  func run() async {
    await withTaskGroup(of: Void.self) { group in
      // A client that is gone takes the stream of its answer along.
      group.addTask { try? await channel.closeFuture.get() }
      // What went wrong is told to the client where it can be; there is nobody else to tell.
      group.addTask { try? await client.executeThenClose { try await answerAll($0) } }
      await group.next()
      group.cancelAll()
    }
    table.leave(channel)
  }

  private func answerAll(_ parts: NIOAsyncChannelInboundStream<HTTPServerRequestPart>) async throws
  {
    let reader = RequestReader(parts, of: channel)
    while table.rest(channel) {
      do {
        guard let head = try await reader.nextHead() else { return }
        table.work(channel)
        guard try await answer(head, reader) else { break }
      } catch let fault as RequestFault {
        let (head, body) = ServiceRouter.answer(to: fault.answer)
        _ = try await write(head, body, AnswerFrame(isLast: true))
        break
      }
    }
    try await channel.close(mode: .output)
    guard table.rest(channel) else { return }
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

  /// Writes an answer, and says whether its end can be told from a next one.
  private func write(
    _ response: HTTPResponse, _ chunks: ByteStream, _ frame: AnswerFrame
  ) async throws -> Bool {
    var frame = frame
    frame.byteCount = response.headerFields[.contentLength].flatMap { Int($0) }
    var parts: [HTTPServerResponsePart] = [.head(frame.head(response))]
    // A body of known length is there already; the start of a stream may take its time.
    if frame.byteCount == nil { try await send(&parts) }
    var count = 0
    if frame.hasBody {
      for try await chunk in chunks where !chunk.isEmpty {
        count += chunk.count
        parts.append(.body(.byteBuffer(ByteBuffer(bytes: chunk))))
        if count != frame.byteCount { try await send(&parts) }
      }
    }
    // A cancelled stream ends as if it were complete, which the client must not believe.
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
  /// Whether the client knows chunks; others see the end of a stream by the connection's.
  var knowsChunks = true
  /// False for an answer to `HEAD`, which only tells of the body.
  var hasBody = true
  /// Of the body; nil for a stream whose length nobody knows.
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
