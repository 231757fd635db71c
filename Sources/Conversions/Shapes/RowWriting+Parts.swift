import Datasets
import JSON

extension RowWriting {
  /// What a shape can say of a message beside its content.
  struct MessageKeys: OptionSet {
    let rawValue: Int

    static let name = MessageKeys(rawValue: 1)
    static let weight = MessageKeys(rawValue: 2)
    /// OpenAI's `refusal` and `audio`.
    static let answer = MessageKeys(rawValue: 4)
  }

  /// The message with what the shape can say, and a loss for the rest.
  mutating func kept(_ turn: Turn, _ keys: MessageKeys) -> Turn {
    var turn = turn
    if !keys.contains(.name), turn.name != nil {
      turn.name = nil
      findings.lose(.names)
    }
    if !keys.contains(.weight) { dropWeight(of: &turn) }
    turn.others.removeAll { column in
      switch column.key {
      case "refusal", "audio":
        if keys.contains(.answer) { return false }
        findings.lose(column.key == "audio" ? .attachments : .refusals)
      case "thinking", "reasoning", "reasoning_content": findings.lose(.reasoning)
      default: findings.lose(.metadata)
      }
      return true
    }
    return turn
  }

  /// Takes a weight away: a loss unless it is 1, which holds without a weight.
  mutating func dropWeight(of turn: inout Turn) {
    guard let weight = turn.weight else { return }
    turn.weight = nil
    if weight == Array("1".utf8) {
      findings.note(.droppedDefaultWeights)
    } else {
      findings.lose(.weights)
    }
  }

  /// The turns with the developer's messages as system prompts.
  mutating func withoutDeveloper(_ turns: [Turn]) -> [Turn] {
    turns.map { turn in
      guard turn.role == .developer else { return turn }
      findings.lose(.developerRole)
      var turn = turn
      turn.role = .system
      return turn
    }
  }

  /// The system prompt at the beginning, and the turns after it.
  mutating func split() throws(ConversionFault) -> (system: Turn?, turns: [Turn]) {
    var turns = withoutDeveloper(draft.turns)
    let system = turns.first?.role == .system ? turns.removeFirst() : nil
    guard !turns.contains(where: { $0.role == .system }) else {
      throw ConversionFault(.turnOrder, at: ["messages"])
    }
    return (system, turns)
  }

  /// Throws unless `turns` are questions and answers in turn.
  func requireExchange(_ turns: [Turn]) throws(ConversionFault) {
    for (index, turn) in turns.enumerated() {
      if turn.role == .tool || !turn.calls.isEmpty {
        throw ConversionFault(.hasToolCalls, at: ["messages", .index(index)])
      }
      guard turn.role == (index.isMultiple(of: 2) ? .user : .assistant) else {
        throw ConversionFault(.turnOrder, at: ["messages", .index(index)])
      }
    }
    guard turns.count >= 2, turns.count.isMultiple(of: 2) else {
      throw ConversionFault(.noAnswer, at: ["messages"])
    }
  }

  /// The content as one text, for shapes whose contents are no more than that.
  mutating func plainText(of turn: Turn) -> WrittenText {
    switch turn.content {
    case .text(let text): return text
    case .missing, .null:
      if turn.calls.isEmpty { findings.lose(.emptyTexts) }
      return WrittenText("")
    case .parts:
      let parts = typedParts(of: turn)
      let texts = parts.compactMap { if case .text(let text) = $0 { text } else { nil } }
      for part in parts {
        if case .text = part { continue }
        loseAttachment(part)
      }
      // A list that is one text without its image has lost the image alone.
      if texts.count > 1 || texts.count == parts.count { findings.lose(.contentParts) }
      return texts.reduce(WrittenText(""), +)
    }
  }

  mutating func loseAttachment(_ part: Turn.Part) {
    if case .image = part { findings.lose(.images) } else { findings.lose(.attachments) }
  }

  /// The parts of a content by what they are; a text is one part.
  mutating func typedParts(of turn: Turn) -> [Turn.Part] {
    switch turn.content {
    case .missing, .null: return []
    case .text(let text): return [.text(text)]
    case .parts(let parts):
      return parts.map { part in
        guard case .other(let bytes) = part, let tree = try? JSONTree(parsing: bytes) else {
          return part
        }
        switch tree["type"]?.text {
        case "text":
          if tree.members.count > 2 { findings.lose(.contentParts) }
          return tree["text"].flatMap { WrittenText($0) }.map { .text($0) } ?? part
        case "image_url":
          guard let url = tree["image_url"]?["url"].flatMap({ WrittenText($0) }) else {
            return part
          }
          return .image(url: url, detail: tree["image_url"]?["detail"]?.bytes)
        default: return part
        }
      }
    }
  }

  /// The type and the data of an image that is in the example itself; nil for an address.
  func embedded(_ url: WrittenText) -> (type: String, data: WrittenText)? {
    let text = url.text
    guard text.hasPrefix("data:image/"), let comma = text.firstIndex(of: ",") else { return nil }
    let head = text[..<comma].dropFirst(5)
    guard head.hasSuffix(";base64") else { return nil }
    return (String(head.dropLast(7)), WrittenText(String(text[text.index(after: comma)...])))
  }

  /// The JSON object that a text is, for shapes that hold objects; nil for any other text, and for
  /// one whose white space would not come back.
  func object(in text: WrittenText) -> [UInt8]? {
    let bytes = Array(text.text.utf8)
    guard !text.hasHalfPairs, bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}"),
      !bytes.contains(10), !bytes.contains(13), (try? JSONTree(parsing: bytes)) != nil
    else { return nil }
    return bytes
  }

  /// The arguments of a call as an object.
  mutating func argumentsObject(of call: Turn.Call) -> [UInt8] {
    if !call.isFunction { findings.lose(.toolCalls) }
    if let object = object(in: call.arguments) { return object }
    findings.lose(.toolCalls)
    var object = ObjectBytes()
    object.add("arguments", call.arguments)
    return object.closed
  }

  /// The functions among the tools, without the wrapping that OpenAI has.
  mutating func functions() -> [JSONTree] {
    guard let tools = draft.tools, let list = try? JSONTree(parsing: tools) else { return [] }
    return list.elements.compactMap { tool in
      guard tool["type"]?.text == "function", let function = tool["function"],
        function["name"]?.kind == .string
      else {
        findings.lose(.tools)
        return nil
      }
      if tool.members.count > 2 { findings.lose(.tools) }
      return function
    }
  }

  mutating func loseTools() {
    if draft.tools != nil { findings.lose(.tools) }
  }

  mutating func loseSettings() {
    if !draft.settings.isEmpty { findings.lose(.settings) }
  }

  mutating func loseExtras() {
    if !draft.extras.isEmpty { findings.lose(.metadata) }
  }

  /// Adds the example's columns to a row; those with a name of the shape's own get another one.
  mutating func addExtras(to object: inout ObjectBytes, beside keys: Set<String>) {
    let keys = keys.union(systemColumns).union([tagColumn])
    var taken = keys.union(draft.extras.map(\.key))
    for column in draft.extras {
      var name = column.key
      if keys.contains(name) {
        name = "source_\(name)"
        while taken.contains(name) { name += "_2" }
        taken.insert(name)
        findings.note(.renamedColumn(from: column.key, to: name))
      }
      object.add(name, column.value)
    }
  }
}
