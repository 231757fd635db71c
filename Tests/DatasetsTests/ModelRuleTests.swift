import Datasets
import Testing

private func chat(_ prompt: String, _ answer: String, weight: Int = 1) -> String {
  #"{"messages":[{"role":"user","content":"\#(prompt)"},"#
    + #"{"role":"assistant","content":"\#(answer)","weight":\#(weight)}]}"#
}

/// Counts by an estimate, so that no vocabulary is needed.
private var counter: TextCounter { TextCounter(nil) }

private func fit(_ line: String, limit: Int) throws -> ContextFit {
  ContextFit(of: try Example(Array(line.utf8)), limit: limit, counter: counter)
}

/// What the rules about models say of `lines`, as `RULE SEVERITY #number detail`.
private func says(
  _ lines: [String], limit: Int, kinds: Set<ExampleKind> = [.chat, .preference]
) throws -> [String] {
  var checking = Checking(
    rules: Rule.aboutModels, target: TrainingTarget(model: "toy", kinds: kinds))
  for (index, line) in lines.enumerated() {
    let example = try Example(Array(line.utf8))
    checking.add(
      example, number: index + 1,
      fit: ContextFit(of: example, limit: limit, counter: counter))
  }
  return checking.report().findings.map { finding in
    let place = finding.example.map { " #\($0)" } ?? ""
    return "\(finding.rule) \(finding.severity)\(place) \(finding.detail)"
  }
}

@Suite struct ModelRuleTests {
  private static let words = Array(repeating: "word", count: 40).joined(separator: " ")

  @Test func `What an answer loses is counted from its end`() throws {
    let line = chat("Hi", Self.words)
    let whole = try fit(line, limit: .max)
    #expect(!whole.isCut && whole.lost == 0 && whole.trained > 30)
    for over in [1, whole.trained - 1, whole.trained, whole.trained + 3] {
      let cut = try fit(line, limit: whole.tokens - over)
      #expect(cut.isCut && cut.tokens == whole.tokens && cut.trained == whole.trained)
      #expect(cut.lost == min(over, whole.trained))
    }
  }

  @Test func `An answer that is not trained loses nothing`() throws {
    let cut = try fit(chat("Hi", Self.words, weight: 0), limit: 10)
    #expect(cut.isCut && cut.trained == 0 && cut.lost == 0)
  }

  @Test func `A preference is its prompt with each of its answers`() throws {
    let line =
      #"{"input":{"messages":[{"role":"user","content":"Hi"}]},"#
      + #""preferred_output":[{"role":"assistant","content":"\#(Self.words)"}],"#
      + #""non_preferred_output":[{"role":"assistant","content":"No"}]}"#
    let whole = try fit(line, limit: .max)
    let half = try fit(line, limit: whole.tokens - 10)
    #expect(half.lost == 10)
    #expect(whole.tokens < ExampleTokens(estimating: try Example(Array(line.utf8))).total)
  }

  @Test func `Every row that loses something is named, and what it loses`() throws {
    let lines = [chat("Hi", "Yes."), chat("Hi", Self.words), chat(Self.words, "Yes.")]
    let sizes = try lines.map { try fit($0, limit: .max) }
    let limit = sizes[2].tokens - sizes[2].trained
    #expect(
      try says(lines, limit: limit) == [
        "D17 warning #2 the answer loses \(sizes[1].tokens - limit) of \(sizes[1].trained) tokens: "
          + "\(sizes[1].tokens) > \(limit)",
        "D17 warning #3 the answer loses all \(sizes[2].trained) tokens: "
          + "\(sizes[2].tokens) > \(limit)",
      ])
  }

  @Test func `Where every answer is cut nothing is trained`() throws {
    let lines = [chat(Self.words, "Yes."), chat(Self.words, "No.")]
    let told = try says(lines, limit: 10)
    #expect(told.first == "D23 error every answer is beyond the 10 tokens that toy reads")
    #expect(told.count == 3)
  }

  @Test func `A chat model does not train on completions, nor a completion model on chats`() throws
  {
    let completion = #"{"prompt":"a","completion":"b"}"#
    #expect(
      try says([chat("a", "b"), completion, completion], limit: .max) == [
        "D24 error #2 2 completions; toy trains on chats and preferences"
      ])
    #expect(
      try says([chat("a", "b")], limit: .max, kinds: [.completion]) == [
        "D24 error #1 1 chat; toy trains on completions"
      ])
  }

  @Test func `Without a model nothing is said of models`() throws {
    var checking = Checking()
    checking.add(try Example(Array(#"{"prompt":"a","completion":"b"}"#.utf8)), number: 1)
    #expect(Set(checking.report().counts.keys) == ["D16"])
  }
}
