import Datasets
import JSON

/// Shapes of tables and of training libraries, which keep further columns.
extension RowWriting {
  mutating func promptCompletionRow() throws(ConversionFault) -> [UInt8] {
    let (system, user, assistant) = try singleTurn()
    if system != nil { findings.lose(.systemPrompts) }
    let isMarked =
      RowReading.promptMarks.contains { user.dropping(suffix: $0) != nil }
      || assistant.dropping(prefix: " ") != nil || assistant.dropping(suffix: " END") != nil
    if isMarked { findings.lose(.edgeMarks) }
    var object = ObjectBytes()
    object.add("prompt", user)
    object.add("completion", assistant)
    addExtras(to: &object, beside: ["prompt", "completion", "system"])
    return object.closed
  }

  mutating func columnsRow() throws(ConversionFault) -> [UInt8] {
    let (system, user, assistant) = try singleTurn()
    var object = ObjectBytes()
    let names = (
      system: heads[.system] ?? "system", user: heads[.user] ?? "user",
      assistant: heads[.assistant] ?? "assistant"
    )
    if let system { object.add(names.system, system) }
    object.add(names.user, user)
    object.add(names.assistant, assistant)
    addExtras(to: &object, beside: [names.system, names.user, names.assistant])
    return object.closed
  }

  /// The texts of a conversation of one question and its answer.
  private mutating func singleTurn() throws(ConversionFault) -> (
    system: WrittenText?, user: WrittenText, assistant: WrittenText
  ) {
    let (system, turns) = try split()
    try requireExchange(turns)
    guard turns.count == 2 else { throw ConversionFault(.severalTurns, at: ["messages"]) }
    loseTools()
    loseSettings()
    let texts = turns.map { plainText(of: kept($0, [])) }
    return (systemText(system), texts[0], texts[1])
  }

  /// The system prompt as a text; an empty one cannot be told from none.
  private mutating func systemText(_ system: Turn?) -> WrittenText? {
    guard let system else { return nil }
    let text = plainText(of: kept(system, []))
    if text.isEmpty { findings.lose(.emptyTexts) }
    return text.isEmpty ? nil : text
  }

  mutating func alpacaRow() throws(ConversionFault) -> [UInt8] {
    let (system, turns) = try split()
    try requireExchange(turns)
    loseTools()
    loseSettings()
    let texts = turns.map { plainText(of: kept($0, [])) }
    var object = ObjectBytes()
    object.add("instruction", texts[texts.count - 2])
    object.add("input", WrittenText(""))
    object.add("output", texts[texts.count - 1])
    if let text = systemText(system) { object.add("system", text) }
    if texts.count > 2 {
      let pairs = stride(from: 0, to: texts.count - 2, by: 2).map {
        arrayBytes([texts[$0].json, texts[$0 + 1].json])
      }
      object.add("history", arrayBytes(pairs))
    }
    addExtras(to: &object, beside: RowReading.alpacaKeys)
    return object.closed
  }

  mutating func messageListRow() -> [UInt8] {
    loseTools()
    loseSettings()
    loseExtras()
    return arrayBytes(draft.turns.map(\.message))
  }

  mutating func hfPreferenceRow() throws(ConversionFault) -> [UInt8] {
    loseSettings()
    var object = ObjectBytes()
    object.add("prompt", tableMessages(draft.turns))
    object.add("chosen", tableMessages(draft.preferred))
    object.add("rejected", tableMessages(draft.rejected))
    guard draft.preferred.count == 1, draft.rejected.count == 1 else {
      throw ConversionFault(.unclearPair, at: ["preferred_output"])
    }
    if let tools = draft.tools { object.add("tools", tools) }
    addExtras(
      to: &object,
      beside: ["prompt", "question", "instruction", "chosen", "rejected", "system", "tools"])
    return object.closed
  }

  private mutating func tableMessages(_ turns: [Turn]) -> [UInt8] {
    arrayBytes(turns.map { kept($0, [.name, .answer]).message })
  }

  /// The row of a prompt with its completion: what is learned is the last answer alone.
  mutating func trlRow() throws(ConversionFault) -> [UInt8] {
    guard let last = draft.turns.last, last.role == .assistant else {
      throw ConversionFault(.noAnswer, at: ["messages"])
    }
    let prompt = unlearnedPrompt()
    return try promptedRow(prompt, last, extras: ["prompt", "completion", "tools"])
  }

  /// What stands before the last answer, of which no answer is learned.
  private mutating func unlearnedPrompt() -> [Turn] {
    draft.turns.dropLast().map { turn in
      guard turn.role == .assistant else { return turn }
      if turn.weight != Array("0".utf8) { findings.lose(.weights) }
      var turn = turn
      turn.weight = nil
      return turn
    }
  }

