import Commands
import Datasets
package import Presentation
import Quantities

extension NextResult: Report {
  package var blocks: [Block] {
    switch self {
    case .atEnd(let dataset, 0):
      return [.note("no example of \(dataset) has an error or a warning")]
    case .atEnd(let dataset, let count):
      return [
        .note(
          "no further one of \(NumberFormat.count(count, "example")) with findings;  "
            + "next \(dataset)  begins again")
      ]
    case .example(let examples, let findings, let left):
      let lines = findings.map { finding -> Block in
        let code = StyledText(finding.rule, finding.severity == .error ? .bad : .caution)
        let place = finding.field.isEmpty ? "" : "  \(finding.field)"
        return .line("  " + code + "  \(finding.detail)" + StyledText(place, .dim))
      }
      let more =
        left == 0
        ? "the last one with findings"
        : "\(NumberFormat.count(left)) more with findings:  next \(examples.name)"
      return ShowResult.examples(examples).blocks + lines + [.note(StyledText(more))]
    }
  }
}
