import Datasets
import JSON

extension RowReading {
  /// The turns of a list of messages, whatever their keys are called.
  mutating func turns(
    of list: JSONTree, at path: [JSONStep], style: MessageStyle
  ) throws(ConversionFault) -> [Turn] {
    guard list.kind == .array else { throw ConversionFault(.notAList, at: path) }
    var turns: [Turn] = []
    for (index, message) in list.elements.enumerated() {
      let place = path + [.index(index)]
      if style == .foreign, let text = WrittenText(message) {
        // LIMA and UltraChat have bare texts, of the user and the assistant in turns.
        turns.append(Turn(index.isMultiple(of: 2) ? .user : .assistant, text))
      } else if style == .foreign, let input = message["input"], let output = message["output"] {
        turns.append(Turn(.user, try cell(input, at: place + [.key("input")])))
        turns.append(Turn(.assistant, try cell(output, at: place + [.key("output")])))
      } else {
        turns += try self.turns(ofMessage: message, at: place, style: style)
      }
    }
    guard !turns.isEmpty else { throw ConversionFault(.noMessages, at: path) }
    return turns
  }

  /// The turns that one message is: one, but for messages that hold several results of tools.
  mutating func turns(
    ofMessage message: JSONTree, at path: [JSONStep], style: MessageStyle
  ) throws(ConversionFault) -> [Turn] {
    guard message.kind == .object else { throw ConversionFault(.notAMessage, at: path) }
    let meaning = try speaker(of: message, at: path, style: style)
    let keys = ["content", "value", "text", "parts", "message"]
    let key =
      keys.first { message[$0] != nil && message[$0]?.kind != .null }
      ?? keys.first { message[$0] != nil }
    let said = key.flatMap { message[$0] }
    if style == .own, let key, key != "content" {
      findings.note(.renamedKey(from: key, to: "content"))
    }
    let place = path + [.key(key ?? "content")]
    guard case .role(let role) = meaning else {
      guard let said else { throw ConversionFault(.missingField, at: place) }
      return [try callingTurn(said, at: place, of: message)]
    }
    var turn = Turn(role == .function ? .tool : role, .missing)
    var results: [Turn] = []
    if let said {
      let read = try parts(of: said, at: place, style: style)
      turn.content = read.content
      turn.calls = read.calls
      results = read.results
    }
    try readKeys(of: message, into: &turn, at: path, style: style)
    if readsTextCalls {
      try takeTextCalls(from: &turn, at: place)
      results += try textResults(of: turn, at: place)
    }
    guard role == .tool || role == .function else {
      if !results.isEmpty, isEmpty(turn.content) { return results }
      if turn.content == .missing, turn.calls.isEmpty, key == nil, style != .own {
        throw ConversionFault(.missingField, at: place)
      }
      return results + [turn]
    }
    if !results.isEmpty { return results }
    // A result without its call in OpenAI's own form is for the rules to say.
    if style != .own || turn.callID != nil || !openCalls.isEmpty {
      try bind(&turn, name: message["name"]?.text, at: path)
    }
    if turn.name != nil, role == .function || style != .own {
      turn.name = nil
      if role == .tool { findings.lose(.names) }
    }
    if role == .function { findings.note(.renamedFunctions) }
    return [turn]
  }

  private func isEmpty(_ content: Turn.Content) -> Bool {
    switch content {
    case .missing, .null: true
    case .text(let text): text.isEmpty
    case .parts(let parts): parts.isEmpty
    }
  }

  private mutating func speaker(
    of message: JSONTree, at path: [JSONStep], style: MessageStyle
  ) throws(ConversionFault) -> SpeakerMeaning {
    for key in ["role", "from", "author", "speaker"] {
      guard let value = message[key], value.kind != .null else { continue }
      if style == .own, key != "role" { findings.note(.renamedKey(from: key, to: "role")) }
      guard let word = value.text ?? value["role"]?.text else {
        throw ConversionFault(.notText, at: path + [.key(key)])
      }
      guard let meaning = RoleNames.meaning(of: word) else {
        throw ConversionFault(.unknownRole, at: path + [.key(key)])
      }
      if case .role(let role) = meaning, role.rawValue != word, style == .own {
        findings.note(.renamedRole(from: word, to: role.rawValue))
      }
      return meaning
    }
    throw ConversionFault(.missingField, at: path + [.key("role")])
  }

