extension Rule {
  /// R16: tools are declared or left out.
  package static let emptyTools = Rule(
    "R16", "empty-tools", .warning, "tools are declared or left out",
    explanation: """
      'tools' that is an empty list makes the template of Llama 3.1 write its instructions for \
      tools all the same, twice as many tokens for each example. Leave the key out.
      """,
    test: .reader({ check in
      guard let tools = check.facts[.emptyTools] else { return }
      check.report(check.counted(tools.count, "has", "have") + " 'tools' without a tool", tools)
    }))
}
