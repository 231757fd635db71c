import Presentation

extension DataEvent {
  /// How the console says it.
  var output: ConsoleOutput {
    switch self {
    case .sampled(let seed):
      .notice("sampled with seed \(seed); add  seed \(seed)  to draw the same again")
    }
  }
}
