import Commands
package import Presentation

extension TourResult: Report {
  package var blocks: [Block] {
    let rows = shelf.lessons.map { lesson -> [StyledText] in
      let mark: StyledText = lesson.isDone ? StyledText("✓", .good) : StyledText("")
      let share = lesson.doneCount == 0 ? "" : "\(lesson.doneCount) of \(lesson.stepCount)"
      return [
        mark, StyledText("\(lesson.number)"), StyledText(lesson.title),
        StyledText(lesson.isDone ? "" : share, .dim),
      ]
    }
    let table = Table(
      [.init("done"), .init("number", alignment: .trailing), .init("lesson"), .init("steps")],
      rows: rows, showsTitles: false)
    guard let next = shelf.lessons.first(where: { !$0.isDone }) else {
      return [.table(table), .hint(";  ft guide 1 --again  begins anew", after: "all done")]
    }
    let verb = next.doneCount == 0 ? "begins" : "goes on with"
    return [
      .table(table),
      .line("\("ft guide \(next.number)", .accent)  \(verb) \"\(next.title)\", in the shell"),
    ]
  }
}
