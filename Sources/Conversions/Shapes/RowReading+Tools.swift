import Datasets
import JSON

extension RowReading {
  /// Reads a part that calls a tool or holds a result; false for any other part.
  mutating func readToolPart(
    _ part: JSONTree, at path: [JSONStep], into read: inout ReadParts
  ) throws(ConversionFault) -> Bool {
    if let use = part["toolUse"] ?? part["functionCall"] ?? part["function_call"] {
      read.calls.append(try call(of: use, at: path))
    } else if part["type"]?.text == "tool_use" {
      read.calls.append(try call(of: part, at: path))
    } else if let result = part["toolResult"] ?? part["functionResponse"]
      ?? part["function_response"]
    {
      read.results.append(try resultTurn(result, at: path))
    } else if part["type"]?.text == "tool_result" {
      read.results.append(try resultTurn(part, at: path))
    } else {
      return false
    }
    return true
  }

  /// A tool's answer in the form of Anthropic, Converse or Gemini.
  private mutating func resultTurn(
    _ result: JSONTree, at path: [JSONStep]
  ) throws(ConversionFault) -> Turn {
    var turn = Turn(.tool, .text(WrittenText("")))
    turn.callID = ["toolUseId", "tool_use_id", "id"].lazy.compactMap { result[$0] }.first
      .flatMap { WrittenText($0) }
    if let response = result["response"] {
      let wrapped = response.members
      let isWrapped = wrapped.count == 1 && wrapped[0].key == "output"
      let inner = isWrapped ? WrittenText(wrapped[0].value) : nil
      turn.content = .text(inner ?? textOf(response))
    } else if let content = result["content"], content.kind != .null {
      if content.elements.count == 1, let json = content.elements[0]["json"] {
        turn.content = .text(textOf(json))
      } else {
        turn.content = try parts(of: content, at: path + [.key("content")], style: .foreign).content
      }
    }
    if result["is_error"]?.bytes == Array("true".utf8) || result["status"]?.text == "error" {
      findings.lose(.metadata)
    }
    try bind(&turn, name: result["name"]?.text, at: path)
    return turn
  }

  /// The bytes of a value as a text.
  func textOf(_ value: JSONTree) -> WrittenText {
    WrittenText(String(decoding: value.bytes, as: UTF8.self))
  }

  /// Gives a tool's message the call that it answers: by its identifier, by name, or the oldest.
  mutating func bind(
    _ turn: inout Turn, name: String?, at path: [JSONStep]
  ) throws(ConversionFault) {
    if let id = turn.callID {
      openCalls.removeAll { $0.id.text == id.text }
      return
    }
    guard let index = openCalls.firstIndex(where: { $0.name == name }) ?? openCalls.indices.first
    else { throw ConversionFault(.resultWithoutCall, at: path) }
    turn.callID = openCalls.remove(at: index).id
    findings.note(.generatedCallIDs)
  }

  /// The list that a value is, or that its text is in JSON; nil for anything else.
  static func list(in value: JSONTree?) -> [JSONTree]? {
    guard var value else { return nil }
    if let text = value.text {
      guard let parsed = try? JSONTree(parsing: Array(text.utf8)) else { return nil }
      value = parsed
    }
    return value.kind == .array ? value.elements : value.kind == .object ? [value] : nil
  }

  /// Whether a cell holds calls of tools, as a list or as its JSON, and no text.
  static func holdsCalls(_ cell: JSONTree?) -> Bool {
    list(in: cell)?.allSatisfy {
      $0["name"]?.kind == .string && ($0["arguments"] != nil || $0["parameters"] != nil)
    } ?? false
  }

  /// Whether a cell holds definitions of tools, as a list or as its JSON.
  static func holdsTools(_ cell: JSONTree?) -> Bool {
    guard let list = list(in: cell), !list.isEmpty else { return false }
    return list.allSatisfy { ($0["function"] ?? $0)["name"]?.kind == .string }
  }

  /// A turn whose text is the JSON of one call or of a list of calls, as ShareGPT has it.
  mutating func callingTurn(
    _ value: JSONTree, at path: [JSONStep], of message: JSONTree
  ) throws(ConversionFault) -> Turn {
    guard let calls = Self.list(in: value) else { throw ConversionFault(.notAMessage, at: path) }
    var turn = Turn(.assistant, .null)
    for call in calls {
      turn.calls.append(try self.call(of: call, at: path))
    }
    guard !turn.calls.isEmpty else { throw ConversionFault(.missingField, at: path) }
    if let weight = message["weight"], weight.kind != .null { turn.weight = weight.bytes }
    return turn
  }

  /// The calls in a message's `tool_calls`.
  mutating func calls(
    of list: JSONTree, at path: [JSONStep]
  ) throws(ConversionFault) -> [Turn.Call] {
    guard list.kind == .array else { throw ConversionFault(.notAList, at: path) }
    var calls: [Turn.Call] = []
    for (index, element) in list.elements.enumerated() {
      calls.append(try call(of: element, at: path + [.index(index)]))
    }
    return calls
  }

