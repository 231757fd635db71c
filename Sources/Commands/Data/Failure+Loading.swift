import CommandLanguage
import Datasets
import Quantities
import Workspaces

extension Failure {
  /// Says why `file` was not loaded as `name`, with the first faulty line and a way on.
  init(loading file: String, as name: String, _ error: WorkspaceError) {
    guard case .unreadableLines(_, let faults, let total, let good) = error,
      let first = faults.first
    else {
      self.init(error)
      consequence = consequence ?? "nothing was loaded"
      if case .file(_, let number) = error, number == 2 {
        self = Failure(
          .noFile, "no file \(file)", consequence: "nothing was loaded",
          remedy: "check the path; Tab completes file names")
      }
      return
    }
    let repairable = first.isRepairable
    self.init(
      repairable ? .repairableLines : .unreadableLines,
      "\(file) line \(first.line), column \(first.column): \(first.code.sentence)",
      excerpt: Self.excerpt(of: first))
    let others =
      good == 0
      ? "no line is an example"
      : "\(NumberFormat.count(good)) other \(good == 1 ? "line is" : "lines are") fine"
    let more = total > 1 ? ", \(NumberFormat.count(total - 1)) more are faulty" : ""
    consequence = "nothing was loaded (\(others)\(more))"
    remedy =
      repairable
      ? "load \(file) as \(name) --repair"
      : "fix it and load again, or:  load \(file) as \(name) --skip-bad"
  }

  private static func excerpt(of fault: ReadingFault) -> Diagnostic.Excerpt {
    let text = fault.excerpt.text
    let caret = text.prefix(fault.excerpt.caret).utf8.count
    let width = text.dropFirst(fault.excerpt.caret).first.map { String($0).utf8.count } ?? 0
    return Diagnostic.Excerpt(
      line: text, number: fault.line, caret: caret..<caret + width)
  }
}
