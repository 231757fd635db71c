import Datasets

/// One thing that is said in an example, as it is shown, searched and compared.
package struct ExampleTurn: Sendable, Hashable {
  /// What is special about it.
  package enum Remark: Sendable, Hashable {
    /// It is never trained.
    case weightZero
    /// It calls a tool.
    case callsTool
  }

  /// A role; `prompt` and `completion`, or `preferred` and `rejected`, where a kind has those.
  package var role: String
  package var text: String
  package var remark: Remark?
}

extension Example {
  /// The conversation in order; of a preference both answers, of a completion both parts.
  package var turns: [ExampleTurn] {
    switch kind {
    case .completion:
      return [
        ExampleTurn(role: "prompt", text: prompt ?? ""),
        ExampleTurn(role: "completion", text: completion ?? ""),
      ]
    case .chat: return messages.map(turn)
    case .preference:
      return messages.map(turn)
        + preferred.map { ExampleTurn(role: "preferred", text: text(of: $0) ?? "") }
        + rejected.map { ExampleTurn(role: "rejected", text: text(of: $0) ?? "") }
    }
  }

  private func turn(_ message: Message) -> ExampleTurn {
    ExampleTurn(
      role: role(of: message), text: text(of: message) ?? "",
      remark: message.hasCall ? .callsTool : message.isWeightZero ? .weightZero : nil)
  }
}
