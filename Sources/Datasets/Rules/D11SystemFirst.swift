extension Rule {
  /// D11: the system message comes first, and once.
  package static let systemFirst = Rule(
    "D11", "system-first", .warning, "the system message comes first, and once",
    explanation: """
      Several services require that the system message is the first one and the only one. Others \
      accept a second, but at inference there is rarely one, so the model learns from a shape it \
      never meets.
      """,
    on: .order,
    test: .example({ check in
      let systems = check.places.filter {
        ($0.message.role == .system || $0.message.role == .developer)
          && $0.list.hasSuffix("messages")
      }
      guard let last = systems.last else { return }
      if systems.count > 1 {
        check.report("\(systems.count) system messages", last)
      } else if last.index > 0 {
        check.report("the system message is number \(last.index + 1)", last)
      }
    }))
}
