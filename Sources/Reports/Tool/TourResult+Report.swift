import Commands
package import Presentation

extension TourResult: Report {
  package var blocks: [Block] { lesson.map(blocks(of:)) ?? list }

  private var list: [Block] {
    let rows = shelf.lessons.map { lesson -> [StyledText] in
      let mark: StyledText = lesson.isDone ? StyledText("✓", .good) : StyledText("")
      return [
        mark, StyledText("\(lesson.number)"), StyledText(lesson.title),
        StyledText(lesson.isDone ? "" : share(of: lesson), .dim),
      ]
    }
    let table = Table(
      [.init("done"), .init("number", alignment: .trailing), .init("lesson"), .init("steps")],
      rows: rows, showsTitles: false)
    guard let next = shelf.lessons.first(where: { !$0.isDone }) else {
      return [
        .table(table),
        .hint(";  \(line("guide", 1)) --again  begins anew, in the shell", after: "all done"),
      ]
    }
    return [.table(table), begin(next)]
  }

  private func blocks(of lesson: LessonShelf.Lesson) -> [Block] {
    let done = lesson.isDone ? "done" : share(of: lesson)
    let files = copy ?? String(lesson.path.dropLast("/lesson.ft".count))
    return [
      .line("\("\(lesson.number)  \(lesson.title)", .strong)  \(done, .dim)"),
      .line(copy == nil ? "its files are in  \(files)" : "copied its files to  \(files)"),
      begin(lesson),
    ]
  }

  private func share(of lesson: LessonShelf.Lesson) -> String {
    lesson.doneCount == 0 ? "" : "\(lesson.doneCount) of \(lesson.stepCount)"
  }

  /// A prompt is no place to be guided in: the lesson has a workspace of its own.
  private func begin(_ lesson: LessonShelf.Lesson) -> Block {
    let verb = lesson.doneCount == 0 || lesson.isDone ? "begins" : "goes on with"
    let again = lesson.isDone ? " --again" : ""
    return .line(
      """
      \(line("guide", lesson.number) + again, .accent)  \(verb) "\(lesson.title)", in the shell \
      \("(quit leaves a prompt)", .dim)
      """)
  }

  private func line(_ verb: String, _ number: Int) -> String {
    "ft \(verb) \(number)\(languageOption)"
  }
}
