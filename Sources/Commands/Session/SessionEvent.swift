/// Something that a session says while a verb works, besides the verb's result.
///
/// How it is said is decided in the module `Reports`; here it is only a fact.
package enum SessionEvent: Sendable {
  /// The workspace of an older ft was copied to `copy`, and is of this ft now.
  case migrated(workspace: String, copy: String)
  /// Of reading, searching and checking datasets.
  case data(DataEvent)
  /// Of changes to examples.
  case change(ChangeEvent)
  /// Of examples that are judged one by one.
  case review(ReviewEvent)
  /// Of counting tokens.
  case tokens(TokenEvent)
  /// Of files and jobs at a provider.
  case training(TrainingEvent)
  /// Of what a launch may cost.
  case spending(SpendingEvent)
  /// Of an open chat.
  case chat(ChatEvent)
  /// Of a script that runs.
  case script(ScriptEvent)
  /// Of a learner's way through a lesson, in the lesson's language.
  case guide(GuideEvent, LessonLanguage)
  /// Of a lesson that is shown to an audience.
  case presenter(PresenterEvent)
}

/// A question to the person at the prompt.
package enum Question: Sendable, Hashable {
  /// Whether `count` of a dataset's `total` examples may change.
  case changeExamples(count: Int, total: Int)
  /// Whether a model may be asked for so many answers.
  case askModel(model: String, count: Int)
  /// The name of a dataset that goes as a whole, to be typed.
  case nameOfRemoved(dataset: String, count: Int)
  /// Whether an old draft may replace what `example` has become since.
  case replaceChanged(example: String)
  /// Whether a text that is no example yet is opened in the editor again.
  case editAgain
  /// Whether a file is what it was taken for, with or without much doubt.
  case readAs(file: String, isSure: Bool)
  /// Whether a packed file may become a text that is many times as large.
  case unpack(file: String, packedCount: Int, size: Int)
  /// Whether an environment for engines may be made at `folder`, which takes this many bytes.
  case installEngine(folder: String, byteCount: Int)
  /// Whether the change on the screen goes into the script, one of so many.
  case takeChange(number: Int, count: Int)
  /// What is decided of the example on the screen.
  case reviewKey
  /// What goes with a key: the tag, the note, or the text that is looked for.
  case reviewText(ReviewKey)
  /// Whether a launch may cost this much, in words such as `about $0.40`.
  case spend(String, provider: String)
}
