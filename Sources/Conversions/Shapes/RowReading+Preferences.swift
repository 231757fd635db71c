import Datasets
import JSON

extension RowReading {
  /// OpenAI's pairs, with the keys of today or of an older interface.
  mutating func preferenceDraft() throws(ConversionFault) -> Draft {
    let input = try needed(["input"])
    guard let messages = input.value["messages"] else {
      throw ConversionFault(.missingField, at: ["input", "messages"])
    }
    var draft = Draft()
    draft.turns = try turns(of: messages, at: ["input", "messages"], style: .own)
    try readRequest(of: input.value, at: input.path, into: &draft)
    for (key, value) in input.value.members
    where !Self.requestKeys.contains(key) && value.kind != .null {
      draft.settings.append(Column(key: key, value: value.bytes))
    }
    draft.preferred = try ownSide("preferred_output", old: "preferred_completion")
    draft.rejected = try ownSide("non_preferred_output", old: "non_preferred_completion")
    draft.extras = extras(beside: [
      "input", "preferred_output", "preferred_completion", "non_preferred_output",
      "non_preferred_completion",
    ])
    return draft
  }

  private mutating func ownSide(
    _ key: String, old: String
  ) throws(ConversionFault) -> [Turn] {
    let side = try needed([key, old])
    if side.path == [.key(old)] { findings.note(.renamedKey(from: old, to: key)) }
    return try turns(of: side.value, at: side.path, style: .own)
  }

  /// What the column of a pair's prompt is called, the usual name first.
  static let pairPromptKeys = ["prompt", "question", "instruction", "input", "history"]

  /// The columns of the better and the worse answer, and the one that says which is which.
  private func sideColumns() throws(ConversionFault) -> (
    better: String, worse: String, verdict: String?
  ) {
    if let mapping, mapping[.preferred] != nil || mapping[.rejected] != nil {
      return (mapping[.preferred] ?? "chosen", mapping[.rejected] ?? "rejected", nil)
    }
    guard let names = PairColumns(row) else { return ("chosen", "rejected", nil) }
    guard let sides = names.sides(of: row) else {
      throw ConversionFault(.neitherIsBetter, at: names.verdict.map { [.key($0)] } ?? [])
    }
    return (sides.better, sides.worse, names.verdict)
  }

  /// TRL's pairs: texts or lists of messages, with a prompt or with what both sides begin with.
  mutating func hfPreferenceDraft() throws(ConversionFault) -> Draft {
    let sides = try sideColumns()
    let chosen = try needed([sides.better])
    let rejected = try needed([sides.worse])
    let prompt = value(mapping?[.user].map { [$0] } ?? Self.pairPromptKeys)
    // LLaMA-Factory's pairs have what the instruction is about beside it.
    let isAlpaca =
      prompt?.path == [.key("instruction")] && value(["input", "context", "history"]) != nil
    var request: [Turn] = []
    if isAlpaca {
      request = try alpacaRequest()
    } else if let prompt {
      request = try promptTurns(prompt.value, at: prompt.path)
    }
    let state = (openCalls, callIDs)
    let better = try answerTurns(chosen.value, at: chosen.path)
    (openCalls, callIDs) = state
    let worse = try answerTurns(rejected.value, at: rejected.path)
    var draft = try paired(better, worse, after: request)
    var used = try placeSystem(before: &draft.turns)
    draft.tools = try tools(row["tools"], at: [.key("tools")])
    used.formUnion([sides.better, sides.worse, "tools"])
    if let verdict = sides.verdict { used.insert(verdict) }
    if isAlpaca { used.formUnion(usedAlpacaKeys.intersection(Self.alpacaRequestKeys)) }
    if case .key(let key) = prompt?.path.first { used.insert(key) }
    draft.extras = extras(beside: used)
    return draft
  }

  /// The turns of a prompt: messages, a text with marks, or one text of the user.
  private mutating func promptTurns(
    _ value: JSONTree, at path: [JSONStep]
  ) throws(ConversionFault) -> [Turn] {
    guard let text = WrittenText(value), MarkedText.style(of: text.text) == .hh else {
      return try side(value, at: path, role: .user)
    }
    var turns = MarkedText.turns(of: text, style: .hh)
    if let last = turns.last, last.role == .assistant, last.content == .text(WrittenText("")) {
      turns.removeLast()
    }
    return turns
  }

  private mutating func answerTurns(
    _ value: JSONTree, at path: [JSONStep]
  ) throws(ConversionFault) -> [Turn] {
    if let text = WrittenText(value), MarkedText.style(of: text.text) == .hh {
      return MarkedText.turns(of: text, style: .hh)
    }
    return try side(value, at: path, role: .assistant)
  }

  /// A pair of what remains when the beginning that both sides share is part of the request.
  private mutating func paired(
    _ better: [Turn], _ worse: [Turn], after request: [Turn]
  ) throws(ConversionFault) -> Draft {
    let limit = min(better.count, worse.count) - 1
    var shared = 0
    while shared < limit, better[shared] == worse[shared] { shared += 1 }
    let common = Array(better.prefix(shared))
    var draft = Draft()
    if !common.isEmpty, repeats(common, request) {
      draft.turns = common
      if request.isEmpty { findings.note(.foundCommonPrompt) }
    } else {
      draft.turns = request + common
    }
    draft.preferred = Array(better.dropFirst(shared))
    draft.rejected = Array(worse.dropFirst(shared))
    guard !draft.turns.isEmpty, draft.preferred.count == 1, draft.rejected.count == 1,
      draft.preferred[0].role == .assistant, draft.rejected[0].role == .assistant
    else { throw ConversionFault(.unclearPair, at: ["chosen"]) }
    return draft
  }

  /// Whether both sides begin with the request already.
  private func repeats(_ common: [Turn], _ request: [Turn]) -> Bool {
    guard let last = request.last else { return true }
    return common.last { $0.role == .user }?.content == last.content
      || common.starts(with: request)
  }

  /// LLaMA-Factory's pairs after a ShareGPT conversation.
  mutating func shareGPTPreferenceDraft() throws(ConversionFault) -> Draft {
    var draft = try shareGPTDraft()
    draft.extras.removeAll { ["chosen", "rejected"].contains($0.key) }
    let chosen = try needed(["chosen"])
    let rejected = try needed(["rejected"])
    draft.preferred = try turns(ofMessage: chosen.value, at: chosen.path, style: .foreign)
    draft.rejected = try turns(ofMessage: rejected.value, at: rejected.path, style: .foreign)
    return draft
  }

  /// A chosen and a rejected conversation in one text each.
  mutating func hhStringsDraft() throws(ConversionFault) -> Draft {
    if row["chosen"] == nil, row["text"] != nil { return try textDraft() }
    let chosen = try neededCell(["chosen"])
    let rejected = try neededCell(["rejected"])
    for (text, key) in [(chosen, "chosen"), (rejected, "rejected")]
    where MarkedText.style(of: text.text) != .hh {
      throw ConversionFault(.noTurns, at: [.key(key)])
    }
    return try hfPreferenceDraft()
  }
}
