import Presentation

extension SpendingEvent {
  /// How the console says it.
  var output: ConsoleOutput { switch self {} }
}
