import Commands
package import Presentation

extension ChatResult: Report {
  package var blocks: [Block] {
    var blocks: [Block] = [
      .line(
        """
        chat \(id) with \(label, .accent) · plain lines are sent · /help · \
        Ctrl-D leaves
        """)
    ]
    if let system { blocks.append(.note("system: \(system)")) }
    if !turns.isEmpty {
      blocks.append(.turns(turns.map { Turn(role: $0.role, text: $0.text) }))
    }
    return blocks
  }
}

extension AskResult: Report {
  /// Nothing: the answer was shown as it came.
  package var blocks: [Block] { [] }
}

extension CompareResult: Report {
  package var blocks: [Block] {
    [.turns(answers.map { Turn(role: $0.label, text: $0.text) })]
  }
}
