import Datasets
import JSON
import Testing

/// Scans `bytes` as one file.
private func scan(_ bytes: [UInt8]) -> ChunkScan {
  unsafe bytes.withUnsafeBytes { unsafe scanChunk($0) }
}

/// Scans `text` as one file.
private func scan(_ text: String) -> ChunkScan { scan(Array(text.utf8)) }

private let good = #"{"messages": [{"role": "user", "content": "Hi"}]}"#

/// A line with the fault that is found in it.
struct FaultyLine: Sendable {
  let line: String
  let code: ReadingFault.Code
  let column: Int

  init(_ line: String, _ code: ReadingFault.Code, _ column: Int) {
    self.line = line
    self.code = code
    self.column = column
  }
}

@Suite struct ChunkScanTests {
  @Test func `Each good line is an example with its range and number`() {
    let scanned = scan("\(good)\n\n\(good)\r\n\(good)")
    #expect(scanned.examples.map(\.line) == [1, 3, 4])
    #expect(scanned.examples.map(\.range) == [0..<49, 51..<101, 102..<151])
    #expect(scanned.blankLines == [2])
    #expect(scanned.carriageReturnCount == 1)
    #expect(!scanned.endsWithNewline)
    #expect(scanned.faults == [])
  }

  @Test func `The kind is told by the keys`() {
    let preference =
      #"{"input":{"messages":[{"role":"user","content":"a"}]},"preferred_output":"#
      + #"[{"role":"assistant","content":"b"}],"non_preferred_output":[]}"#
    let scanned = scan("\(good)\n\(preference)\n{\"prompt\":\"a\",\"completion\":\"b\"}\n")
    #expect(scanned.examples.map(\.kind) == [.chat, .preference, .completion])
    #expect(scanned.lineCount == 3)
  }

