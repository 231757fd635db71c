import JSON

extension Rule {
  /// W16: no text holds the frame of another format.
  static let leakedFrames = Rule(
    "W16", "leaked-frames", .warning, "no text holds the frame of another format",
    explanation: """
      '### Response:', '[INST]' and lines that begin with 'User:' or 'Assistant:' are how \
      other formats mark who speaks. In a content they come from a conversion that split a \
      conversation in the wrong place, and the model learns to go on speaking for the user. \
      Split the example, or take the marks out.
      """,
    on: [.frame, .unicodeEscape],
    test: .example({ check in
      for place in check.places {
        for span in check.texts(of: place.message) {
          guard let found = frames.first(in: check.example.bytes, span.contents) else { continue }
          check.report("the frame \(found.name)", place, "content", at: found.range)
        }
      }
    }))
}

private let frames = TextPatterns([
  ("'### Response:'", "### Response:"), ("'### Instruction:'", "### Instruction:"),
  ("'### Input:'", "### Input:"), ("'## Instruction:'", "## Instruction:"), ("'[INST]'", "[INST]"),
  ("a line 'User:'", #"\nUser:"#), ("a line 'Human:'", #"\nHuman:"#),
  ("a line 'Assistant:'", #"\nAssistant:"#), ("a line 'AI:'", #"\nAI:"#),
])
