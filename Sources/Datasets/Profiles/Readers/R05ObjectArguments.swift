extension Rule {
  /// R05: arguments of calls are JSON texts.
  package static let objectArguments = Rule(
    "R05", "object-arguments", .warning, "arguments of calls are JSON texts",
    explanation: """
      Arguments of a tool call that are an object, and not a JSON text in a string, go through \
      the types of the reader: numbers lose digits after the tenth, whole numbers beyond 64 \
      bits wrap, and Dataset.from_list gives every call the keys of every other one. Write the \
      arguments as text.
      """,
    test: .reader({ check in
      guard let calls = check.facts[.objectArguments] else { return }
      check.report(
        check.counted(calls.count, "has", "have") + " numbers in arguments that are an object",
        calls)
    }))
}