  mutating func ktoRow() throws(ConversionFault) -> [UInt8] {
    guard var last = draft.turns.last, last.role == .assistant else {
      throw ConversionFault(.noAnswer, at: ["messages"])
    }
    let labels = ["true", "false"].map { Array($0.utf8) }
    let label = draft.extras.last { $0.key == "label" && labels.contains($0.value) }
    if label == nil { findings.note(.assumedLabel) }
    let isRejected = label?.value == labels[1]
    if isRejected {
      if last.weight == Array("0".utf8) { last.weight = nil } else { findings.lose(.weights) }
    }
    let prompt = unlearnedPrompt()
    var writing = self
    if label != nil {
      var draft = draft
      draft.extras.removeAll { $0.key == "label" }
      writing = RowWriting(draft, findings)
    }
    let row = try writing.promptedRow(
      prompt, last, extras: ["prompt", "completion", "tools", "label"],
      label: isRejected ? labels[1] : labels[0])
    findings = writing.findings
    return row
  }

  private mutating func promptedRow(
    _ prompt: [Turn], _ answer: Turn, extras keys: Set<String>, label: [UInt8]? = nil
  ) throws(ConversionFault) -> [UInt8] {
    guard !prompt.isEmpty else { throw ConversionFault(.turnOrder, at: ["messages"]) }
    loseSettings()
    var object = ObjectBytes()
    object.add("prompt", tableMessages(prompt))
    object.add("completion", tableMessages([answer]))
    if let label { object.add("label", label) }
    if let tools = draft.tools { object.add("tools", tools) }
    addExtras(to: &object, beside: keys)
    return object.closed
  }

  mutating func shareGPTRow() throws(ConversionFault) -> [UInt8] {
    var open: [WrittenText?] = []
    var object = shareGPTConversation(&open)
    finishShareGPT(&object)
    return object.closed
  }

  /// LLaMA-Factory's pair: the conversation, and two answers of its form.
  mutating func shareGPTPreferenceRow() throws(ConversionFault) -> [UInt8] {
    guard draft.preferred.count == 1, draft.rejected.count == 1 else {
      throw ConversionFault(.unclearPair, at: ["preferred_output"])
    }
    var open: [WrittenText?] = []
    var object = shareGPTConversation(&open)
    for (key, turn) in [("chosen", draft.preferred[0]), ("rejected", draft.rejected[0])] {
      var open = open
      object.add(key, shareGPTMessage(kept(turn, []), &open))
    }
    finishShareGPT(&object)
    return object.closed
  }

  private mutating func shareGPTConversation(_ open: inout [WrittenText?]) -> ObjectBytes {
    var messages: [[UInt8]] = []
    for turn in withoutDeveloper(draft.turns) {
      messages.append(shareGPTMessage(kept(turn, .weight), &open))
    }
    loseSettings()
    var object = ObjectBytes()
    object.add("conversations", arrayBytes(messages))
    return object
  }

  private mutating func finishShareGPT(_ object: inout ObjectBytes) {
    let functions = functions()
    if !functions.isEmpty {
      let list = arrayBytes(functions.map(\.bytes))
      object.add("tools", WrittenText(String(decoding: list, as: UTF8.self)))
    }
    addExtras(
      to: &object,
      beside: Set(RowReading.shareGPTLists + ["system", "tools", "chosen", "rejected"]))
  }

  private mutating func shareGPTMessage(_ turn: Turn, _ open: inout [WrittenText?]) -> [UInt8] {
    var object = ObjectBytes()
    switch turn.role {
    case .system, .developer: object.add("from", quoted("system"))
    case .user: object.add("from", quoted("human"))
    case .assistant: object.add("from", quoted(turn.calls.isEmpty ? "gpt" : "function_call"))
    case .tool, .function:
      object.add("from", quoted("observation"))
      // Results have no identifiers: they answer the calls in order.
      if open.isEmpty || open.removeFirst() != turn.callID { findings.lose(.toolCalls) }
    }
    if turn.calls.isEmpty {
      object.add("value", plainText(of: turn))
    } else {
      if turn.content != .null, turn.content != .missing { findings.lose(.textBesideCalls) }
      findings.note(.generatedCallIDs)
      let calls = turn.calls.map { call in
        var object = ObjectBytes()
        object.add("name", call.name)
        object.add("arguments", argumentsObject(of: call))
        return object.closed
      }
      open += turn.calls.map(\.id)
      let value = calls.count == 1 ? calls[0] : arrayBytes(calls)
      object.add("value", WrittenText(String(decoding: value, as: UTF8.self)))
      if turn.calls.contains(where: { $0.name.hasHalfPairs }) { findings.lose(.characters) }
    }
    if let weight = turn.weight { object.add("weight", weight) }
    return object.closed
  }
}
