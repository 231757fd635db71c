import Presentation

extension TrainingEvent {
  /// How the console says it.
  var output: ConsoleOutput { switch self {} }
}
