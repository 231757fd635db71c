import Datasets
import JSON
import Testing

/// Everything that is read from `text`, a line each, and the repairs it took.
private func read(_ text: String) -> (items: [String], repairs: Set<NearJSONL>) {
  unsafe Array(text.utf8).withUnsafeBytes { bytes in
    var reader = unsafe NearJSONLReader(bytes)
    var items: [String] = []
    while let item = reader.next() {
      switch item {
      case .example(let example):
        let text = String(decoding: example.bytes, as: UTF8.self)
        items.append("\(example.line):\(example.column) \(example.isChanged ? "~" : "=") \(text)")
      case .fault(let fault): items.append("\(fault)")
      }
    }
    return (items, reader.repairs)
  }
}

private let one = #"{"messages":[{"role":"user","content":"1"}]}"#
private let two = #"{"messages":[{"role":"user","content":"2"}]}"#

@Suite struct NearJSONLTests {
  @Test func `Good lines keep their bytes and need no repair`() {
    let result = read("\(one)\n\(two)\n")
    #expect(result.items == ["1:1 = \(one)", "2:1 = \(two)"])
    #expect(result.repairs == [])
  }

  @Test func `An object over several lines becomes one line with its spelling kept`() {
    let result = read(
      """
      {
        "messages": [
          {"role": "user", "content": "caf\\u00e9", "weight": 1.0},
          {
            "role": "assistant",
            "content": "a  b"
          }
        ]
      }
      \(two)
      """)
    #expect(
      result.items == [
        #"1:1 ~ {"messages": [{"role": "user", "content": "caf\u00e9", "weight": 1.0}, "#
          + #"{"role": "assistant", "content": "a  b"}]}"#,
        "10:1 = \(two)",
      ])
    #expect(result.repairs == [.objectOverLines])
  }

  @Test func `Two objects on one line are two examples`() {
    let result = read("\(one) \(two)\n\(one)\(two)")
    #expect(
      result.items == ["1:1 = \(one)", "1:46 = \(two)", "2:1 = \(one)", "2:45 = \(two)"])
    #expect(result.repairs == [.objectsOnOneLine])
  }

  @Test func `Blank lines are skipped and counted as lines`() {
    let result = read("\(one)\n\n  \n\(two)\n\n")
    #expect(result.items == ["1:1 = \(one)", "4:1 = \(two)"])
    #expect(result.repairs == [.blankLines])
  }

  @Test func `A list of objects is taken apart`() {
    let result = read("[\n  \(one),\n  \(two)\n]\n")
    #expect(result.items == ["2:3 = \(one)", "3:3 = \(two)"])
    #expect(result.repairs == [.topLevelArray, .extraCommas])
  }

  @Test func `Commas too many and comments are left out`() {
    let result = read(
      """
      // Two of them
      {"messages": [{"role": "user", "content": "1",}, ],} // first
      \(two)
      """)
    #expect(
      result.items == [
        #"2:1 ~ {"messages": [{"role": "user", "content": "1"}]}"#, "3:1 = \(two)",
      ])
    #expect(result.repairs == [.comments, .extraCommas])
  }

  @Test func `After a fault reading goes on at the next object`() {
    let result = read("\(one)\n{\"messages\": [{\"role\" 1}]}\nNone\n\(two)\n")
    #expect(
      result.items == [
        "1:1 = \(one)", "line 2, column 23: a colon after the key is missing",
        "4:1 = \(two)",
      ])
  }

  @Test func `A byte-order mark and carriage returns are no obstacle`() {
    let result = read("\u{FEFF}\(one)\r\n\(two)\r\n")
    #expect(result.items == ["1:1 = \(one)", "2:1 = \(two)"])
    #expect(result.repairs == [.byteOrderMark])
  }

  @Test(arguments: ["", "\n", "[]", "[\n]", ",", "// nothing"])
  func `Text without objects gives no example`(_ text: String) {
    #expect(read(text).items == [])
  }

  @Test func `A repaired file is JSONL`() {
    let pretty = [one, two].map { text in
      let value = try? JSONValue(parsing: text)
      return String(decoding: value?.encoded(.pretty) ?? [], as: UTF8.self)
    }
    let items = read("[\(pretty.joined(separator: ",\n"))]").items
    #expect(items.count == 2)
    let lines = items.compactMap { $0.split(separator: " ", maxSplits: 2).last }
    let scanned = unsafe Array(lines.joined(separator: "\n").utf8).withUnsafeBytes {
      unsafe scanChunk($0)
    }
    #expect(scanned.examples.count == 2)
    #expect(scanned.faults == [])
  }

  /// What stands beside each text is what is read, and the repairs.
  @Test(
    arguments: [
      (
        "{“messages”: [{“role”: \"user\", “content”: “He said \"hi\" – it’s fine”}]}",
        #"{"messages": [{"role": "user", "content": "He said \"hi\" – it’s fine"}]}"#,
        [.curlyQuotes]
      ),
      (
        #"{'messages': [{'role': 'user', 'content': 'it\'s \x41 "q"', 'name': None}], 'a': True}"#,
        #"{"messages": [{"role": "user", "content": "it's \u0041 \"q\"", "name": null}], "a": true}"#,
        [.pythonWords, .singleQuotes]
      ),
      (
        #"{messages: [{role: "user", content: "1"}], score: NaN, low: -Infinity, n: -1}"#,
        #"{"messages": [{"role": "user", "content": "1"}], "score": null, "low": null, "n": -1}"#,
        [.bareKeys, .notNumbers]
      ),
      (
        "# made by hand\n{\"messages\": [/* none */ {\"role\": \"user\", \"content\": \"n#1\"}]} # end",
        #"{"messages": [{"role": "user", "content": "n#1"}]}"#, [.comments]
      ),
      (
        #"[{"role": "user", "content": "1"}]"#,
        #"{"messages": [{"role": "user", "content": "1"}]}"#, [.bareLists]
      ),
      (
        "Here are the data:\n\n```json\n\(one)\n```\nHope this helps!", one,
        [.blankLines, .fences, .textAround]
      ),
      ("train_data = [\(one)]", one, [.textAround, .topLevelArray]),
      (#"{"version": 1, "data": [\#(one)], "more": []}"#, one, [.wrappedList]),
    ] as [(String, String, Set<NearJSONL>)])
  func `What is nearly JSON is written as JSON`(
    _ text: String, _ object: String, _ repairs: Set<NearJSONL>
  ) {
    let result = read(text)
    #expect(
      result.items.map { $0.split(separator: " ", maxSplits: 2).last.map(String.init) } == [object])
    #expect(result.repairs == repairs)
  }

  @Test(arguments: ["question,answer\n1,2\n", "Dear all,\nsee [1].\n", "None\n"])
  func `Text without JSON is not called JSON`(_ text: String) {
    #expect(read(text).items == ["line 1, column 1: the line is not JSON"])
  }

  @Test func `A text between objects is a fault`() {
    let items = read("\(one)\nand\n\(two)").items
    #expect(items == ["1:1 = \(one)", "line 2, column 1: the line is not JSON", "3:1 = \(two)"])
  }
}
