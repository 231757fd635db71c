import Datasets
import Digests
import JSON
import Testing

@Suite struct SignsTests {
  private func report(_ lines: [String], asksAll: Bool) throws -> CheckReport {
    var checking = Checking(asksAll: asksAll)
    for (index, line) in lines.enumerated() {
      let example = try Example(Array(line.utf8))
      let tokens = line.utf8.count % 60
      let fit = ContextFit(
        tokens: tokens, limit: 40, trained: 30, lost: min(30, max(0, tokens - 40)))
      checking.add(example, number: index + 1, line: index + 1, fit: fit)
    }
    return checking.report()
  }

  @Test(arguments: 0..<40)
  func `Asking only the rules whose signs are there finds what asking all finds`(
    _ seed: UInt64
  ) throws {
    var odd = OddLines(seed: seed)
    let lines = (0..<250).map { _ in odd.line() }
    let report = try report(lines, asksAll: false)
    #expect(report == (try self.report(lines, asksAll: true)))
    #expect(report.findings.count > 100)
  }

  @Test func `The odd lines break every rule about one example`() throws {
    var broken: Set<String> = []
    for seed in 0..<8 as Range<UInt64> {
      var odd = OddLines(seed: seed)
      broken.formUnion(try report((0..<500).map { _ in odd.line() }, asksAll: true).counts.keys)
    }
    let expected: Set = [
      "D05", "D06", "D07", "D08", "D09", "D10", "D11", "D12", "D13", "D14", "D15", "D17", "D18",
      "D19", "D22", "W06", "W09", "W10", "W14", "W15", "W27", "W36", "W37",
    ]
    #expect(broken.isSuperset(of: expected), "\(expected.subtracting(broken)) are never broken")
  }

  @Test(arguments: 0..<40)
  func `A mark is seen wherever it stands in a long line`(_ place: Int) throws {
    for mark in [
      " 010-1234-5678 ", " pwd=abc12345 ", " sk-abcdefghij0123456789XY ", " m@example.com ", "{{",
      "&amp;", "Lorem ipsum", "\u{200B}", #"\u0000"#,
    ] {
      let text =
        String(repeating: "x", count: place) + mark + String(repeating: "x", count: 39 - place)
      let line = #"{"messages":[{"role":"user","content":"\#(text)"}]}"#
      #expect(try report([line], asksAll: false) == report([line], asksAll: true))
    }
  }
}

@Suite struct ExaminationTests {
  private func examination() throws -> Examination {
    var odd = OddLines(seed: 7)
    var examination = Examination()
    for number in 1...2_000 {
      let example = try Example(Array(odd.line().utf8))
      let tokens = unsafe ExampleTokens(of: example) { $0.count }
      examination.add(example, number: number, line: 2 * number, tokens: tokens)
    }
    return examination
  }

  /// What is kept by one program is read by the next: when this fails because a rule or a figure
  /// was meant to change, give ``Examination/version`` its next number, and that one its digest.
  @Test func `A version of the examination says the same for ever`() throws {
    let examination = try examination()
    let said =
      examination.checking.report().stored.encoded() + examination.statistics.stored.encoded()
    let digest = unsafe said.withUnsafeBytes { unsafe TextDigest.digest(of: $0) }
    #expect([Examination.version: digest] == [13: 5_992_825_485_505_359_195])
  }

  @Test func `What is kept of an examination is all of it`() throws {
    let examination = try examination()
    let report = examination.checking.report()
    #expect(report.findings.count > 1_000)
    #expect(CheckReport(stored: try JSONValue(parsing: report.stored.encoded())) == report)
    let statistics = examination.statistics
    #expect(
      DatasetStatistics(stored: try JSONValue(parsing: statistics.stored.encoded())) == statistics)
  }

  @Test(arguments: [JSONValue.null, .array([]), .object([]), .object([JSONMember("count", 1)])])
  func `Anything else is neither a report nor figures`(_ value: JSONValue) {
    #expect(CheckReport(stored: value) == nil)
    #expect(DatasetStatistics(stored: value) == nil)
  }
}
