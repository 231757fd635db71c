import Datasets
import JSON

/// Shapes of other services, which take no further keys.
extension RowWriting {
  mutating func cohereRow() throws(ConversionFault) -> [UInt8] {
    let (system, turns) = try split()
    try requireExchange(turns)
    loseRequest()
    let all = (system.map { [$0] } ?? []) + turns
    let messages = all.map { turn in
      let role = turn.role == .system ? "System" : turn.role == .user ? "User" : "Chatbot"
      return textMessage(role, turn)
    }
    var object = ObjectBytes()
    object.add("messages", arrayBytes(messages))
    return object.closed
  }

  mutating func bedrockRow() throws(ConversionFault) -> [UInt8] {
    let (system, turns) = try split()
    try requireExchange(turns)
    loseRequest()
    var object = ObjectBytes()
    if let system {
      let text = plainText(of: kept(system, []))
      if text.isEmpty { findings.lose(.emptyTexts) } else { object.add("system", text) }
    }
    object.add("messages", arrayBytes(turns.map { textMessage($0.role.rawValue, $0) }))
    return object.closed
  }

  private mutating func loseRequest() {
    loseTools()
    loseSettings()
    loseExtras()
  }

  private mutating func textMessage(_ role: String, _ turn: Turn) -> [UInt8] {
    var object = ObjectBytes()
    object.add("role", quoted(role))
    object.add("content", plainText(of: kept(turn, [])))
    return object.closed
  }

  mutating func mistralRow() throws(ConversionFault) -> [UInt8] {
    loseSettings()
    loseExtras()
    var ids = NineCharacterIDs()
    let messages = withoutDeveloper(draft.turns).map { turn in
      var turn = kept(turn, .weight)
      turn.calls = turn.calls.map { call in
        guard let id = call.id else { return call }
        var call = call
        call.id = ids.id(for: id)
        if call.id != id {
          if !call.isFunction { findings.lose(.toolCalls) }
          call.written = nil
        }
        return call
      }
      turn.callID = turn.callID.map { ids.id(for: $0) }
      return turn.message
    }
    if ids.hasRenamed { findings.note(.generatedCallIDs) }
    var object = ObjectBytes()
    object.add("messages", arrayBytes(messages))
    if let tools = draft.tools { object.add("tools", tools) }
    return object.closed
  }

  mutating func geminiRow() throws(ConversionFault) -> [UInt8] {
    let (system, turns) = try split()
    var object = ObjectBytes()
    if let system {
      let parts = geminiParts(of: kept(system, []))
      if parts.isEmpty || isEmptyText(system) {
        findings.lose(.emptyTexts)
      } else {
        var instruction = ObjectBytes()
        instruction.add("role", quoted("system"))
        instruction.add("parts", arrayBytes(parts))
        object.add("systemInstruction", instruction.closed)
      }
    }
    object.add("contents", arrayBytes(try geminiContents(turns)))
    let functions = functions()
    if !functions.isEmpty {
      var tool = ObjectBytes()
      tool.add(
        "functionDeclarations",
        arrayBytes(functions.map { declaration(of: $0, ["name", "description", "parameters"]) }))
      object.add("tools", arrayBytes([tool.closed]))
    }
    loseSettings()
    loseExtras()
    return object.closed
  }

  private func isEmptyText(_ turn: Turn) -> Bool { turn.content == .text(WrittenText("")) }

  /// A function with the keys that the service knows.
  private mutating func declaration(of function: JSONTree, _ keys: [String]) -> [UInt8] {
    let columns = function.members.filter { keys.contains($0.key) }
    if columns.count != function.members.count { findings.lose(.tools) }
    return ObjectBytes(columns.map { Column(key: $0.key, value: $0.value.bytes) }).closed
  }

