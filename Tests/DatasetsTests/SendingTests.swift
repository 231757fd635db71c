import Datasets
import JSON
import Testing

private let user = #"{"role":"user","content":"Hi"}"#
private let reply = #"{"role":"assistant","content":"Ho"}"#

/// A line, what is sent of it, and which of its keys are not.
struct Sending: CustomTestStringConvertible, Sendable {
  let line: String
  let sent: String
  let unsent: [String]

  init(_ line: String, _ sent: String, _ unsent: [String] = []) {
    self.line = line
    self.sent = sent
    self.unsent = unsent
  }

  var testDescription: String { line }
}

private let sendings: [Sending] = [
  // Bytes that training uses stay, in whichever way they are spaced.
  Sending(
    #"{ "messages" : [\#(user), \#(reply)],"parallel_tool_calls":false}"#,
    #"{ "messages" : [\#(user), \#(reply)],"parallel_tool_calls":false}"#),
  Sending(#"{"messages":[],"functions":[{}]}"#, #"{"messages":[],"functions":[{}]}"#),
  // Columns, wherever they stand.
  Sending(#"{"id":7,"messages":[\#(user)]}"#, #"{"messages":[\#(user)]}"#, ["id"]),
  Sending(#"{"messages": [\#(user)], "id": 7}"#, #"{"messages": [\#(user)]}"#, ["id"]),
  Sending(
    #"{"a": {"b": [1]}, "c": null, "messages": [], "d": "]", "tools": [], "e": 1.0, "f": 2}"#,
    #"{"messages": [], "tools": []}"#, ["a", "d", "e", "f"]),
  Sending(#"{"messages":[],"\u0069d":1}"#, #"{"messages":[]}"#, ["id"]),
  Sending(
    #"{"prompt":"Hi","completion":"Ho","messages":[\#(user)]}"#, #"{"messages":[\#(user)]}"#,
    ["prompt", "completion"]),
  Sending(
    #"{"prompt":"Hi","completion":"Ho","label":true}"#, #"{"prompt":"Hi","completion":"Ho"}"#,
    ["label"]),
  // Nulls that a table tool writes.
  Sending(
    #"{"messages": [{"role": "user", "content": "Hi", "name": null, "weight": null}], "tools": null}"#,
    #"{"messages": [{"role": "user", "content": "Hi"}]}"#),
  Sending(
    #"{"messages":[{"name":null,"role":"assistant","content":null,"tool_calls":[{"id":null}]}]}"#,
    #"{"messages":[{"role":"assistant","content":null,"tool_calls":[{"id":null}]}]}"#),
  Sending(
    #"{"messages":[{"role":"user","content":[{"type":"text","text":"null","image_url":null}]}]}"#,
    #"{"messages":[{"role":"user","content":[{"type":"text","text":"null"}]}]}"#),
  Sending(
    #"{"messages":[\#(user)],"tools":[{"default":null}]}"#,
    #"{"messages":[\#(user)],"tools":[{"default":null}]}"#),
  // Preferences: inside the input too, and by the names of today.
  Sending(
    #"{"input":{"messages":[\#(user)],"id":1,"tools":null},"preferred_output":[\#(reply)],"#
      + #""non_preferred_output":[{"role":"assistant","content":"No","name":null}],"by":"ann"}"#,
    #"{"input":{"messages":[\#(user)]},"preferred_output":[\#(reply)],"#
      + #""non_preferred_output":[{"role":"assistant","content":"No"}]}"#,
    ["input.id", "by"]),
  Sending(
    #"{"input":{"messages":[\#(user)]},"preferred_completion":[\#(reply)],"#
      + #""non_preferred_completion":[]}"#,
    #"{"input":{"messages":[\#(user)]},"preferred_output":[\#(reply)],"#
      + #""non_preferred_output":[]}"#),
]

@Suite struct SendingTests {
  @Test(arguments: sendings)
  func `Only what training uses is sent`(_ sending: Sending) throws {
    let example = try Example(Array(sending.line.utf8))
    #expect(String(decoding: example.sentBytes, as: UTF8.self) == sending.sent)
    #expect(example.unsentKeys == sending.unsent)
  }

  @Test func `An example over several lines is sent on one`() throws {
    let line = "{\n \"messages\":\r\n[\(user)]}"
    let example = try Example(Array(line.utf8))
    #expect(
      String(decoding: example.sentBytes, as: UTF8.self) == "{  \"messages\":  [\(user)]}")
  }

  /// What is sent is an example that trains the same, and has nothing more to leave out.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `What is sent trains the same`(_ seed: UInt64) throws {
    var odd = OddLines(seed: seed)
    var digester = ExampleDigester()
    for _ in 0..<200 {
      let line = odd.line()
      let example = try Example(Array(line.utf8))
      let sent = try Example(example.sentBytes)
      #expect(
        digester.digest(of: sent).identity == digester.digest(of: example).identity, "\(line)")
      #expect(sent.sentBytes == sent.bytes, "\(line)")
      #expect(sent.unsentKeys == [], "\(line)")
    }
  }
}
