import Datasets
import Workspaces

/// What the rules say of data to measure on, beside the data that is trained on.
package struct Measured: Sendable {
  /// The dataset to measure on, with its revision where it is an older one.
  package var name: String
  package var exampleCount: Int
  package var findings: FindingList
  /// What was found and is to stand.
  package var waived: [WaivedFinding]
  var report: CheckReport

  /// Examples that repeat one of the training data, or nearly.
  package var leakCount: Int { report.counts[Rule.leakage.code] ?? 0 }

  /// Whether nothing of it is left that was not trained on.
  var isAllTrained: Bool { exampleCount > 0 && repeatedCount == exampleCount }

  /// Examples that repeat one of the training data with its answer.
  private let repeatedCount: Int

  /// Compares two datasets, as whole as `check TRAIN --validation NAME` names them.
  init(
    _ measuring: Selection, whileTraining training: Selection, limit: Int, showsNotes: Bool,
    in session: Session
  ) throws {
    let thresholds = try session.checks.thresholds
    let percent = thresholds.value(of: .leakage) ?? 70
    let found = try Leakage(
      from: training, into: measuring, likeness: Double(percent) / 100, in: session)
    let check = MeasuringCheck(
      training: Self.side(training, found.marks.left, in: session),
      measuring: Self.side(measuring, found.marks.right, in: session), leaks: found.leaks)
    let waivers = Waivers(try session.workspace.waivers(of: measuring.dataset))
    (report, waived) = waivers.applied(to: check.report(thresholds))
    name = measuring.name
    exampleCount = found.marks.right.count
    repeatedCount = found.leaks.count { $0.kind != .contradiction }
    findings = FindingList(
      report, of: measuring.dataset, limit: limit, showsNotes: showsNotes)
  }

  private static func side(
    _ selection: Selection, _ marks: [ExampleMark], in session: Session
  ) -> MeasuringCheck.Side {
    MeasuringCheck.Side(
      name: selection.dataset.name,
      answers: marks.map { ($0.number, $0.digest.answer) },
      answer: { [workspace = session.workspace] number in
        let stored = try? workspace.example(
          number, of: selection.dataset, revision: selection.revision)
        return stored.flatMap { try? Example($0.bytes) }?.text(of: .last(.assistant))
      })
  }
}
