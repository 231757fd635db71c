import Datasets
import JSON
import Randomness
import Testing

/// What an edit changes of the counts must be what counting everything again says.
@Suite struct TokenChangeTests {
  static let examples = [
    #"{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi, you!"},"#
      + #"{"role":"assistant","content":"Hello \"there\"."},{"role":"user","content":"말해 봐"},"#
      + #"{"role":"assistant","name":"Bo","content":"안녕","weight":0}]}"#,
    #"{"messages": [{"role": "user", "content": [{"type": "text", "text": "a part"},"#
      + #" {"type": "text", "text": "and another"}]}, {"role": "assistant", "content": null,"#
      + #" "tool_calls": [{"id": "1", "type": "function", "function": {"name": "f","#
      + #" "arguments": "{}"}}]}, {"role": "tool", "tool_call_id": "1", "content": "done"},"#
      + #" {"role": "assistant", "content": "That is it."}], "tools": []}"#,
    #"{"input":{"messages":[{"role":"user","content":"Which?"}]},"preferred_output":"#
      + #"[{"role":"assistant","content":"This one."}],"non_preferred_output":"#
      + #"[{"role":"assistant","content":"The other one there."}]}"#,
    #"{"prompt":"Once upon","completion":" a time there was more."}"#,
  ]

  private let counter = TextCounter(nil)

  @Test(arguments: examples)
  func `The change of some texts is the difference of the counts`(_ line: String) throws {
    var random = SeededGenerator(seed: 5)
    let example = try Example(Array(line.utf8))
    for _ in 0..<200 {
      let chosen = example.texts.filter { _ in Bool.random(using: &random) }
      let edits = chosen.map { text in
        let count = Int.random(in: 0...9, using: &random)
        return ExampleTextEdit(text, text: String(repeating: "\"é\n", count: count))
      }
      let edited = try Example(example.bytes(replacing: edits))
      let change = TokenChange(edits, of: example, counter: counter)
      #expect(sum(example, change) == figures(of: edited))
      #expect(edited.texts.count == example.texts.count)
    }
  }

  @Test(arguments: [
    "messages[0].content", "messages[1].weight", "messages[2]", "assistant", "system", "user",
    "messages[4].weight", "messages[1].name", "tools", "messages",
  ])
  func `The change of anything else is, too, or is not told`(_ place: String) throws {
    let field = try #require(ExampleField(place))
    for line in Self.examples {
      let example = try Example(Array(line.utf8))
      for value in [JSONValue.string("longer than it was"), 1, 0] {
        guard let edited = try? example.setting(field, to: value) else { continue }
        guard let change = TokenChange(from: example, to: edited, counter: counter) else {
          #expect(example.kind != .chat || place == "tools", "\(place) \(line)")
          continue
        }
        #expect(sum(example, change) == figures(of: edited), "\(place) \(value)")
      }
    }
  }

  private func figures(of example: Example) -> [Int] {
    let tokens = ExampleTokens(of: example, counter: counter)
    return [tokens.total, tokens.trained]
  }

  private func sum(_ example: Example, _ change: TokenChange) -> [Int] {
    let before = figures(of: example)
    return [before[0] + change.total, before[1] + change.trained]
  }
}
