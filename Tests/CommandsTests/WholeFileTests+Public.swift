import JSON

/// A tool as OpenAI has it, for rows that have it in another way.
private let statusTool: JSONValue = [
  "type": "function",
  "function": [
    "name": "order_status", "description": "What became of an order.",
    "parameters": [
      "type": "object",
      "properties": [
        "about": ["description": "What it is about.", "type": "string"],
        "number": ["type": "integer", "default": 1],
        "tags": ["type": "array", "items": ["type": "string"]],
      ],
      "required": ["about", "tags"],
    ],
  ],
]

private func arguments(_ talk: SupportTalk) -> JSONValue {
  ["about": .string(talk.turns[0].question), "number": .integer(talk.number), "tags": []]
}

private func calling(_ talk: SupportTalk, _ content: JSONValue = .null) -> JSONValue {
  [
    "role": "assistant", "content": content,
    "tool_calls": [
      [
        "id": "call_1", "type": "function",
        "function": ["name": "order_status", "arguments": .string(arguments(talk).text)],
      ]
    ],
  ]
}

private func result(_ talk: SupportTalk) -> JSONValue {
  ["role": "tool", "content": .string("{\"n\": \(talk.number)}"), "tool_call_id": "call_1"]
}

/// The text of ChatML, in pieces of which the answers are learned.
private func segments(_ talk: SupportTalk) -> [JSONValue] {
  talk.all().flatMap { message -> [JSONValue] in
    let role = message["role"]?.string ?? ""
    let said = (message["content"]?.string ?? "") + "<|im_end|>\n"
    return [
      ["label": false, "text": .string("<|im_start|>\(role)\n")],
      ["label": .bool(role == "assistant"), "text": .string(said)],
    ]
  }
}

private func glaive(_ talk: SupportTalk) -> JSONValue {
  let function = statusTool["function"] ?? .null
  let system =
    "SYSTEM: You are a helpful assistant with access to the following functions. "
    + "Use them if required -\n\(function.text)\n"
  let call = "{\"name\": \"order_status\", \"arguments\": '\(arguments(talk).text)'}"
  return [
    "system": .string(system),
    "chat": .string(
      "USER: \(talk.turns[0].question)\n\n\nASSISTANT: <functioncall> \(call) <|endoftext|>\n\n\n"
        + "FUNCTION RESPONSE: {\"n\": \(talk.number)}\n\n\n"
        + "ASSISTANT: \(talk.turns[0].answer) <|endoftext|>\n\n\n"),
  ]
}

/// Rows as well-known public datasets have them.
let publicFiles = [
  WholeFile(
    shape: "columns", mostTurns: 1, withSystem: false, isWritten: false,
    row: { talk in
      let parameters: JSONValue = [
        "about": ["description": "What it is about.", "type": "str"],
        "number": ["type": "int, optional", "default": 1], "tags": ["type": "List[str]"],
      ]
      let tools: JSONValue = [
        [
          "name": "order_status", "description": "What became of an order.",
          "parameters": parameters,
        ]
      ]
      let calls: JSONValue = [["name": "order_status", "arguments": arguments(talk)]]
      return [
        "id": .integer(talk.number), "query": .string(talk.turns[0].question),
        "answers": .string(calls.text), "tools": .string(tools.text),
      ]
    },
    example: { talk in
      [
        "messages": .array(talk.before() + [calling(talk)]), "tools": [statusTool],
        "id": .integer(talk.number),
      ]
    }),
  WholeFile(
    shape: "text", mostTurns: 1, withSystem: false, isWritten: false, row: glaive,
    example: { talk in
      let system = SupportTalk.message("system", "You are a helpful assistant.")
      let answer = SupportTalk.message("assistant", talk.answer)
      let messages = [system] + talk.before() + [calling(talk), result(talk), answer]
      return ["messages": .array(messages), "tools": [statusTool]]
    }),
  WholeFile(
    shape: "text", isWritten: false,
    row: { talk in
      let texts = segments(talk).compactMap { $0["text"]?.string }
      return ["text": .string(texts.joined())]
    }),
  WholeFile(shape: "segments", isWritten: false, row: { ["segments": .array(segments($0))] }),
  WholeFile(
    shape: "chosen-rejected", mostTurns: 1, withSystem: false, isWritten: false,
    row: { talk in
      let answers = talk.isLiked ? [talk.answer, talk.rejected] : [talk.rejected, talk.answer]
      return [
        "history": .string(talk.turns[0].question), "human_ref_A": .string(answers[0]),
        "human_ref_B": .string(answers[1]), "labels": .integer(talk.isLiked ? 1 : 0),
      ]
    }, example: { $0.pair }),
  WholeFile(
    shape: "columns", mostTurns: 1, withSystem: false, isWritten: false,
    options: " --map user=translation.en,assistant=translation.de",
    row: { talk in
      [
        "translation": [
          "de": .string(talk.answer), "en": .string(talk.turns[0].question),
          "fr": .string(talk.rejected),
        ]
      ]
    },
    example: { talk in
      [
        "messages": .array(talk.all()), "translation": ["fr": .string(talk.rejected)],
      ]
    }),
]