  @Test(arguments: [
    FaultyLine(
      #"{"messages": [{"role": "user", "content": "Hi}]}"#, .invalidJSON(.unclosedString), 43),
    FaultyLine(#"{"messages": [1,]}"#, .messageNotAnObject, 15),
    FaultyLine(#"{"messages": [{"role": "user"},]}"#, .invalidJSON(.trailingComma), 31),
    FaultyLine(#"{"messages": [{'role': "user"}]}"#, .nearJSON(.singleQuotes), 16),
    FaultyLine(#"{"달": "멀다", "messages" 1}"#, .invalidJSON(.expectedColon), 24),
    FaultyLine("None", .invalidJSON(.unknownWord), 1),
    FaultyLine("  12", .notAnObject, 3),
    FaultyLine(#""text""#, .notAnObject, 1),
    FaultyLine("{}", .unknownShape, 1),
    FaultyLine(#"{"conversations": []}"#, .unknownShape, 1),
    FaultyLine(#"{"messages": {}}"#, .messagesNotAList, 14),
    FaultyLine(#"{"messages": [{"role": 1}]}"#, .roleNotText, 24),
    FaultyLine(#"{"messages": [{"role": "user", "content": 5}]}"#, .contentNotText, 43),
    FaultyLine(#"{"messages": [{"role": "user", "content": ["x"]}]}"#, .contentNotText, 44),
    FaultyLine(#"{"prompt": 1, "completion": "x"}"#, .promptNotText, 12),
    FaultyLine("\(good) \(good)", .severalObjects, 51),
    FaultyLine("\(good),", .commaAfterObject, 50),
    FaultyLine("\(good) x", .invalidJSON(.trailingText), 51),
    FaultyLine("[\(good)]", .topLevelArray, 1),
    FaultyLine("[", .topLevelArray, 1),
    FaultyLine("  ]", .topLevelArray, 3),
    FaultyLine("// mine", .comment, 1),
    FaultyLine("[]", .notAnObject, 1),
    FaultyLine("[1, 2]", .notAnObject, 1),
  ])
  func `A faulty line is named with line and column`(_ faulty: FaultyLine) throws {
    let scanned = scan("\(good)\n\(faulty.line)\n\(good)\n")
    let fault = try #require(scanned.faults.first)
    #expect(scanned.faults.count == 1)
    #expect(fault.code == faulty.code)
    #expect([fault.line, fault.column] == [2, faulty.column])
    #expect(fault.range == 50..<50 + faulty.line.utf8.count)
    #expect(scanned.examples.map(\.line) == [1, 3])
  }

  @Test func `An object over several lines is one fault`() {
    let pretty = "{\n  \"messages\": [\n    {\"role\": \"user\", \"content\": \"Hi\"}\n  ]\n}"
    let scanned = scan("\(pretty)\n\(good)\n\(pretty)\n")
    #expect(scanned.faults.map(\.line) == [1, 7])
    #expect(scanned.faults.map(\.code) == [.objectSpansLines, .objectSpansLines])
    #expect(scanned.examples.map(\.line) == [6])
    #expect(scanned.lineCount == 11)
    #expect(scanned.faults.allSatisfy { $0.isRepairable })
  }

  @Test func `Every fault of a list laid out over lines can be repaired`() {
    let pretty = "{\n    \"messages\": []\n  }"
    let scanned = scan("[\n  \(pretty),\n  \(pretty)\n]\n")
    #expect(scanned.faults.map(\.line) == [1, 2, 5, 8])
    #expect(scanned.faults.allSatisfy { $0.isRepairable })
  }

  @Test func `Bytes that are not UTF-8 are named where they stand`() throws {
    let bytes = Array(#"{"messages": [{"role": "user", "content": "é"#.utf8) + [0xE9, 0x20]
    let fault = try #require(scan(bytes + Array(#""}]}"#.utf8)).faults.first)
    #expect(fault.code == .notUTF8)
    #expect(fault.column == 45)
    #expect(fault.offset == bytes.count - 2)
    #expect(fault.rule == "D04")
  }

  @Test func `A byte-order mark is skipped at the start of the file only`() {
    let scanned = scan("\u{FEFF}\(good)\n\u{FEFF}\(good)\n")
    #expect(scanned.hasByteOrderMark)
    #expect(scanned.examples.map(\.range) == [3..<52])
    #expect(scanned.faults.map(\.code) == [.invalidJSON(.unexpectedCharacter)])
  }

  @Test(arguments: ["", "\n", "\r\n", " \t\n\n"])
  func `Blank text has no examples and no faults`(_ text: String) {
    let scanned = scan(text)
    #expect(scanned.examples == [])
    #expect(scanned.faults == [])
    #expect(scanned.blankLines.count == text.count { $0.isNewline })
  }

  @Test(arguments: [1, 7, 64, 300, 5_000])
  func `Chunks scanned apart add up to the whole file`(_ size: Int) {
    let lines = (0..<60).map { number in
      switch number % 9 {
      case 3: "{\"messages\": [x]}"
      case 5: "  "
      case 7: "\(good)\r"
      default: #"{"messages": [{"role": "user", "content": "\#(number) 한국어"}]}"#
      }
    }
    let bytes = Array("\u{FEFF}\(lines.joined(separator: "\n"))".utf8)
    unsafe bytes.withUnsafeBytes { buffer in
      let pieces = unsafe chunks(of: buffer, size: size)
      #expect(pieces.map(\.count).reduce(0, +) == bytes.count)
      var merged = ChunkScan()
      for piece in pieces {
        merged.append(
          unsafe scanChunk(UnsafeRawBufferPointer(rebasing: buffer[piece]), at: piece.lowerBound))
      }
      #expect(unsafe merged == scanChunk(buffer))
    }
  }
}

@Suite struct ExcerptTests {
  @Test(arguments: [
    ("short line", 6, "short line", 6),
    (String(repeating: "a", count: 200), 100, "…" + String(repeating: "a", count: 100) + "…", 41),
    (String(repeating: "한", count: 60), 90, "…" + String(repeating: "한", count: 34) + "…", 15),
    ("", 0, "", 0),
    ("end", 3, "end", 3),
  ])
  func `An excerpt shows both sides of the place and cuts no character`(
    _ line: String, _ offset: Int, _ text: String, _ caret: Int
  ) {
    #expect(Excerpt(of: Array(line.utf8), around: offset) == Excerpt(text: text, caret: caret))
  }

  @Test func `A fault reads as place and fact`() throws {
    let fault = try #require(scan("\(good)\n{\"messages\": 1}").faults.first)
    #expect(fault.description == "line 2, column 14: 'messages' is not a list")
    #expect(fault.excerpt == Excerpt(text: "{\"messages\": 1}", caret: 13))
  }
}
