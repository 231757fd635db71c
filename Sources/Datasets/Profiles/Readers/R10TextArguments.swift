extension Rule {
  /// R10: arguments have the form of the template.
  package static let textArguments = Rule(
    "R10", "text-arguments", .warning, "arguments have the form of the template",
    explanation: """
      Arguments of a call are a JSON text in a string for the services, and a template expects \
      the object. Templates of Llama 3 and Qwen2.5 put the text in quotes again, so that the \
      model learns escaped quotes; those of Qwen3.5 and GLM fail. Parse the arguments before \
      the template, as the engine of this program does.
      """,
    test: .reader({ check in
      guard let calls = check.facts[.textArguments] else { return }
      check.report(
        check.counted(calls.count, "has", "have") + " arguments as text, to be parsed first", calls)
    }))
}
