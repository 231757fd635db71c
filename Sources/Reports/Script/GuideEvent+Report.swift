import Commands
import Presentation

extension GuideEvent {
  /// How the console says it.
  func output(in language: LessonLanguage) -> ConsoleOutput {
    let said = GuideSayer(language: language)
    return switch self {
    case .restoring(let number, let count, let line):
      .progress(said[.restoring(number, count)] + "  " + line)
    case .restored: .progress(nil)
    case .interruptedOnce: .notice(StyledText(said[.interruptedOnce]))
    case .interrupted: .notice(StyledText(said[.interrupted]))
    case .restoreInterrupted(let resume):
      .notice(StyledText("\(said[.restoreInterrupted])  \(resume)"))
    case .next(let command, let title):
      .notice(StyledText("\(said[.next])  \(command)  \(title)"))
    default: .result(said.blocks(of: self))
    }
  }
}

/// Puts what a guide says into blocks, in one language.
private struct GuideSayer {
  let language: LessonLanguage

  subscript(phrase: GuidePhrase) -> String { phrase[language] }

  func blocks(of event: GuideEvent) -> [Block] {
    switch event {
    case .lesson, .resuming, .step, .doneBefore, .prose, .line, .left: way(event)
    case .turn: [.line("\(self[.turn], .accent)")]
    case .reminder(let inChat): [note(inChat ? .reminderInChat : .reminder)]
    case .hint, .usage, .messageWanted, .revealed: help(event)
    case .wrong(let answer, let attempts, let changedSomething):
      [
        .line("\(self[.notYet], .caution): \(self[answer.phrase])"),
        .note(
          StyledText(
            (changedSomething ? self[.takenBack] : "")
              + self[attempts > 1 ? .helpAgain : .help])),
      ]
    case .right: [.line("\("✓", .good)")]
    case .stepDone(let isLast):
      [.line("\("✓ " + self[.done], .good)\(isLast ? "" : " · " + self[.enterGoesOn])")]
    case .tookBack: [note(.tookBack)]
    case .chatGoesOn: [note(.chatGoesOn)]
    case .chatIsOpen: [note(.chatIsOpen)]
    case .chatLeft: [note(.chatLeft)]
    case .chatReopened: [note(.chatReopened)]
    case .scratchOpened: [note(.scratchOpened)]
    case .scratchClosed: [note(.scratchClosed)]
    case .scratchKept: [.line("\("✓", .good) \(self[.scratchKept])")]
    case .notNow("back"): [note(.noCopy)]
    case .notNow("try"): [note(.copyAlready)]
    case .notNow: [note(.nothingToType)]
    case .rebuilt: [note(.rebuilt)]
    case .restoring, .restored, .restoreInterrupted, .next, .interruptedOnce, .interrupted: []
    }
  }

  private func note(_ phrase: GuidePhrase) -> Block { .note(StyledText(self[phrase])) }

  /// What is said on the way from step to step.
  private func way(_ event: GuideEvent) -> [Block] {
    switch event {
    case .lesson(let title, let count):
      return [.line("\(title ?? self[.untitled], .strong)"), note(.overview(count))]
    case .resuming(let done, let count): return [note(.resuming(done, count))]
    case .step(let title, let number, let count):
      return [.blank, .line(heading(title, number, count))]
    case .doneBefore(let title, let number, let count):
      return [.line("\(heading(title, number, count))\("  " + self[.doneBefore], .dim)")]
    case .prose(let paragraphs):
      return paragraphs.enumerated().flatMap { index, paragraph -> [Block] in
        let block = Block.paragraph(StyledText(paragraph))
        return index == 0 ? [block] : [.blank, block]
      }
    case .line(let text, let label):
      return [.line("\("\(label ?? "")> ", .dim)\(text, .accent)")]
    case .left(let title, let resume):
      return [note(title.map { GuidePhrase.leftAt($0, resume) } ?? .leftDone(resume))]
    default: return []
    }
  }

  private func heading(_ title: String, _ number: Int, _ count: Int) -> StyledText {
    "\(self[.stepOf(number, count)], .dim)  \(title, .strong)"
  }

  private func help(_ event: GuideEvent) -> [Block] {
    switch event {
    case .hint(let text, let number, let count):
      [.line("\(self[.hintOf(number, count)], .accent)  \(text)")]
    case .usage(let shapes):
      [note(.noFurtherHint)] + shapes.map { .line("  \($0, .accent)") } + [note(.revealShows)]
    case .messageWanted: [note(.messageWanted)]
    case .revealed(let line):
      [.line(StyledText(self[.answerIs])), .preformatted(StyledText(line, .accent))]
    default: []
    }
  }
}
