package import FineTuning

/// What is said while a verb sends files and follows jobs.
package enum TrainingEvent: Sendable {
  /// A file that takes a while to send is on its way.
  case uploading(byteCount: Int, provider: String)
  /// Some answers are longer than the model reads; `first` is one of them.
  case answersCut(count: Int, first: String, model: String)
  /// Examples to measure on that are trained on as well; the first of them with what they are.
  case leaked(count: Int, first: [String], validation: String, training: String)
  /// What else makes a measure on that data say little, as a sentence.
  case measuredBadly(validation: String, detail: String)
  /// What a job has told, oldest first, without its steps.
  case happened([JobEvent])
  /// How far the followed job is; nil removes what was shown of it.
  case progress(StepProgress?)
  /// The provider asked for a pause, which is kept.
  case paused(seconds: Double)
  /// The service does not answer, for the reason in `message`, and is asked again.
  case silent(message: String)
  /// An environment for engines is being made, which takes minutes; `log` takes what is printed.
  case installing(folder: String, log: String)
  /// How far that is, in bytes on the disk; nil removes what was shown of it.
  case installed(byteCount: Int?)
  /// A model is loaded and trained for some steps, to see whether it can be.
  case checkingEngine(name: String)
  /// A job that nobody follows has ended.
  case ended(name: String, Job)
}

/// How far a job is that is followed.
package struct StepProgress: Sendable, Hashable {
  package var step: Int
  package var stepCount: Int
  /// Of every step so far, nil where it has none.
  package var losses: [Double?]
  package var lastLoss: Double?
  /// Steps in a second since the job is followed; nil before that can be told.
  package var rate: Double?

  /// How long the rest takes at that rate.
  package var remaining: Duration? { rate.map { .seconds(Double(stepCount - step) / $0) } }
}
