import Datasets
import Workspaces

/// The findings of a check that are shown, and how many there are in all.
package struct FindingList: Sendable {
  /// One place where a rule is broken.
  package struct Entry: Sendable {
    /// The rule's code.
    package var rule: String
    /// Whether a provider refuses it; else it only harms the model.
    package var isError: Bool
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
  /// The file that lines are counted in, without its folder.
  package var fileName: String?
  package var shown: [Entry]
  package var errorCount: Int
  package var warningCount: Int

  /// Takes the first `limit` errors and warnings of a report; notes are never shown.
  init(_ report: CheckReport, of dataset: Dataset, limit: Int) {
    self.dataset = dataset.name
    fileName = dataset.fileName
    errorCount = report.count(.error)
    warningCount = report.count(.warning)
    shown = report.findings.lazy.filter { $0.severity > .note }.prefix(limit).map {
      Entry(
        rule: $0.rule, isError: $0.severity == .error, example: $0.example, line: $0.line,
        field: $0.field, detail: $0.detail)
    }
  }
}
