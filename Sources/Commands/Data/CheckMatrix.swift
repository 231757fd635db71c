package import Datasets
import JSON
import Workspaces

/// What several profiles make of one dataset: rules by profiles, with counts.
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
  /// The rules that found something for some profile, in the order of their codes; the user's
  /// rules come last, by name.
  package var rules: [String]
  /// Findings that are to stand, of the profile that has most of them.
  package var waivedCount: Int
  package var columns: [Column]

  /// Which profiles a line asks for.
  enum Columns {
    case all
    case named([Profile])

    var profiles: [Profile] {
      switch self {
      case .all: Profile.all
      case .named(let profiles): profiles
      }
    }
  }

  /// Whether the line asks for every profile, and names none.
  package let isOfAll: Bool

  /// Whether the file is refused: by one of the profiles that the line names, else by all.
  var isRefused: Bool {
    isOfAll
      ? columns.allSatisfy { $0.errorCount > 0 } : columns.contains { $0.errorCount > 0 }
  }

  init(of selection: Selection, for asked: Columns, in session: Session) throws {
    let profiles = asked.profiles
    if case .all = asked { isOfAll = true } else { isOfAll = false }
    let judgment = try Judgment(
      of: selection.dataset, revision: selection.revision, numbers: selection.numbers, in: session)
    let judged = try session.checks.check(selection, for: profiles).map(judgment.applied)
    let reports = judged.map(\.report)
    waivedCount = judged.map(\.waived.count).max() ?? 0
    name = selection.name
    dataset = selection.dataset.name
    exampleCount = reports.first?.exampleCount ?? 0
    columns = zip(profiles, reports).map(Column.init)
    let found = Set(columns.flatMap(\.cells.keys))
    rules =
      (Rule.all + Rule.aboutReaders).map(\.code).filter(found.contains)
      + (try UserRules(session: session).all.map(\.name).filter(found.contains))
  }

  var json: JSONValue {
    [
      "dataset": .string(name), "count": .integer(exampleCount),
      "waived": .integer(waivedCount), "profiles": .array(columns.map(\.json)),
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
