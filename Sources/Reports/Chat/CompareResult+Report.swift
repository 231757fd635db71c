import Commands
package import Presentation

extension CompareResult: Report {
  package var blocks: [Block] {
    [.turns(answers.map { Turn(role: $0.label, text: $0.text) })]
  }
}
