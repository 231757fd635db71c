import Presentation

extension ChangeEvent {
  /// How the console says it.
  var output: ConsoleOutput { switch self {} }
}
