import Datasets
import TestSupport
import Testing
import Workspaces

@Suite struct ExaminationTests {
  private let folder: TemporaryFolder
  private let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    workspace = try folder.workspace()
  }

  /// Some segments of lines: good ones, repeats, other system prompts, other ends, and faults.
  private static let file: String = {
    var lines: [String] = []
    for index in 0..<6_000 {
      let filler = String(repeating: "word \(index % 977) 한국어 ", count: 1 + index * 37 % 60)
      let end = index % 11 == 0 ? "\r\n" : "\n"
      switch index % 50 {
      case 7: lines.append("{\"messages\": nope" + end)
      case 8: lines.append(end)
      case 9: lines.append(exampleLine("q \(index)", "") + end)
      case 10: lines.append(exampleLine("the same question", "answer \(index % 3)") + end)
      case 11:
        lines.append(
          #"{"messages":[{"role":"system","content":"system \#(index % 400)"},"#
            + #"{"role":"user","content":"\#(filler)"},{"role":"assistant","content":" a","weight":0},"#
            + #"{"role":"assistant","content":"b {{x}}"},{"role":"user","content":"c"}]}"# + end)
      default: lines.append(exampleLine(filler, "answer \(index % 1_009)") + end)
      }
    }
    return lines.joined()
  }()

  private func options(workers: Int) -> LoadOptions {
    var options = LoadOptions()
    options.skipsFaults = true
    options.workers = workers
    options.examinedExamples = 10_000
    options.tokenEncoding = "o200k_base"
    unsafe options.countStrings { { $0.count } }
    return options
  }

  @Test(arguments: [1, 2, 3])
  func `One thread or many: the same totals, findings and figures`(_ workers: Int) throws {
    let path = try folder.write(Self.file, to: "x.jsonl")
    let outcome = try workspace.load(.file(path), as: "d", options: options(workers: workers))
    // The oracle: every stored example read again, one after the other, each rule asked.
    var checking = Checking(asksAll: true)
    var statistics = DatasetStatistics()
    try workspace.forEachExample(of: outcome.dataset) { stored in
      let example = try Example(stored.bytes)
      let tokens = unsafe ExampleTokens(of: example) { $0.count }
      #expect(stored.facts.tokens == tokens.total && stored.facts.trainedTokens == tokens.trained)
      checking.add(example, number: stored.number, line: stored.facts.line)
      statistics.add(example, tokens: tokens)
      return true
    }
    let examination = try #require(outcome.examination)
    let report = examination.checking.report()
    #expect(report == checking.report())
    #expect(examination.statistics == statistics)
    #expect(outcome.dataset.tokens == statistics.tokens.sum)
    #expect(outcome.dataset.trainedTokens == statistics.trainedTokens.sum)
    #expect(outcome.report.byteCount > 3 << 20, "the file takes several segments")
    #expect(
      Set(["D08", "D10", "D12", "W01", "W04", "W15", "W27"]).isSubset(of: report.counts.keys))
  }

  @Test func `What one model makes of a revision is kept for that model and revision alone`() throws
  {
    let path = try folder.write(Self.file, to: "x.jsonl")
    let dataset = try workspace.load(.file(path), as: "d", options: options(workers: 2)).dataset
    var checking = Checking(rules: Rule.aboutModels, target: TrainingTarget(model: "m", kinds: []))
    try workspace.forEachExample(of: dataset) { stored in
      checking.add(try Example(stored.bytes), number: stored.number, line: stored.facts.line)
      return true
    }
    let report = checking.report()
    #expect(report.counts == ["D24": 1])
    try workspace.keep(report, of: dataset, revision: nil, forReading: "m 8")
    let reopened = try folder.workspace()
    #expect(try reopened.keptReport(of: dataset, revision: 1, forReading: "m 8") == report)
    #expect(try reopened.keptReport(of: dataset, revision: nil, forReading: "m 9") == nil)
    #expect(try reopened.keptReport(of: dataset, revision: 2, forReading: "m 8") == nil)
  }

  @Test func `A load above the limit, of a part, or repaired is not examined`() throws {
    let path = try folder.write(Self.file, to: "x.jsonl")
    var options = options(workers: 2)
    options.examinedExamples = 5_759
    #expect(try workspace.load(.file(path), as: "a", options: options).examination == nil)
    options.examinedExamples = 5_760
    #expect(try workspace.load(.file(path), as: "b", options: options).examination != nil)
    options.collision = .append
    options.examinedExamples = 100_000
    #expect(try workspace.load(.file(path), as: "b", options: options).examination == nil)
    options.collision = .replace
    options.repairs = true
    #expect(try workspace.load(.file(path), as: "b", options: options).examination == nil)
  }

  @Test func `What was found is kept for its revision and for no other`() throws {
    let path = try folder.write(Self.file, to: "x.jsonl")
    let loaded = try workspace.load(.file(path), as: "d", options: options(workers: 2))
    let examination = try #require(loaded.examination)
    let report = examination.checking.report()
    #expect(try workspace.keptReport(of: loaded.dataset) == nil)
    try workspace.keep(report, examination.statistics, of: loaded.dataset)
    #expect(try workspace.keptReport(of: loaded.dataset) == report)
    #expect(try workspace.keptStatistics(of: loaded.dataset) == examination.statistics)

    let changed = try workspace.apply(
      [ExampleChange(.drop, number: 3)], to: loaded.dataset, describedAs: .init("drop", "x"))
    #expect(try workspace.keptReport(of: changed.after) == nil)
    #expect(try workspace.keptStatistics(of: changed.after) == nil)
    #expect(try workspace.keptReport(of: changed.after, revision: 1) == report)

    _ = try workspace.undo()
    #expect(try workspace.keptReport(of: loaded.dataset) == report)
  }
}
