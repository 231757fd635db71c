package import JSON

/// One message of a conversation, as chat completions take and give it.
package struct ChatMessage: Sendable, Hashable {
  /// `system`, `developer`, `user`, `assistant` or `tool`; an open set.
  package var role: String
  /// Text, an array of content parts, or null beside tool calls.
  package var content: JSONValue
  /// Every other key of the message, such as `name` and `tool_calls`, in order.
  package var extra: [JSONMember]

  package init(role: String, content: JSONValue, extra: [JSONMember] = []) {
    self.role = role
    self.content = content
    self.extra = extra
  }

  package init(role: String, text: String) {
    self.init(role: role, content: .string(text))
  }

  /// The content as plain text: the string, or its text parts joined; empty for null.
  package var text: String {
    switch content {
    case .string(let text): text
    case .array(let parts): parts.compactMap { $0["text"]?.string }.joined()
    default: ""
    }
  }
}

/// A request for one or more replies.
package struct ChatRequest: Sendable, Hashable {
  package var model: String
  package var messages: [ChatMessage]
  package var sampling: SamplingOptions
  /// Every other accepted key, such as `tools` and `response_format`, in order.
  package var extra: [JSONMember]

  package init(
    model: String, messages: [ChatMessage], sampling: SamplingOptions = SamplingOptions(),
    extra: [JSONMember] = []
  ) {
    self.model = model
    self.messages = messages
    self.sampling = sampling
    self.extra = extra
  }
}

/// How the reply is drawn from the model; nil is the service's default.
package struct SamplingOptions: Sendable, Hashable {
  /// 0 to 2; 0 always takes the likeliest token.
  package var temperature: Double?
  /// Above 0 and at most 1.
  package var topP: Double?
  package var maximumTokens: Int?
  package var choiceCount: Int?
  package var seed: Int?
  package var stop: [String]
  /// Whether each token comes with its log probability.
  package var wantsLogProbabilities: Bool
  /// 0 to 20 likeliest alternatives per token.
  package var topLogProbabilities: Int?
  /// Added to the logits, by token id of the served model, -100 to 100.
  package var logitBias: [Int: Double]
  package var presencePenalty: Double?
  package var frequencyPenalty: Double?

  package init(
    temperature: Double? = nil, topP: Double? = nil, maximumTokens: Int? = nil, seed: Int? = nil,
    stop: [String] = []
  ) {
    self.temperature = temperature
    self.topP = topP
    self.maximumTokens = maximumTokens
    self.seed = seed
    self.stop = stop
    self.wantsLogProbabilities = false
    self.logitBias = [:]
  }
}

/// Tokens that a request used, in the served model's own tokenizer.
package struct TokenUsage: Sendable, Hashable {
  package var prompt: Int
  package var completion: Int
  package var total: Int { prompt + completion }

  package init(prompt: Int, completion: Int) {
    self.prompt = prompt
    self.completion = completion
  }
}

/// One token of a reply with its probability.
package struct TokenLogProbability: Sendable, Hashable {
  package var token: String
  /// Natural logarithm.
  package var logProbability: Double
  package var bytes: [UInt8]
  package var alternatives: [TokenLogProbability]

  package init(
    token: String, logProbability: Double, bytes: [UInt8],
    alternatives: [TokenLogProbability] = []
  ) {
    self.token = token
    self.logProbability = logProbability
    self.bytes = bytes
    self.alternatives = alternatives
  }
}

/// A whole answer to a chat request.
package struct ChatCompletion: Sendable, Hashable {
  /// One of the `n` replies.
  package struct Choice: Sendable, Hashable {
    package var index: Int
    package var message: ChatMessage
    /// `stop`, `length` or another reason of the API; an open set.
    package var finishReason: String
    package var logProbabilities: [TokenLogProbability]?

    package init(
      index: Int, message: ChatMessage, finishReason: String,
      logProbabilities: [TokenLogProbability]? = nil
    ) {
      self.index = index
      self.message = message
      self.finishReason = finishReason
      self.logProbabilities = logProbabilities
    }
  }

  package var id: String
  /// Seconds since 1970.
  package var createdAt: Int
  package var model: String
  package var choices: [Choice]
  /// nil when the service did not say.
  package var usage: TokenUsage?
  package var systemFingerprint: String?

  package init(
    id: String, createdAt: Int, model: String, choices: [Choice], usage: TokenUsage?,
    systemFingerprint: String? = nil
  ) {
    self.id = id
    self.createdAt = createdAt
    self.model = model
    self.choices = choices
    self.usage = usage
    self.systemFingerprint = systemFingerprint
  }
}

/// A piece of a streamed answer.
package enum ChatDelta: Sendable, Hashable {
  /// The stream's identity, sent once and first.
  case started(id: String, createdAt: Int, model: String, systemFingerprint: String?)
  /// More text of choice `index`; never cuts a character.
  case text(index: Int, String, logProbabilities: [TokenLogProbability])
  /// Choice `index` has ended, with its reason.
  case finished(index: Int, reason: String)
  /// The whole request's usage, last.
  case usage(TokenUsage)
}
