import JSON

extension Rule {
  /// D18: tool calls and their results belong together.
  static let toolCalls = Rule(
    "D18", "tools", .error, "tool calls and their results belong together",
    explanation: """
      Each tool message answers a call of the assistant, by its id, and the arguments of a call \
      are a JSON text in a string. A call whose result is missing, a result without its call, \
      and a call of a tool that 'tools' does not declare are refused, or teach the model to \
      invent.
      """,
    on: .call,
    test: .example({ check in
      for place in check.places where place.message.hasCall {
        guard let role = place.message.role, role != .assistant else { continue }
        let key = place.message.toolCalls == nil ? "function_call" : "tool_calls"
        check.report("a call in a \(role.rawValue) message", place, key)
      }
      guard check.example.kind == .chat else { return }
      checkCalls(&check)
    }))
}

private func checkCalls(_ check: inout ExampleCheck) {
  let declared = check.example.tools?.array.map { tools in
    Set(tools.compactMap { $0["function"]?["name"]?.string })
  }
  var open: [String] = []
  for place in check.places {
    if let id = place.message.toolCallID.map(check.example.text) {
      if let index = open.firstIndex(of: id) {
        open.remove(at: index)
      } else {
        check.report("no call has the id '\(id)'", place, "tool_call_id")
      }
    } else if place.message.role == .tool {
      check.report("a tool message without tool_call_id", place)
    }
    guard let range = place.message.toolCalls, place.message.role == .assistant else { continue }
    for call in check.example.value(in: range)?.array ?? [] {
      if let id = call["id"]?.string { open.append(id) }
      let name = call["function"]?["name"]?.string ?? ""
      if let declared, !declared.contains(name) {
        check.report("the tool '\(name)' is not declared", place, "tool_calls", at: range)
      }
      let arguments = call["function"]?["arguments"]?.string
      if arguments.flatMap({ try? JSONValue(parsing: $0) }) == nil {
        check.report("the arguments of '\(name)' are not JSON", place, "tool_calls", at: range)
      }
    }
  }
  if let id = open.first, check.places.last?.message.hasCall == false {
    check.report("the call '\(id)' has no result", field: "messages")
  }
}
