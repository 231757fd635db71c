package import Datasets
import JSON
import Workspaces

/// What every profile makes of one dataset: rules by profiles, with counts.
package struct CheckMatrix: Sendable {
  /// What one profile says.
  package struct Column: Sendable {
    package var profile: Profile
    package var errorCount: Int
    package var warningCount: Int
    package var noteCount: Int
    /// The worst severity of each rule's findings, and how many there are, by code.
    package var cells: [String: Cell]
  }

  /// The findings of one rule for one profile.
  package struct Cell: Sendable, Hashable {
    package var severity: Severity
    package var count: Int
  }

  /// The dataset, with its revision where it is an older one.
  package var name: String
  package var dataset: String
  package var exampleCount: Int
  /// The rules that found something for some profile, in the order of their codes.
  package var rules: [Rule]
  package var columns: [Column]

  init(of selection: Selection, in session: Session) throws {
    let profiles = Profile.all
    let reports = try session.checks.check(selection, for: profiles)
    name = selection.name
    dataset = selection.dataset.name
    exampleCount = reports.first?.exampleCount ?? 0
    columns = zip(profiles, reports).map(Column.init)
    let found = Set(columns.flatMap(\.cells.keys))
    rules = (Rule.all + Rule.aboutReaders).filter { found.contains($0.code) }
  }

  var json: JSONValue {
    [
      "dataset": .string(name), "count": .integer(exampleCount),
      "profiles": .array(columns.map(\.json)),
    ]
  }
}

extension CheckMatrix.Column {
  fileprivate init(_ profile: Profile, _ report: CheckReport) {
    var cells: [String: CheckMatrix.Cell] = [:]
    for finding in report.findings {
      let count = report.counts[finding.rule] ?? 0
      let worst = max(finding.severity, cells[finding.rule]?.severity ?? finding.severity)
      cells[finding.rule] = CheckMatrix.Cell(severity: worst, count: count)
    }
    self.init(
      profile: profile, errorCount: report.count(.error), warningCount: report.count(.warning),
      noteCount: report.count(.note), cells: cells)
  }

  /// The rules whose findings are errors, in the order of their codes.
  package var refusing: [String] { cells.filter { $0.value.severity == .error }.keys.sorted() }

  fileprivate var json: JSONValue {
    [
      "profile": .string(profile.name), "date": .string(profile.date),
      "errors": .integer(errorCount), "warnings": .integer(warningCount),
      "notes": .integer(noteCount),
      "rules": .object(
        cells.sorted { $0.key < $1.key }.map { code, cell in
          JSONMember(
            code, ["severity": .string("\(cell.severity)"), "count": .integer(cell.count)])
        }),
      "must_change": .array(refusing.map(JSONValue.string)),
    ]
  }
}
