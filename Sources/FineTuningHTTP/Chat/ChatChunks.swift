import FineTuning
import JSON

/// Writes a streamed chat as its chunks: the role first, the texts, the reason, then the usage.
struct ChatChunkWriter {
  private let choiceCount: Int
  private let includesUsage: Bool
  private let includesObfuscation: Bool
  private var head: [JSONMember] = []

  /// Makes a writer for the answer to `call`.
  init(_ call: ChatCall) {
    choiceCount = call.request.sampling.choiceCount ?? 1
    includesUsage = call.includesUsage
    includesObfuscation = call.includesObfuscation
  }

  /// The chunks that say `delta`.
  mutating func chunks(for delta: ChatDelta) -> [JSONValue] {
    switch delta {
    case .started(let id, let createdAt, let model, let fingerprint):
      head = [
        JSONMember("id", .string(id)), JSONMember("object", "chat.completion.chunk"),
        JSONMember("created", .integer(createdAt)), JSONMember("model", .string(model)),
        JSONMember("service_tier", "default"),
      ]
      if let fingerprint {
        head.append(JSONMember("system_fingerprint", .string(fingerprint)))
      }
      let opening: JSONValue = ["role": "assistant", "content": "", "refusal": .null]
      return (0..<choiceCount).map { chunk(choice($0, delta: opening)) }
    case .text(let index, let text, let logProbabilities):
      let wire = logProbabilities.isEmpty ? JSONValue.null : logProbabilities.chatWire
      return [
        chunk(
          choice(index, delta: ["content": .string(text)], logProbabilities: wire), hiding: text)
      ]
    case .finished(let index, let reason):
      return [chunk(choice(index, delta: .object([]), reason: .string(reason)))]
    case .usage(let usage):
      guard includesUsage else { return [] }
      return [
        .object(head + [JSONMember("choices", []), JSONMember("usage", usage.chatWire)])
      ]
    }
  }

  private func chunk(_ choice: JSONValue, hiding text: String = "") -> JSONValue {
    var members = head + [JSONMember("choices", [choice])]
    if includesUsage { members.append(JSONMember("usage", .null)) }
    if includesObfuscation {
      members.append(JSONMember("obfuscation", .string(Obfuscation.letters(beside: text))))
    }
    return .object(members)
  }

  private func choice(
    _ index: Int, delta: JSONValue, logProbabilities: JSONValue = .null,
    reason: JSONValue = .null
  ) -> JSONValue {
    [
      "index": .integer(index), "delta": delta, "logprobs": logProbabilities,
      "finish_reason": reason,
    ]
  }
}

/// Reads a streamed chat from the data of its events.
struct ChatChunkReader {
  private var isStarted = false
  private var open: Set<Int> = []
  private(set) var isDone = false

  /// Whether the stream may end here: it said so, or every choice has its reason.
  var isComplete: Bool { isDone || (isStarted && open.isEmpty) }

  /// The deltas that one event's data says.
  ///
  /// - Throws: ``ServiceError`` when the service reports an error within the stream.
  mutating func deltas(_ data: String) throws -> [ChatDelta] {
    guard !isDone else { return [] }
    if data.hasPrefix("[DONE]") {
      isDone = true
      return []
    }
    let chunk = try JSONValue(answer: Array(data.utf8))
    try ServiceError.throwIfPresent(in: chunk)
    var deltas: [ChatDelta] = []
    if !isStarted {
      isStarted = true
      deltas.append(
        .started(
          id: chunk["id"]?.string ?? "", createdAt: chunk.seconds("created") ?? 0,
          model: chunk["model"]?.string ?? "",
          systemFingerprint: chunk.text("system_fingerprint")))
    }
    for (position, choice) in (chunk["choices"]?.array ?? []).enumerated() {
      read(choice, index: choice["index"]?.count ?? position, into: &deltas)
    }
    if let usage = chunk["usage"].flatMap(TokenUsage.init(answer:)) {
      deltas.append(.usage(usage))
    }
    return deltas
  }

  private mutating func read(_ choice: JSONValue, index: Int, into deltas: inout [ChatDelta]) {
    let tokens = (choice["logprobs"]?["content"]?.array ?? []).map(
      TokenLogProbability.init(answer:))
    let text = choice["delta"]?["content"]?.string ?? ""
    if !text.isEmpty || !tokens.isEmpty {
      deltas.append(.text(index: index, text, logProbabilities: tokens))
    }
    if let reason = choice.text("finish_reason") {
      open.remove(index)
      deltas.append(.finished(index: index, reason: reason))
    } else {
      open.insert(index)
    }
  }
}
