import Commands
import Presentation
import Tokenization

extension TokenEvent {
  /// How the console says it.
  var output: ConsoleOutput {
    switch self {
    case .estimated(let reason): .notice(StyledText(reason.sentence))
    case .variant(let variant, let encoding):
      .notice(
        """
        \(variant.model) has \(variant.name): \(encoding.rawValue) and special tokens that are \
        text here
        """)
    case .repaired(let name, let offset):
      .notice(
        """
        \(name) is not UTF-8 at byte \(offset); such bytes are counted as U+FFFD, as Python \
        reads them with errors="replace"
        """)
    }
  }
}