  private static let reasoningKeys: Set = ["thinking", "reasoning", "reasoning_content"]

  /// Reads what a message has beside its role and its content.
  private mutating func readKeys(
    of message: JSONTree, into turn: inout Turn, at path: [JSONStep], style: MessageStyle
  ) throws(ConversionFault) {
    for (key, value) in message.members {
      guard value.kind != .null else {
        if key != "content" { findings.note(.droppedNulls) }
        continue
      }
      switch key {
      case "role", "from", "author", "speaker", "content", "value", "text", "parts", "message":
        continue
      case "name": turn.name = WrittenText(value)
      case "weight": turn.weight = value.bytes
      case _ where learningKeys.contains(key) && value.kind == .bool:
        // Only answers are learned, so that the others have no weight.
        guard turn.role == .assistant else { continue }
        turn.weight = Array((value.bytes == Array("true".utf8) ? "1" : "0").utf8)
      case "train_detail": findings.lose(.partialWeights)
      case "tool_calls":
        turn.calls += try calls(of: value, at: path + [.key(key)])
        if turn.content == .missing, !turn.calls.isEmpty, style == .foreign { turn.content = .null }
      case "tool_call_id", "call_id": turn.callID = WrittenText(value)
      case "function_call":
        findings.note(.renamedFunctions)
        turn.calls.append(try call(of: value, at: path + [.key(key)]))
      case _ where style != .own && Self.reasoningKeys.contains(key): findings.lose(.reasoning)
      case "refusal", "audio": turn.others.append(Column(key: key, value: value.bytes))
      default:
        if style == .own {
          turn.others.append(Column(key: key, value: value.bytes))
        } else {
          findings.lose(.metadata)
        }
      }
    }
  }
}

extension RowReading {
  /// What the content of a message is made of.
  struct ReadParts {
    var content = Turn.Content.missing
    var calls: [Turn.Call] = []
    var results: [Turn] = []
  }

  /// Reads a content: a text, null, a list of parts or one part.
  mutating func parts(
    of value: JSONTree, at path: [JSONStep], style: MessageStyle
  ) throws(ConversionFault) -> ReadParts {
    var read = ReadParts()
    switch value.kind {
    case .null: read.content = .null
    case .string, .number, .bool: read.content = .text(try cell(value, at: path))
    case .object:
      if style == .own { throw ConversionFault(.notText, at: path) }
      let parts = try readParts([value], at: path, style: style, into: &read)
      read.content = content(of: parts, calls: read.calls, style: style)
    case .array:
      let parts = try readParts(value.elements, at: path, style: style, into: &read)
      read.content = content(of: parts, calls: read.calls, style: style)
    }
    return read
  }

  private func content(
    of parts: [Turn.Part], calls: [Turn.Call], style: MessageStyle
  ) -> Turn.Content {
    if style == .own { return .parts(parts) }
    if parts.isEmpty { return calls.isEmpty ? .text(WrittenText("")) : .null }
    if style == .foreign, parts.count == 1, case .text(let text) = parts[0] { return .text(text) }
    return .parts(parts)
  }

  private mutating func readParts(
    _ list: [JSONTree], at path: [JSONStep], style: MessageStyle, into read: inout ReadParts
  ) throws(ConversionFault) -> [Turn.Part] {
    var parts: [Turn.Part] = []
    for (index, part) in list.enumerated() {
      let place = path + [.index(index)]
      if let text = WrittenText(part) {
        if style == .own { findings.note(.renamedKey(from: "parts", to: "content")) }
        parts.append(.text(text))
        continue
      }
      guard part.kind == .object else { throw ConversionFault(.notText, at: place) }
      if try readToolPart(part, at: place, into: &read) { continue }
      if let part = ownPart(part, style: style) ?? foreignPart(part) { parts.append(part) }
    }
    return parts
  }

