import Datasets
import JSON

extension RowReading {
  /// A request with its answer, as logs and stored completions hold them.
  mutating func exchangeDraft() throws(ConversionFault) -> Draft {
    let request = part(["request", "body"])
    let response = part(["response"])
    var draft = Draft()
    if let instructions = (request.value["instructions"] ?? row["instructions"])
      .flatMap({ WrittenText($0) }), !instructions.isEmpty
    {
      draft.turns.append(Turn(.system, instructions))
      findings.note(.movedSystem)
    }
    draft.turns += try requestTurns(request.value, at: request.path)
    try readRequest(of: request.value, at: request.path, into: &draft)
    append(try answerTurns(of: response.value, at: response.path), to: &draft.turns)
    if !request.path.isEmpty { loseRest(of: request.value, beside: Self.exchangeKeys, .settings) }
    if !response.path.isEmpty { loseRest(of: response.value, beside: Self.exchangeKeys, .metadata) }
    draft.extras = extras(beside: Self.exchangeKeys.union(["request", "response", "body"]))
    return draft
  }

  private static let exchangeKeys: Set<String> = requestKeys.union([
    "input", "output", "output_text", "choices", "instructions",
  ])

  private mutating func loseRest(of value: JSONTree, beside keys: Set<String>, _ loss: Loss) {
    if value.members.contains(where: { !keys.contains($0.key) && $0.value.kind != .null }) {
      findings.lose(loss)
    }
  }

  /// The object under one of `keys`, or its body; the row itself without any.
  private func part(_ keys: [String]) -> (value: JSONTree, path: [JSONStep]) {
    guard let found = value(keys), found.value.kind == .object else { return (row, []) }
    if let body = found.value["body"], body.kind == .object {
      return (body, found.path + ["body"])
    }
    return found
  }

  private mutating func requestTurns(
    _ request: JSONTree, at path: [JSONStep]
  ) throws(ConversionFault) -> [Turn] {
    let key = ["messages", "input"].first { request[$0] != nil && request[$0]?.kind != .null }
    guard let key, let said = request[key] else {
      throw ConversionFault(.missingField, at: path + [.key("input")])
    }
    if let text = WrittenText(said) { return [Turn(.user, text)] }
    return try items(said, at: path + [.key(key)])
  }

  private mutating func answerTurns(
    of response: JSONTree, at path: [JSONStep]
  ) throws(ConversionFault) -> [Turn] {
    if let choices = response["choices"], let first = choices.elements.first {
      if choices.elements.count > 1 { findings.lose(.otherAnswers) }
      let place = path + [.key("choices"), .index(0)]
      guard let message = first["message"] else {
        throw ConversionFault(.missingField, at: place + [.key("message")])
      }
      return try turns(ofMessage: message, at: place + [.key("message")], style: .foreign)
    }
    if let output = response["output"], output.kind == .array {
      return try items(output, at: path + [.key("output")])
    }
    for key in ["output_text", "output", "text"] {
      if let text = response[key].flatMap({ WrittenText($0) }) { return [Turn(.assistant, text)] }
    }
    throw ConversionFault(.noAnswer, at: path + [.key("output")])
  }

  /// The turns of items of the Responses API.
  private mutating func items(
    _ list: JSONTree, at path: [JSONStep]
  ) throws(ConversionFault) -> [Turn] {
    guard list.kind == .array else { throw ConversionFault(.notAList, at: path) }
    var turns: [Turn] = []
    for (index, item) in list.elements.enumerated() {
      let place = path + [.index(index)]
      switch item["type"]?.text ?? "message" {
      case "message":
        append(try self.turns(ofMessage: withoutIDs(item), at: place, style: .foreign), to: &turns)
      case "function_call":
        var turn = Turn(.assistant, .null)
        turn.calls = [try call(of: item, callID: "call_id", at: place)]
        append([turn], to: &turns)
      case "function_call_output":
        guard let output = item["output"] else {
          throw ConversionFault(.missingField, at: place + [.key("output")])
        }
        var turn = Turn(.tool, try parts(of: output, at: place, style: .foreign).content)
        turn.callID = item["call_id"].flatMap { WrittenText($0) }
        try bind(&turn, name: nil, at: place)
        turns.append(turn)
      case "reasoning": findings.lose(.reasoning)
      case "image_generation_call": findings.lose(.images)
      default: findings.lose(.toolCalls)
      }
    }
    return turns
  }

  /// The message without what the service adds to each item.
  private func withoutIDs(_ item: JSONTree) -> JSONTree {
    let columns = item.members.filter { !["id", "status", "type", "phase"].contains($0.key) }
      .map { Column(key: $0.key, value: $0.value.bytes) }
    return (try? JSONTree(parsing: ObjectBytes(columns).closed)) ?? item
  }

  /// A call whose identifier is under another key than the item's own.
  private mutating func call(
    of item: JSONTree, callID: String, at path: [JSONStep]
  ) throws(ConversionFault) -> Turn.Call {
    let columns = item.members.filter { $0.key != "id" && $0.key != "type" }
      .map { Column(key: $0.key, value: $0.value.bytes) }
    let bare = (try? JSONTree(parsing: ObjectBytes(columns).closed)) ?? item
    return try call(of: bare, at: path)
  }

