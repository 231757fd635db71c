import Presentation

extension ScriptEvent {
  /// How the console says it.
  var output: ConsoleOutput { switch self {} }
}
