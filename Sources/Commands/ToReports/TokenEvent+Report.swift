import Presentation

extension TokenEvent {
  /// How the console says it.
  var output: ConsoleOutput { switch self {} }
}
