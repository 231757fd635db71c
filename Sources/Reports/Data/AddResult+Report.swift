import Commands
package import Presentation

extension AddResult: Report {
  package var blocks: [Block] { [line] }
}
