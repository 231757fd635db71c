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
        .hint(
          ";  next \(dataset)  begins again",
          after: "no further one of \(NumberFormat.count(count, "example")) with findings")
      ]
    case .example(let examples, let findings, let left):
      let lines = findings.map { finding -> Block in
        let code = StyledText(finding.rule, finding.severity == .error ? .bad : .caution)
        let place = finding.field.isEmpty ? "" : "  \(finding.field)"
        return .line("  " + code + "  \(finding.detail)" + StyledText(place, .dim))
      }
      let more: Block =
        left == 0
        ? .note("the last one with findings")
        : .hint(
          ":  next \(examples.name)", after: "\(NumberFormat.count(left)) more with findings")
      return ShowResult.examples(examples).blocks + lines + [more]
    }
  }
}
