import Commands
import Testing

/// What is said of two conversations, a line for each difference.
private func told(_ old: [String], _ new: [String]) -> [String] {
  func turns(_ lines: [String]) -> [ExampleTurn] {
    lines.map { line in
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      return ExampleTurn(role: parts[0], text: parts.count > 1 ? parts[1] : "", remark: nil)
    }
  }
  return turnDifferences(turns(old), turns(new)).map { difference in
    switch difference {
    case .added(let turn): "+ \(turn.role) \(turn.text)"
    case .removed(let turn): "- \(turn.role) \(turn.text)"
    case .changed(let old, let new, _): "~ \(new.role) \(old.text) > \(new.text)"
    }
  }
}

@Suite struct TurnDifferenceTests {
  @Test(arguments: [
    (["user q", "assistant a"], ["user q", "assistant a"], []),
    (["user q", "assistant a"], ["system s", "user q", "assistant a"], ["+ system s"]),
    (["system s", "user q", "assistant a"], ["user q", "assistant a"], ["- system s"]),
    (["user q", "assistant a"], ["user q", "assistant b"], ["~ assistant a > b"]),
    (
      ["user one", "assistant two"], ["user new", "assistant old", "user one", "assistant 2"],
      ["+ user new", "+ assistant old", "~ assistant two > 2"]
    ),
    (
      ["user a b c", "assistant d", "user e f", "assistant g"],
      ["user e f g", "assistant g"],
      ["- user a b c", "- assistant d", "~ user e f > e f g"]
    ),
    (["user q"], ["assistant q"], ["- user q", "+ assistant q"]),
    ([], ["user q"], ["+ user q"]),
    (
      ["user x", "user x", "user x"], ["user x", "user x"], ["- user x"]
    ),
  ])
  func `A message that was put in or taken out is one difference`(
    old: [String], new: [String], differences: [String]
  ) {
    #expect(told(old, new) == differences)
  }
}
