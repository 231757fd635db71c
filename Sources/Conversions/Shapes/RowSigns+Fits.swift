import Datasets
import JSON

extension RowSigns {
  func messageListFit(_ row: JSONTree) -> RowFit? {
    let objects = row.elements.filter { $0.kind == .object }
    guard objects.count == row.elements.count, all(objects, have: "role", "from") else {
      return nil
    }
    return RowFit(.certain, ["[].role"], using: [])
  }

  /// The services whose rows have `messages`, told apart by what only one of them has.
  func messagesFit(of shape: RowShape) -> RowFit? {
    let messages = objects("messages")
    guard all(messages, have: "role") else { return nil }
    let request = RowReading.requestKeys
    switch shape {
    case .bedrockConverse:
      let hasVersion = has("schemaVersion", .string)
      guard hasVersion || messages.allSatisfy(isConverse) else { return nil }
      return RowFit(
        .certain, hasVersion ? ["schemaVersion"] : ["messages[].content[].text"],
        using: ["schemaVersion", "system", "messages", "toolConfig"])
    case .bedrock: return bedrockFit(messages)
    case .cohere:
      let words = messages.compactMap { $0["role"]?.text }
      guard words.allSatisfy({ ["System", "User", "Chatbot"].contains($0) }) else { return nil }
      return RowFit(.certain, ["messages[].role"], using: request)
    case .mistral:
      guard messages.contains(where: { $0["prefix"] != nil }) else { return nil }
      return RowFit(.likely, ["messages[].prefix"], using: request)
    default:
      // Rows that other services' rules claim are chats too, of the lower rank.
      let isForeign = [.bedrockConverse, .bedrock, .cohere].contains { shape in
        messagesFit(of: shape).map { !$0.deciding.isEmpty } ?? false
      }
      let isJudged = isTagged || preferenceFit(of: .shareGPTPreference) != nil
      return RowFit(isForeign || isJudged ? .unsure : .certain, ["messages[].role"], using: request)
    }
  }

  /// Anthropic's rows: a row without a system prompt is like any chat's, and decides nothing.
  private func bedrockFit(_ messages: [JSONTree]) -> RowFit? {
    let keys: Set<String> = ["system", "messages", "tools"]
    guard !messages.contains(where: isSystem), !has("schemaVersion", .string) else { return nil }
    switch row?["system"]?.kind {
    case .string, .array: return RowFit(.certain, ["system", "messages[].role"], using: keys)
    case nil, .null: break
    // A column that only has the name.
    default: return nil
    }
    let blocks = messages.contains { message in
      ["tool_use", "tool_result"].contains { type in
        message["content"]?.elements.contains { $0["type"]?.text == type } ?? false
      }
    }
    if blocks { return RowFit(.certain, ["messages[].content[].type"], using: keys) }
    let isPlain = messages.allSatisfy { message in
      message.members.allSatisfy { ["role", "content"].contains($0.key) }
    }
    return isPlain ? RowFit(.certain, [], using: keys) : nil
  }

  private func isSystem(_ message: JSONTree) -> Bool { message["role"]?.text == "system" }

  private func isConverse(_ message: JSONTree) -> Bool {
    let parts = message["content"]?.elements ?? []
    return !parts.isEmpty
      && parts.allSatisfy { part in
        part["type"] == nil
          && ["text", "image", "toolUse", "toolResult"].contains { part[$0] != nil }
      }
  }

  /// The column of a system prompt.
  private var systemKeys: Set<String> {
    [systemColumns.first { row?[$0] != nil && row?[$0]?.kind != .null } ?? "system"]
  }

  /// Whether the row says that its answer is liked or not, as LLaMA-Factory reads it.
  private var isTagged: Bool { has(tagColumn, .bool) }

  func completionFit(of shape: RowShape) -> RowFit? {
    let isLabeled = has("label", .bool) || isTagged
    if shape == .kto, isTagged {
      if ["messages", "conversations"].contains(where: { row?[$0] != nil }) {
        return RowFit(
          .certain, ["kto_tag"],
          using: systemKeys.union(["kto_tag", "messages", "conversations", "tools"]))
      }
      if hasCell("instruction") {
        return RowFit(
          .certain, ["instruction", "kto_tag"],
          using: RowReading.alpacaKeys.union(systemKeys).union(["kto_tag"]))
      }
    }
    if shape == .trlPromptCompletion, row?["prompt"] == nil, row?["messages"] == nil,
      all(objects("input"), have: "role"), hasCell("output")
    {
      return RowFit(
        .certain, ["input[].role", "output"], using: systemKeys.union(["input", "output", "tools"]))
    }
    guard row?["prompt"] != nil, row?["completion"] != nil else { return nil }
    let hasLists = has("prompt", .array) || has("completion", .array)
    switch shape {
    case .kto:
      guard isLabeled else { return nil }
      return RowFit(
        .certain, ["prompt", "completion", "label"],
        using: systemKeys.union(["prompt", "completion", "label", "kto_tag", "tools"]))
    case .trlPromptCompletion:
      guard hasLists else { return nil }
      return RowFit(
        isLabeled ? .likely : .certain, ["prompt[].role", "completion[].role"],
        using: systemKeys.union(["prompt", "completion", "tools"]))
    default:
      guard hasCell("prompt"), hasCell("completion") else { return nil }
      return RowFit(
        isLabeled ? .likely : .certain, ["prompt", "completion"],
        using: systemKeys.union(["prompt", "completion"]))
    }
  }

