import FineTuning

/// One response being written; the chat underneath computes when its reader asks.
actor ResponseRun {
  private let chat: any ChatDeltas
  private let store: ResponseStore
  private let now: @Sendable () -> Int
  private var response: ModelResponse
  private var message: ModelResponse.Message
  private var isStarted = false
  private var isOver = false

  /// `response` is as it starts, in progress and empty; `message` is the empty one it will hold.
  init(
    _ response: ModelResponse, message: ModelResponse.Message, chat: any ChatDeltas,
    store: ResponseStore, now: @escaping @Sendable () -> Int
  ) {
    self.response = response
    self.message = message
    self.chat = chat
    self.store = store
    self.now = now
  }

  /// The next piece; nil after the finished response, which is kept by then.
  func next() async throws -> ResponseDelta? {
    guard isStarted else {
      isStarted = true
      return .started(response, messageID: message.id)
    }
    guard !isOver else { return nil }
    while let delta = try await chat.next() {
      switch delta {
      case .started: break
      case .text(_, let text, let logProbabilities):
        message.text += text
        message.logProbabilities?.append(contentsOf: logProbabilities)
        return .text(text, logProbabilities: logProbabilities)
      case .finished(_, let reason): finish(reason)
      case .usage(let usage): response.usage = usage
      }
    }
    isOver = true
    if response.request.isStored { try store.add(response) }
    return .finished(response)
  }

  private func finish(_ reason: String) {
    response.output = [message]
    guard reason == "length" else {
      response.status = .completed
      response.completedAt = now()
      return
    }
    response.status = .incomplete
    response.incompleteReason = "max_output_tokens"
  }
}