  /// A part that OpenAI's form has too.
  private mutating func ownPart(_ part: JSONTree, style: MessageStyle) -> Turn.Part? {
    let hasNulls = part.members.contains { $0.value.kind == .null }
    switch part["type"]?.text {
    case "text", "input_text", "output_text":
      guard let text = part["text"].flatMap({ WrittenText($0) }) else { return nil }
      let type = part["type"]?.text ?? "text"
      let isPlain = type == "text" && !hasNulls
      if hasNulls { findings.note(.droppedNulls) }
      if type != "text", style == .own { findings.note(.renamedKey(from: type, to: "text")) }
      return style != .foreign && isPlain ? .other(part.bytes) : .text(text)
    case "image_url", "input_image":
      let image = part["image_url"]
      guard let url = (image?["url"] ?? image).flatMap({ WrittenText($0) }) else { return nil }
      if style == .own {
        // What is wrong with an image of OpenAI's form is for the rules to say.
        if !hasNulls { return .other(part.bytes) }
        findings.note(.droppedNulls)
      }
      let detail = (image?["detail"] ?? part["detail"]).flatMap {
        $0.kind == .null ? nil : $0.bytes
      }
      return .image(url: url, detail: detail)
    case "refusal", "input_audio", "file":
      return .other(part.bytes)
    default:
      return style == .own ? .other(part.bytes) : nil
    }
  }

  /// A part in the form of another service; nil, with a loss, when examples have no such parts.
  private mutating func foreignPart(_ part: JSONTree) -> Turn.Part? {
    if part["thought"]?.bytes == Array("true".utf8) || part["reasoningContent"] != nil {
      findings.lose(.reasoning)
      return nil
    }
    switch part["type"]?.text {
    case "thinking", "redacted_thinking", "reasoning", "reasoning_text", "summary_text":
      findings.lose(.reasoning)
      return nil
    case "image": return anthropicImage(part)
    default: break
    }
    if let text = part["text"].flatMap({ WrittenText($0) }) { return .text(text) }
    if let image = part["image"], let bytes = image["source"]?["bytes"].flatMap({ WrittenText($0) })
    {
      return dataImage(
        type: WrittenText("image/" + (image["format"]?.text ?? "png")), data: bytes)
    }
    if let data = part["inlineData"] ?? part["inline_data"] { return geminiImage(data) }
    let file = part["fileData"] ?? part["file_data"]
    let type = file?["mimeType"]?.text ?? file?["mime_type"]?.text ?? ""
    let isImage = type.hasPrefix("image/") || part["image"] != nil
    findings.lose(isImage ? .images : .attachments)
    return nil
  }

  private mutating func anthropicImage(_ part: JSONTree) -> Turn.Part? {
    let source = part["source"]
    if let url = (source?["url"] ?? part["image"] ?? part["url"]).flatMap({ WrittenText($0) }) {
      return .image(url: url, detail: nil)
    }
    if let data = source?["data"].flatMap({ WrittenText($0) }),
      let type = source?["media_type"].flatMap({ WrittenText($0) })
    {
      return dataImage(type: type, data: data)
    }
    findings.lose(.images)
    return nil
  }

  private mutating func geminiImage(_ data: JSONTree) -> Turn.Part? {
    if let type = (data["mimeType"] ?? data["mime_type"]).flatMap({ WrittenText($0) }),
      let bytes = data["data"].flatMap({ WrittenText($0) }), type.text.hasPrefix("image/")
    {
      return dataImage(type: type, data: bytes)
    }
    findings.lose(.attachments)
    return nil
  }

  private func dataImage(type: WrittenText, data: WrittenText) -> Turn.Part {
    .image(
      url: WrittenText("data:") + type + WrittenText(";base64,") + data, detail: nil)
  }
}
