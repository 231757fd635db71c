import CommandLanguage
import Datasets
package import Scripts

/// The language that a guide speaks in a lesson.
package enum LessonLanguage: String, Sendable, Hashable, CaseIterable {
  case english = "en"
  case korean = "ko"
  case japanese = "ja"

  /// The language of a lesson's prose, told by its writing, so that a teacher declares nothing.
  package init(of script: ScriptDocument) {
    switch WritingSystem(of: script.steps.flatMap(\.prose).joined(separator: "\n")) {
    case .korean: self = .korean
    case .japanese: self = .japanese
    default: self = .english
    }
  }

  /// All languages, this one first.
  package var andOthers: [LessonLanguage] { [self] + Self.allCases.filter { $0 != self } }
}

/// What is said on a learner's way through a lesson.
package enum GuideEvent: Sendable, Hashable {
  /// The lesson begins.
  case lesson(title: String?, stepCount: Int)
  /// The steps that were done before run again, unseen.
  case resuming(doneCount: Int, stepCount: Int)
  /// How far that is: a line of so many, with what it does.
  case restoring(number: Int, count: Int, line: String)
  /// Nothing more is run again.
  case restored
  /// Ctrl-C came before the lesson was where it was left; nothing of the progress is lost.
  case restoreInterrupted(resume: String)
  /// A step begins; both counts from 1.
  case step(title: String, number: Int, count: Int)
  /// A step is passed over, since it was done before.
  case doneBefore(title: String, number: Int, count: Int)
  /// Paragraphs of the lesson's text.
  case prose([String])
  /// A line of the lesson runs by itself.
  case line(String, inChat: String?)
  /// It is the learner's turn to type.
  case turn
  /// The learner pressed Enter where a line is asked for.
  case reminder(inChat: Bool)
  /// One of the author's hints, numbered from 1.
  case hint(String, number: Int, count: Int)
  /// How the verb of the answer is used, where the author's hints are used up.
  case usage([String])
  /// The answer may be any message.
  case messageWanted
  /// The answer.
  case revealed(String)
  /// The answer is not what the step asks for; what it changed, if it did, is taken back.
  case wrong(WrongAnswer, attempts: Int, changedSomething: Bool)
  /// The answer is right, and the step goes on.
  case right
  /// The step is done; `isLast` when the lesson is too.
  case stepDone(isLast: Bool)
  /// What the learner did after the step was done is taken back.
  case tookBack
  /// A line left the chat that the lesson goes on in, and the chat is open again.
  case chatGoesOn
  /// A chat is open where a line for ft is asked for, or none.
  case chatIsOpen
  /// A line in a chat is the step's own command, so the chat is left for it.
  case chatLeft
  /// That line was no answer, and the chat is open again.
  case chatReopened
  /// Lines are tried in a copy from now on.
  case scratchOpened
  /// The copy is gone; nothing of it stayed.
  case scratchClosed
  /// What the learner did in the copy is what the step asks for, and stays.
  case scratchKept
  /// A word of the guide that means nothing now.
  case notNow(String)
  /// The lesson's own line does not work on what the learner has made, so the lesson's own data is
  /// put in its place.
  case rebuilt
  /// The learner leaves; `title` is the step to go on with.
  case left(title: String?, resume: String)
  /// The lesson behind the one that is done.
  case next(command: String, title: String)
  /// Ctrl-C was pressed at the prompt; another leaves.
  case interruptedOnce
  /// Ctrl-C stopped a line, of which nothing stays.
  case interrupted
}

/// Why an answer is not what a step asks for.
package enum WrongAnswer: Sendable, Hashable {
  /// An expectation is not met.
  case expectation(UnmetExpectation)
  /// An expectation speaks of something that is not there.
  case unanswered(UnansweredExpectation)
  /// The line changes nothing, and the answer does.
  case changesNothing
  /// The line looks at something else than the answer does.
  case looksElsewhere
  /// The line went well, and the answer fails.
  case wentWell(expected: String?)
  /// The line fails with another code than the answer.
  case otherFailure(code: String, expected: String)
  /// The line changes something else than the answer does.
  case effect(StateDifference)
}

/// The first thing that is not the same after two lines.
package enum StateDifference: Sendable, Hashable {
  case missingDataset(String)
  case extraDataset(String)
  case count(dataset: String, is: Int, should: Int)
  case example(String)
  case missingJob(String)
  case extraJob(String)
  /// With the first field of the job's value that is otherwise, where one is.
  case otherJob(String, field: String?)
  case missingFile(String)
  case otherFile(String)
  /// Providers, rules or waivers.
  case settings
}
