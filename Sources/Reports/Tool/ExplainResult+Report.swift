import Commands
package import Presentation

extension ExplainResult: Report {
  package var blocks: [Block] {
    switch self {
    case .term(let term): term.blocks
    case .all(let terms):
      [
        .line(StyledText(terms.map(\.name).joined(separator: ", "))),
        .hint("explain TERM  says what ft does with it"),
      ]
    }
  }
}

extension GlossaryTerm {
  /// The meaning first, then what is done with it here and elsewhere.
  fileprivate var blocks: [Block] {
    var title = StyledText(name, .accent)
    if !others.isEmpty { title.append("  also \(others.joined(separator: ", "))", .dim) }
    var blocks: [Block] = [.line(title), .line(StyledText(meaning)), .blank]
    blocks.append(.line("\("here", .strong)  \(here)"))
    if let elsewhere { blocks.append(.line("\("elsewhere", .strong)  \(elsewhere)")) }
    return blocks
  }
}
