import JSON

extension Rule {
  /// W35: the arguments of a call fit the schema of its tool.
  static let toolArguments = Rule(
    "W35", "tool-arguments", .warning, "the arguments of a call fit the tool's schema",
    explanation: """
      The model learns to call a tool as the examples do. Arguments that the tool's own \
      'parameters' would refuse teach calls that fail: a missing one, one of another type, a \
      value that is not among those of an enum. Of the schema (JSON Schema, draft 2020-12) are \
      looked at: type, properties, required, enum, const, items, additionalProperties, anyOf \
      and the bounds of numbers, texts and lists. A pattern, $ref, oneOf, allOf and what else \
      there is are not looked at, which is noted.
      """,
    on: .call,
    test: .example({ check in
      guard check.example.kind == .chat, let tools = check.example.tools?.array else { return }
      var schemas: [String: JSONValue] = [:]
      for tool in tools {
        guard let function = tool["function"], let name = function["name"]?.string else { continue }
        schemas[name] = function["parameters"]
      }
      var unseen: Set<String> = []
      for place in check.places where place.message.role == .assistant {
        guard let range = place.message.toolCalls else { continue }
        for call in check.example.value(in: range)?.array ?? [] {
          guard let name = call["function"]?["name"]?.string, let schema = schemas[name],
            let text = call["function"]?["arguments"]?.string,
            let arguments = try? JSONValue(parsing: text)
          else { continue }
          var reading = ToolSchema()
          let problem = reading.problem(of: arguments, in: schema)
          unseen.formUnion(reading.unseen)
          guard let problem else { continue }
          check.report("arguments of '\(name)': \(problem)", place, "tool_calls", at: range)
        }
      }
      guard !unseen.isEmpty else { return }
      check.report(
        "not looked at in the schemas: \(unseen.sorted().prefix(6).joined(separator: ", "))",
        field: "tools", at: check.example.toolsRange, severity: .note)
    }))
}
