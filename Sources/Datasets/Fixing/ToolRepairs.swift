import JSON

extension Repair {
  /// W34: `functions` and `function_call` in today's form; ids are made by position.
  static let oldTools = Repair(.oldTools, "writes functions as tools") { edit in
    let example = edit.example
    guard example.kind == .chat else { return }
    edit.change { text in
      var done: [String] = []
      if let functions = example.functions?.array, example.toolsRange == nil {
        let tools = functions.map {
          JSONValue.object([.init("type", "function"), .init("function", $0)])
        }
        try text.remove(at: ["functions"])
        try text.set(.array(tools), at: ["tools"])
        done.append("writes 'functions' as 'tools'")
      }
      var open: String?
      for (index, message) in example.messages.enumerated() {
        let path: [JSONStep] = ["messages", .index(index)]
        if message.toolCalls == nil, let range = message.functionCall,
          let call = example.value(in: range), call.members != nil
        {
          let id = "call_\(index)"
          try text.remove(at: path + ["function_call"])
          try text.set(
            [["id": .string(id), "type": "function", "function": call]], at: path + ["tool_calls"])
          open = id
          done.append("writes a function call as a tool call")
        } else if message.role == .function, let id = open {
          try text.set("tool", at: path + ["role"])
          if message.toolCallID == nil { try text.set(.string(id), at: path + ["tool_call_id"]) }
          if message.name != nil { try text.remove(at: path + ["name"]) }
          open = nil
          done.append("writes a function's result as a tool's")
        }
      }
      return done
    }
  }
}
