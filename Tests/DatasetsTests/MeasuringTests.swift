import Datasets
import Testing

/// A side with these answers, numbered from 1; equal texts have equal digests.
private func side(_ name: String, _ answers: [String]) -> MeasuringCheck.Side {
  MeasuringCheck.Side(
    name: name,
    answers: answers.enumerated().map { ($0 + 1, UInt64($1.utf8.reduce(7) { $0 * 31 + Int($1) })) },
    answer: { answers[$0 - 1] })
}

private func says(
  _ training: [String], _ measuring: [String], _ leaks: [Leak] = [],
  _ thresholds: [String: Int] = [:]
) -> [String] {
  MeasuringCheck(
    training: side("marv", training), measuring: side("exam", measuring), leaks: leaks
  ).report(Thresholds(thresholds)).findings.map { finding in
    "\(finding.rule) \(finding.severity)\(finding.example.map { " #\($0)" } ?? ""): \(finding.detail)"
  }
}

private func texts(_ count: Int) -> [String] { (1...count).map { "Answer \($0)" } }

private let labels = (0..<60).map { ["ham", "spam", "egg"][$0 % 3] }

@Suite struct MeasuringTests {
  @Test(arguments: [(9, "9 examples"), (1, "1 example")])
  func `Data to measure on may be too small to tell anything`(_ count: Int, _ words: String) {
    #expect(
      says(texts(40), texts(count)) == [
        "W26 warning: \(words) to measure on; fewer than 10 tell little"
      ])
  }

  @Test func `What is large enough is a number that can be set`() {
    #expect(says(texts(40), texts(10)) == [])
    #expect(
      says(texts(40), texts(10), [], ["W26": 30]) == [
        "W26 warning: 10 examples to measure on; fewer than 30 tell little"
      ])
    #expect(says(texts(40), texts(3), [], ["W26": 3]) == [])
  }

  @Test func `More to measure on than to train on is told`() {
    #expect(
      says(texts(12), texts(13)) == [
        "W26 warning: 13 to measure on and 12 to train on: the two in each other's place?"
      ])
    #expect(says(texts(12), texts(12)) == [])
  }

  @Test func `A label that only one side has is told`() {
    let measured = Array(repeating: "ham", count: 9) + ["toast", "toast", "jam"]
    #expect(
      says(labels, measured) == [
        "W26 note: 2 of 3 answers are not measured: 'spam', 'egg'",
        "W26 warning #10: the answer 'toast' is never trained, in 2 examples",
        "W26 warning #12: the answer 'jam' is never trained",
      ])
    #expect(says(labels, Array(labels.prefix(12))) == [])
  }

  @Test func `Labels that have nothing in common are told once`() {
    let measured = Array(repeating: "toast", count: 12)
    #expect(
      says(labels, measured) == ["W26 warning: no answer is one of the 3 that are trained"])
  }

  @Test func `Answers that are no labels may all be others`() {
    #expect(says(texts(60), (0..<12).map { "Other \($0)" }) == [])
    // Fewer than fifty answers are none.
    #expect(says(Array(labels.prefix(30)), Array(repeating: "toast", count: 12)) == [])
  }

  @Test func `A leak is told with what it repeats`() {
    let leaks = [
      Leak(left: 4, right: 1, kind: .same, likeness: 1),
      Leak(left: 5, right: 2, kind: .samePromptAndAnswer, likeness: 1),
      Leak(left: 6, right: 7, kind: .contradiction, likeness: 1),
      Leak(left: 7, right: 9, kind: .near, likeness: 0.876),
    ]
    #expect(
      says(texts(40), texts(12), leaks) == [
        "W03 warning #1: the same as marv#4",
        "W03 warning #2: the prompt and the answer of marv#5",
        "W03 warning #7: the prompt of marv#6, another answer",
        "W03 warning #9: nearly the same as marv#7 (87 %)",
      ])
  }
}

@Suite struct ThresholdTests {
  private func codes(_ count: Int, _ thresholds: [String: Int]) throws -> [String] {
    var checking = Checking(thresholds: Thresholds(thresholds))
    for number in 1...count {
      let line =
        #"{"messages":[{"role":"user","content":"Question \#(number)?"},"#
        + #"{"role":"assistant","content":"Answer \#(number * 7), thanks."}]}"#
      checking.add(try Example(Array(line.utf8)), number: number)
    }
    return checking.report().findings.map { "\($0.rule): \($0.detail)" }
  }

  @Test func `A rule compares with the number that was set`() throws {
    #expect(try codes(30, [:]) == ["W25: 30 examples; 50 to 100 usually show a clear change"])
    #expect(try codes(30, ["W25": 30]) == [])
    #expect(
      try codes(60, ["W25": 200, "W20": 5]) == [
        "W20: every answer begins with \"Answer \"", "W20: every answer ends with \", thanks.\"",
        "W25: 60 examples, fewer than the 200 that are asked for",
      ])
  }

  @Test(arguments: [["W25": 5], ["W25": 50], ["W99": 3], ["D08": 3], ["W20": 100_000]])
  func `What is no threshold, the usual one, or out of its range is not kept`(
    _ kept: [String: Int]
  ) {
    #expect(Thresholds(kept) == Thresholds())
  }

  @Test func `Every threshold may be its usual value, and nothing beyond its range`() throws {
    let rules = Rule.all.filter { $0.threshold != nil }
    #expect(
      rules.map(\.code) == ["W03", "W05", "W07", "W11", "W12", "W13", "W20", "W25", "W26", "W30"])
    for rule in rules {
      let threshold = try #require(rule.threshold)
      #expect(threshold.range.contains(threshold.usual))
      var thresholds = Thresholds()
      thresholds.set(threshold.range.lowerBound, of: rule)
      #expect(thresholds.value(of: rule) == threshold.range.lowerBound)
      #expect(thresholds.set == [rule.code: threshold.range.lowerBound])
      thresholds.set(threshold.range.upperBound + 1, of: rule)
      #expect(thresholds.value(of: rule) == threshold.usual)
    }
  }
}
