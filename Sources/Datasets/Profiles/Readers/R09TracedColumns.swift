extension Rule {
  /// R09: the columns are not those of a trace.
  package static let tracedColumns = Rule(
    "R09", "traced-columns", .warning, "the columns are not those of a trace",
    explanation: """
      Where id, source, model, system_prompt and messages stand together, datasets 5.2.0 takes \
      the file for the trace of an agent and asks for a package that decodes such traces. \
      Leave out the id, or load with parse_agent_traces=False.
      """,
    test: .reader({ check in
      let columns = ["id", "source", "model", "system_prompt", "messages"]
      guard columns.allSatisfy({ check.facts[.key($0)] != nil }) else { return }
      check.report(
        "the columns id, source, model, system_prompt and messages are taken for a trace", nil)
    }))
}
