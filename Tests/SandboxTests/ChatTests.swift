import FineTuning
import Foundation
import JSON
import Sandbox
import Testing

@Suite struct ChatTests {
  @Test func `The same seed gives the same answer, another one another`() async throws {
    let world = try World()
    func text(seed: Int, temperature: Double) async throws -> String {
      try await world.answer { request in
        request.sampling.seed = seed
        request.sampling.temperature = temperature
      }.choices[0].message.text
    }
    let first = try await text(seed: 1, temperature: 1)
    #expect(try await text(seed: 1, temperature: 1) == first)
    #expect(try await text(seed: 2, temperature: 1) != first)
    let greedy = try await text(seed: 1, temperature: 0)
    #expect(try await text(seed: 2, temperature: 0) == greedy)
  }

  @Test func `The pieces of a stream are the whole answer`() async throws {
    let world = try World()
    let request = World.question { request in
      request.sampling.seed = 3
      request.sampling.choiceCount = 2
      request.sampling.maximumTokens = 20
    }
    let whole = try await world.sandbox.chat(request)
    var deltas: [ChatDelta] = []
    for try await delta in try await world.sandbox.streamChat(request) { deltas.append(delta) }
    guard case .started(let id, 1_000, "sandbox-1", let fingerprint) = deltas.first else {
      Issue.record("the stream does not begin with its identity")
      return
    }
    #expect(id.hasPrefix("chatcmpl-") && fingerprint == whole.systemFingerprint)
    #expect(deltas.last == whole.usage.map(ChatDelta.usage))
    for choice in whole.choices {
      let pieces = deltas.compactMap { delta -> String? in
        guard case .text(choice.index, let text, _) = delta else { return nil }
        return text
      }
      #expect(pieces.joined() == choice.message.text)
      #expect(deltas.contains(.finished(index: choice.index, reason: choice.finishReason)))
    }
    #expect(whole.choices.map(\.index) == [0, 1])
    #expect(whole.choices[0].message != whole.choices[1].message)
  }

  @Test func `The length limit ends an answer`() async throws {
    let world = try World()
    let answer = try await world.answer { $0.sampling.maximumTokens = 3 }
    #expect(answer.choices[0].finishReason == "length")
    #expect(answer.usage == TokenUsage(prompt: 6, completion: 3))
  }

  @Test func `The context ends an answer that nothing else ends`() async throws {
    let world = try World()
    // Token 5 ends a turn.
    let answer = try await world.answer { $0.sampling.logitBias = [5: -100] }
    #expect(answer.choices[0].finishReason == "length")
    #expect(answer.usage?.total == 96 || answer.usage?.total == 97)
  }

  @Test func `A stop sequence ends the answer before it`() async throws {
    let world = try World()
    let plain = try await world.answer(World.ascii)
    let text = plain.choices[0].message.text
    let stop = String(text.dropFirst(4).prefix(3))
    let cut = try await world.answer { request in
      World.ascii(&request)
      request.sampling.stop = ["never in it", stop]
    }
    let end = try #require(text.range(of: stop)?.lowerBound)
    #expect(cut.choices[0].message.text == text[..<end])
    #expect(cut.choices[0].finishReason == "stop")
    let uncut = try await world.answer { request in
      World.ascii(&request)
      request.sampling.stop = [String(text.suffix(2)) + "more"]
    }
    #expect(uncut.choices[0].message.text == text)
  }

  @Test func `Log probabilities come for every token, likeliest first`() async throws {
    let world = try World()
    let answer = try await world.answer { request in
      request.sampling.wantsLogProbabilities = true
      request.sampling.topLogProbabilities = 4
      request.sampling.temperature = 0
      request.sampling.maximumTokens = 5
    }
    let tokens = try #require(answer.choices[0].logProbabilities)
    #expect(tokens.count <= 5 && !tokens.isEmpty)
    for token in tokens {
      #expect(token.alternatives.count == 4)
      #expect(token.logProbability <= 0)
      let ranked = token.alternatives.map(\.logProbability)
      #expect(ranked == ranked.sorted(by: >))
    }
    let plain = try await world.answer { $0.sampling.maximumTokens = 5 }
    #expect(plain.choices[0].logProbabilities == nil)
  }

  @Test func `A bias forces or forbids a token`() async throws {
    let world = try World()
    // The byte "A" is token 6 + 65.
    let answer = try await world.answer { request in
      request.sampling.logitBias = [71: 100]
      request.sampling.maximumTokens = 4
    }
    #expect(answer.choices[0].message.text == "AAAA")
  }

