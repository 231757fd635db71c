import FineTuning
import HTTPTypes
import JSON
import Synchronization

/// The endpoints whose answer may be a stream of events.
extension Route {
  private static let eventStream = "text/event-stream; charset=utf-8"

  static let chat = Route(.post, ChatEndpoints.path) { router, call in
    try QueryReader(call.query).finish()
    let chat = try await call.object(ChatCall.init(request:))
    guard chat.isStreamed else {
      return Reply(json: try await router.service.chat(chat.request).wire)
    }
    let deltas = try await router.service.streamChat(chat.request)
    let writer = Mutex(ChatChunkWriter(chat))
    let events = AsyncThrowingStream<ServerSentEvent, any Error>.transforming(deltas) { delta in
      guard let delta else { return [ServerSentEvent(data: "[DONE]")] }
      return writer.withLock { $0.chunks(for: delta) }.map { ServerSentEvent(data: $0.text) }
    }
    return Reply(
      contentType: eventStream, body: router.encoded(events) { .init(data: $0.wire.text) })
  }

  static let createResponse = Route(.post, ResponseEndpoints.createPath) { router, call in
    try QueryReader(call.query).finish()
    let response = try await call.object(ResponseCall.init(request:))
    guard response.isStreamed else {
      return Reply(
        json: try await router.service.responseService.createResponse(response.request).wire)
    }
    let deltas = try await router.service.responseService.streamResponse(response.request)
    let writer = Mutex(
      ResponseEventWriter(includesObfuscation: response.includesObfuscation))
    let events = AsyncThrowingStream<ServerSentEvent, any Error>.transforming(deltas) { delta in
      guard let delta else { return [] }
      return writer.withLock { $0.events(for: delta) }
    }
    return Reply(
      contentType: eventStream,
      body: router.encoded(events) { error in writer.withLock { $0.failure(error) } })
  }
}

extension ServiceRouter {
  /// The events as bytes; a stream that fails ends with the event that `failure` makes of it.
  ///
  /// The head of the answer is already out, so that a status can no longer tell.
  fileprivate func encoded(
    _ events: AsyncThrowingStream<ServerSentEvent, any Error>,
    failure: @escaping @Sendable (ServiceError) -> ServerSentEvent
  ) -> ByteStream {
    let isOver = Atomic(false)
    return ByteStream {
      guard !isOver.load(ordering: .relaxed) else { return nil }
      do {
        var iterator = events.makeAsyncIterator()
        guard let event = try await iterator.next() else { return nil }
        return event.encoded
      } catch is CancellationError {
        throw CancellationError()
      } catch {
        isOver.store(true, ordering: .relaxed)
        return failure(self.fault(error)).encoded
      }
    }
  }
}