  /// One call, in any of the forms that services have.
  mutating func call(
    of value: JSONTree, at path: [JSONStep]
  ) throws(ConversionFault) -> Turn.Call {
    guard value.kind == .object else { throw ConversionFault(.notAMessage, at: path) }
    if value["type"]?.text == "custom" { return try customCall(value, at: path) }
    let function = value["function"].flatMap { $0.kind == .object ? $0 : nil } ?? value
    guard let name = function["name"].flatMap({ WrittenText($0) }) else {
      throw ConversionFault(.missingField, at: path + [.key("name")])
    }
    let arguments = ["arguments", "args", "input", "parameters"].lazy.compactMap { function[$0] }
      .first
    let id = ["id", "toolUseId", "call_id"].lazy.compactMap { value[$0] }.first
      .flatMap { WrittenText($0) }
    var call = Turn.Call(
      id: id, name: name, arguments: arguments.flatMap { WrittenText($0) } ?? WrittenText("{}"))
    if let arguments, arguments.kind == .object || arguments.kind == .array {
      call.arguments = textOf(arguments)
      if function["arguments"] != nil { findings.note(.argumentsAsText) }
    } else if id != nil, arguments?.kind == .string, value["type"]?.text == "function" {
      call.written = hasNulls(value) ? nil : value.bytes
    }
    return opened(call)
  }

  private mutating func customCall(
    _ value: JSONTree, at path: [JSONStep]
  ) throws(ConversionFault) -> Turn.Call {
    guard let name = value["custom"]?["name"].flatMap({ WrittenText($0) }),
      let input = value["custom"]?["input"].flatMap({ WrittenText($0) })
    else { throw ConversionFault(.missingField, at: path + [.key("custom")]) }
    var call = Turn.Call(
      id: value["id"].flatMap { WrittenText($0) }, name: name, arguments: input)
    call.written = value.bytes
    call.isFunction = false
    return opened(call)
  }

  private func hasNulls(_ value: JSONTree) -> Bool {
    value.members.contains { $0.value.kind == .null }
  }

  /// The call with an identifier, which its result will name.
  private mutating func opened(_ call: Turn.Call) -> Turn.Call {
    var call = call
    if call.id == nil {
      var number = callIDs.count + 1
      while callIDs.contains("call_\(number)") { number += 1 }
      call.id = WrittenText("call_\(number)")
      findings.note(.generatedCallIDs)
    }
    if let id = call.id {
      callIDs.insert(id.text)
      openCalls.append((id, call.name.text))
    }
    return call
  }
}

extension RowReading {
  /// The list of tools in OpenAI's form; nil for none.
  mutating func tools(
    _ value: JSONTree?, at path: [JSONStep]
  ) throws(ConversionFault) -> [UInt8]? {
    guard var value, value.kind != .null else { return nil }
    if let text = value.text {
      guard !WrittenText(text).trimmed.isEmpty else { return nil }
      guard let parsed = try? JSONTree(parsing: Array(text.utf8)) else {
        throw ConversionFault(.notAList, at: path)
      }
      // The value of a column may be JSON in a text, which must become one line.
      value = parsed.bytes.contains(10) ? compacted(parsed) : parsed
    }
    let list = value.kind == .array ? value.elements : [value]
    var tools: [[UInt8]] = []
    var isOwn = value.kind == .array
    for tool in list {
      let isFunction = tool["type"]?.text == "function" && tool["function"]?.kind == .object
      if isFunction, let mended = mended(tool) {
        isOwn = false
        tools.append(mended)
      } else if isFunction || tool["type"]?.text == "custom" {
        tools.append(tool.bytes)
      } else {
        isOwn = false
        tools += functions(of: tool)
      }
    }
    if tools.isEmpty { return nil }
    return isOwn ? value.bytes : arrayBytes(tools)
  }

  private func compacted(_ tree: JSONTree) -> JSONTree {
    // Line breaks inside strings are escaped, so all of them are white space.
    let bytes = tree.bytes.filter { $0 != 10 && $0 != 13 }
    return (try? JSONTree(parsing: bytes)) ?? tree
  }

  /// The functions that a tool of another service declares, in OpenAI's form.
  private mutating func functions(of tool: JSONTree) -> [[UInt8]] {
    if let list = tool["functionDeclarations"] ?? tool["function_declarations"] {
      return list.elements.compactMap { function(of: $0) }
    }
    if let function = function(of: tool["toolSpec"] ?? tool) { return [function] }
    findings.lose(.tools)
    return []
  }

  /// A tool of OpenAI's form with parameters that are no JSON Schema yet; nil for any other.
  private mutating func mended(_ tool: JSONTree) -> [UInt8]? {
    guard let function = tool["function"], let parameters = function["parameters"],
      !parameters.members.isEmpty
    else { return nil }
    let schema = schema(ofParameters: parameters)
    guard schema != parameters.bytes else { return nil }
    let inner = function.members.map {
      Column(key: $0.key, value: $0.key == "parameters" ? schema : $0.value.bytes)
    }
    return ObjectBytes(
      tool.members.map {
        Column(
          key: $0.key, value: $0.key == "function" ? ObjectBytes(inner).closed : $0.value.bytes)
      }
    ).closed
  }

  private mutating func schema(ofParameters value: JSONTree) -> [UInt8] {
    let parameters = ToolParameters(value)
    if parameters.isChanged { findings.note(.typesAsSchema) }
    if parameters.hasUnknownTypes { findings.lose(.parameterTypes) }
    return parameters.schema
  }

  private mutating func function(of value: JSONTree) -> [UInt8]? {
    guard value["name"]?.kind == .string else { return nil }
    var function = ObjectBytes()
    for (key, value) in value.members where value.kind != .null && key != "type" {
      switch key {
      case "parameters": function.add(key, schema(ofParameters: value))
      case "input_schema": function.add("parameters", value.bytes)
      case "inputSchema": function.add("parameters", (value["json"] ?? value).bytes)
      case "cache_control": findings.lose(.settings)
      default: function.add(key, value.bytes)
      }
    }
    var tool = ObjectBytes()
    tool.add("type", quoted("function"))
    tool.add("function", function.closed)
    return tool.closed
  }
}
