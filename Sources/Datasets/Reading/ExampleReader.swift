import JSON

/// A fault of one line, with a byte offset into what the reader was given.
struct LineFault: Error {
  let code: ReadingFault.Code
  let offset: Int
}

/// Reads one object into an outline, checking on the way what every later step relies on.
@safe struct ExampleReader {
  var scanner: JSONScanner

  init(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>? = nil) {
    unsafe scanner = JSONScanner(bytes, in: range)
  }

  /// The object that comes next; what follows it is not read.
  mutating func readObject() throws(LineFault) -> ExampleOutline {
    do {
      return try outline()
    } catch let fault as LineFault {
      throw fault
    } catch let error as JSONError {
      let code = error.code == .invalidUTF8 ? .notUTF8 : ReadingFault.Code.invalidJSON(error.code)
      throw LineFault(code: code, offset: error.offset)
    } catch {
      throw LineFault(code: .notAnObject, offset: scanner.offset)
    }
  }

  private mutating func outline() throws -> ExampleOutline {
    guard try scanner.peek() == .object else {
      let start = scanner.offset
      try scanner.skipValue()
      throw LineFault(code: .notAnObject, offset: start)
    }
    let start = scanner.offset
    var outline = ExampleOutline(kind: .chat)
    var keys: [JSONStringSpan] = []
    var found = Found()
    try scanner.enterObject()
    while let key = try scanner.nextKey() {
      if keys.contains(where: { isSame($0, key) }) { outline.repeatedKeys.append(key) }
      keys.append(key)
      try readMember(key, into: &outline, &found)
    }
    if found.hasMessages {
      outline.kind = .chat
    } else if found.hasInput, found.hasPreferred {
      outline.kind = .preference
    } else if outline.prompt != nil, outline.completion != nil {
      outline.kind = .completion
    } else {
      throw LineFault(code: .unknownShape, offset: start)
    }
    return outline
  }

  /// Which of the keys that decide the kind were there.
  private struct Found {
    var hasMessages = false
    var hasInput = false
    var hasPreferred = false
  }

  private mutating func readMember(
    _ key: JSONStringSpan, into outline: inout ExampleOutline, _ found: inout Found
  ) throws {
    if scanner.string(key, equals: "messages") {
      found.hasMessages = true
      (outline.messages, outline.messageList) = try messages()
    } else if scanner.string(key, equals: "tools") {
      outline.tools = try scanner.skipValue()
    } else if scanner.string(key, equals: "input"), try scanner.peek() == .object {
      found.hasInput = true
      try readInput(into: &outline)
    } else if scanner.string(key, equals: "preferred_output")
      || scanner.string(key, equals: "preferred_completion")
    {
      found.hasPreferred = true
      outline.preferred = try messages().0
    } else if scanner.string(key, equals: "non_preferred_output")
      || scanner.string(key, equals: "non_preferred_completion")
    {
      outline.rejected = try messages().0
    } else if scanner.string(key, equals: "prompt") {
      outline.prompt = try text()
    } else if scanner.string(key, equals: "completion") {
      outline.completion = try text()
    } else {
      outline.otherKeys.append(key)
      try scanner.skipValue()
    }
  }

  private mutating func text() throws -> JSONStringSpan {
    guard try scanner.peek() == .string else {
      throw LineFault(code: .promptNotText, offset: scanner.offset)
    }
    return try scanner.string()
  }

  private mutating func readInput(into outline: inout ExampleOutline) throws {
    try scanner.enterObject()
    while let key = try scanner.nextKey() {
      if scanner.string(key, equals: "messages") {
        (outline.messages, outline.messageList) = try messages()
      } else if scanner.string(key, equals: "tools") {
        outline.tools = try scanner.skipValue()
      } else {
        try scanner.skipValue()
      }
    }
  }

  private mutating func messages() throws -> ([Message], Range<Int>) {
    guard try scanner.peek() == .array else {
      throw LineFault(code: .messagesNotAList, offset: scanner.offset)
    }
    let start = scanner.offset
    var messages: [Message] = []
    try scanner.enterArray()
    while try scanner.nextElement() {
      messages.append(try message())
    }
    return (messages, start..<scanner.offset)
  }

  private mutating func message() throws -> Message {
    guard try scanner.peek() == .object else {
      throw LineFault(code: .messageNotAnObject, offset: scanner.offset)
    }
    let start = scanner.offset
    var message = Message(range: start..<start)
    var seen = KnownKeys()
    try scanner.enterObject()
    while let key = try scanner.nextKey() {
      guard let known = knownKey(key) else {
        message.unknownKeys.append(key)
        try scanner.skipValue()
        continue
      }
      if !seen.insert(known).inserted { message.repeatedKeys.append(key) }
      try readMember(known, into: &message)
    }
    message.range = start..<scanner.offset
    return message
  }

  private mutating func readMember(_ key: KnownKeys, into message: inout Message) throws {
    switch key {
    case .role:
      guard try scanner.peek() == .string else {
        throw LineFault(code: .roleNotText, offset: scanner.offset)
      }
      let span = try scanner.string()
      message.roleSpan = span
      message.role = role(span)
    case .content: message.content = try content()
    case .name:
      if try scanner.peek() == .string {
        message.name = try scanner.string()
      } else {
        try scanner.skipValue()
      }
    case .weight: try readWeight(into: &message)
    case .toolCalls: message.toolCalls = try presentValue()
    case .functionCall: message.functionCall = try presentValue()
    case .refusal: message.hasRefusal = try presentValue() != nil
    case .audio: message.hasAudio = try presentValue() != nil
    case .toolCallID where try scanner.peek() == .string:
      message.toolCallID = try scanner.string()
    default: try scanner.skipValue()
    }
  }

  /// The span of the next value; nil for null.
  private mutating func presentValue() throws -> Range<Int>? {
    let isNull = try scanner.peek() == .null
    let range = try scanner.skipValue()
    return isNull ? nil : range
  }

  private mutating func readWeight(into message: inout Message) throws {
    let kind = try scanner.peek()
    guard kind == .number else {
      message.weight = try scanner.skipValue()
      message.isWeightValid = kind == .null
      if kind == .null { message.weight = nil }
      return
    }
    let number = try scanner.number()
    message.weight = number.range
    let value = scanner.double(number)
    message.isWeightZero = value == 0
    message.isWeightValid = number.isInteger && (value == 0 || value == 1)
  }

  private mutating func content() throws -> Message.Content {
    switch try scanner.peek() {
    case .string: return .text(try scanner.string())
    case .null:
      try scanner.skipValue()
      return .null
    case .array:
      var parts: [Message.Part] = []
      try scanner.enterArray()
      while try scanner.nextElement() { parts.append(try part()) }
      return .parts(parts)
    default: throw LineFault(code: .contentNotText, offset: scanner.offset)
    }
  }

  private mutating func part() throws -> Message.Part {
    guard try scanner.peek() == .object else {
      throw LineFault(code: .contentNotText, offset: scanner.offset)
    }
    let start = scanner.offset
    var part = Message.Part(range: start..<start)
    try scanner.enterObject()
    while let key = try scanner.nextKey() {
      let isString = try scanner.peek() == .string
      if isString, scanner.string(key, equals: "type") {
        part.type = try scanner.string()
      } else if isString, scanner.string(key, equals: "text") {
        part.text = try scanner.string()
      } else {
        try scanner.skipValue()
      }
    }
    part.range = start..<scanner.offset
    return part
  }
}
