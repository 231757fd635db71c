import Datasets
import Testing

private func checked(_ lines: [String]) throws -> CheckReport {
  var checking = Checking()
  for (index, line) in lines.enumerated() {
    checking.add(try Example(Array(line.utf8)), number: index + 1, line: 2 * index + 1)
  }
  return checking.report()
}

private func chat(_ question: String, _ answer: String) -> String {
  #"{"messages":[{"role":"user","content":"\#(question)"},"#
    + #"{"role":"assistant","content":"\#(answer)"}]}"#
}

@Suite struct CheckingTests {
  @Test func `A finding knows its example, line, message, field and bytes`() throws {
    let line = chat("Hi", "")
    let finding = try #require(
      try checked([chat("a", "b"), line]).findings.first { $0.rule == "D08" })
    #expect(finding.example == 2)
    #expect(finding.line == 3)
    #expect(finding.message == 1)
    #expect(finding.field == "messages[1].content")
    #expect(finding.severity == .error)
    let range = try #require(finding.range)
    #expect(String(decoding: Array(line.utf8)[range], as: UTF8.self) == "\"\"")
    #expect(column(of: range.lowerBound, in: line.utf8) == line.utf8.count - 4)
  }

  @Test func `Findings stand in the order of examples, those about all of them first`() throws {
    let report = try checked([chat("a", ""), chat("b", "c"), chat("a", "")])
    #expect(report.findings.map(\.rule) == ["D16", "D08", "D08", "W01"])
    #expect(report.findings.map(\.example) == [nil, 1, 3, 3])
    #expect(report.count(.error) == 3)
    #expect(report.count(.warning) == 1)
    #expect(report.count(.note) == 0)
    #expect(report.flagged == [1: .error, 3: .error])
    #expect(report.duplicates == [3])
  }

  @Test func `Faults of the file become findings of the reading rules`() throws {
    let text = "\u{FEFF}\(chat("a", "b"))\n{\n[1]\n\(chat("a", "b")) {}\n"
    let scan = unsafe Array(text.utf8).withUnsafeBytes { unsafe scanChunk($0) }
    var checking = Checking()
    checking.add(scan)
    let findings = checking.report().findings
    #expect(findings.map(\.rule) == ["D04", "D01", "D02", "D03"])
    #expect(findings.map(\.line) == [1, 2, 3, 4])
    #expect(findings.map(\.severity) == [.warning, .error, .error, .error])
    #expect(findings[3].detail == "column 81: a second object begins on the same line")
  }

  @Test func `Fifty good examples have no findings`() throws {
    let lines = (0..<50).map { chat("Question \($0)?", "Answer \($0).") }
    let report = try checked(lines)
    #expect(report.findings == [])
    #expect(report.counts == [:])
    #expect(report.exampleCount == 50)
  }

  @Test(arguments: [(9, ["D16"]), (10, ["W25"]), (49, ["W25"]), (50, [])])
  func `Few examples are an error, then a note, then enough`(
    _ count: Int, _ rules: [String]
  ) throws {
    let lines = (0..<count).map { chat("Question \($0)?", "Answer \($0).") }
    #expect(try checked(lines).findings.map(\.rule) == rules)
  }

  @Test func `Only the chosen rules are asked`() throws {
    let rule = try #require(Rule.named("last-role"))
    var checking = Checking(rules: [rule])
    checking.add(try Example(Array(chat("", "").utf8)), number: 1)
    #expect(checking.report().findings == [])
  }
}
