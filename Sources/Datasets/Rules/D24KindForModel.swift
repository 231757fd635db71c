extension Rule {
  /// D24: the model trains on examples of this kind.
  package static let kindForModel = Rule(
    "D24", "kind-for-model", .error, "the model trains on examples of this kind",
    explanation: """
      Chat models train on conversations and on preferences; pairs of a prompt and a completion \
      are for the older models babbage-002 and davinci-002, which take nothing else.
      """,
    test: .dataset({ check in
      guard let target = check.target else { return }
      let others = check.facts.examples.filter { !target.kinds.contains($0.kind) }
      guard let first = others.first else { return }
      let kinds = target.kinds.map(\.noun).sorted().joined(separator: " and ")
      let count = others.count { $0.kind == first.kind }
      check.report(
        "\(count) \(count == 1 ? first.kind.rawValue : first.kind.noun); "
          + "\(target.model) trains on \(kinds)", first)
    }))
}

extension ExampleKind {
  fileprivate var noun: String {
    switch self {
    case .chat: "chats"
    case .preference: "preferences"
    case .completion: "completions"
    }
  }
}
