package import JSON

/// A model's answer in the Responses API: kept by the service, and a link of a conversation.
package struct ModelResponse: Sendable, Hashable {
  package typealias ID = Identifier<ModelResponse>

  /// One message that the model wrote.
  package struct Message: Sendable, Hashable {
    /// Such as `msg_a1b2`.
    package var id: String
    package var text: String
    /// nil when the request did not ask for them.
    package var logProbabilities: [TokenLogProbability]?

    package init(id: String, text: String, logProbabilities: [TokenLogProbability]? = nil) {
      self.id = id
      self.text = text
      self.logProbabilities = logProbabilities
    }
  }

  package var id: ID
  /// Seconds since 1970.
  package var createdAt: Int
  /// Seconds since 1970; nil until the status is `completed`.
  package var completedAt: Int?
  package var status: ResponseStatus
  /// The model that answered, as its full name.
  package var model: String
  /// What was asked, which the wire repeats in every response.
  package var request: ResponseRequest
  package var output: [Message]
  /// nil while the answer is being written.
  package var usage: TokenUsage?
  package var error: JobError?
  /// `max_output_tokens` or `content_filter`; nil unless the status is `incomplete`.
  package var incompleteReason: String?

  package init(
    id: ID, createdAt: Int, status: ResponseStatus, model: String, request: ResponseRequest,
    output: [Message] = [], usage: TokenUsage? = nil
  ) {
    self.id = id
    self.createdAt = createdAt
    self.status = status
    self.model = model
    self.request = request
    self.output = output
    self.usage = usage
  }

  /// The text of all messages, joined.
  package var text: String { output.map(\.text).joined() }
}

/// Where a response is in its life; an open set.
package struct ResponseStatus: RawRepresentable, Sendable, Hashable {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }

  package static let inProgress = ResponseStatus(rawValue: "in_progress")
  package static let completed = ResponseStatus(rawValue: "completed")
  package static let incomplete = ResponseStatus(rawValue: "incomplete")
  package static let failed = ResponseStatus(rawValue: "failed")
}

/// A request for one response.
package struct ResponseRequest: Sendable, Hashable {
  package var model: String
  /// The new turns; one user message when the client sent plain text.
  package var input: [ChatMessage]
  /// A system message for this response alone: the next in the chain does not inherit it.
  package var instructions: String?
  /// The response that this one goes on from, with all that came before it.
  package var previous: ModelResponse.ID?
  /// `maximumTokens` is the wire's `max_output_tokens`; the wire has no seed and no stop here.
  package var sampling: SamplingOptions
  /// Whether the service keeps the response for later retrieval.
  package var isStored: Bool
  /// At most 16 pairs; keys up to 64 characters, values up to 512.
  package var metadata: [String: String]
  /// Every other accepted key, such as `tools` and `user`, in order.
  package var extra: [JSONMember]

  package init(
    model: String, input: [ChatMessage], instructions: String? = nil,
    previous: ModelResponse.ID? = nil, sampling: SamplingOptions = SamplingOptions(),
    isStored: Bool = true, metadata: [String: String] = [:], extra: [JSONMember] = []
  ) {
    self.model = model
    self.input = input
    self.instructions = instructions
    self.previous = previous
    self.sampling = sampling
    self.isStored = isStored
    self.metadata = metadata
    self.extra = extra
  }

  /// Returns the chat that answers this request: the instructions, then `history`, then the input.
  ///
  /// `history` holds the turns of the chain before, oldest first, without their instructions.
  package func chat(after history: [ChatMessage] = []) -> ChatRequest {
    let opening = instructions.map { [ChatMessage(role: "system", text: $0)] } ?? []
    return ChatRequest(model: model, messages: opening + history + input, sampling: sampling)
  }
}

/// A piece of a streamed response.
package enum ResponseDelta: Sendable, Hashable {
  /// The response as it starts, in progress and empty, sent first, with its one message's id.
  case started(ModelResponse, messageID: String)
  /// More text of the message; never cuts a character.
  case text(String, logProbabilities: [TokenLogProbability])
  /// The whole response as it ended, last.
  case finished(ModelResponse)
}