  /// Adds turns; calls right after an assistant's message are of that message.
  private func append(_ added: [Turn], to turns: inout [Turn]) {
    for turn in added {
      if let last = turns.indices.last, turns[last].role == .assistant, turn.role == .assistant,
        turn.content == .null, !turn.calls.isEmpty
      {
        turns[last].calls += turn.calls
      } else {
        turns.append(turn)
      }
    }
  }

  /// A result of OpenAI Evals or of promptfoo.
  mutating func evaluationDraft() throws(ConversionFault) -> Draft {
    if let sample = row["sample"], sample.kind == .object { return try sampleDraft(sample) }
    if row["ideal"] != nil { return try idealDraft() }
    let prompt = try needed(["prompt"])
    let raw = prompt.value.kind == .object ? prompt.value["raw"] ?? prompt.value : prompt.value
    let text = try cell(raw, at: prompt.path)
    var draft = Draft()
    if let list = try? JSONTree(parsing: Array(text.text.utf8)), list.kind == .array {
      draft.turns = try turns(of: list, at: prompt.path, style: .foreign)
    } else {
      draft.turns = [Turn(.user, text)]
    }
    guard let output = row["response"]?["output"] ?? row["output"] else {
      throw ConversionFault(.noAnswer, at: ["response", "output"])
    }
    let isText = output.kind != .object && output.kind != .array
    let answer = isText ? try cell(output, at: ["response", "output"]) : textOf(output)
    draft.turns.append(Turn(.assistant, answer))
    let kept = ["vars", "success", "score"]
    draft.extras = kept.compactMap { key in
      row[key].flatMap { $0.kind == .null ? nil : Column(key: key, value: $0.bytes) }
    }
    loseRest(of: row, beside: Set(kept + ["prompt", "response", "output"]), .metadata)
    return draft
  }

  private mutating func sampleDraft(_ sample: JSONTree) throws(ConversionFault) -> Draft {
    var draft = Draft()
    if let input = sample["input"], input.kind != .null {
      draft.turns = try side(input, at: ["sample", "input"], role: .user)
    } else if let item = row["item"], let input = item["input"] ?? item["prompt"] {
      draft.turns = try side(input, at: ["item", "input"], role: .user)
    } else {
      throw ConversionFault(.missingField, at: ["sample", "input"])
    }
    draft.turns += try answerTurns(of: sample, at: ["sample"])
    draft.extras = extras(beside: ["sample"])
    loseRest(of: sample, beside: ["input", "output", "output_text", "choices"], .metadata)
    return draft
  }

  /// A test of OpenAI Evals: what is asked, and the ideal answer.
  private mutating func idealDraft() throws(ConversionFault) -> Draft {
    let input = try needed(["input"])
    let ideal = try needed(["ideal"])
    var draft = Draft(turns: try side(input.value, at: input.path, role: .user))
    var answer = ideal.value
    if ideal.value.kind == .array {
      guard let first = ideal.value.elements.first else {
        throw ConversionFault(.noAnswer, at: ideal.path)
      }
      if ideal.value.elements.count > 1 { findings.lose(.otherAnswers) }
      answer = first
    }
    draft.turns.append(Turn(.assistant, try cell(answer, at: ideal.path)))
    draft.extras = extras(beside: ["input", "ideal"])
    return draft
  }
}

extension RowSigns {
  func exchangeFit() -> RowFit? {
    guard let row, row["sample"] == nil else { return nil }
    func answers(_ value: JSONTree?) -> Bool {
      value?["choices"]?.kind == .array || value?["output"]?.kind == .array
    }
    let response = row["response"]?["body"] ?? row["response"]
    let request = row["request"]?["body"] ?? row["request"] ?? row["body"]
    let asked = request ?? row
    guard asked["messages"] != nil || asked["input"] != nil else { return nil }
    if answers(response) {
      return RowFit(
        .certain, [request == nil ? "input" : "request", "response"],
        using: ["request", "response", "body", "input", "messages", "tools", "instructions"])
    }
    guard answers(row) else { return nil }
    let key = row["choices"] == nil ? "output" : "choices"
    let used = [
      "request", "body", "input", "messages", "tools", "instructions", "output_text", key,
    ]
    return RowFit(
      .certain, [asked["messages"] != nil ? "messages" : "input", key], using: Set(used))
  }

  func evaluationFit() -> RowFit? {
    guard let row else { return nil }
    if has("item", .object), has("sample", .object) {
      return RowFit(.certain, ["item", "sample"], using: ["item", "sample"])
    }
    if row["ideal"] != nil, row["input"] != nil {
      return RowFit(.certain, ["input", "ideal"], using: ["input", "ideal"])
    }
    guard let prompt = row["prompt"], row["response"]?["output"] != nil,
      prompt["raw"] != nil || row["vars"] != nil
    else { return nil }
    return RowFit(
      .certain, ["prompt", "response.output"],
      using: ["prompt", "response", "vars", "success", "score"])
  }
}
