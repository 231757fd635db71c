import CommandLanguage
import Commands
import Foundation
import TestSupport
import Testing

/// A remedy is a promise: the line that a message offers is typed, and works.
@Suite struct BroughtFilesTests {
  private static let one =
    #"{"messages": [{"role": "user", "content": "One?"}, {"role": "assistant", "content": "1"}]}"#
  private static let row = #"{"question": "One?", "answer": "1"}"#

  /// Rows of public datasets that are no conversations as they stand.
  private static let publicRows: [(String, Int)] = [
    (#"{"translation": {"en": "One?", "ko": "하나?"}}"#, 2),
    (#"{"id": "7", "ask": {"text": ["One?"]}, "say": {"text": ["1"]}}"#, 2),
    (#"{"chat": "USER: One?\n\n\nASSISTANT: 1"}"#, 2),
    (#"{"segments": [{"label": false, "text": "One?"}, {"label": true, "text": "1"}]}"#, 2),
    (#"{"history": "One?", "human_ref_A": "1", "human_ref_B": "2", "labels": 1}"#, 2),
    (
      #"{"query": "One?", "tools": "[{\"name\": \"f\"}]", "#
        + #""answers": "[{\"name\": \"f\", \"arguments\": {}}]"}"#, 2
    ),
    (
      #"{"frage": "One?", "tools": [{"name": "f"}], "system": "S", "#
        + #""zurueck": [{"name": "f", "arguments": {}}], "x": "1"}"#, 2
    ),
    (
      #"{"message_id": "1", "parent_id": null, "role": "prompter", "text": "One?"}"# + "\n"
        + #"{"message_id": "2", "parent_id": "1", "role": "assistant", "text": "1"}"#, 2
    ),
  ]

  /// A file's text, and how many lines are typed until it is loaded.
  private static let texts: [(String, Int)] = [
    ("\(one)\n", 1), ("[\(one),\n\(one)]", 2), ("{\"data\": [\(one)]}", 2),
    ("\(one) \(one)", 2), ("# mine\n\(one)\n", 2), ("// mine\n\(one)\n", 2),
    ("/* mine */ \(one)\n", 2), ("\(one),\n\(one)\n", 2),
    (one.replacing("\"role\"", with: "'role'"), 2), (one.replacing("\"role\"", with: "role"), 2),
    (one.replacing("\"messages\"", with: "“messages”"), 2),
    (one.replacing("}]}", with: "}], \"n\": NaN}"), 2),
    (one.replacing("}]}", with: "}], \"n\": True}"), 2),
    ("```\n\(one)\n```\n", 2), ("The data:\n\(one)\n", 2),
    ("\(one)\n{\"messages\": [\n", 2), ("\(one)\nand\n[\(one)]\n", 2),
    ("[{\"role\": \"user\", \"content\": \"1\"}]\n", 2),
    ("[[{\"role\": \"user\", \"content\": \"1\"}]]\n", 2),
    ("user,assistant\nOne?,1\n", 2), ("user,assistant\nOne?,1\nTwo?,2,3\n", 3),
    ("{\"rows\": [\(row)]}", 2),
    ("question,answer\nOne?,1\nTwo?,2,3\nThree?,3\nA,1\nB,1\nC,1\nD,1\n", 3),
    ("frage;antwort1\nOne?;1\n", 2), ("\(row)\n", 2), ("[\(row)]", 2),
    (row.replacing("\"", with: "'"), 2), ("\(row)\n{'question': 1}\n\(row)\n", 3),
    (#"{"a": "x", "b": "y"}"#, 2),
    (
      #"{"prompt": [{"role": "user", "content": "1"}], "completion": "#
        + #"[{"role": "assistant", "content": "1"}]}"#, 2
    ),
    (
      #"{"contents": [{"role": "user", "parts": [{"text": "1"}]}, "#
        + #"{"role": "model", "parts": [{"text": "1"}]}]}"#, 2
    ),
  ]

  @Test(arguments: texts + publicRows)
  func `The remedies of a load lead to a dataset`(_ text: String, _ steps: Int) async throws {
    for encoding in [String.Encoding.utf8, .utf16] {
      let fixture = try SessionFixture()
      let data = try #require(text.data(using: encoding))
      try data.write(to: URL(filePath: fixture.folder.path + "/brought.txt"))
      var line = "load brought.txt as brought"
      var said = ""
      var count = 0
      while count < 4 {
        said = await fixture.run(line)
        count += 1
        guard said.hasPrefix("error"),
          let start = said.range(of: "load brought.txt", options: .backwards)
        else { break }
        line = String(said[start.lowerBound...].prefix { $0 != "\n" })
        if let end = line.range(of: "        ") { line = String(line[..<end.lowerBound]) }
      }
      #expect(said.hasPrefix("brought  r1"), "\(line)\n\(said)")
      // Another encoding is one question more, unless another one is asked anyway.
      #expect(count <= steps + (encoding == .utf8 ? 0 : 1), "\(line)\n\(said)")
    }
  }

  @Test func `At a terminal a file is shown, and read after a yes`() async throws {
    let fixture = try SessionFixture(SessionFixture.Needs(isInteractive: true))
    fixture.console.answer([""])
    let said = await fixture.run("load sharegpt.jsonl as shared")
    #expect(
      said == """
        sharegpt.jsonl is ShareGPT conversations (certain)
          conversations[].from in 2 of 2 rows, conversations[].value in 2 of 2 rows
          kept beside the messages: id
          user "Open today?"  assistant "Until six."
          user "And on Sunday?"  assistant "Closed."
        ? read sharegpt.jsonl so? [Y/n] \n\
        * ~ is an estimate: the vocabulary of o200k_base is not on this machine;  \
        scripts/vocabulary  fetches it
        shared  r1  2 examples  ~38 tokens  1 error  0 warnings
        read as ShareGPT conversations (certain)
          D16  shared  2 examples; most services want at least 10

        """)
    fixture.console.answer(["no"])
    let refused = await fixture.run("load sharegpt.jsonl as again")
    #expect(
      refused.hasSuffix(
        """
        ? read sharegpt.jsonl so? [Y/n] no
        error E213: not agreed
          nothing was loaded

        """))
  }
}
