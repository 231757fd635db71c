package import FineTuning

extension Sandbox: ResponseService {
  /// The whole of what ``streamResponse(_:)`` gives.
  package func createResponse(_ request: ResponseRequest) async throws -> ModelResponse {
    let run = try responseRun(request)
    while let delta = try await run.next() {
      if case .finished(let response) = delta { return response }
    }
    throw CancellationError()
  }

  /// A response is kept when its last piece has been read.
  package func streamResponse(
    _ request: ResponseRequest
  ) async throws -> AsyncThrowingStream<ResponseDelta, any Error> {
    let run = try responseRun(request)
    return AsyncThrowingStream { try await run.next() }
  }

  /// Kept until it is deleted.
  package func response(_ id: ModelResponse.ID) async throws -> ModelResponse {
    guard let response = try responses.response(id) else { throw Sandbox.noResponse(id) }
    return response
  }

  /// Later responses cannot go on from a deleted one, nor from those after it.
  package func deleteResponse(_ id: ModelResponse.ID) async throws -> Deletion {
    guard try responses.remove(id) else { throw Sandbox.noResponse(id) }
    return Deletion(id: id.rawValue, object: "response.deleted", isDeleted: true)
  }

  private func responseRun(_ request: ResponseRequest) throws -> ResponseRun {
    let history = try responses.history(through: request.previous)
    let chat = try chatRun(request.chat(after: history))
    let identifiers = options.identifiers
    let response = ModelResponse(
      id: ModelResponse.ID(identifiers.identifier("resp_", length: 48)),
      createdAt: options.clock(), status: .inProgress, model: request.model, request: request)
    let message = ModelResponse.Message(
      id: identifiers.identifier("msg_", length: 48), text: "",
      logProbabilities: request.sampling.wantsLogProbabilities ? [] : nil)
    return ResponseRun(
      response, message: message, chat: chat, store: responses, now: options.clock)
  }

  private static func noResponse(_ id: ModelResponse.ID) -> ServiceError {
    ServiceError(status: 404, message: "Response with id '\(id)' not found.")
  }
}
