import Commands
import Files
import Glibc

extension Session.Surroundings.StandardInput {
  /// What this process reads from descriptor 0; cancelling the task ends a wait for it.
  static let ofProcess = Self(isTerminal: isatty(0) == 1) { take in
    try LocalFile.forEachBlockOfStandardInput(checking: Task.checkCancellation, take)
  }
}
