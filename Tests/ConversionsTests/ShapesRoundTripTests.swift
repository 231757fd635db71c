import Conversions
import JSON
import Randomness
import Testing

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

  @Test(arguments: shapes, [1, 2, 3] as [UInt64])
  func `What goes out without a loss comes back equal`(_ shape: RowShape, _ seed: UInt64) throws {
    let writer = ShapeWriter(shape)
    let reader = ShapeReader(shape)
    var equalCount = 0
    for example in RandomExamples.examples(for: shape, seed: seed) {
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
  func `A column whose name means something to a reader changes nothing else`(
    _ shape: RowShape
  ) throws {
    let columns: [JSONMember] = [
      JSONMember("system", "crm"), JSONMember("system_prompt", "v2"),
      JSONMember("system_message", "x"), JSONMember("kto_tag", false),
    ]
    let own = ["messages", "tools", "label", "prompt", "completion", "input", "preferred_output"]
    var readCount = 0
    for example in RandomExamples.examples(for: shape, seed: 4) {
      let members = try #require(try JSONValue(parsing: example).members)
      let odd = JSONValue.object(members + columns).encoded(.spaced)
      guard let plain = try? ShapeWriter(shape).row(of: example), plain.losses.isEmpty,
        let row = try? ShapeWriter(shape).row(of: odd)
      else { continue }
      let read = try ShapeReader(shape).examples(of: SourceRow(row.bytes, line: 1))
      let back = try normalized(try #require(read.examples.first))
      let expected = try normalized(example)
      let text = String(decoding: row.bytes, as: UTF8.self)
      for key in own { #expect(back[key] == expected[key], "\(key): \(text)") }
      readCount += 1
    }
    #expect(readCount >= 20)
  }

  @Test(arguments: shapes)
  func `A written file is detected as its shape`(_ shape: RowShape) throws {
    let writer = ShapeWriter(shape)
    let rows = RandomExamples.examples(for: shape, seed: 7)
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
    for example in RandomExamples.examples(for: shape, seed: 5).prefix(60) {
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
    for example in RandomExamples.examples(for: .columns, seed: 9) {
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
