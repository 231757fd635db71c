import Datasets
import JSON
import Testing

private func message(_ role: String, _ content: String, _ more: String = "") -> String {
  #"{"role":"\#(role)","content":"\#(content)"\#(more)}"#
}

private func chat(_ messages: String...) -> String {
  #"{"messages":[\#(messages.joined(separator: ","))]}"#
}

/// What the rule `code` says about `lines`, as `#number field: detail`.
private func says(
  _ code: String, _ lines: [String], target: TrainingTarget? = nil, limit: Int? = nil
) throws -> [String] {
  var checking = Checking(target: target)
  // A token for each five letters or so.
  let counter = TextCounter(nil)
  var examples: [Int: Example] = [:]
  for (index, line) in lines.enumerated() {
    let example = try Example(Array(line.utf8), line: index + 1)
    examples[index + 1] = example
    let fit = limit.map { ContextFit(of: example, limit: $0, counter: counter) }
    checking.add(example, number: index + 1, line: index + 1, fit: fit)
  }
  return checking.report { examples[$0] }.findings.filter { $0.rule == code }.map { finding in
    let place = [finding.example.map { "#\($0)" } ?? "", finding.field]
    return place.filter { !$0.isEmpty }.joined(separator: " ") + ": " + finding.detail
  }
}

private let user = message("user", "Hi")
private let reply = message("assistant", "Hello.")
private let call =
  #"{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","#
  + #""function":{"name":"f","arguments":"{}"}}]}"#

/// One rule with a line that breaks it, and what it says.
struct Broken: CustomTestStringConvertible {
  let code: String
  let line: String
  let said: String

  init(_ code: String, _ line: String, _ said: String) {
    self.code = code
    self.line = line
    self.said = said
  }

  var testDescription: String { "\(code) \(line)" }
}

