import FineTuning
import FineTuningHTTP
import FlyingSocks
import FoundationEssentials
import Glibc
import HTTPTypes

/// One client's connection, whose requests are answered in turn.
struct Connection {
  /// In bytes, what is passed over of a body that nobody wanted, so that the client hears why.
  ///
  /// Twice the largest file; who sends more than that is cut off.
  private static let unwantedLimit = 1 << 30

  let socket: AsyncSocket
  let reader: RequestReader
  let transport: any HTTPTransport
  let table: ConnectionTable

  init(
    _ socket: AsyncSocket, pool: any AsyncSocketPool, transport: any HTTPTransport,
    table: ConnectionTable
  ) {
    self.socket = socket
    reader = RequestReader(socket, pool: pool)
    self.transport = transport
    self.table = table
  }

  /// Answers until the client hangs up, the server stops, or an answer is cut off.
  func run() async {
    let descriptor = socket.socket.file.rawValue
    // What went wrong is told to the client where it can be; there is nobody else to tell.
    try? await answerAll(descriptor)
    table.leave(descriptor)
    try? socket.close()
  }

  private func answerAll(_ descriptor: Int32) async throws {
    while table.rest(descriptor) {
      do {
        guard let head = try await reader.nextHead() else { return }
        table.work(descriptor)
        guard try await answer(head) else { break }
      } catch let fault as RequestFault {
        let (head, body) = ServiceRouter.answer(to: fault.answer)
        _ = try await write(head, body, AnswerFrame(isLast: true))
        break
      }
    }
    // Closing while something is unread would take the answer from the client again.
    guard shutdown(descriptor, Int32(SHUT_WR)) == 0, table.rest(descriptor) else { return }
    try await reader.skipRest(limit: Self.unwantedLimit)
  }

  /// Answers one request, and says whether another one may follow.
  ///
  /// - Throws: Whatever the transport throws, which then has no answer to give.
  private func answer(_ head: RequestHead) async throws -> Bool {
    let stream = ByteStream { [reader] in try await reader.nextChunk() }
    let body: RequestBody =
      switch head.framing {
      case .length(0): .none
      case .length(let count): .stream(stream, byteCount: count)
      case .chunked: .stream(stream, byteCount: nil)
      }
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
    _ head: HTTPResponse, _ chunks: ByteStream, _ frame: AnswerFrame
  ) async throws -> Bool {
    var frame = frame
    frame.byteCount = head.headerFields[.contentLength].flatMap { Int($0) }
    var bytes = frame.head(head)
    guard frame.hasBody else {
      try await socket.write(Data(bytes))
      return true
    }
    // A body of known length is there already; the start of a stream may take its time.
    if frame.byteCount == nil {
      try await socket.write(Data(bytes))
      bytes = []
    }
    var count = 0
    for try await chunk in chunks where !chunk.isEmpty {
      count += chunk.count
      bytes += frame.chunk(chunk)
      try await socket.write(Data(bytes))
      bytes = []
    }
    // A cancelled stream ends as if it were complete, which the client must not believe.
    try Task.checkCancellation()
    bytes += frame.end
    if !bytes.isEmpty { try await socket.write(Data(bytes)) }
    return frame.byteCount.map { $0 == count } ?? frame.knowsChunks
  }
}
