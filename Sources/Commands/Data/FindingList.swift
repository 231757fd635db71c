package import Datasets
import JSON
import Workspaces

/// The findings of a check that are shown, and how many there are in all.
package struct FindingList: Sendable {
  /// One place where a rule is broken.
  package struct Entry: Sendable {
    /// The rule's code.
    package var rule: String
    /// How much it matters.
    package var severity: Severity
    /// The file that ``line`` is counted in, without its folder.
    package var fileName: String?
    /// The example's number; nil when the finding is about the whole dataset.
    package var example: Int?
    /// The line of the file, counted from 1, when it is known.
    package var line: Int?
    /// The path of the field; empty for the whole example.
    package var field: String
    /// What was found, as a phrase; may quote untrusted text.
    package var detail: String
  }

  package var dataset: String
  package var shown: [Entry]
  package var errorCount: Int
  package var warningCount: Int
  package var noteCount: Int

  /// How many findings are not shown; notes count where they are asked for.
  package var hiddenCount: Int {
    errorCount + warningCount + (showsNotes ? noteCount : 0) - shown.count
  }
  /// Whether notes are shown beside errors and warnings.
  private var showsNotes: Bool

  /// Takes the first `limit` errors and warnings of a report, and its notes where they are wanted.
  ///
  /// `sources` say which file an example's line is counted in; without any it is the dataset's.
  init(
    _ report: CheckReport, of dataset: Dataset, limit: Int, showsNotes: Bool = false,
    sources: [LoadedSource] = []
  ) {
    self.dataset = dataset.name
    self.showsNotes = showsNotes
    errorCount = report.count(.error)
    warningCount = report.count(.warning)
    noteCount = report.count(.note)
    let least = showsNotes ? Severity.note : .warning
    shown = report.findings.lazy.filter { $0.severity >= least }.prefix(limit).map { finding in
      let source = finding.example.flatMap { number in
        sources.first { $0.numbers.contains(number) }?.name.split(separator: "/").last
      }
      return Entry(
        rule: finding.rule, severity: finding.severity,
        fileName: source.map(String.init) ?? dataset.fileName, example: finding.example,
        line: finding.line, field: finding.field, detail: finding.detail)
    }
  }
}

extension FindingList.Entry {
  /// The finding as a value, as `check` has it.
  var json: JSONValue {
    [
      "rule": .string(rule), "severity": .string("\(severity)"),
      "example": JSONValue(example), "line": JSONValue(line), "field": .string(field),
      "detail": .string(detail),
    ]
  }
}
