import JSON

extension Rule {
  /// W16: no text holds the frame of another format.
  static let leakedFrames = Rule(
    "W16", "leaked-frames", .warning, "no text holds the frame of another format",
    explanation: """
      '### Response:', '[INST]' and lines that begin with 'User:' or 'Assistant:' are how \
      other formats mark who speaks, and '## 18. Instruction:' is how lists of generated tasks \
      do. In a content they come from a conversion that split in the wrong place, and the model \
      learns to go on speaking for the user, or to pose tasks. Split the example, or take out \
      what follows the mark.
      """,
    on: [.frame, .unicodeEscape],
    test: .example({ check in
      for place in check.places {
        for span in check.texts(of: place.message) {
          let bytes = check.example.bytes
          guard
            let found = frames.first(in: bytes, span.contents)
              ?? bytes.numberedTask(in: span.contents)
          else { continue }
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

extension [UInt8] {
  /// The first `##` of a list of tasks, as `##\n18. Instruction:` is written in JSON.
  fileprivate func numberedTask(in range: Range<Int>) -> (name: String, range: Range<Int>)? {
    var index = range.lowerBound
    while index + 1 < range.upperBound {
      defer { index += 1 }
      guard self[index] == UInt8(ascii: "#"), self[index + 1] == UInt8(ascii: "#") else { continue }
      var end = index
      while end < range.upperBound, self[end] == UInt8(ascii: "#") { end += 1 }
      while end < range.upperBound, self[end] == 0x20 || stands("\\n", at: end) {
        end += self[end] == 0x20 ? 1 : 2
      }
      let digits = end
      while end < range.upperBound, self[end].isDigit { end += 1 }
      guard end > digits, stands(". ", at: end) else { continue }
      let tasks: [StaticString] = ["Instruction:", "Input:", "Output:"]
      guard let task = tasks.first(where: { stands($0, at: end + 2) }) else { continue }
      return ("'## … \(task)'", index..<end + 2 + task.utf8CodeUnitCount)
    }
    return nil
  }
}
