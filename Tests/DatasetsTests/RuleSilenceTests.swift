import Datasets
import Testing

private func message(_ role: String, _ content: String, _ more: String = "") -> String {
  #"{"role":"\#(role)","content":"\#(content)"\#(more)}"#
}

private func chat(_ messages: String...) -> String {
  #"{"messages":[\#(messages.joined(separator: ","))]}"#
}

private let user = message("user", "Hi")
private let reply = message("assistant", "Hello.")
private let calling =
  #"{"role":"assistant","tool_calls":[{"id":"c1","function":{"name":"f","arguments":"{}"}}]}"#
private let result = message("tool", "{}", #","tool_call_id":"c1""#)

/// A rule and a line that only looks as if it broke it.
private let alike: [(String, String)] = [
  ("D05", #"{"prompt":"a","completion":"b"}"#),
  ("D06", chat(user, calling, result, reply)),
  ("D06", chat(message("developer", "x"), message("function", "x"), reply)),
  ("D06", chat(#"{"role":"us\u0065r","content":"x"}"#, reply)),
  ("D07", chat(message("user", "x", #","name":"a""#), message("assistant", "x", #","weight":1"#))),
  ("D07", chat(user, message("assistant", "x", #","refusal":null,"audio":{}"#))),
  ("D08", chat(user, calling, result, reply)),
  ("D08", chat(user, message("assistant", "."))),
  ("D09", chat(user, message("assistant", "x", #","weight":0"#))),
  ("D10", chat(user, reply)),
  ("D10", chat(user)),
  ("D11", chat(message("system", "x"), user, reply)),
  ("D11", chat(user, reply)),
  ("D12", chat(user, calling, result, reply)),
  ("D12", chat(user, reply, user, reply)),
  ("D13", chat(message("system", "x"), user, reply)),
  ("D13", chat(user, reply)),
  ("D14", chat(user, message("assistant", "x", #","weight":1"#))),
  ("D14", chat(user, message("assistant", "x", #","weight":null"#))),
  ("D15", chat(user, message("assistant", "a", #","weight":0"#), user, reply)),
  ("D18", chat(user, calling, result, reply)),
  ("D18", chat(user, calling)),
  ("D19", chat(user, reply)),
  ("D22", chat(message("user", #"\ud83d\ude00 \t\n\u0009 \\u0000"#), reply)),
  ("W14", chat(message("user", "Ãrea & café €"), reply)),
  ("W15", chat(message("user", "{a} [x] <b> none of it"), reply)),
  ("W27", chat(message("user", #"a b\nc  d"#), reply)),
  ("W27", chat(message("user", #"the key is \\n"#), reply)),
  ("W36", #"{"system":"crm","messages":[\#(message("system", "S")),\#(user),\#(reply)]}"#),
  ("W36", #"{"system":"crm","messages":[\#(message("developer", "S")),\#(user),\#(reply)]}"#),
  ("W37", #"{"kto_tag":true,"messages":[\#(user),\#(reply)]}"#),
  ("W37", #"{"kto_tag":"false","messages":[\#(user),\#(reply)]}"#),
  (
    "W37",
    #"{"kto_tag":false,"messages":[\#(user),\#(message("assistant", "x", #","weight":0"#))]}"#
  ),
  ("W37", #"{"kto_tag":false,"messages":[\#(user)]}"#),
  ("W36", #"{"system":3,"system_prompt":null,"messages":[\#(user),\#(reply)]}"#),
  ("W36", #"{"system":" \n","systems":"S","messages":[\#(user),\#(reply)]}"#),
]

@Suite struct RuleSilenceTests {
  @Test(arguments: alike)
  func `A rule keeps silent about what only looks alike`(_ code: String, _ line: String) throws {
    let rule = try #require(Rule.named(code))
    var checking = Checking(rules: [rule])
    checking.add(try Example(Array(line.utf8)), number: 1)
    #expect(checking.report().findings == [])
  }

  /// The whole judgement on a line with several things wrong, as a person reads it.
  @Test func `Everything wrong with a line is told, in the order of the rules`() throws {
    let line = chat(
      message("gpt", "", #","weight":2,"mood":"x""#), message("system", #"late\u0001"#), user)
    var checking = Checking()
    checking.add(try Example(Array(line.utf8)), number: 7, line: 9)
    let told = checking.report().findings.map { "\($0.rule) \($0.field): \($0.detail)" }
    #expect(
      told == [
        "D16 : 1 example; most services want at least 10",
        "D06 messages[0].role: no role 'gpt'; 'assistant' is meant?",
        "D07 messages[0].mood: unknown key 'mood'",
        "D08 messages[0].content: content is empty",
        "D11 messages[1]: the system message is number 2",
        "D14 messages[0].weight: weight 2 is neither 0 nor 1",
        "D22 messages[1].content: the control character U+0001 in the text",
      ])
  }

  @Test(arguments: [
    ("D10", "last-role"), ("d10", "last-role"), ("last-role", "last-role"), ("Empty", "empty"),
  ])
  func `A rule is found by code or slug`(_ name: String, _ slug: String) throws {
    #expect(try #require(Rule.named(name)).slug == slug)
  }

  @Test(arguments: ["", "D99", "E101", "last role"])
  func `No rule has another name`(_ name: String) {
    #expect(Rule.named(name) == nil)
  }
}
