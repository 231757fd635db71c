import Engines
import FineTuning
import JSON

/// An answer in pieces: computed here, or by a server that is asked for it.
protocol ChatDeltas: Actor {
  /// The next piece; nil after the usage.
  func next() async throws -> ChatDelta?
}

/// One request answered by an engine's server, with what that server cannot do done here.
///
/// `transformers serve` gives one choice whatever `n` says, leaves the stop text in its answer, and
/// takes `max_tokens` by its older name only.
actor ServedChatRun: ChatDeltas {
  /// Tokens of an answer when the request says nothing; the server's own limit ends it otherwise.
  private static let usualTokens = 1024

  private let head: ChatRun.Head
  private let request: ChatRequest
  private let service: @Sendable () async throws -> any FineTuningService

  private var isStarted = false
  private var isOver = false
  private var choice = 0
  private var stream: AsyncThrowingStream<ChatDelta, any Error>.Iterator?
  private var filter = StopFilter([])
  private var waiting: [ChatDelta] = []
  private var usage = TokenUsage(prompt: 0, completion: 0)
  private var reason = "stop"

  /// `service` starts the server where it is not there.
  init(
    _ head: ChatRun.Head, _ request: ChatRequest,
    service: @escaping @Sendable () async throws -> any FineTuningService
  ) {
    self.head = head
    self.request = request
    self.service = service
  }

  func next() async throws -> ChatDelta? {
    guard isStarted else {
      isStarted = true
      return .started(
        id: head.id, createdAt: head.createdAt, model: head.model,
        systemFingerprint: head.fingerprint)
    }
    while waiting.isEmpty, !isOver { try await advance() }
    return waiting.isEmpty ? nil : waiting.removeFirst()
  }

  private func advance() async throws {
    guard choice < request.sampling.choiceCount ?? 1 else {
      isOver = true
      return waiting.append(.usage(usage))
    }
    if stream == nil { try await begin() }
    guard var reading = stream else { return }
    let delta = try await reading.next(isolation: #isolation)
    stream = reading
    switch delta {
    case .started: break
    case .text(_, let text, _):
      let release = filter.take(text, nil)
      emit(release)
      // The rest of the answer is not wanted, and dropping the stream says so.
      if release.isStop { end("stop") }
    case .finished(_, let reason): self.reason = reason
    case .usage(let more):
      usage.prompt = more.prompt
      usage.completion += more.completion
    case nil:
      emit(filter.flush())
      end(reason)
    }
  }

  private func begin() async throws {
    reason = "stop"
    filter = StopFilter(request.sampling.stop)
    stream = try await service().streamChat(asked()).makeAsyncIterator()
  }

  /// The request in the server's terms, for one choice.
  private func asked() -> ChatRequest {
    var asked = request
    asked.model = "model"
    asked.sampling.choiceCount = nil
    asked.sampling.stop = []
    asked.sampling.maximumTokens = nil
    // A later choice has another seed, or it would be the first again.
    asked.sampling.seed = (head.seed &+ choice) & 0x7FFF_FFFF
    asked.messages = request.messages.map(\.plain)
    let limit = request.sampling.maximumTokens ?? Self.usualTokens
    asked.extra.removeAll { $0.key == "max_tokens" }
    asked.extra.append(JSONMember("max_tokens", .integer(limit)))
    return asked
  }

  private func emit(_ release: StopFilter.Release) {
    guard !release.text.isEmpty else { return }
    waiting.append(.text(index: choice, release.text, logProbabilities: []))
  }

  private func end(_ reason: String) {
    waiting.append(.finished(index: choice, reason: reason))
    stream = nil
    choice += 1
  }
}

extension ChatMessage {
  /// The message as a template reads it: `developer` is the system's newer name, and a list of text
  /// parts is one text.
  fileprivate var plain: ChatMessage {
    var message = self
    if role == "developer" { message.role = "system" }
    if let parts = content.array {
      message.content = .string(parts.compactMap { $0["text"]?.string }.joined())
    }
    return message
  }
}
