import Engines
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
    return AsyncThrowingStream { try await run.next() }
  }

  /// Prepares an answer, after everything that can be wrong with its request was looked at.
  func chatRun(_ request: ChatRequest) throws -> any ChatDeltas {
    try request.sampling.check()
    if let name = try models.engineName(of: request.model) {
      return try servedRun(request, by: name)
    }
    guard let entry = try engineDirectory.small.cache.entry(request.model) else {
      throw Sandbox.noModel(request.model)
    }
    let prompt = try ChatPrompt(request.messages, for: entry.model)
    let head = ChatRun.Head(
      id: options.identifiers.identifier("chatcmpl-", length: 29), createdAt: options.clock(),
      model: request.model, fingerprint: entry.fingerprint,
      seed: request.sampling.seed ?? options.identifiers.seed())
    return ChatRun(head, model: entry.model, prompt: prompt, sampling: request.sampling)
  }

  /// An answer of the server of an engine, which is started when the first piece is asked for.
  private func servedRun(_ request: ChatRequest, by engine: String) throws -> ServedChatRun {
    guard try models.model(request.model) != nil,
      let engine = try models.registry.engine(engine)
    else { throw Sandbox.noModel(request.model) }
    guard !request.sampling.wantsLogProbabilities else {
      throw ServiceError(
        status: 400,
        message: "The model '\(request.model)' gives no log probabilities: its server has none.",
        parameter: "logprobs", code: "unsupported_parameter")
    }
    let head = ChatRun.Head(
      id: options.identifiers.identifier("chatcmpl-", length: 29), createdAt: options.clock(),
      model: request.model,
      fingerprint: "fp_" + derivedLetters(request.model, "served", count: 10).lowercased(),
      seed: request.sampling.seed ?? options.identifiers.seed())
    return ServedChatRun(head, request) { [servers] in
      do {
        return try await servers.service(for: request.model, of: engine)
      } catch let fault as EngineFault {
        throw ServiceError(
          status: 500, message: fault.message, type: "server_error", code: fault.code)
      }
    }
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
