import Testing

/// One chat example as a line of a file.
func chatLine(_ question: String, _ answer: String) -> String {
  #"{"messages": [{"role": "user", "content": "\#(question)"}, "#
    + #"{"role": "assistant", "content": "\#(answer)"}]}"# + "\n"
}

/// A file of so many different examples.
func chatFile(_ count: Int) -> String {
  (1...count).map { chatLine("What is \($0) plus one?", "It is \($0 + 1), as always.") }.joined()
}

extension Place {
  /// Makes `small.jsonl`, of twelve examples, and loads it as `small` into `x.ftdb`.
  func loadSmall() async throws {
    try write("small.jsonl", chatFile(12))
    _ = try await run("ft -w x.ftdb load small.jsonl as small")
  }
}
