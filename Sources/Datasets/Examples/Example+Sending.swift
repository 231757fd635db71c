import JSON

extension Example {
  /// The line that a service is sent: only the keys that training uses, on one line.
  ///
  /// Keys of the example itself that training does not use stay here, as do keys with null that a
  /// table tool wrote into messages and their parts; the older names of a preference's answers
  /// become the usual ones. An example without any of these is sent with the bytes it has.
  package var sentBytes: [UInt8] {
    var sent = bytes
    if mayDiffer { sent = sending.applied(to: bytes) }
    // Between values only: a text holds no line break that is not escaped.
    for index in sent.indices where sent[index] == 0x0A || sent[index] == 0x0D {
      sent[index] = 0x20
    }
    return sent
  }

  /// Keys of the example that are kept here and not sent, in order; those of a preference's input
  /// with `input.` before them.
  package var unsentKeys: [String] { hasOtherKeys ? sending.unsentKeys : [] }

  /// The functions that the example declares in the form that tools had before; nil without any.
  var functions: JSONValue? {
    let key = outline.otherKeys.last { text($0) == "functions" }
    let value = key.flatMap(valueRange(after:)).flatMap(value(in:))
    return value == .null ? nil : value
  }

  /// Whether it declares tools, in either form.
  package var declaresTools: Bool {
    if let range = toolsRange, !isNull(range) { return true }
    return functions != nil
  }

  /// Whether a key of this example has null for its value.
  func isNull(after key: JSONStringSpan) -> Bool {
    valueRange(after: key).map(isNull) ?? false
  }

  private func isNull(_ range: Range<Int>) -> Bool { bytes[range].elementsEqual("null".utf8) }

  func valueRange(after key: JSONStringSpan) -> Range<Int>? {
    let start = bytes[key.quoted.upperBound...].firstIndex { byte in
      ![0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ":")].contains(byte)
    }
    guard let start else { return nil }
    return unsafe bytes.withUnsafeBytes { buffer in
      var scanner = unsafe JSONScanner(buffer, in: start..<buffer.count)
      return try? scanner.skipValue()
    }
  }

  /// Whether anything of the example may be sent otherwise than it is.
  private var mayDiffer: Bool { hasOtherKeys || kind == .preference || holdsNull }

  /// Whether there may be keys that training does not use.
  private var hasOtherKeys: Bool {
    switch kind {
    case .preference: true
    case .completion:
      !outline.otherKeys.isEmpty || outline.tools != nil || !outline.preferred.isEmpty
        || !outline.rejected.isEmpty || outline.messageList != nil
    case .chat:
      outline.prompt != nil || outline.completion != nil || !outline.preferred.isEmpty
        || !outline.rejected.isEmpty
        || outline.otherKeys.contains { !SentKeys.chat.contains(text($0)) }
    }
  }

  private var holdsNull: Bool {
    unsafe bytes.withUnsafeBytes { bytes in
      guard bytes.count >= 4 else { return false }
      for index in 3..<bytes.count where unsafe bytes[index] == UInt8(ascii: "l") {
        if unsafe bytes[index - 1] == UInt8(ascii: "l"),
          unsafe bytes[index - 2] == UInt8(ascii: "u"), unsafe bytes[index - 3] == UInt8(ascii: "n")
        {
          return true
        }
      }
      return false
    }
  }

  private var sending: SentKeys {
    unsafe bytes.withUnsafeBytes { buffer in
      var keys = SentKeys(unsafe JSONScanner(buffer))
      keys.read(kind)
      return keys
    }
  }
}

/// Finds what of an example is not sent.
@safe private struct SentKeys {
  static let chat: Set = ["messages", "tools", "parallel_tool_calls", "functions"]
  private static let input: Set = ["messages", "tools", "parallel_tool_calls"]
  private static let preference: Set = ["input", "preferred_output", "non_preferred_output"]
  private static let completion: Set = ["prompt", "completion"]
  private static let olderKeys = [
    "preferred_completion": "preferred_output",
    "non_preferred_completion": "non_preferred_output",
  ]

  /// A member that was read.
  private struct Member {
    let start: Int
    let end: Int
    let isSent: Bool
  }

