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

extension ExampleTurn {
  /// The turn behind a sign, as it is or was.
  func line(_ sign: String, _ style: Style) -> Block {
    let remark = remark.map { "  (\($0.words))" } ?? ""
    return .line(
      "  \(sign, style) \(role, .dim)  \(text.isEmpty ? "(empty)" : text)\(remark)")
  }
}

/// The turns that differ, old with `-` and new with `+`.
func differingLines(_ old: [ExampleTurn], _ new: [ExampleTurn]) -> [Block] {
  turnDifferences(old, new).flatMap { difference in
    switch difference {
    case .added(let turn): [turn.line("+", .good)]
    case .removed(let turn): [turn.line("-", .bad)]
    case .changed(let old, let new, _): [old.line("-", .bad), new.line("+", .good)]
    }
  }
}

extension EstimateReason {
  /// Why there is a `~`, and what helps.
  var sentence: String {
    "~ is an estimate: \(fault);  scripts/vocabulary  fetches it"
  }
}