  func preferenceFit(of shape: RowShape) -> RowFit? {
    switch shape {
    case .preference:
      let keys = [
        ("preferred_output", "non_preferred_output"),
        ("preferred_completion", "non_preferred_completion"),
      ]
      guard has("input", .object),
        let pair = keys.first(where: { row?[$0.0] != nil && row?[$0.1] != nil })
      else { return nil }
      return RowFit(.certain, ["input", pair.0, pair.1], using: ["input", pair.0, pair.1])
    case .shareGPTPreference:
      guard !objects("conversations").isEmpty || !objects("messages").isEmpty,
        has("chosen", .object), has("rejected", .object)
      else { return nil }
      return RowFit(
        .certain, ["conversations", "chosen", "rejected"],
        using: systemKeys.union(["conversations", "messages", "chosen", "rejected", "tools"]))
    case .hhStrings:
      guard let chosen = row?["chosen"]?.text, let rejected = row?["rejected"]?.text,
        MarkedText.style(of: chosen) == .hh, MarkedText.style(of: rejected) == .hh
      else { return nil }
      return RowFit(.certain, ["chosen", "rejected"], using: ["chosen", "rejected", "prompt"])
    default:
      if let names = row.flatMap(PairColumns.init) { return judgedFit(names) }
      guard row?["chosen"] != nil, row?["rejected"] != nil,
        preferenceFit(of: .shareGPTPreference) == nil
      else { return nil }
      if preferenceFit(of: .hhStrings) != nil { return nil }
      let hasPrompt = RowReading.pairPromptKeys.first { row?[$0] != nil }
      var used = systemKeys.union(["chosen", "rejected", "tools", hasPrompt ?? "prompt"])
      if hasPrompt == "instruction" { used.formUnion(RowReading.alpacaRequestKeys) }
      let isImplicit = has("chosen", .array) && has("rejected", .array)
      guard hasPrompt != nil || isImplicit else { return nil }
      return RowFit(.certain, [hasPrompt, "chosen", "rejected"].compactMap { $0 }, using: used)
    }
  }

  /// Two answers under names of their own, in some files with a column that says which is better.
  private func judgedFit(_ names: PairColumns) -> RowFit? {
    let prompt = RowReading.pairPromptKeys.first { row?[$0] != nil }
    guard prompt != nil || has(names.first, .array) && has(names.second, .array) else { return nil }
    let deciding = [prompt, names.first, names.second, names.verdict].compactMap(\.self)
    let request = prompt == "instruction" ? RowReading.alpacaRequestKeys : []
    return RowFit(
      .certain, deciding, using: systemKeys.union(deciding).union(request).union(["tools"]))
  }

  /// A list of bare texts, of which every second is an answer.
  private func bareTextsFit() -> RowFit? {
    for key in RowReading.bareLists where has(key, .array) {
      let elements = row?[key]?.elements ?? []
      guard elements.count > 1, elements.allSatisfy({ $0.kind == .string }) else { continue }
      return RowFit(.likely, ["\(key)[]"], using: systemKeys.union([key, "tools"]))
    }
    return nil
  }

  func shareGPTFit() -> RowFit? {
    if let fit = bareTextsFit() { return fit }
    for key in RowReading.shareGPTLists {
      let messages = objects(key)
      guard !messages.isEmpty else { continue }
      let used = systemKeys.union([key, "tools"])
      guard row?["chosen"] == nil, row?["kto_tag"] == nil else { return nil }
      if all(messages, have: "from") {
        return RowFit(.certain, ["\(key)[].from", "\(key)[].value"], using: used)
      }
      let isOfExchanges = messages.allSatisfy { $0["input"] != nil && $0["output"] != nil }
      if key != "messages", isOfExchanges {
        return RowFit(.certain, ["\(key)[].input", "\(key)[].output"], using: used)
      }
      if key != "messages", all(messages, have: "role") {
        return RowFit(.certain, ["\(key)[].role"], using: used)
      }
    }
    return nil
  }

  func alpacaFit() -> RowFit? {
    guard hasCell("instruction"), hasCell("output") || hasCell("response"), !isTagged else {
      return nil
    }
    let answer = hasCell("output") ? "output" : "response"
    let hasInput = row?["input"] != nil || row?["context"] != nil
    return RowFit(
      hasInput && answer == "output" ? .certain : .likely, ["instruction", answer],
      using: RowReading.alpacaKeys.union(systemKeys))
  }