  private mutating func geminiContents(_ turns: [Turn]) throws(ConversionFault) -> [[UInt8]] {
    var contents: [[UInt8]] = []
    var open: [(id: WrittenText?, name: WrittenText)] = []
    var results: [[UInt8]] = []
    func content(_ role: String, _ parts: [[UInt8]]) -> [UInt8] {
      var object = ObjectBytes()
      object.add("role", quoted(role))
      object.add("parts", arrayBytes(parts))
      return object.closed
    }
    for (index, turn) in turns.enumerated() {
      let turn = kept(turn, [])
      if turn.role == .tool {
        results.append(try geminiResult(turn, &open, at: ["messages", .index(index)]))
        continue
      }
      if !results.isEmpty { contents.append(content("user", results)) }
      results = []
      var parts = geminiParts(of: turn)
      for call in turn.calls {
        var function = ObjectBytes()
        function.add("name", call.name)
        function.add("args", argumentsObject(of: call))
        var part = ObjectBytes()
        part.add("functionCall", function.closed)
        parts.append(part.closed)
        findings.note(.generatedCallIDs)
      }
      open += turn.calls.map { ($0.id, $0.name) }
      if parts.isEmpty {
        findings.lose(.emptyTexts)
        parts = [textPart(WrittenText(""))]
      }
      contents.append(content(turn.role == .assistant ? "model" : "user", parts))
    }
    if !results.isEmpty { contents.append(content("user", results)) }
    return contents
  }

  /// A result, which names the function: results of one name answer its calls in order.
  private mutating func geminiResult(
    _ turn: Turn, _ open: inout [(id: WrittenText?, name: WrittenText)], at path: [JSONStep]
  ) throws(ConversionFault) -> [UInt8] {
    guard let index = open.firstIndex(where: { $0.id == turn.callID }) else {
      throw ConversionFault(.resultWithoutCall, at: path)
    }
    let name = open[index].name
    if open.firstIndex(where: { $0.name == name }) != index { findings.lose(.toolCalls) }
    open.remove(at: index)
    let text = plainText(of: turn)
    var response = ObjectBytes()
    response.add("name", name)
    let object = object(in: text)
    let isWrapping = object.flatMap { try? JSONTree(parsing: $0) }?.members.first?.key == "output"
    if let object, !isWrapping {
      response.add("response", object)
    } else {
      var output = ObjectBytes()
      output.add("output", text)
      response.add("response", output.closed)
    }
    var part = ObjectBytes()
    part.add("functionResponse", response.closed)
    return part.closed
  }

  private func textPart(_ text: WrittenText) -> [UInt8] {
    var part = ObjectBytes()
    part.add("text", text)
    return part.closed
  }

  /// The parts of a content for a service that takes texts as objects and images within the row;
  /// `image` writes one of those.
  private mutating func embeddedParts(
    of turn: Turn, image write: ((type: String, data: WrittenText)) -> [UInt8]
  ) -> [[UInt8]] {
    loseSinglePart(turn)
    return typedParts(of: turn).compactMap { part in
      switch part {
      case .text(let text): return textPart(text)
      case .image(let url, let detail):
        if detail != nil { findings.lose(.images) }
        if let image = embedded(url) { return write(image) }
      case .other: break
      }
      loseAttachment(part)
      return nil
    }
  }

  private mutating func geminiParts(of turn: Turn) -> [[UInt8]] {
    embeddedParts(of: turn) { image in
      var data = ObjectBytes()
      data.add("mimeType", WrittenText(image.type))
      data.add("data", image.data)
      var object = ObjectBytes()
      object.add("inlineData", data.closed)
      return object.closed
    }
  }

  /// A list with one text reads back as the text.
  private mutating func loseSinglePart(_ turn: Turn) {
    guard case .parts(let parts) = turn.content else { return }
    let texts = typedParts(of: turn).filter { if case .text = $0 { true } else { false } }
    if parts.isEmpty || parts.count == 1 && texts.count == 1 { findings.lose(.contentParts) }
  }
}

extension RowWriting {
  mutating func converseRow() throws(ConversionFault) -> [UInt8] {
    let (system, turns) = try split()
    var object = ObjectBytes()
    object.add("schemaVersion", quoted("bedrock-conversation-2024"))
    if let system {
      if isEmptyText(system) {
        findings.lose(.emptyTexts)
      } else {
        object.add("system", arrayBytes(converseParts(of: kept(system, []))))
      }
    }
    object.add("messages", arrayBytes(try converseMessages(turns)))
    let functions = functions()
    if !functions.isEmpty {
      var config = ObjectBytes()
      config.add("tools", arrayBytes(functions.map { toolSpec($0) }))
      object.add("toolConfig", config.closed)
    }
    loseSettings()
    loseExtras()
    return object.closed
  }

