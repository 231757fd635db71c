import FineTuning
import HTTPTypes
import JSON
import Synchronization

/// Operations whose answer may be a stream of events.
extension RemoteService {
  func complete(_ request: ChatRequest) async throws -> ChatCompletion {
    let (response, body) = try await ask(ChatCall(request, isStreamed: false))
    return try await answer(response, body, ChatCompletion.init(answer:))
  }

  func deltas(
    of request: ChatRequest
  ) async throws -> AsyncThrowingStream<ChatDelta, any Error> {
    let (_, body) = try await ask(ChatCall(request, isStreamed: true))
    let host = connection.baseURL.authority
    let reader = Mutex((events: ServerSentEventParser(), chunks: ChatChunkReader()))
    return .transforming(body) { bytes in
      try reader.withLock { reader in
        guard let bytes else {
          guard reader.chunks.isComplete else {
            throw TransportError(.disconnected, host: host)
          }
          return []
        }
        var deltas: [ChatDelta] = []
        for event in reader.events.feed(bytes) { deltas += try reader.chunks.deltas(event.data) }
        return deltas
      }
    }
  }

  func complete(_ request: ResponseRequest) async throws -> ModelResponse {
    let (response, body) = try await ask(ResponseCall(request, isStreamed: false))
    var result = try await answer(response, body, ModelResponse.init(answer:))
    result.request = request
    return result
  }

  func deltas(
    of request: ResponseRequest
  ) async throws -> AsyncThrowingStream<ResponseDelta, any Error> {
    let (_, body) = try await ask(ResponseCall(request, isStreamed: true))
    let host = connection.baseURL.authority
    let reader = Mutex((events: ServerSentEventParser(), responses: ResponseEventReader()))
    return .transforming(body) { bytes in
      try reader.withLock { reader in
        guard let bytes else {
          guard reader.responses.isComplete else {
            throw TransportError(.disconnected, host: host)
          }
          return []
        }
        var deltas: [ResponseDelta] = []
        for event in reader.events.feed(bytes) { deltas += try reader.responses.deltas(event) }
        return deltas
      }
    }
  }

  private func ask(_ call: ChatCall) async throws -> (HTTPResponse, ByteStream) {
    try await exchange(
      .post, ChatEndpoints.path, OutgoingCall(content: .json(call.wire)), retries: .refusals)
  }

  private func ask(_ call: ResponseCall) async throws -> (HTTPResponse, ByteStream) {
    try await exchange(
      .post, ResponseEndpoints.createPath, OutgoingCall(content: .json(call.wire)),
      retries: .refusals)
  }
}
