extension Rule {
  /// W34: tools are declared and called in today's form.
  package static let oldTools = Rule(
    "W34", "old-tools", .note, "tools are declared and called as tools",
    explanation: """
      'functions' and 'function_call' are the form that tools had until 2023. OpenAI still takes \
      it in training data; other services do not. Today's form is 'tools', a list of objects with \
      a type and a function, and 'tool_calls', a list of calls that each have an id which the \
      tool's message repeats.
      """,
    test: .dataset({ check in
      let count = check.facts.oldToolsCount
      guard count > 0 else { return }
      check.report(
        "\(count) example\(count == 1 ? " uses" : "s use") functions, the older form of tools")
    }))
}
