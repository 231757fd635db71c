package import FineTuning

extension Sandbox {
  package func chat(_ request: ChatRequest) async throws -> ChatCompletion {
    throw Sandbox.noModel(request.model)
  }

  package func streamChat(
    _ request: ChatRequest
  ) async throws -> AsyncThrowingStream<ChatDelta, any Error> {
    throw Sandbox.noModel(request.model)
  }
}
