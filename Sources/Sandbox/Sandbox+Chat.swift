package import FineTuning
import JSON
import Training

extension Sandbox {
  /// The whole of what ``streamChat(_:)`` gives.
  package func chat(_ request: ChatRequest) async throws -> ChatCompletion {
    var answer = ChatAnswer(request)
    for try await delta in try await streamChat(request) { answer.take(delta) }
    return answer.completion
  }

  /// Computes each piece when it is asked for; a reader that stops costs nothing more.
  package func streamChat(
    _ request: ChatRequest
  ) async throws -> AsyncThrowingStream<ChatDelta, any Error> {
    let run = try chatRun(request)
    return AsyncThrowingStream { await run.next() }
  }

  /// Prepares an answer, after everything that can be wrong with its request was looked at.
  func chatRun(_ request: ChatRequest) throws -> ChatRun {
    try request.sampling.check()
    guard let entry = try engines.small.cache.entry(request.model) else {
      throw Sandbox.noModel(request.model)
    }
    let prompt = try ChatPrompt(request.messages, for: entry.model)
    let head = ChatRun.Head(
      id: options.identifiers.identifier("chatcmpl-", length: 29), createdAt: options.clock(),
      model: request.model, fingerprint: entry.fingerprint,
      seed: request.sampling.seed ?? options.identifiers.seed())
    return ChatRun(head, model: entry.model, prompt: prompt, sampling: request.sampling)
  }
}

/// A streamed answer put together again.
private struct ChatAnswer {
  private(set) var completion: ChatCompletion
  private let wantsLogProbabilities: Bool

  init(_ request: ChatRequest) {
    completion = ChatCompletion(
      id: "", createdAt: 0, model: request.model, choices: [], usage: nil)
    wantsLogProbabilities = request.sampling.wantsLogProbabilities
    completion.choices = (0..<(request.sampling.choiceCount ?? 1)).map { index in
      ChatCompletion.Choice(
        index: index, message: ChatMessage(role: "assistant", text: ""), finishReason: "",
        logProbabilities: wantsLogProbabilities ? [] : nil)
    }
  }

  mutating func take(_ delta: ChatDelta) {
    switch delta {
    case .started(let id, let createdAt, let model, let fingerprint):
      completion.id = id
      completion.createdAt = createdAt
      completion.model = model
      completion.systemFingerprint = fingerprint
    case .text(let index, let text, let logProbabilities):
      let before = completion.choices[index].message.text
      completion.choices[index].message.content = .string(before + text)
      if wantsLogProbabilities {
        completion.choices[index].logProbabilities? += logProbabilities
      }
    case .finished(let index, let reason): completion.choices[index].finishReason = reason
    case .usage(let usage): completion.usage = usage
    }
  }
}
