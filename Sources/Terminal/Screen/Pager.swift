package import Presentation
import Processes

/// The program that long results are read with.
package struct Pager: Sendable, Hashable {
  /// The program and its arguments.
  package let words: [String]
  /// What the program is told besides the user's own environment.
  package let environment: [String: String]

  /// Finds the pager in `FT_PAGER`, then `PAGER`, else `less`; nil when paging is off.
  ///
  /// A variable that is set to nothing, or to `cat`, turns paging off. Less is told how to
  /// behave only where the user has not chosen: what its keys are, and that no key saves a file
  /// or starts a program. So is the encoding.
  package init?(environment: [String: String]) {
    let choice = environment["FT_PAGER"] ?? environment["PAGER"] ?? "less"
    let words = commandWords(choice)
    // A pager on a terminal that cannot move its cursor only asks to press Return.
    guard !words.isEmpty, words != ["cat"], environment["TERM"] != "dumb" else { return nil }
    var environment = environment
    if environment["LESS"] == nil {
      environment["LESS"] = "-FRX -Ps?eq goes back:space shows more, q goes back.$"
      environment["LESSSECURE"] = environment["LESSSECURE"] ?? "1"
    }
    environment["LESSCHARSET"] = environment["LESSCHARSET"] ?? "utf-8"
    self.words = words
    self.environment = environment
  }

  /// Returns the lines that blocks take on a screen, counting those the terminal itself breaks.
  package static func lines(of blocks: [Block], _ layout: Layout) -> Int {
    var plain = layout
    plain.usesColor = false
    return render(blocks, plain).split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast().reduce(0) { count, line in
        count + max(1, (displayWidth(String(line)) + layout.width - 1) / layout.width)
      }
  }

  /// Shows `text` until the person leaves, and returns the pager's exit status.
  func show(_ text: String) throws(ProgramError) -> Int32 {
    try runProgram(words, environment: environment, input: text)
  }
}