  func geminiFit() -> RowFit? {
    let contents = objects("contents")
    if all(contents, have: "parts") {
      return RowFit(
        .certain, ["contents[].parts"],
        using: ["contents", "systemInstruction", "system_instruction", "tools"])
    }
    guard hasCell("input_text"), hasCell("output_text") else { return nil }
    return RowFit(.certain, ["input_text", "output_text"], using: ["input_text", "output_text"])
  }

  func columnsFit() -> RowFit? {
    guard var mapping = ColumnNames.mapping(of: keys) else { return nil }
    let tools = mapping[.tools].flatMap { RowReading.holdsTools(row?[$0]) ? $0 : nil }
    mapping[.tools] = nil
    if let tools, let user = mapping[.user], let calls = mapping[.assistant], hasCell(user),
      RowReading.holdsCalls(row?[calls])
    {
      return RowFit(
        .certain, [user, calls, tools], using: Set(mapping.pairs.map(\.from) + [tools]))
    }
    var used = mapping.pairs.map(\.from)
    guard used.allSatisfy(hasCell) else { return nil }
    // These pairs of names have a shape of their own, or say too little.
    let isVague =
      ["text", "label", "q", "a", "input"].contains {
        mapping[.user]?.lowercased() == $0 || mapping[.assistant]?.lowercased() == $0
      } || !used.allSatisfy(ColumnNames.isKnown)
      || ColumnNames.hasRival(of: mapping[.assistant] ?? "", among: keys)
    let hasOwnShape = alpacaFit() != nil || completionFit(of: .promptCompletion) != nil
    let isUnsure = isVague || hasOwnShape || geminiFit() != nil
    if let tools { used.append(tools) }
    return RowFit(isUnsure ? .unsure : .likely, used, using: Set(used))
  }

  /// A message of a messenger, or a file of them.
  func chatLogFit() -> RowFit? {
    if has("noise", .string) { return RowFit(.certain, [], using: ["noise"]) }
    if has("speaker", .string), has("minute", .number), has("text", .string) {
      return RowFit(
        .certain, ["speaker", "text"], using: ["speaker", "minute", "text", "joined"])
    }
    if row?["type"]?.text == "message", has("ts", .string), has("text", .string) {
      return RowFit(.certain, ["type", "ts", "text"], using: Set(keys))
    }
    if has("channel", .object), objects("messages").contains(where: { $0["author"] != nil }) {
      return RowFit(.certain, ["channel", "messages[].author"], using: Set(keys))
    }
    for names in LoggedMessage.tables where hasCell(names.sign) {
      let columns = [names.speaker, names.time, names.text]
      guard columns.allSatisfy(hasCell) else { continue }
      let isAlone = Set(keys) == Set(columns)
      guard names.sign != names.speaker || isAlone else { continue }
      return RowFit(names.sign == names.speaker ? .likely : .certain, columns, using: Set(keys))
    }
    return nil
  }

  func longTableFit() -> RowFit? {
    guard let columns = LongTableColumns(keys: keys) else { return nil }
    let word = row?[columns.role]?.text ?? ""
    guard RoleNames.knows(word), hasCell(columns.content) else { return nil }
    return RowFit(
      columns.turn == nil ? .likely : .certain, columns.pairs.map(\.from),
      using: Set(columns.pairs.map(\.from)))
  }

  func textFit() -> RowFit? {
    guard ColumnNames.mapping(of: keys) == nil else { return nil }
    for key in RowReading.textKeys {
      guard let text = row?[key]?.text, MarkedText.style(of: text) != nil else { continue }
      return RowFit(.certain, [key], using: systemKeys.union([key]))
    }
    return has("text", .string) ? RowFit(.unsure, ["text"], using: ["text"]) : nil
  }

  /// Axolotl's pieces of a text that are learned or not; without marks only a guess tells who speaks.
  func segmentsFit() -> RowFit? {
    let segments = objects("segments")
    guard all(segments, have: "label"), all(segments, have: "text") else { return nil }
    let text = segments.compactMap { $0["text"]?.text }.joined()
    return RowFit(
      MarkedText.style(of: text) == nil ? .unsure : .certain,
      ["segments[].label", "segments[].text"], using: ["segments"])
  }

  func messageTreeFit() -> RowFit? {
    if let row, MessageTreeReader.isWhole(row) {
      return RowFit(.certain, ["prompt.replies", "prompt.text"], using: ["prompt"])
    }
    guard let columns = MessageTreeColumns(keys: keys),
      RoleNames.knows(row?[columns.role]?.text ?? ""), hasCell(columns.content)
    else { return nil }
    return RowFit(
      .certain, columns.pairs.map(\.from), using: Set(columns.pairs.map(\.from) + ["rank"]))
  }
}
