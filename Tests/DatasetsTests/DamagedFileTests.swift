import Datasets
import JSON
import Testing

/// A chat line by chance.
private func line(using random: inout Generator) -> [UInt8] {
  let pieces = ["Hi", " ", "한국", "\"", "\\", "\n", "{", "]", "é", "// x", ","]
  let roles = ["system", "user", "assistant", "tool"]
  let messages = (0..<Int.random(in: 0...3, using: &random)).map { _ in
    MessageDraft(
      role: roles.randomElement(using: &random) ?? "user",
      text: (0..<Int.random(in: 0...5, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }.joined())
  }
  return Example.bytes(messages: messages)
}

/// A file of a few lines, some of them laid out otherwise.
private func file(using random: inout Generator) -> (bytes: [UInt8], examples: [JSONValue]) {
  var bytes: [UInt8] = []
  var examples: [JSONValue] = []
  for _ in 0..<Int.random(in: 1...8, using: &random) {
    guard let value = try? JSONValue(parsing: line(using: &random)) else { continue }
    examples.append(value)
    let layout = [JSONLayout.compact, .spaced, .pretty].randomElement(using: &random) ?? .compact
    bytes += value.encoded(layout)
    let ends = ["\n", "\n\n", " ", "\r\n", ",\n", "\n// note\n", ""]
    bytes += Array((ends.randomElement(using: &random) ?? "\n").utf8)
  }
  return (bytes, examples)
}

@Suite struct DamagedFileTests {
  @Test(arguments: 0..<150)
  func `Near-JSONL of every shape gives back all of its examples`(_ seed: UInt64) throws {
    var random = Generator(state: seed)
    let (bytes, examples) = file(using: &random)
    let isList = seed % 3 == 0
    let text = isList ? Array("[\n".utf8) + bytes + Array("]\n".utf8) : bytes
    var read: [JSONValue] = []
    unsafe text.withUnsafeBytes { buffer in
      var reader = unsafe NearJSONLReader(buffer)
      while let item = reader.next() {
        switch item {
        case .example(let example):
          #expect(!example.bytes.contains(0x0A))
          read += (try? JSONValue(parsing: example.bytes)).map { [$0] } ?? []
        case .fault(let fault): Issue.record("\(fault)")
        }
      }
    }
    #expect(read == examples)
  }

  @Test(arguments: 0..<300)
  func `A damaged file is read to its end, and every line is told apart`(_ seed: UInt64) {
    var random = Generator(state: seed)
    var bytes: [UInt8] = []
    for _ in 0..<6 { bytes += line(using: &random) + [0x0A] }
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      guard let index = bytes.indices.randomElement(using: &random) else { continue }
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: index)
      case 2: bytes.insert(0x0A, at: index)
      default: bytes.removeSubrange(index...)
      }
    }
    unsafe bytes.withUnsafeBytes { buffer in
      let scan = unsafe scanChunk(buffer)
      let told = scan.examples.count + scan.faults.count + scan.blankLines.count
      let spanning = scan.faults.contains { $0.code == .objectSpansLines }
      #expect(spanning ? told <= scan.lineCount : told == scan.lineCount)
      for example in scan.examples {
        #expect(throws: Never.self) { try Example(Array(bytes[example.range]), line: example.line) }
      }
      for fault in scan.faults {
        #expect(fault.range.lowerBound <= fault.offset && fault.column >= 1)
        #expect(fault.excerpt.caret <= fault.excerpt.text.count)
      }
      var reader = unsafe NearJSONLReader(buffer)
      var items = 0
      while reader.next() != nil { items += 1 }
      #expect(items <= bytes.count)
    }
  }

  @Test(arguments: 0..<100)
  func `Checks and edits hold for every example that can be read`(_ seed: UInt64) throws {
    var random = Generator(state: seed)
    let example = try Example(line(using: &random))
    var checking = Checking()
    checking.add(example, number: 1)
    for finding in checking.report().findings {
      if let range = finding.range {
        #expect(range.upperBound <= example.bytes.count)
      }
    }
    let edited = try example.setting(.last(.assistant), to: "Done.")
    #expect(edited.text(of: .last(.assistant)) == "Done.")
    #expect(edited.messages.count - example.messages.count <= 1)
  }
}

@Suite struct SimilarityTests {
  @Test(arguments: [
    ("", "", 1.0), ("a b", "a b", 1), ("a b", "B A!", 1), ("a", "b", 0), ("a b c", "a b d", 0.5),
    ("", "a", 0),
  ])
  func `Similarity is the share of words in common`(
    _ one: String, _ other: String, _ share: Double
  ) {
    #expect(wordSimilarity(one, other) == share)
    #expect(wordSimilarity(other, one) == share)
  }
}