  private mutating func toolSpec(_ function: JSONTree) -> [UInt8] {
    var spec = ObjectBytes()
    for (key, value) in function.members {
      switch key {
      case "name", "description": spec.add(key, value.bytes)
      case "parameters":
        var schema = ObjectBytes()
        schema.add("json", value.bytes)
        spec.add("inputSchema", schema.closed)
      default: findings.lose(.tools)
      }
    }
    var tool = ObjectBytes()
    tool.add("toolSpec", spec.closed)
    return tool.closed
  }

  /// The messages, user and assistant in turn: results of tools are the user's.
  private mutating func converseMessages(_ turns: [Turn]) throws(ConversionFault) -> [[UInt8]] {
    var messages: [(role: Role, parts: [[UInt8]], isResults: Bool)] = []
    for (index, turn) in turns.enumerated() {
      let turn = kept(turn, [])
      if turn.role == .tool {
        let part = try toolResult(turn, at: ["messages", .index(index)])
        if let last = messages.indices.last, messages[last].isResults {
          messages[last].parts.append(part)
        } else {
          messages.append((.user, [part], true))
        }
        continue
      }
      var parts = converseParts(of: turn)
      for call in turn.calls { parts.append(toolUse(call)) }
      if parts.isEmpty {
        findings.lose(.emptyTexts)
        parts = [textPart(WrittenText(""))]
      }
      messages.append((turn.role, parts, false))
    }
    for (index, message) in messages.enumerated()
    where message.role != (index.isMultiple(of: 2) ? .user : .assistant) {
      throw ConversionFault(.turnOrder, at: ["messages"])
    }
    guard messages.last?.role == .assistant else {
      throw ConversionFault(.noAnswer, at: ["messages"])
    }
    return messages.map { message in
      var object = ObjectBytes()
      object.add("role", quoted(message.role.rawValue))
      object.add("content", arrayBytes(message.parts))
      return object.closed
    }
  }

  private mutating func toolUse(_ call: Turn.Call) -> [UInt8] {
    var use = ObjectBytes()
    if let id = call.id { use.add("toolUseId", id) }
    use.add("name", call.name)
    use.add("input", argumentsObject(of: call))
    var part = ObjectBytes()
    part.add("toolUse", use.closed)
    return part.closed
  }

  private mutating func toolResult(
    _ turn: Turn, at path: [JSONStep]
  ) throws(ConversionFault) -> [UInt8] {
    guard let id = turn.callID else { throw ConversionFault(.resultWithoutCall, at: path) }
    var result = ObjectBytes()
    result.add("toolUseId", id)
    result.add("content", arrayBytes(converseParts(of: turn)))
    var part = ObjectBytes()
    part.add("toolResult", result.closed)
    return part.closed
  }

  private mutating func converseParts(of turn: Turn) -> [[UInt8]] {
    embeddedParts(of: turn) { image in
      var source = ObjectBytes()
      source.add("bytes", image.data)
      var value = ObjectBytes()
      value.add("format", WrittenText(String(image.type.dropFirst("image/".count))))
      value.add("source", source.closed)
      var object = ObjectBytes()
      object.add("image", value.closed)
      return object.closed
    }
  }
}

/// Identifiers of nine letters and digits, which Mistral's versions 3 to 11 need.
private struct NineCharacterIDs {
  private var ids: [String: WrittenText] = [:]
  private var taken: Set<String> = []
  private(set) var hasRenamed = false

  /// The identifier itself when it fits, else one that stands for it.
  mutating func id(for id: WrittenText) -> WrittenText {
    let text = id.text
    if let known = ids[text] { return known }
    var name = text
    let fits =
      text.utf8.count == 9 && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    if !fits || taken.contains(text) {
      hasRenamed = true
      var number = ids.count + 1
      repeat {
        let digits = String(number)
        name = "call" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
        number += 1
      } while taken.contains(name)
    }
    taken.insert(name)
    let written = WrittenText(name)
    ids[text] = written
    return written
  }
}
