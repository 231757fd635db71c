import Commands
package import Presentation

extension AskResult: Report {
  /// Nothing: the answer was shown as it came.
  package var blocks: [Block] { [] }
}
