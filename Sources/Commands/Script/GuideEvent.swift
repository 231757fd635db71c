/// What is said on a learner's way through a lesson.
package enum GuideEvent: Sendable, Hashable {
  /// The lesson begins.
  case lesson(title: String?, stepCount: Int)
  /// The steps that were done before run again, unseen.
  case resuming(doneCount: Int, stepCount: Int)
  /// A step begins; both counts from 1.
  case step(title: String, number: Int, count: Int)
  /// A step is passed over, since it was done before.
  case doneBefore(title: String, number: Int, count: Int)
  /// Paragraphs of the lesson's text.
  case prose([String])
  /// A line of the lesson runs by itself.
  case line(String, inChat: String?)
  /// It is the learner's turn to type.
  case turn(isFirst: Bool, inChat: Bool)
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
  /// The answer is not what the step asks for.
  case wrong(WrongAnswer, attempts: Int)
  /// The answer is right, and the step goes on.
  case right
  /// The step is done; `isLast` when the lesson is too.
  case stepDone(isLast: Bool)
  /// What the learner did after the step was done is taken back.
  case tookBack
  /// A line left the chat that the lesson goes on in, and the chat is open again.
  case chatGoesOn
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
}

/// Why an answer is not what a step asks for.
package enum WrongAnswer: Sendable, Hashable {
  /// An expectation is not met, in words with the actual value.
  case expectation(String)
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
  case otherJob(String)
  case missingFile(String)
  case otherFile(String)
  /// Providers, rules or waivers.
  case settings
}
