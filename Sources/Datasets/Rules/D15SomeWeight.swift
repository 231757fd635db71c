extension Rule {
  /// D15: some assistant message has a weight above 0.
  static let someWeight = Rule(
    "D15", "all-weights-zero", .error, "some assistant message has a weight above 0",
    explanation: """
      When every assistant message of an example has weight 0, the example teaches nothing, and \
      is billed all the same. Set one weight to 1, or drop the example.
      """,
    remedy: "drop REF",
    on: .weight,
    test: .example({ check in
      let replies = check.example.messages.filter { $0.role == .assistant }
      guard check.example.kind == .chat, !replies.isEmpty, replies.allSatisfy(\.isWeightZero)
      else { return }
      check.report(
        replies.count == 1
          ? "the only assistant message has weight 0"
          : "all \(replies.count) assistant messages have weight 0", field: "messages")
    }))
}