  private var scanner: JSONScanner
  private(set) var unsentKeys: [String] = []
  private var edits: [(range: Range<Int>, bytes: [UInt8])] = []

  init(_ scanner: JSONScanner) { self.scanner = scanner }

  /// The bytes with what is not sent taken out.
  func applied(to bytes: [UInt8]) -> [UInt8] {
    var sent: [UInt8] = []
    sent.reserveCapacity(bytes.count)
    var copied = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    where edit.range.lowerBound >= copied {
      sent += bytes[copied..<edit.range.lowerBound]
      sent += edit.bytes
      copied = edit.range.upperBound
    }
    return sent + bytes[copied...]
  }

  /// Walks over the whole example, which was read before and is therefore valid.
  mutating func read(_ kind: ExampleKind) {
    try? readObject { keys, key, isNull in
      let name = keys.scanner.text(of: key)
      let known =
        switch kind {
        case .chat: Self.chat
        case .preference: Self.preference
        case .completion: Self.completion
        }
      if kind == .preference, let usual = Self.olderKeys[name] {
        keys.edits.append((key.contents, Array(usual.utf8)))
        try keys.readMessages()
        return true
      }
      guard known.contains(name), !isNull || kind == .completion else {
        if !isNull { keys.unsentKeys.append(name) }
        try keys.scanner.skipValue()
        return false
      }
      switch name {
      case "messages", "preferred_output", "non_preferred_output": try keys.readMessages()
      case "input": try keys.readInput()
      default: try keys.scanner.skipValue()
      }
      return true
    }
  }

  private mutating func readInput() throws {
    guard try scanner.peek() == .object else { return try skip() }
    try readObject { keys, key, isNull in
      let name = keys.scanner.text(of: key)
      guard Self.input.contains(name), !isNull else {
        if !isNull { keys.unsentKeys.append("input.\(name)") }
        try keys.scanner.skipValue()
        return false
      }
      if name == "messages" { try keys.readMessages() } else { try keys.scanner.skipValue() }
      return true
    }
  }

  private mutating func readMessages() throws {
    try readList { keys in
      try keys.readObject { keys, key, isNull in
        if keys.scanner.string(key, equals: "content") {
          try keys.readParts()
          return true
        }
        try keys.scanner.skipValue()
        return !isNull
      }
    }
  }

  private mutating func readParts() throws {
    try readList { keys in
      try keys.readObject { keys, _, isNull in
        try keys.scanner.skipValue()
        return !isNull
      }
    }
  }

  /// Reads each object of a list; anything else is passed over.
  private mutating func readList(_ readElement: (inout Self) throws -> Void) throws {
    guard try scanner.peek() == .array else { return try skip() }
    try scanner.enterArray()
    while try scanner.nextElement() {
      if try scanner.peek() == .object { try readElement(&self) } else { try skip() }
    }
  }

  private mutating func skip() throws { try scanner.skipValue() }

  /// Reads the members of an object; `readValue` reads one value and says whether it is sent.
  private mutating func readObject(
    _ readValue: (inout Self, JSONStringSpan, Bool) throws -> Bool
  ) throws {
    guard try scanner.peek() == .object else { return try skip() }
    var members: [Member] = []
    try scanner.enterObject()
    while let key = try scanner.nextKey() {
      let isNull = try scanner.peek() == .null
      let isSent = try readValue(&self, key, isNull)
      members.append(
        Member(start: key.quoted.lowerBound, end: scanner.offset, isSent: isSent))
    }
    takeOut(members)
  }

  /// Takes out the members that are not sent, each with the comma that it leaves over.
  private mutating func takeOut(_ members: [Member]) {
    guard let last = members.last, members.contains(where: { !$0.isSent }) else { return }
    let kept = members.lastIndex(where: \.isSent)
    let tail = kept.map { members[$0].end } ?? members[0].start
    if tail < last.end { edits.append((tail..<last.end, [])) }
    for index in members.indices.prefix(kept ?? 0) where !members[index].isSent {
      edits.append((members[index].start..<members[index + 1].start, []))
    }
  }
}
