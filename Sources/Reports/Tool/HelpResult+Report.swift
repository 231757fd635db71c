import Commands
package import Presentation

extension HelpResult: Report {
  package var blocks: [Block] {
    switch self {
    case .overview(let declarations): overviewPage(of: declarations)
    case .verb(let declaration): declaration.page
    case .manual(let declarations): [.preformatted(StyledText(manualPage(of: declarations)))]
    case .code(let kind): kind.helpPage
    case .rule(let rule): rule.helpPage
    }
  }
}

private func overviewPage(of declarations: [VerbDeclaration]) -> [Block] {
  var blocks: [Block] = []
  func show(_ title: String, _ rows: [[StyledText]]) {
    blocks.append(.line(StyledText(title, .strong)))
    blocks.append(
      .table(
        Table(.explanation("verb", "summary"), rows: rows, showsTitles: false, indentation: 2)))
  }
  for group in VerbDeclaration.Group.allCases {
    let members = declarations.filter { $0.group == group }
    let prefix = group == .shell ? "ft " : ""
    guard !members.isEmpty else { continue }
    show(
      group == .shell ? "from the shell only" : group.rawValue,
      members.map { [StyledText(prefix + $0.name, .accent), StyledText($0.summary)] })
  }
  blocks.append(.blank)
  blocks.append(
    .note(
      "marv#7 is an example, marv#3..7,9 several, @demo a job, % the last result. "
        + "help VERB explains one; # begins a note."))
  return blocks
}
