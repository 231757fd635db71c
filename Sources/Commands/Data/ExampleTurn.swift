import Datasets
import JSON

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
      role: role(of: message), text: said(in: message),
      remark: message.hasCall ? .callsTool : message.isWeightZero ? .weightZero : nil)
  }

  /// The text of a message, and below it a line for each call: `NAME(ARGUMENTS)`.
  private func said(in message: Message) -> String {
    let text = text(of: message) ?? ""
    guard message.hasCall else { return text }
    let calls = message.toolCalls.flatMap(value)?.array?.compactMap { $0["function"] } ?? []
    let older = message.functionCall.flatMap(value).map { [$0] } ?? []
    let lines = (calls + older).map { call in
      let arguments = call["arguments"].map { $0.string ?? $0.text } ?? ""
      return "\(call["name"]?.string ?? "")(\(arguments))"
    }
    return ((text.isEmpty ? [] : [text]) + lines).joined(separator: "\n")
  }
}