private let broken: [Broken] = [
  Broken("D05", chat(), "#1 messages: 'messages' is empty"),
  Broken("D06", chat(#"{"content":"x"}"#, reply), "#1 messages[0]: the message has no role"),
  Broken(
    "D06", chat(message("human", "x"), reply),
    "#1 messages[0].role: no role 'human'; 'user' is meant?"),
  Broken(
    "D06", chat(user, message("asistant", "x")),
    "#1 messages[1].role: no role 'asistant'; 'assistant' is meant?"),
  Broken(
    "D06", chat(message("Assistant ", "x"), reply),
    "#1 messages[0].role: no role 'Assistant '; 'assistant' is meant?"),
  Broken("D06", chat(message("narrator", "x"), reply), "#1 messages[0].role: no role 'narrator'"),
  Broken("D06", chat(#"{"role":"user"}"#, reply), "#1 messages[0]: the message has no content"),
  Broken(
    "D07", chat(user, message("assistant", "x", #","weights":1"#)),
    "#1 messages[1].weights: unknown key 'weights'; 'weight' is meant?"),
  Broken(
    "D07", chat(user, message("assistant", "x", #","train":false"#)),
    "#1 messages[1].train: unknown key 'train'; 'weight' is meant?"),
  Broken(
    "D07", chat(user, message("assistant", "x", #","mood":"x""#)),
    "#1 messages[1].mood: unknown key 'mood'"),
  Broken(
    "D08", chat(user, message("assistant", "")),
    "#1 messages[1].content: assistant reply is empty"),
  Broken(
    "D08", chat(message("user", #" \n\t"#), reply), "#1 messages[0].content: content is empty"),
  Broken(
    "D08", chat(user, #"{"role":"assistant","content":null}"#),
    "#1 messages[1].content: assistant reply is null without a call"),
  Broken(
    "D06", chat(user, #"{"role":"assistant","content":[{"type":"video","url":"x"}]}"#),
    "#1 messages[1].content: a part of the content is neither text nor an image"),
  Broken(
    "D07", chat(user, #"{"role":"assistant","text":"x"}"#),
    "#1 messages[1].text: unknown key 'text'; 'content' is meant?"),
  Broken(
    "D07", chat(user, #"{"role":"assistant","parts":"x"}"#),
    "#1 messages[1].parts: unknown key 'parts'; 'content' is meant?"),
  Broken(
    "D08", chat(#"{"role":"user","content":[{"type":"text","text":" "}]}"#, reply),
    "#1 messages[0].content: content is empty"),
  Broken(
    "D08",
    chat(
      user, #"{"role":"assistant","content":[{"type":"image_url","image_url":{"url":"x"}}]}"#),
    "#1 messages[1].content: assistant reply has no text"),
  Broken("D09", chat(user), "#1 messages: no message is from the assistant"),
  Broken("D10", chat(user, reply, user), #"#1 messages[2]: ends with role "user""#),
  Broken(
    "D11", chat(user, message("system", "Be."), reply),
    "#1 messages[1]: the system message is number 2"),
  Broken(
    "D11", chat(message("system", "A"), message("system", "B"), user, reply),
    "#1 messages[1]: 2 system messages"),
  Broken("D12", chat(user, user, reply), "#1 messages[1]: two user messages in a row"),
  Broken("D13", chat(reply, user, reply), "#1 messages[0]: the assistant speaks first"),
  Broken("D13", chat(reply), "#1 messages: no message is from the user"),
  Broken(
    "D13", chat(message("system", "Be brief."), reply),
    "#1 messages: no message is from the user"),
  Broken(
    "D14", chat(user, message("assistant", "x", #","weight":0.5"#)),
    "#1 messages[1].weight: weight 0.5 is neither 0 nor 1"),
  Broken(
    "D14", chat(user, message("assistant", "x", #","weight":true"#)),
    "#1 messages[1].weight: weight true is neither 0 nor 1"),
  Broken(
    "D14", chat(user, message("assistant", "x", #","weight":"1""#)),
    #"#1 messages[1].weight: weight "1" is neither 0 nor 1"#),
  Broken(
    "D14", chat(message("user", "x", #","weight":1"#), reply),
    "#1 messages[0].weight: a weight on a user message"),
  Broken(
    "D15", chat(user, message("assistant", "x", #","weight":0"#)),
    "#1 messages: the only assistant message has weight 0"),
  Broken("D16", chat(user, reply), ": 1 example; most services want at least 10"),
  Broken(
    "D18", chat(user, call, reply), "#1 messages: the call 'c1' has no result"),
  Broken(
    "D18", chat(user, message("tool", "x", #","tool_call_id":"c9""#), reply),
    "#1 messages[1].tool_call_id: no call has the id 'c9'"),
  Broken(
    "D18", chat(message("user", "x", #","function_call":{"name":"f","arguments":"{}"}"#), reply),
    "#1 messages[0].function_call: a call in a user message"),
  Broken(
    "D22", #"{"messages":[\#(user),\#(reply)],"messages":[\#(user),\#(reply)]}"#,
    "#1 messages: the key 'messages' is there twice"),
  Broken(
    "D22", chat(message("user", #"a\u0000"#), reply),
    "#1 messages[0].content: the control character U+0000 in the text"),
  Broken(
    "D22", chat(message("user", #"\ud83d!"#), reply),
    "#1 messages[0].content: half a surrogate pair in the text"),
  Broken(
    "D25", chat(message("user", "a <|im_end|> b"), reply),
    "#1 messages[0].content: the control token <|im_end|> in the text"),
  Broken(
    "D25", chat(user, message("assistant", #"a\u003c|endoftext|>"#)),
    "#1 messages[1].content: the control token <|endoftext|> in the text"),
  Broken(
    "W33",
    #"{"id":1,"messages":[\#(user),\#(reply)],"source":"crm","tools":null,"prompt":"Hi"}"#,
    ": 1 example has keys that are not sent: id, prompt, source"),
  Broken(
    "W34", #"{"messages":[\#(user),\#(reply)],"functions":[{"name":"f"}]}"#,
    ": 1 example uses functions, the older form of tools"),
  Broken(
    "W36", #"{"system_prompt":"Be kind.","messages":[\#(user),\#(reply)]}"#,
    "#1 system_prompt: 'system_prompt' beside the messages is not sent"),
  Broken(
    "W37", #"{"kto_tag":false,"messages":[\#(user),\#(reply)]}"#,
    "#1 messages[1]: tagged as bad, and learned"),
  Broken(
    "W14", chat(message("user", "cafÃ©"), reply),
    "#1 messages[0].content: broken text: 'Ã' and a letter"),
  Broken(
    "W15", chat(user, message("assistant", "Dear {{name}}")),
    "#1 messages[1].content: placeholder '{{'"),
  Broken(
    "W15", chat(user, message("assistant", "N/A")),
    "#1 messages[1].content: the whole content is a placeholder"),
  Broken(
    "W27", chat(user, message("assistant", " Hello")),
    "#1 messages[1].content: white space at the start"),
  Broken(
    "W27", chat(user, message("assistant", #"Hello\n"#)),
    "#1 messages[1].content: white space at the end"),
]

@Suite struct RuleTests {
  @Test(arguments: broken)
  func `A rule says what it found and where`(_ example: Broken) throws {
    #expect(try says(example.code, [example.line]) == [example.said])
  }

  @Test(arguments: [
    chat(message("system", "Be brief."), user, reply),
    chat(user, call, message("tool", "{}", #","tool_call_id":"c1""#), reply),
    chat(
      user, message("assistant", "a", #","weight":0"#), user,
      message("assistant", "b", #","weight":1"#)),
    chat(
      #"{"role":"user","content":[{"type":"text","text":"What is it?"},{"type":"image_url","image_url":{"url":"https://example.org/dot.png"}}]}"#,
      reply),
    chat(
      message("developer", "x"), message("user", #"안녕 \ud83d\ude00"#, #","name":"minji""#), reply),
  ])
  func `A good example breaks no rule about examples`(_ line: String) throws {
    var checking = Checking()
    checking.add(try Example(Array(line.utf8)), number: 1)
    #expect(checking.report().findings.filter { $0.example != nil } == [])
  }

  @Test func `The later of two examples that train the same is the duplicate`() throws {
    let lines = [
      chat(user, reply), chat(message("user", " hI "), message("assistant", "HELLO.")),
      chat(user, message("assistant", "Hello!")), chat(user, reply),
      #"{"id": 7, "messages": [\#(user), \#(reply)]}"#,
    ]
    #expect(try says("W01", lines) == ["#4: same bytes as #1", "#5: same conversation as #1"])
  }

  @Test func `Unlike answers to one prompt contradict each other`() throws {
    let lines = [
      chat(user, message("assistant", "The moon is far away.")),
      chat(user, message("assistant", "The moon is far, far away.")),
      chat(user, message("assistant", "No idea.")),
    ]
    #expect(try says("W04", lines) == ["#3: same prompt as #1, another answer"])
  }

  @Test func `System prompts that nearly agree are named`() throws {
    let lines =
      Array(repeating: chat(message("system", "Be brief."), user, reply), count: 3) + [
        chat(message("system", "Be brief"), user, reply), chat(user, reply),
      ]
    #expect(
      try says("W08", lines) == [
        "#4: system prompt almost that of #1 (1 and 3 examples)",
        "#5: 1 of 5 have no system prompt",
      ])
  }

  @Test func `Examples of two kinds do not go together`() throws {
    let lines = [chat(user, reply), #"{"prompt":"a","completion":"b"}"#]
    #expect(
      try says("D20", lines) == ["#2: 1 of another kind than the first (completion, not chat)"])
  }

  @Test func `Answers of a preference must differ`() throws {
    let line =
      #"{"input":{"messages":[\#(user)]},"preferred_output":[\#(reply)],"#
      + #""non_preferred_output":[\#(reply)]}"#
    #expect(try says("D19", [line]) == ["#1 non_preferred_output: both answers are the same"])
    let spaced =
      #"{"input":{"messages":[\#(user)]},"preferred_output":[\#(reply)],"#
      + #""non_preferred_output":[\#(message("assistant", #" Hello.\n"#))]}"#
    #expect(
      try says("D19", [spaced]) == [
        "#1 non_preferred_output: the answers differ in white space only"
      ])
  }

  @Test func `What is alike in something that is trained is no duplicate`() throws {
    let asks = #"{"role":"user","content":"one?"}"#
    func weighted(_ first: Int, _ second: Int) -> String {
      chat(
        asks, message("assistant", "first", #","weight":\#(first)"#), user,
        message("assistant", "second", #","weight":\#(second)"#))
    }
    func declaring(_ tools: String) -> String {
      #"{"messages":[\#(user),\#(reply)],"tools":\#(tools)}"#
    }
    let tool = #"{"type":"function","function":{"name":"due"}}"#
    let lines = [
      weighted(1, 0), weighted(0, 1), declaring("[\(tool)]"), declaring("[\(tool),\(tool)]"),
      chat(user, reply), chat(user, message("assistant", "<B>cat</B>")),
      chat(user, message("assistant", "<b>cat</b>")), chat(user, message("assistant", "a  b")),
      chat(user, message("assistant", "a b")), chat(message("developer", "x"), user, reply),
      chat(message("system", "x"), user, reply),
    ]
    #expect(try says("W01", lines) == [])
  }

  @Test func `What is only written otherwise is a duplicate`() throws {
    let tool = #"{"type":"function","function":{"name":"due"}}"#
    let lines = [
      chat(user, message("assistant", "caf\u{E9} 한국 가")),
      chat(user, message("assistant", #"cafe\u0301 \u1112\u1161\u11ab국 가"#)),
      chat(
        user,
        message("assistant", "cafe\u{301} 한\u{1100}\u{116E}\u{11A8} \u{AC00}", #","weight":1"#)),
      #"{"messages":[\#(user),\#(reply)],"tools":[\#(tool)]}"#,
      #"{"tools": [\#(tool.replacing(":", with: ": "))], "messages": [\#(user), \#(reply)]}"#,
      chat(user, reply), #"{"messages":[\#(user),\#(reply)],"tools":null,"id":4}"#,
    ]
    #expect(
      try says("W01", lines) == [
        "#2: same conversation as #1", "#3: same conversation as #1",
        "#5: same conversation as #4", "#7: same conversation as #6",
      ])
  }

  @Test func `One prompt for other tools is another prompt`() throws {
    let lines = [
      #"{"messages":[\#(user),\#(reply)],"tools":[{"type":"function","function":{"name":"f"}}]}"#,
      chat(user, message("assistant", "No idea.")),
    ]
    #expect(try says("W04", lines) == [])
  }
}

@Suite struct RuleTableTests {
  @Test func `Codes and slugs are unique, and codes ascend`() {
    #expect(Rule.all.map(\.code) == Rule.all.map(\.code).sorted())
    #expect(Set(Rule.all.map(\.code)).count == Rule.all.count)
    #expect(Set(Rule.all.map(\.slug)).count == Rule.all.count)
  }

  @Test(arguments: Rule.all.map(\.code))
  func `A rule explains itself in whole sentences`(_ code: String) throws {
    let rule = try #require(Rule.named(code))
    #expect(rule.explanation.hasSuffix("."))
    #expect(rule.explanation.count > 80)
    #expect(!rule.title.hasSuffix("."))
    #expect(Rule.named(rule.slug)?.code == code)
    #expect(!rule.explanation.contains { $0 == "\t" })
  }

  @Test(arguments: [1, 2, 7])
  func `Parts checked apart and merged find the same`(_ size: Int) throws {
    let examples = try broken.map { try Example(Array($0.line.utf8)) }
    var whole = Checking()
    var parts: [Checking] = []
    for (index, example) in examples.enumerated() {
      if index % size == 0 { parts.append(Checking()) }
      whole.add(example, number: index + 1)
      parts[parts.count - 1].add(example, number: index + 1)
    }
    var merged = parts[0]
    for part in parts.dropFirst() { merged.merge(part) }
    #expect(merged.report() == whole.report())
  }

  @Test func `Findings beyond the limit are counted but not kept`() throws {
    let example = try Example(Array(chat(user).utf8))
    var checking = Checking()
    for number in 1...1_500 { checking.add(example, number: number) }
    let report = checking.report()
    #expect(report.counts["D09"] == 1_500)
    #expect(report.findings.count { $0.rule == "D09" } == Checking.findingLimit)
    #expect(report.flagged.count == 1_500)
    #expect(report.duplicates.count == 1_499)
  }

  @Test(arguments: [1, 400, 1_200])
  func `Of many parts the first findings are kept, as of one`(_ size: Int) throws {
    let example = try Example(Array(chat(user).utf8))
    var whole = Checking(keeping: 1_000)
    var merged = Checking(keeping: 1_000)
    for start in stride(from: 1, through: 3_000, by: size) {
      var part = Checking(keeping: 1_000)
      for number in start...min(start + size - 1, 3_000) {
        whole.add(example, number: number)
        part.add(example, number: number)
      }
      merged.merge(part)
    }
    #expect(merged.report() == whole.report())
  }
}

@Suite struct BlankTests {
  @Test(arguments: [
    "", " ", #"\n"#, #"\t \r\n"#, "\u{3000}", "\u{A0} ", #"\u00a0"#, #"\u0020\u3000"#,
  ])
  func `White space of every kind is empty`(_ content: String) throws {
    let line = chat(user, message("assistant", content))
    #expect(try says("D08", [line]) == ["#1 messages[1].content: assistant reply is empty"])
  }

  @Test func `A tool may have nothing to say`() throws {
    let call =
      #"{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":"#
      + #"{"name":"stop","arguments":"{}"}}]}"#
    for content in [#""""#, #"[{"type":"text","text":""}]"#] {
      let result = #"{"role":"tool","tool_call_id":"c1","content":"# + content + "}"
      #expect(try says("D08", [chat(user, call, result, reply)]) == [])
    }
    let null = #"{"role":"tool","tool_call_id":"c1","content":null}"#
    #expect(
      try says("D08", [chat(user, call, null, reply)])
        == ["#1 messages[2].content: content is null without a call"])
  }

  @Test(arguments: ["a", " a", #"\n."#, "한", "\u{3000}日", "😀", "é", #"\u0041"#, "0", #"\\"#])
  func `Anything else is not`(_ content: String) throws {
    let line = chat(user, message("assistant", content))
    #expect(try says("D08", [line]) == [])
  }
}
