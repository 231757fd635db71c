import FineTuning
import JSON
import Training

/// What a model reads before it answers a request.
struct ChatPrompt: Sendable {
  let tokens: [Int32]

  /// - Throws: ``ServiceError`` for messages that the model cannot read, or too many of them.
  init(_ messages: [ChatMessage], for model: LanguageModel) throws {
    guard !messages.isEmpty else {
      throw ServiceError(
        status: 400,
        message: "Invalid 'messages': empty array. Expected an array with minimum length 1, but "
          + "got an empty array instead.",
        parameter: "messages", code: "empty_array")
    }
    let turns = try messages.enumerated().map { try ChatPrompt.turn($1, index: $0) }
    tokens = model.tokenizer.prompt(turns, limit: .max)
    let limit = model.configuration.contextLimit
    guard tokens.count < limit else {
      throw ServiceError(
        status: 400,
        message: "This model's maximum context length is \(limit) tokens. However, your messages "
          + "resulted in \(tokens.count) tokens. Please reduce the length of the messages.",
        parameter: "messages", code: "context_length_exceeded")
    }
  }

  private static func turn(_ message: ChatMessage, index: Int) throws -> Turn {
    guard Turn.speakers[message.role] != nil else {
      let roles = ["system", "assistant", "user", "function", "tool", "developer"]
      throw ServiceError(
        status: 400,
        message: "Invalid value: '\(message.role)'. Supported values are: "
          + roles.map { "'\($0)'" }.joined(separator: ", ") + ".",
        parameter: "messages[\(index)].role", code: "invalid_value")
    }
    let calls = message.extra.last { $0.key == "tool_calls" || $0.key == "function_call" }?.value
    guard let turn = Turn(role: message.role, content: message.content, calls: calls) else {
      throw ServiceError(
        status: 400,
        message: "Invalid content type. \(Sandbox.baseModel) reads text only.",
        parameter: "messages[\(index)].content")
    }
    return turn
  }
}

extension SamplingOptions {
  /// - Throws: ``ServiceError`` for the first number outside its range.
  func check() throws {
    if let temperature { try Limits.check(temperature, in: 0...2, "temperature") }
    if let topP { try Limits.check(topP, in: 0...1, "top_p") }
    if let maximumTokens {
      try Limits.check(maximumTokens, in: 1...1_000_000, "max_completion_tokens")
    }
    if let choiceCount { try Limits.check(choiceCount, in: 1...128, "n") }
    if let topLogProbabilities { try Limits.check(topLogProbabilities, in: 0...20, "top_logprobs") }
    if let presencePenalty { try Limits.check(presencePenalty, in: -2...2, "presence_penalty") }
    if let frequencyPenalty { try Limits.check(frequencyPenalty, in: -2...2, "frequency_penalty") }
    for bias in logitBias.values { try Limits.check(bias, in: -100...100, "logit_bias") }
    if topLogProbabilities != nil, !wantsLogProbabilities {
      throw ServiceError(
        status: 400,
        message: "The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.",
        parameter: "top_logprobs")
    }
    guard stop.count > 4 else { return }
    throw ServiceError(
      status: 400,
      message: "Invalid 'stop': array too long. Expected an array with maximum length 4, but got "
        + "an array with length \(stop.count) instead.",
      parameter: "stop", code: "array_above_max_length")
  }

  /// How choice `index` is drawn, counted from 0; each has random numbers of its own.
  func sampling(choice index: Int, seed: Int) -> Sampling {
    var sampling = Sampling()
    sampling.temperature = temperature ?? 1
    sampling.topP = topP ?? 1
    // Far apart, so that a neighbour's seed does not give a neighbour's choice.
    sampling.seed = UInt64(bitPattern: Int64(seed)) &+ UInt64(index) &* 0x9e6c_63d0_876a_9a47
    sampling.maximumTokens = maximumTokens ?? .max / 2
    sampling.alternativeCount = topLogProbabilities ?? 0
    sampling.presencePenalty = presencePenalty ?? 0
    sampling.frequencyPenalty = frequencyPenalty ?? 0
    for (token, bias) in logitBias {
      if let token = Int32(exactly: token) { sampling.logitBias[token] = bias }
    }
    return sampling
  }
}
