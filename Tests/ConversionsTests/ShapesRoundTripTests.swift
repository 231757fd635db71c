import Conversions
import JSON
import Randomness
import Testing

/// Random examples of OpenAI's form, all from a seed.
private struct RandomExamples {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  private static let texts = [
    "Hi", "  two spaces ", "a \"quote\", a comma", "line\nbreak", "tab\tand \\ backslash", "0045",
    "1.10", "2e3", "열 시에 엽니다", "十時です。", "🙂 emoji", "=SUM(A1)", "{\"x\": 1}", "null", "é\u{301}",
  ]

  private mutating func chance(_ percent: Int) -> Bool { random.below(100) < percent }

  private mutating func text() -> JSONValue {
    .string(Self.texts[random.below(Self.texts.count)] + " \(random.below(1000))")
  }

  private mutating func content() -> JSONValue {
    guard chance(8) else { return text() }
    var parts: [JSONValue] = [["type": "text", "text": text()]]
    if chance(50) { parts.append(["type": "text", "text": text()]) }
    if chance(30) {
      parts.append([
        "type": "image_url", "image_url": ["url": "data:image/png;base64,iVBORw0KGgo="],
      ])
    }
    return .array(parts)
  }

  private mutating func message(_ role: String) -> JSONValue {
    var members = [
      JSONMember("role", .string(role)),
      JSONMember("content", role == "assistant" ? text() : content()),
    ]
    if chance(3) { members.append(JSONMember("name", "ann")) }
    if role == "assistant", chance(15) {
      members.append(JSONMember("weight", .integer(random.below(2))))
    }
    return .object(members)
  }

  private mutating func turns() -> [JSONValue] {
    var turns: [JSONValue] = []
    if chance(50) { turns.append(message(chance(95) ? "system" : "developer")) }
    for _ in 0...(chance(60) ? 0 : random.below(3)) {
      turns.append(message("user"))
      if chance(20) { turns += call() }
      turns.append(message("assistant"))
    }
    return turns
  }

  /// Calls and their results, mostly in order.
  private mutating func call() -> [JSONValue] {
    let count = 1 + random.below(2)
    let base = random.below(100_000)
    var ids = (0..<count).map { "call_\(base)_\($0)" }
    let calls = ids.map { id -> JSONValue in
      [
        "id": .string(id), "type": "function",
        "function": [
          "name": .string(chance(50) ? "find" : "due_date"),
          "arguments": .string(chance(90) ? "{\"card\": \"4711\", \"x\":1.10}" : "card 4711"),
        ],
      ]
    }
    if chance(20) { ids.reverse() }
    let results = ids.map { id -> JSONValue in
      ["role": "tool", "content": text(), "tool_call_id": .string(id)]
    }
    return [["role": "assistant", "content": .null, "tool_calls": .array(calls)]] + results
  }

  private mutating func extras() -> [JSONMember] {
    var members: [JSONMember] = []
    if chance(30) { members.append(JSONMember("topic", text())) }
    if chance(15) { members.append(JSONMember("score", .number(0.5))) }
    return members
  }

  private mutating func tools() -> [JSONMember] {
    guard chance(15) else { return [] }
    var function = [
      JSONMember("name", "find"), JSONMember("description", text()),
      JSONMember("parameters", ["type": "object", "properties": [:]]),
    ]
    if chance(20) { function.append(JSONMember("strict", true)) }
    return [JSONMember("tools", [["type": "function", "function": .object(function)]])]
  }

  mutating func chat() -> JSONValue {
    .object([JSONMember("messages", .array(turns()))] + tools() + extras())
  }

  mutating func labeledChat() -> JSONValue {
    var messages = turns()
    let isLiked = chance(50)
    var answer = [JSONMember("role", "assistant"), JSONMember("content", text())]
    if !isLiked { answer.append(JSONMember("weight", 0)) }
    messages[messages.count - 1] = .object(answer)
    return .object(
      [JSONMember("messages", .array(messages))] + tools()
        + [JSONMember("label", .bool(isLiked))] + extras())
  }

  mutating func preference() -> JSONValue {
    let messages = Array(turns().dropLast())
    let input = JSONValue.object([JSONMember("messages", .array(messages))] + tools())
    return .object(
      [
        JSONMember("input", input), JSONMember("preferred_output", [message("assistant")]),
        JSONMember("non_preferred_output", [message("assistant")]),
      ] + extras())
  }
}

/// The example with what rows may change without a loss made alike.
private func normalized(_ value: JSONValue, ids: inout [String: String]) -> JSONValue {
  switch value {
  case .array(let elements): return .array(elements.map { normalized($0, ids: &ids) })
  case .object(let members):
    return .object(
      members.compactMap { member in
        if member.key == "weight", member.value == 1 { return nil }
        if member.key == "id" || member.key == "tool_call_id", let id = member.value.string {
          ids[id] = ids[id] ?? "id \(ids.count)"
          return JSONMember(member.key, JSONValue(ids[id]))
        }
        return JSONMember(member.key, normalized(member.value, ids: &ids))
      })
  default: return value
  }
}

private func normalized(_ bytes: [UInt8]) throws -> JSONValue {
  var ids: [String: String] = [:]
  return normalized(try JSONValue(parsing: bytes), ids: &ids)
}

@Suite struct ShapesRoundTripTests {
  private static let shapes = RowShape.allCases.filter(\.isWritable)

  private static func examples(for shape: RowShape, seed: UInt64) -> [[UInt8]] {
    var random = RandomExamples(seed: seed)
    return (0..<200).map { _ in
      switch shape {
      case .preference, .hfPreference: random.preference().encoded(.spaced)
      case .kto: random.labeledChat().encoded(.spaced)
      default: random.chat().encoded(.spaced)
      }
    }
  }