  @Test func `A model answers by its own name, and so do its checkpoints`() async throws {
    let world = try World()
    let job = try await world.job { $0.method.hyperparameters.epochCount = .value(5) }
    let done = try await world.sandbox.wait(for: job.id)
    let checkpoints = try await world.sandbox.checkpoints(of: job.id, PageQuery()).elements
    #expect(checkpoints.map(\.metrics.step) == [50, 40, 30])
    #expect(checkpoints.first?.model == done.fineTunedModel)
    var prints: Set<String> = []
    for model in ["sandbox-1"] + checkpoints.map(\.model) {
      let answer = try await world.answer { $0.model = model }
      #expect(answer.model == model)
      prints.insert(answer.systemFingerprint ?? "")
    }
    #expect(prints.count == 4)
    let names = try await world.sandbox.models().map(\.id)
    #expect(Set(names) == Set(["sandbox-1"] + checkpoints.map(\.model)))
  }

  /// A request that is refused, and the words for it.
  struct Refusal: Sendable, CustomTestStringConvertible {
    let change: @Sendable (inout ChatRequest) -> Void
    var status = 400
    let code: String?
    let message: String

    var testDescription: String { message }
  }

  static let refusals = [
    Refusal(
      change: { $0.model = "gpt-5" }, status: 404, code: "model_not_found",
      message: "The model `gpt-5` does not exist or you do not have access to it. "
        + "(The sandbox's own model is `sandbox-1`.)"),
    Refusal(
      change: { $0.messages = [] }, code: "empty_array",
      message: "Invalid 'messages': empty array. Expected an array with minimum length 1, but got "
        + "an empty array instead."),
    Refusal(
      change: { $0.messages = [ChatMessage(role: "gpt", text: "Hi")] }, code: "invalid_value",
      message: "Invalid value: 'gpt'. Supported values are: 'system', 'assistant', 'user', "
        + "'function', 'tool', 'developer'."),
    Refusal(
      change: { request in
        request.messages[0].content = [["type": "image_url", "image_url": ["url": "x"]]]
      }, code: nil, message: "Invalid content type. sandbox-1 reads text only."),
    Refusal(
      change: { $0.messages[0].content = .string(String(repeating: "a", count: 100)) },
      code: "context_length_exceeded",
      message: "This model's maximum context length is 96 tokens. However, your messages resulted "
        + "in 104 tokens. Please reduce the length of the messages."),
    Refusal(
      change: { $0.sampling.temperature = 2.5 }, code: "decimal_above_max_value",
      message: "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got "
        + "2.5 instead."),
    Refusal(
      change: { $0.sampling.choiceCount = 0 }, code: "integer_below_min_value",
      message: "Invalid 'n': integer below minimum value. Expected a value >= 1, but got 0 "
        + "instead."),
    Refusal(
      change: { $0.sampling.stop = ["a", "b", "c", "d", "e"] }, code: "array_above_max_length",
      message: "Invalid 'stop': array too long. Expected an array with maximum length 4, but got "
        + "an array with length 5 instead."),
    Refusal(
      change: { $0.sampling.topLogProbabilities = 2 }, code: nil,
      message: "The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled."),
  ]

  @Test(arguments: refusals)
  func `A request out of range gets no answer`(_ refusal: Refusal) async throws {
    let world = try World()
    let error = await #expect(throws: ServiceError.self) {
      try await world.sandbox.streamChat(World.question(refusal.change))
    }
    #expect(error?.status == refusal.status && error?.code == refusal.code)
    #expect(error?.message == refusal.message)
  }

  @Test func `Chat answers while a job trains`() async throws {
    let gate = Gate(after: 5)
    let world = try World(options: gate.options)
    let job = try await world.job()
    await gate.isReached()
    #expect(try await world.answer { $0.sampling.maximumTokens = 3 }.choices.count == 1)
    #expect(try await world.sandbox.job(job.id).status == .running)
    gate.open()
    #expect(try await world.sandbox.wait(for: job.id).status == .succeeded)
  }
}

extension World {
  static func question(_ change: (inout ChatRequest) -> Void = { _ in }) -> ChatRequest {
    var request = ChatRequest(
      model: Sandbox.baseModel, messages: [ChatMessage(role: "user", text: "Hi")])
    change(&request)
    return request
  }

  func answer(_ change: (inout ChatRequest) -> Void) async throws -> ChatCompletion {
    try await sandbox.chat(World.question(change))
  }

  /// Thirty letters, by a bias that leaves nothing else.
  static func ascii(_ request: inout ChatRequest) {
    request.sampling.seed = 5
    request.sampling.maximumTokens = 30
    for letter in UInt8(ascii: "a")...UInt8(ascii: "z") {
      request.sampling.logitBias[6 + Int(letter)] = 50
    }
  }
}
