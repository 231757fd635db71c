import Datasets
import JSON

extension RowReading {
  static let requestKeys: Set<String> = [
    "messages", "tools", "parallel_tool_calls", "functions", "function_call",
  ]

  /// OpenAI's messages: what is null goes, old functions become tools, roles get their names.
  mutating func chatDraft() throws(ConversionFault) -> Draft {
    let messages = try needed(["messages"])
    var draft = Draft()
    draft.turns = try turns(of: messages.value, at: messages.path, style: .own)
    try readRequest(of: row, at: [], into: &draft)
    draft.extras = extras(beside: Self.requestKeys)
    return draft
  }

  /// Reads tools and settings that stand beside messages.
  mutating func readRequest(
    of request: JSONTree, at path: [JSONStep], into draft: inout Draft
  ) throws(ConversionFault) {
    draft.tools = try tools(request["tools"], at: path + [.key("tools")])
    if let functions = request["functions"], functions.kind != .null {
      findings.note(.renamedFunctions)
      let tools = try tools(functions, at: path + [.key("functions")])
      if draft.tools == nil { draft.tools = tools }
    }
    if let choice = request["function_call"], choice.kind != .null { findings.lose(.settings) }
    if let setting = request["parallel_tool_calls"], setting.kind != .null {
      draft.settings.append(Column(key: "parallel_tool_calls", value: setting.bytes))
    }
  }

  static let shareGPTLists = [
    "conversations", "conversation", "items", "dialogue", "dialog", "messages",
  ]
  /// UltraChat's list of bare texts.
  static let bareLists = shareGPTLists + ["data"]

  /// ShareGPT: the turns under `conversations`, the system prompt among or beside them.
  mutating func shareGPTDraft() throws(ConversionFault) -> Draft {
    let list = try needed(Self.bareLists)
    var draft = Draft()
    readsTextCalls = true
    draft.turns = try turns(of: list.value, at: list.path, style: .foreign)
    readsTextCalls = false
    for index in draft.turns.indices where !draft.turns[index].calls.isEmpty {
      if draft.turns[index].content == .missing { draft.turns[index].content = .null }
    }
    var used = try placeSystem(before: &draft.turns)
    draft.tools = try tools(row["tools"], at: [.key("tools")])
    if draft.tools == nil, draft.turns.contains(where: { !$0.calls.isEmpty }) {
      draft.tools = try listedTools(in: draft.turns)
    }
    used.insert("tools")
    if case .key(let key) = list.path[0] { used.insert(key) }
    draft.extras = extras(beside: used)
    return draft
  }

  /// A bare list of messages.
  mutating func messageListDraft() throws(ConversionFault) -> Draft {
    Draft(turns: try turns(of: row, at: [], style: .own))
  }

  /// TRL's prompt and completion as messages: only the completion is learned.
  mutating func trlDraft() throws(ConversionFault) -> Draft {
    var draft = Draft()
    let prompt = try needed(["prompt", "input"])
    let completion = try needed(prompt.path == ["input"] ? ["output"] : ["completion"])
    let asked = try side(prompt.value, at: prompt.path, role: .user)
    draft.turns = unlearned(asked)
    draft.turns += try side(completion.value, at: completion.path, role: .assistant)
    draft.tools = try tools(row["tools"], at: [.key("tools")])
    var used = try placeSystem(before: &draft.turns)
    for case .key(let key) in [prompt.path[0], completion.path[0]] { used.insert(key) }
    draft.extras = extras(beside: used.union(["tools"]))
    return draft
  }

  /// The turns of a prompt, whose answers no trainer of such rows learns.
  private mutating func unlearned(_ turns: [Turn]) -> [Turn] {
    turns.map { turn in
      guard turn.role == .assistant, turn.weight == nil else { return turn }
      var turn = turn
      turn.weight = Array("0".utf8)
      findings.note(.weightOfPrompt)
      return turn
    }
  }

  /// A side of a pair: a list of messages, or a text, which is one message.
  mutating func side(
    _ value: JSONTree, at path: [JSONStep], role: Role
  ) throws(ConversionFault) -> [Turn] {
    switch value.kind {
    case .array: return try turns(of: value, at: path, style: .table)
    case .object: return try turns(ofMessage: value, at: path, style: .table)
    case .string, .number, .bool, .null: return [Turn(role, try cell(value, at: path))]
    }
  }

  /// TRL's unpaired preference, or LLaMA-Factory's with `kto_tag`.
  mutating func ktoDraft() throws(ConversionFault) -> Draft {
    var draft = Draft()
    guard let key = [tagColumn, "label"].first(where: { value([$0]) != nil }),
      let label = row[key]
    else { throw ConversionFault(.missingField, at: ["label"]) }
    let isRejected = ["false", "0", "\"false\"", "\"False\""].contains(
      String(decoding: label.bytes, as: UTF8.self))
    let hasTurns = value(Self.shareGPTLists) != nil
    if hasTurns || row["instruction"] != nil {
      draft = try hasTurns ? shareGPTDraft() : alpacaDraft()
      draft.extras.removeAll { $0.key == key }
    } else {
      let prompt = try needed(["prompt"])
      let completion = try needed(["completion"])
      draft.turns = try side(prompt.value, at: prompt.path, role: .user)
      draft.turns += try side(completion.value, at: completion.path, role: .assistant)
      draft.tools = try tools(row["tools"], at: [.key("tools")])
      let used = try placeSystem(before: &draft.turns)
      draft.extras = extras(beside: used.union(["prompt", "completion", "tools", key]))
    }
    guard let last = draft.turns.indices.last, draft.turns[last].role == .assistant else {
      throw ConversionFault(.noAnswer)
    }
    // The label is about the last answer alone.
    draft.turns = unlearned(Array(draft.turns[..<last])) + [draft.turns[last]]
    if isRejected, draft.turns[last].weight == nil {
      draft.turns[last].weight = Array("0".utf8)
      findings.note(.weightOfRejected)
    }
    // A column beside LLaMA-Factory's tag may have the name that the example's own has.
    if let other = draft.extras.firstIndex(where: { $0.key == "label" }) {
      let name = freeName(for: "label", among: draft.extras)
      draft.extras[other].key = name
      findings.note(.renamedColumn(from: "label", to: name))
    }
    draft.extras.insert(
      Column(key: "label", value: Array((isRejected ? "false" : "true").utf8)), at: 0)
    return draft
  }
}