  @Test(arguments: shapes, [1, 2, 3] as [UInt64])
  func `What goes out without a loss comes back equal`(_ shape: RowShape, _ seed: UInt64) throws {
    let writer = ShapeWriter(shape)
    let reader = ShapeReader(shape)
    var equalCount = 0
    for example in Self.examples(for: shape, seed: seed) {
      guard let row = try? writer.row(of: example), row.losses.isEmpty else { continue }
      let read = try reader.examples(of: SourceRow(row.bytes, line: 1))
      let text = String(decoding: row.bytes, as: UTF8.self)
      #expect(read.losses == [], "\(text)")
      #expect(read.examples.count == 1)
      let back = try normalized(try #require(read.examples.first))
      #expect(try back == normalized(example), "\(text)")
      equalCount += 1
    }
    // Enough of the random examples must fit that the property says something.
    #expect(equalCount >= 20)
  }

  @Test(arguments: shapes)
  func `A written file is detected as its shape`(_ shape: RowShape) throws {
    let writer = ShapeWriter(shape)
    let rows = Self.examples(for: shape, seed: 7)
      .compactMap { try? writer.row(of: $0) }.enumerated()
      .map { SourceRow($0.element.bytes, line: $0.offset + 1) }
    let found = RowShape.detect(rows).map(\.shape)
    // A chat is what remains of Mistral's rows, and of Anthropic's without a system prompt.
    let alike: [RowShape] = [.mistral, .bedrock]
    #expect(found.first == shape || alike.contains(shape) && found.first == .chat)
  }

  @Test(arguments: shapes)
  func `Broken and foreign rows are faults or losses, never a trap`(_ shape: RowShape) throws {
    var random = SeededGenerator(seed: 11)
    let writer = ShapeWriter(shape)
    for example in Self.examples(for: shape, seed: 5).prefix(60) {
      guard var bytes = try? writer.row(of: example).bytes else { continue }
      for _ in 0..<8 {
        let index = random.below(bytes.count)
        bytes[index] = Array("{}[]\",:\\0nu ".utf8)[random.below(12)]
        for other in RowShape.allCases where other != .longTable {
          let read = try? ShapeReader(other).examples(of: SourceRow(bytes, line: 1))
          for line in read?.examples ?? [] { _ = try JSONValue(parsing: line) }
          _ = try? ShapeWriter(shape).row(of: bytes)
        }
        _ = RowShape.detect([SourceRow(bytes, line: 1)])
      }
    }
  }

  @Test func `A table goes out as CSV and comes back`() throws {
    let writer = ShapeWriter(.columns)
    var table = CSVTable()
    var rows: [(example: [UInt8], row: [UInt8])] = []
    for example in Self.examples(for: .columns, seed: 9) {
      // A column that only some rows have comes back empty in the others.
      let columns = try JSONValue(parsing: example)
      guard columns["topic"] != nil, columns["score"] == nil else { continue }
      guard let row = try? writer.row(of: example), row.losses.isEmpty else { continue }
      table.widen(for: row.bytes)
      rows.append((example, row.bytes))
    }
    var text = String(decoding: table.header, as: UTF8.self)
    var kept: [[UInt8]] = []
    for (example, row) in rows {
      let record = table.record(of: row)
      guard record.losses.isEmpty else { continue }
      text += String(decoding: record.bytes, as: UTF8.self)
      kept.append(example)
    }
    let records = parsed(text)
    #expect(records.count == kept.count + 1)
    #expect(kept.count >= 5)
    for (cells, example) in zip(records.dropFirst(), kept) {
      let row = JSONValue.object(
        zip(records[0], cells).map { JSONMember($0, .string($1)) })
      let read = try ShapeReader(.columns).examples(of: SourceRow(row.encoded(), line: 1))
      #expect(try normalized(try #require(read.examples.first)) == normalized(example))
    }
  }

  @Test func `A field is quoted only where it must be`() {
    var table = CSVTable()
    let row = Array(
      #"{"user": "a,\"b\"", "assistant": "0045", "x": 1.10, "y": " s", "z": "1\r\n2"}"#.utf8)
    table.widen(for: row)
    table.widen(for: Array(#"{"system": "S", "user": "u"}"#.utf8))
    let record = table.record(of: row)
    #expect(String(decoding: table.header, as: UTF8.self) == "system,user,assistant,x,y,z\r\n")
    #expect(
      String(decoding: record.bytes, as: UTF8.self)
        == ",\"a,\"\"b\"\"\",0045,1.10,\" s\",\"1\r\n2\"\r\n")
    #expect(record.losses == [.valueTypes])
  }
}

/// The fields of CSV text, by the plainest reading of RFC 4180.
private func parsed(_ text: String) -> [[String]] {
  var records: [[String]] = []
  var record: [String] = []
  var field: [UInt8] = []
  var isQuoted = false
  let bytes = Array(text.utf8)
  var index = 0
  while index < bytes.count {
    let byte = bytes[index]
    index += 1
    if isQuoted {
      if byte != 0x22 {
        field.append(byte)
      } else if index < bytes.count, bytes[index] == 0x22 {
        field.append(0x22)
        index += 1
      } else {
        isQuoted = false
      }
    } else if byte == 0x22 {
      isQuoted = true
    } else if byte == 0x2C || byte == 0x0D {
      record.append(String(decoding: field, as: UTF8.self))
      field = []
      guard byte == 0x0D else { continue }
      index += 1
      records.append(record)
      record = []
    } else {
      field.append(byte)
    }
  }
  return records
}
