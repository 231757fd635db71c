import Commands
import Presentation

extension ScriptEvent {
  /// How the console says it.
  var output: ConsoleOutput {
    switch self {
    case .stopped(let message): .result([.preformatted(StyledText(message))])
    }
  }
}
