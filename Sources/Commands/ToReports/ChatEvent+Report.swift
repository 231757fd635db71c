import Presentation

extension ChatEvent {
  /// How the console says it.
  var output: ConsoleOutput { switch self {} }
}
