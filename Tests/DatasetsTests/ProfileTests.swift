import Datasets
import Testing

/// What a profile says of `lines`, as `code severity: detail`.
private func says(_ name: String, _ lines: [String]) throws -> [String] {
  let profile = try #require(Profile.named(name))
  var checking = Checking()
  var asked = ProfileChecking([profile])
  for (index, line) in lines.enumerated() {
    let example = try Example(Array(line.utf8))
    checking.add(example, number: index + 1, line: index + 1)
    asked.add(example, number: index + 1, line: index + 1)
  }
  return asked.reports(judging: checking.report())[0].findings
    .map { "\($0.rule) \($0.severity): \($0.detail)" }
}

private func chat(_ messages: String) -> String { #"{"messages":[\#(messages)]}"# }

private let user = #"{"role":"user","content":"Hi"}"#
private let reply = #"{"role":"assistant","content":"Hello."}"#

/// A file, where it goes, and what of it is told there that is not told elsewhere.
struct Told: CustomTestStringConvertible {
  let profile: String
  let lines: [String]
  let said: String

  init(_ profile: String, _ lines: String..., said: String) {
    self.profile = profile
    self.lines = lines
    self.said = said
  }

  var testDescription: String { "\(profile) \(lines)" }
}

private let plain = chat("\(user),\(reply)")

private let told: [Told] = [
  Told(
    "openai", chat("\(user),\(reply),\(user)"), said: #"D10 warning: ends with role "user""#),
  Told("bedrock", chat("\(user),\(reply),\(user)"), said: #"D10 error: ends with role "user""#),
  Told("openai", plain, said: "D16 error: 1 example; OpenAI wants at least 10"),
  Told(
    "openai", #"{"prompt":"The sky is","completion":" blue."}"#, plain,
    #"{"prompt":"Grass is","completion":" green."}"#,
    said: "D24 warning: 2 train only babbage-002 and davinci-002"),
  Told("fireworks", plain, said: "D16 error: 1 example; Fireworks AI wants at least 3"),
  Told("bedrock", chat("\(user),\(user),\(reply)"), said: "D12 error: two user messages in a row"),
  Told("mistral", chat("\(user),\(user),\(reply)"), said: "D12 note: two user messages in a row"),
  Told(
    "mistral", chat(#"{"role":"user","name":"a","content":"Hi"},\#(reply)"#),
    said: "D07 error: Mistral AI takes no key 'name'"),
  Told(
    "bedrock", chat(#"{"role":"developer","content":"Hi"},\#(user),\#(reply)"#),
    said: "D06 error: Amazon Bedrock (Claude) takes no role 'developer'"),
  Told(
    "gemini", plain,
    said: "R18 note: the file has 'messages', and Gemini on Vertex AI reads 'contents'"),
  Told(
    "trl", plain, chat(#"{"role":"user","content":[{"type":"text","text":"Hi"}]},\#(reply)"#),
    said: "R02 warning: 1 example has a content that is a list, and 2 a text"),
  Told(
    "axolotl", chat(#"\#(user),{"role":"assistant","content":"007"}"#),
    chat(#"{"role":"user","content":[{"type":"text","text":"Hi"}]},\#(reply)"#),
    said:
      "R03 warning: 1 example answers in JSON, which comes back as a value beside contents that "
      + "are lists"),
  Told(
    "trl", #"{"prompt":"When?","completion":"2026-01-02"}"#,
    said: "R04 warning: every answer is a date, and is read as a timestamp"),
  Told(
    "trl",
    chat(
      #"\#(user),{"role":"assistant","content":"","tool_calls":[{"id":"c","function":{"name":"f","#
        + #""arguments":{"a":1.5}}}]}"#),
    said: "R05 warning: 1 example has numbers in arguments that are an object"),
  Told(
    "llama-factory", chat(#"\#(user),{"role":"assistant","content":"a","weight":0}"#),
    said: "R07 warning: 1 example has answers of weight 0, which are trained there"),
  Told(
    "trl", #"{"messages":[\#(user),\#(reply)],"images":null}"#,
    said: "R08 warning: the column 'images' beside 'messages' means something else"),
  Told(
    "trl",
    #"{"id":1,"source":"a","model":"b","system_prompt":"c","messages":[\#(user),\#(reply)]}"#,
    said:
      "R09 warning: the columns id, source, model, system_prompt and messages are taken for a trace"
  ),
  Told(
    "llama-factory", plain, #"{"messages":[\#(user),\#(reply)],"tools":[]}"#, plain,
    said: "R19 note: 2 examples are chats without tools"),
  Told(
    "llama-factory", chat(#"{"role":"developer","content":"Be brief."},\#(user),\#(reply)"#),
    said: "R13 error: 1 example has the role 'developer'"),
  Told(
    "llama-factory",
    chat(
      #"\#(user),{"role":"assistant","content":"So.","tool_calls":[{"id":"c","function":{"name":"f","#
        + #""arguments":"{}"}}]}"#),
    said: "R15 warning: 1 example has text beside a call"),
  Told(
    "llama-factory", chat(#"{"role":"human","content":"Hi"},\#(reply)"#),
    said: "D06 error: no role 'human'; 'user' is meant?"),
]

@Suite struct ProfileTests {
  @Test(arguments: told) func `A profile tells what is done with a file there`(
    _ told: Told
  ) throws {
    let said = try says(told.profile, told.lines)
    #expect(said.contains(told.said), "\(said)")
  }

  @Test func `A named model is judged by the rule, and chats are no matter of models`() throws {
    let profile = try #require(Profile.named("openai"))
    var asked = ProfileChecking([profile])
    asked.add(
      try Example(Array(#"{"prompt":"The sky is","completion":" blue."}"#.utf8)), number: 1, line: 1
    )
    let base = Checking().report()
    let codes = [false, true].map { isForModel in
      asked.reports(judging: base, isPart: true, isForModel: isForModel)[0].findings.map(\.rule)
    }
    #expect(codes == [["D24"], []])
    #expect(!(try says("openai", [plain])).contains { $0.hasPrefix("D24") })
  }

  @Test func `What comes after ten megabytes is late`() throws {
    let text = String(repeating: "word ", count: 10_000)
    let long = chat(#"{"role":"user","content":"\#(text)"},\#(reply)"#)
    let late = chat(
      #"{"role":"user","content":[{"type":"text","text":"Hi"}],"name":"a"},\#(reply)"#)
    let said = try says("trl", Array(repeating: long, count: 220) + [late])
    #expect(
      said.contains(
        "R02 warning: 1 example has a content that is a list, and 221 a text; past the first 10 MB "
          + "every text gains quotes"), "\(said)")
    #expect(
      said.contains("R06 warning: 'messages[].name' first comes after 220 examples, past 10 MB"))
    #expect(!(try says("trl", [long, late])).contains { $0.hasPrefix("R06") })
  }

  @Test(arguments: Profile.all.map(\.name))
  func `Every claim names a rule and a dated source`(_ name: String) throws {
    let profile = try #require(Profile.named(name.uppercased()))
    let codes = Set((Rule.all + Rule.aboutReaders).map(\.code))
    #expect(Set(profile.rulings.map(\.rule)).count == profile.rulings.count, "one ruling each")
    for ruling in profile.rulings {
      #expect(codes.contains(ruling.rule))
      #expect(ruling.reason.last != ".")
    }
    for source in profile.sources {
      #expect(source.date.count == 10 && !source.document.isEmpty)
    }
  }

  @Test(arguments: Rule.aboutReaders.map(\.code))
  func `A rule about readers speaks for some profile`(_ code: String) throws {
    let rule = try #require(Rule.named(code))
    #expect(Rule.named(rule.slug)?.code == code)
    #expect(
      code == Rule.profileLimits.code || Profile.all.contains { $0.ruling(on: code) != nil })
  }

  @Test func `Parts that are merged tell what the whole tells`() throws {
    let lines = (0..<40).map { index in
      index % 7 == 3
        ? chat(#"{"role":"user","content":[{"type":"text","text":"Hi"}],"name":"a"},\#(reply)"#)
        : plain
    }
    var whole = ProfileChecking(Profile.all)
    var parts: [ProfileChecking] = (0..<4).map { _ in ProfileChecking(Profile.all) }
    var checking = Checking()
    for (index, line) in lines.enumerated() {
      let example = try Example(Array(line.utf8))
      checking.add(example, number: index + 1)
      whole.add(example, number: index + 1, line: index + 1)
      parts[index / 10].add(example, number: index + 1, line: index + 1)
    }
    var merged = ProfileChecking(Profile.all)
    for part in parts { merged.merge(part) }
    let base = checking.report()
    #expect(merged.reports(judging: base) == whole.reports(judging: base))
  }
}
