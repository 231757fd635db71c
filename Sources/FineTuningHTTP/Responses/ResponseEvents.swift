import FineTuning
import JSON

/// Writes a streamed response as its typed, numbered events.
struct ResponseEventWriter {
  private var sequenceNumber = 0
  private var message = ModelResponse.Message(id: "", text: "")
  private var isOpen = false
  private let includesObfuscation: Bool

  init(includesObfuscation: Bool) {
    self.includesObfuscation = includesObfuscation
  }

  /// The events that say `delta`.
  mutating func events(for delta: ResponseDelta) -> [ServerSentEvent] {
    switch delta {
    case .started(let response, let messageID):
      message = ModelResponse.Message(id: messageID, text: "")
      isOpen = true
      let whole = [JSONMember("response", response.wire)]
      return [
        event("response.created", whole), event("response.in_progress", whole),
        event("response.output_item.added", [item(message.announcement)]),
        event("response.content_part.added", place + [JSONMember("part", message.content)]),
      ]
    case .text(let text, let logProbabilities):
      message.text += text
      if !logProbabilities.isEmpty {
        message.logProbabilities = (message.logProbabilities ?? []) + logProbabilities
      }
      var members = [
        JSONMember("delta", .string(text)),
        JSONMember("logprobs", .array(logProbabilities.map(\.eventWire))),
      ]
      if includesObfuscation {
        members.append(JSONMember("obfuscation", .string(Obfuscation.letters(beside: text))))
      }
      return [event("response.output_text.delta", place + members)]
    case .finished(let response):
      return closing(response.status) + [
        event(
          "response.\(response.status.rawValue)", [JSONMember("response", response.wire)])
      ]
    }
  }

  /// The event that ends a stream which broke off.
  mutating func failure(_ error: ServiceError) -> ServerSentEvent {
    event(
      "error",
      [
        JSONMember("code", JSONValue(error.code)), JSONMember("message", .string(error.message)),
        JSONMember("param", JSONValue(error.parameter)),
      ])
  }

  private mutating func closing(_ status: ResponseStatus) -> [ServerSentEvent] {
    guard isOpen else { return [] }
    isOpen = false
    let done = [
      JSONMember("text", .string(message.text)),
      JSONMember("logprobs", .array((message.logProbabilities ?? []).map(\.eventWire))),
    ]
    return [
      event("response.output_text.done", place + done),
      event("response.content_part.done", place + [JSONMember("part", message.content)]),
      event("response.output_item.done", [item(message.wire(status: status))]),
    ]
  }

  private var place: [JSONMember] {
    [
      JSONMember("item_id", .string(message.id)), JSONMember("output_index", 0),
      JSONMember("content_index", 0),
    ]
  }

  private func item(_ value: JSONValue) -> JSONMember { JSONMember("item", value) }

  private mutating func event(_ type: String, _ members: [JSONMember]) -> ServerSentEvent {
    defer { sequenceNumber += 1 }
    var all = [JSONMember("type", .string(type))] + members
    if type.hasPrefix("response.output_item") { all.append(JSONMember("output_index", 0)) }
    all.append(JSONMember("sequence_number", .integer(sequenceNumber)))
    return ServerSentEvent(name: type, data: JSONValue.object(all).text)
  }
}

/// Reads a streamed response from its events.
struct ResponseEventReader {
  private var created: ModelResponse?
  private(set) var isComplete = false

  /// The deltas that one event says; events of other kinds say nothing.
  ///
  /// - Throws: ``ServiceError`` when the service reports an error within the stream.
  mutating func deltas(_ event: ServerSentEvent) throws -> [ResponseDelta] {
    guard !isComplete, !event.data.hasPrefix("[DONE]") else { return [] }
    let data = try JSONValue(answer: Array(event.data.utf8))
    switch data["type"]?.string ?? event.name {
    case "response.created":
      created = try data["response"].map(ModelResponse.init(answer:))
      return []
    case "response.output_item.added":
      guard let created, let id = data["item"]?["id"]?.string else { return [] }
      self.created = nil
      return [.started(created, messageID: id)]
    case "response.output_text.delta":
      let tokens = (data["logprobs"]?.array ?? []).map(TokenLogProbability.init(answer:))
      return [.text(try data.requiredString("delta"), logProbabilities: tokens)]
    case "response.completed", "response.incomplete", "response.failed":
      isComplete = true
      guard let response = data["response"] else { throw UnreadableAnswer(field: "response") }
      return [.finished(try ModelResponse(answer: response))]
    case "error":
      var error = ServiceError(answer: data["error"] ?? data, status: 500)
      // The event's own type stands where an error's would.
      if data["error"] == nil { error.type = "server_error" }
      throw error
    default:
      return []
    }
  }
}
