import Datasets
import JSON

extension RowReading {
  /// Anthropic's messages with the system prompt beside them.
  mutating func bedrockDraft() throws(ConversionFault) -> Draft {
    var draft = try serviceDraft(list: "messages", system: ["system"])
    draft.tools = try tools(row["tools"], at: ["tools"])
    draft.extras = extras(beside: ["system", "messages", "tools"])
    return draft
  }

  /// Bedrock's Converse form.
  mutating func converseDraft() throws(ConversionFault) -> Draft {
    var draft = try serviceDraft(list: "messages", system: ["system"])
    let path: [JSONStep] = ["toolConfig", "tools"]
    draft.tools = try tools(row["toolConfig"]?["tools"], at: path)
    if row["toolConfig"]?["toolChoice"] != nil { findings.lose(.settings) }
    draft.extras = extras(beside: ["schemaVersion", "system", "messages", "toolConfig"])
    return draft
  }

  /// Gemini's contents, or the pair of texts that PaLM had.
  mutating func geminiDraft() throws(ConversionFault) -> Draft {
    guard row["contents"] != nil else {
      var draft = Draft()
      draft.turns = [
        Turn(.user, try neededCell(["input_text"])),
        Turn(.assistant, try neededCell(["output_text"])),
      ]
      draft.extras = extras(beside: ["input_text", "output_text"])
      return draft
    }
    var draft = try serviceDraft(
      list: "contents", system: ["systemInstruction", "system_instruction"])
    draft.tools = try tools(row["tools"], at: ["tools"])
    draft.extras = extras(beside: ["contents", "systemInstruction", "system_instruction", "tools"])
    return draft
  }

  /// Cohere's messages, whose roles begin with a capital.
  mutating func cohereDraft() throws(ConversionFault) -> Draft {
    var draft = try serviceDraft(list: "messages", system: [])
    try readRequest(of: row, at: [], into: &draft)
    draft.extras = extras(beside: Self.requestKeys)
    return draft
  }

  /// Mistral's messages.
  mutating func mistralDraft() throws(ConversionFault) -> Draft {
    let messages = try needed(["messages"])
    var draft = Draft()
    draft.turns = try turns(of: messages.value, at: messages.path, style: .table)
    try readRequest(of: row, at: [], into: &draft)
    draft.extras = extras(beside: Self.requestKeys)
    return draft
  }

  private mutating func serviceDraft(
    list: String, system names: [String]
  ) throws(ConversionFault) -> Draft {
    let messages = try needed([list])
    var draft = Draft()
    draft.turns = try turns(of: messages.value, at: messages.path, style: .foreign)
    guard let found = value(names) else { return draft }
    // Gemini's instruction is a message, of which the parts matter.
    let said = found.value["parts"] ?? found.value
    let content = try parts(of: said, at: found.path, style: .foreign).content
    if content != .text(WrittenText("")) {
      draft.turns.insert(Turn(.system, content), at: 0)
      findings.note(.movedSystem)
    }
    return draft
  }
}
