import Commands
import Presentation

extension ExampleTurn {
  /// The turn as a block of a conversation.
  var presented: Presentation.Turn {
    Presentation.Turn(role: role, text: text, remark: remark?.words)
  }
}

extension ExampleTurn.Remark {
  /// The remark in two or three words.
  package var words: String {
    switch self {
    case .weightZero: "weight 0"
    case .callsTool: "calls a tool"
    case .resultOf(let name): "result of \(name)"
    case .refuses: "refuses"
    }
  }
}

/// The turns that differ, old with `-` and new with `+`.
func differingLines(_ old: [ExampleTurn], _ new: [ExampleTurn]) -> [Block] {
  func line(_ sign: String, _ turn: ExampleTurn, _ style: Style) -> Block {
    let remark = turn.remark.map { "  (\($0.words))" } ?? ""
    return .line(
      "  \(sign, style) \(turn.role, .dim)  \(turn.text.isEmpty ? "(empty)" : turn.text)\(remark)")
  }
  var blocks: [Block] = []
  for index in 0..<max(old.count, new.count) {
    let before = index < old.count ? old[index] : nil
    let after = index < new.count ? new[index] : nil
    if before == after { continue }
    if let turn = before { blocks.append(line("-", turn, .bad)) }
    if let turn = after { blocks.append(line("+", turn, .good)) }
  }
  return blocks
}

extension EstimateReason {
  /// Why there is a `~`, and what helps.
  var sentence: String {
    "~ is an estimate: \(fault);  scripts/vocabulary  fetches it"
  }
}
