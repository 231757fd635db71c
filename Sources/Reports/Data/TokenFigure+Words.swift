import Commands
import Quantities

extension TokenFigure {
  /// The count, with `~` where it is an estimate.
  var words: String { isExact ? NumberFormat.count(count) : NumberFormat.estimate(count) }
}

extension DatasetFacts {
  /// The dataset's tokens, with `~` where they are estimates or not known.
  var tokenWords: String { tokens?.words ?? "~?" }
}
