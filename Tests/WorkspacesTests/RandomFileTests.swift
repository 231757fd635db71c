import Randomness
import TestSupport
import Testing
import Workspaces

/// A file as a list of lines: the plainest model of what an export should be.
private struct LineFile {
  enum Kind { case example, blank, fault }

  struct Line {
    var kind: Kind
    var text: String
    /// LF, CR LF, or nothing at the end of the file.
    var end: String
    /// Counted from 1 among the examples.
    var number = 0
  }

  var mark = ""
  var lines: [Line] = []

  var text: String { mark + lines.map { $0.text + $0.end }.joined() }

  /// Some lines of every kind; a few are so long that the file takes several segments.
  init(_ random: inout SeededGenerator) {
    if Bool.random(using: &random) { mark = "\u{FEFF}" }
    let style = Int.random(in: 0..<3, using: &random)
    for index in 0..<Int.random(in: 1...25, using: &random) {
      let isCRLF = style == 1 || (style == 2 && Bool.random(using: &random))
      let end = isCRLF ? "\r\n" : "\n"
      switch Int.random(in: 0..<8, using: &random) {
      case 0: lines.append(Line(kind: .blank, text: index.isMultiple(of: 2) ? "" : " \t", end: end))
      case 1: lines.append(Line(kind: .fault, text: "{\"messages\": nope \(index)", end: end))
      case 2:
        let text = exampleLine("\(index)", String(repeating: "가", count: 200_000))
        lines.append(Line(kind: .example, text: text, end: end))
      default:
        lines.append(Line(kind: .example, text: " " + exampleLine("\(index)") + " ", end: end))
      }
    }
    lines.append(Line(kind: .example, text: exampleLine("last"), end: ""))
    if Bool.random(using: &random) { lines[lines.count - 1].end = "\n" }
  }

  /// Leaves the faulty lines out and numbers the examples.
  mutating func load() {
    lines.removeAll { $0.kind == .fault }
    var number = 0
    for index in lines.indices where lines[index].kind == .example {
      number += 1
      lines[index].number = number
    }
  }

  mutating func add(_ text: String) {
    let style = self.text.utf8
    var end = "\n"
    if let newline = style.lastIndex(of: 10), newline > style.startIndex,
      style[style.index(before: newline)] == 13
    {
      end = "\r\n"
    }
    if let last = lines.indices.last, lines[last].end.isEmpty { lines[last].end = end }
    lines.append(Line(kind: .example, text: text, end: end))
  }
}

@Suite struct RandomFileTests {
  @Test(arguments: 1...16 as ClosedRange<UInt64>)
  func `Any file is exported as it was, but for the lines that were edited`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    var file = LineFile(&random)
    let path = try folder.write(file.text, to: "in.jsonl")
    var options = LoadOptions()
    options.skipsFaults = true
    let faults = file.lines.count { $0.kind == .fault }
    let lineCount = file.lines.count
    let outcome = try workspace.load(.file(path), as: "d", options: options)
    file.load()
    #expect(outcome.report.faultCount == faults)
    #expect(outcome.report.lineCount == lineCount)
    #expect(outcome.report.hasByteOrderMark == !file.mark.isEmpty)
    try expectExport(of: outcome.dataset, file, workspace, folder)

    var changes: [ExampleChange] = []
    for number in 1...outcome.dataset.exampleCount {
      guard let index = file.lines.firstIndex(where: { $0.number == number }) else { continue }
      switch Int.random(in: 0..<3, using: &random) {
      case 0:
        changes.append(ExampleChange(.drop, number: number))
        file.lines.remove(at: index)
      case 1:
        let text = exampleLine("edited \(number)")
        changes.append(ExampleChange(.set(.init(bytes: Array(text.utf8))), number: number))
        file.lines[index].text = text
      default: break
      }
    }
    let text = exampleLine("added")
    changes.append(ExampleChange(.add(.init(bytes: Array(text.utf8)), tags: [], note: nil)))
    file.add(text)
    let after = try workspace.apply(
      changes, to: outcome.dataset, describedAs: ChangeDescription("set", "some"))
    try expectExport(of: after.after, file, workspace, folder)
  }

  private func expectExport(
    of dataset: Dataset, _ file: LineFile, _ workspace: Workspace, _ folder: TemporaryFolder
  ) throws {
    try workspace.export(dataset, to: folder.file("out"))
    let isEqual = try folder.bytes(of: "out") == Array(file.text.utf8)
    #expect(isEqual)
    #expect(dataset.exampleCount == file.lines.count { $0.kind == .example })
  }
}
