import Commands
import Presentation
import Quantities

extension GuideEvent {
  /// How the console says it.
  var output: ConsoleOutput { .result(blocks) }

  private var blocks: [Block] {
    switch self {
    case .lesson(let title, let count):
      return [
        .line("\(title ?? "a lesson", .strong)"),
        .note(
          StyledText(
            "\(NumberFormat.count(count, "step")) · hint, reveal, skip, try and quit work at any time"
          )
        ),
      ]
    case .resuming(let done, let count):
      return [
        .note(
          StyledText(
            "\(done) of \(NumberFormat.count(count, "step")) done before; their lines run again"))
      ]
    case .step(let title, let number, let count):
      return [.blank, .line(Self.heading(title, number, count))]
    case .doneBefore(let title, let number, let count):
      return [.line("\(Self.heading(title, number, count))\("  done before", .dim)")]
    case .prose(let paragraphs):
      return paragraphs.enumerated().flatMap { index, paragraph -> [Block] in
        let block = Block.paragraph(StyledText(paragraph))
        return index == 0 ? [block] : [.blank, block]
      }
    case .line(let text, let label):
      return [.line("\("\(label ?? "")> ", .dim)\(text, .accent)")]
    case .turn(let isFirst, let inChat): return [Self.turn(isFirst: isFirst, inChat: inChat)]
    case .reminder(let inChat):
      return [
        .note(
          inChat
            ? "type a message, or  /hint  /reveal  /skip; /done leaves the chat"
            : "type a line, or  hint  reveal  skip  try  quit")
      ]
    case .hint, .usage, .messageWanted, .revealed: return help
    case .wrong(let answer, let attempts):
      return [
        .line("\("not yet", .caution): \(answer.sentence)"),
        .note(
          attempts > 1
            ? "nothing of that line stays; hint helps, reveal shows the line"
            : "nothing of that line stays; try again, or hint"),
      ]
    case .right: return [.line("\("✓", .good)")]
    case .stepDone(let isLast):
      return [.line(isLast ? "\("✓ done", .good)" : "\("✓ done", .good) · Enter goes on")]
    case .tookBack: return [.note("taken back: this step is done; Enter goes on")]
    case .chatGoesOn: return [.note("the lesson goes on in this chat, so it is open again")]
    case .scratchOpened:
      return [.note("a copy to try things in; back returns and nothing of it stays")]
    case .scratchClosed: return [.note("back; everything is as it was before try")]
    case .scratchKept: return [.line("\("✓", .good) that is what was asked for, so it stays")]
    case .notNow(let word): return [.note(StyledText(Self.reason(against: word)))]
    case .rebuilt:
      return [.note("your data went another way; the lesson goes on with its own from here")]
    case .left(let title, let resume):
      let place = title.map { "you are at \"\($0)\"" } ?? "the lesson is done"
      return [.note(StyledText("\(place);  \(resume)"))]
    }
  }

  private static func heading(_ title: String, _ number: Int, _ count: Int) -> StyledText {
    "\("step \(number) of \(count)", .dim)  \(title, .strong)"
  }

  private static func turn(isFirst: Bool, inChat: Bool) -> Block {
    if inChat { return .line("\("Your turn", .accent) to write to the model.") }
    return isFirst ? .line("\("Your turn.", .accent)") : .line("\("Your turn again.", .accent)")
  }

  private var help: [Block] {
    switch self {
    case .hint(let text, let number, let count):
      return [.line("\("hint \(number) of \(count)", .accent)  \(text)")]
    case .usage(let shapes):
      return [.note("there is no further hint; the line has this form:")]
        + shapes.map { .line("  \($0, .accent)") } + [.note("reveal shows the answer")]
    case .messageWanted: return [.note("a message to the model, in your own words")]
    case .revealed(let line):
      return [.line("the answer is"), .preformatted(StyledText(line, .accent))]
    default: return []
    }
  }

  private static func reason(against word: String) -> String {
    switch word {
    case "back": "there is no copy to leave; try makes one"
    case "try": "this is a copy already; back returns"
    default: "there is no line to type now; Enter goes on"
    }
  }
}

extension WrongAnswer {
  /// What is otherwise, behind "not yet: ".
  fileprivate var sentence: String {
    switch self {
    case .expectation(let sentence): sentence
    case .changesNothing: "this changes nothing"
    case .looksElsewhere: "this shows something else"
    case .wentWell(let code):
      "this line went well, and the step asks for one that fails"
        + (code.map { " with \($0)" } ?? "")
    case .otherFailure(let code, let expected): "this fails with \(code), and not with \(expected)"
    case .effect(let difference): difference.sentence
    }
  }
}

extension StateDifference {
  fileprivate var sentence: String {
    switch self {
    case .missingDataset(let name): "there should be a dataset \(name)"
    case .extraDataset(let name): "there should be no dataset \(name)"
    case .count(let name, let actual, let wanted):
      "\(name) has \(NumberFormat.count(actual, "example")), and should have "
        + NumberFormat.count(wanted)
    case .example(let name): "\(name) is not as it should be"
    case .missingJob(let name): "there should be a job @\(name)"
    case .extraJob(let name): "there should be no job @\(name)"
    case .otherJob(let name): "@\(name) should be launched with other options"
    case .missingFile(let name): "there should be a file \(name)"
    case .otherFile(let name): "the file \(name) should hold something else"
    case .settings: "something else is set than should be"
    }
  }
}
