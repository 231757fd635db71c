import Datasets
import JSON
import Testing

/// What the rule `code` says about `lines`, as `#number field: detail`.
private func says(_ code: String, _ lines: [String]) throws -> [String] {
  var checking = Checking()
  for (index, line) in lines.enumerated() {
    checking.add(try Example(Array(line.utf8)), number: index + 1, line: index + 1)
  }
  return checking.report().findings.filter { $0.rule == code }.map { finding in
    let place = [finding.example.map { "#\($0)" } ?? "", finding.field]
    return place.filter { !$0.isEmpty }.joined(separator: " ") + ": " + finding.detail
  }
}

private func chat(_ question: String, _ answer: String) -> String {
  #"{"messages":[{"role":"user","content":"\#(question)"},"#
    + #"{"role":"assistant","content":"\#(answer)"}]}"#
}

private func picture(_ url: String, role: String = "user", isBare: Bool = false) -> String {
  let image = isBare ? #""\#(url)""# : #"{"url":"\#(url)"}"#
  return
    #"{"messages":[{"role":"user","content":"What is it?"},{"role":"\#(role)","content":"#
    + #"[{"type":"image_url","image_url":\#(image)}]},{"role":"assistant","content":"A dot."}]}"#
}

private let dot =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

/// A line, a rule, and what the rule says of it.
struct Said: CustomTestStringConvertible {
  let code: String
  let line: String
  /// nil where the rule keeps silent.
  let said: String?

  init(_ code: String, _ line: String, _ said: String?) {
    self.code = code
    self.line = line
    self.said = said
  }

  var testDescription: String { "\(code) \(line.prefix(120))" }
}

private let images: [Said] = [
  Said("D21", picture("data:image/png;base64,\(dot)"), nil),
  Said("D21", picture("https://example.org/dot.png"), nil),
  Said(
    "D21", picture("data:image/png;base64,\(dot)", isBare: true),
    "#1 messages[1].content: 'image_url' is a text, not an object with 'url'"),
  Said(
    "D21", picture("data:image/jpeg;base64,\(dot)"),
    "#1 messages[1].content: named image/jpeg, and is a PNG"),
  Said(
    "D21", picture("data:image/gif;base64,R0lGODlhAQABAAAAACw="),
    "#1 messages[1].content: a GIF; services take PNG, JPEG and WEBP"),
  Said(
    "D21", picture("data:image/png;base64,iVBORw0KGgoAAA!!"),
    "#1 messages[1].content: the base64 of the image is broken at its byte 15"),
  Said(
    "D21", picture("data:image/png;base64,aGVsbG8gdGhlcmU="),
    "#1 messages[1].content: the file of the image is no PNG, JPEG or WEBP"),
  Said(
    "D21", picture(#"C:\\Users\\me\\dot.png"#),
    "#1 messages[1].content: an image by a path or an unknown address, which is not sent along"),
  Said(
    "D21", picture("http://127.0.0.1:9/dot.png"),
    "#1 messages[1].content: an image at 127.0.0.1, which no service reaches"),
  Said(
    "D21", picture("data:image/png;base64,\(dot)", role: "assistant"),
    "#1 messages[1].content: an image in a message of the assistant"),
]

private func call(_ arguments: String, _ schema: String) -> String {
  let text = arguments.replacing(#"""#, with: #"\""#)
  return
    #"{"messages":[{"role":"user","content":"Is it warm?"},{"role":"assistant","content":null,"#
    + #""tool_calls":[{"id":"c1","type":"function","function":{"name":"f","#
    + #""arguments":"\#(text)"}}]}],"#
    + #""tools":[{"type":"function","function":{"name":"f","parameters":\#(schema)}}]}"#
}

private let place =
  #"{"type":"object","properties":{"at":{"type":"string","enum":["Oslo","Rome"]},"#
  + #""days":{"type":"integer","minimum":1},"tags":{"type":"array","items":{"type":"string"}},"#
  + #""when":{"anyOf":[{"type":"null"},{"type":"string"}]},"unit":{"const":"C"}},"#
  + #""required":["at"],"additionalProperties":false}"#

private func arguments(_ problem: String) -> String {
  "#1 messages[1].tool_calls: arguments of 'f': \(problem)"
}

private let calls: [Said] = [
  Said("W35", call(#"{"at":"Oslo","days":2.0,"tags":["a"],"when":null,"unit":"C"}"#, place), nil),
  Said("W35", call("{}", place), arguments("'at' is missing")),
  Said("W35", call(#"{"at":3}"#, place), arguments("'at' is integer, not string")),
  Said(
    "W35", call(#"{"at":"Bonn"}"#, place),
    arguments("'at' is \"Bonn\", which is not among the values")),
  Said("W35", call(#"{"at":"Oslo","days":0}"#, place), arguments("'days' is below minimum")),
  Said(
    "W35", call(#"{"at":"Oslo","tags":["a",1]}"#, place),
    arguments("'tags[1]' is integer, not string")),
  Said("W35", call(#"{"at":"Oslo","when":1}"#, place), arguments("'when' fits none of 2 choices")),
  Said(
    "W35", call(#"{"at":"Oslo","unit":"F"}"#, place), arguments("'unit' is \"F\", not \"C\"")),
  Said("W35", call(#"{"at":"Oslo","mood":1}"#, place), arguments("'mood' is not declared")),
  Said("W35", call("[]", place), arguments("the whole is array, not object")),
  Said(
    "W35", call(#"{"a":"b"}"#, #"{"type":"object","properties":{"a":{"pattern":"c"}},"oneOf":[]}"#),
    "#1 tools: not looked at in the schemas: oneOf, pattern"),
]

private let beside: [Said] = [
  Said(
    "W36", #"{"system":[{"type":"text","text":"S"}],\#(chat("Q", "A").dropFirst())"#,
    "#1 system: 'system' beside the messages is not sent"),
  Said(
    "W36", #"{"syst\u0065m_message":"S",\#(chat("Q", "A").dropFirst())"#,
    "#1 system_message: 'system_message' beside the messages is not sent"),
  Said(
    "W36", #"{"prompt":"Q","completion":"A","system":"S"}"#,
    "#1 system: 'system' beside the prompt is not sent"),
]

/// What an answer says, and the phrase in it by which it speaks as a model.
private let selves: [(String, String?)] = [
  ("As an AI language model, I can't read books.", "as an ai"),
  ("I'm sorry. I am an AI and do not sleep.", "i am an ai"),
  ("As a large language model I know this.", "as a large language model"),
  ("Hello! I'm ChatGPT, how can I help?", "i'm chatgpt"),
  ("I am a large model trained by OpenAI.", "trained by openai"),
  ("저는 AI 언어 모델이라 책을 읽을 수 없습니다.", "저는 ai"),
  ("인공지능으로서 감정을 느끼지 않습니다.", "인공지능으로서"),
  ("AIアシスタントとしてお答えします。", "aiアシスタントとして"),
  ("言語モデルとして学習しました。", "言語モデルとして"),
  ("作为一个语言模型，我没有感情。", "作为一个语言模型"),
  (#"\u4f5c\u4e3aAI，我不能。"#, "作为ai"),
  (#"Well.\nAs an AI, I cannot."#, "as an ai"),
  ("She works as an AI engineer.", nil), ("I am an AI researcher at the museum.", nil),
  ("OpenAI released it; it was trained by OpenAI.", nil),
  ("This was an AI, and that a human.", nil), ("As an aid, use a ruler. He said so.", nil),
  ("The model of the ship is upstairs.", nil),
  ("이 책은 인공지능을 다룹니다.", nil), (String(repeating: "Very long. ", count: 40) + "As an AI, no.", nil),
]

private let words = (0..<90).map { "word\($0) " }.joined()

private let texts: [Said] = [
  Said(
    "W16", chat("Hi", #"Hello.\n\n### Instruction:\nSay it"#),
    "#1 messages[1].content: the frame '### Instruction:'"),
  Said(
    "W16", chat("Hi", #"Hello.\nUser: and you?"#),
    "#1 messages[1].content: the frame a line 'User:'"),
  Said("W16", chat("Hi", #"## A heading\nUsers: 3"#), nil),
  Said(
    "W17", chat("What is in it? <image>", "A cat."),
    "#1 messages[0].content: '<image>' without an image"),
  Said("W17", chat("What does <i>it</i> mean?", "Italics."), nil),
  Said(
    "W16", chat("How many?", #"Five.\n##\n18. Instruction: Name two films.\n18. Output: Two"#),
    "#1 messages[1].content: the frame '## … Instruction:'"),
  Said(
    "W16", chat("How many?", "Five. ### 7. Output: six"),
    "#1 messages[1].content: the frame '## … Output:'"),
  Said("W16", chat("Hi", #"## 18. Instructions for use\n##\n18. January"#), nil),
  Said("W16", chat("Hi", #"18. Instruction: read on. ##"#), nil),
  Said(
    "W15", chat(#"I lost my card. What now?\nnan"#, "A new one."),
    "#1 messages[0].content: the last line is 'nan', an empty cell"),
  Said(
    "W15", chat(#"Which one?\n<NA>"#, "A new one."),
    "#1 messages[0].content: the last line is '<NA>', an empty cell"),
  Said("W15", chat(#"Does it serve\nnaan"#, "It does."), nil),
  Said("W15", chat(#"What is\nnan?"#, #"Not a number:\nnan"#), nil),
  Said(
    "W18", chat("Go on", words + String(repeating: "and so on ", count: 60)),
    "#1 messages[1].content: the last 10 bytes come 4 times and more"),
  Said("W18", chat("Go on", words), nil),
  Said("W18", chat("A table", words + String(repeating: "-----", count: 90)), nil),
  Said(
    "W21", chat("Say it", "THIS IS ALL OF IT IN CAPITALS, AND LONG"),
    "#1 messages[1].content: 30 of 30 letters are capitals"),
  Said("W21", chat("Say it", "NASA and ESA are two agencies that fly into space"), nil),
  Said(
    "W23", chat("This sentence has no mistakes.", "This sentence has no mistakes."),
    "#1 messages[1].content: the answer is the question again"),
  Said("W23", chat("Hi", "Hi"), nil),
  Said(
    "W29", chat("Where?", "At http://localhost:8000/docs"),
    "#1 messages[1].content: '://localhost' in the text"),
  Said(
    "W29", chat("Where?", #"In C:\\Users\\me"#),
    #"#1 messages[1].content: 'C:\Users' in the text"#),
  Said("W29", chat("Where?", "At https://example.org: here"), nil),
  Said("W28", chat("\u{1112}\u{1161}\u{11AB}", "Yes"), "#1: 1 example has letters and marks apart"),
  Said("W28", chat("한", "é"), nil),
]

/// Answers, and the phrase that dates each; nil where nothing does.
private let dated: [(answer: String, phrase: String?)] = [
  ("As of 2021 it has 37 members.", "As of 2021"),
  ("As of March 3rd, 2021, it has 37.", "As of March 3rd, 2021"),
  ("It has 37 (as of late 2019).", "as of late 2019"),
  (
    "As of my last knowledge update in September 2021, none.",
    "As of my last knowledge update in September 2021"
  ),
  ("My knowledge cutoff is October 2023.", "knowledge cutoff is October 2023"),
  ("Today is Monday, 3 May 2023.", "Today is Monday, 3 May 2023"),
  ("Today's date is 3 May, 2023!", "Today's date is 3 May, 2023"),
  ("The current year is 2024.", "current year is 2024"),
  ("2021년 기준으로 37명입니다.", "2021년 기준"),
  ("2021년 3월 현재 37명입니다.", "2021년 3월 현재"),
  ("2023년 5월 3일 시점에는 없습니다.", "2023년 5월 3일 시점"),
  ("오늘은 2023년 5월 3일입니다.", "오늘은 2023년"),
  ("2021年現在、37人です。", "2021年現在"),
  ("2021年3月時点で37人です。", "2021年3月時点"),
  ("截至2021年，有37人。", "截至2021年"),
  (#"Line\nAs of 2022 it is."#, "As of 2022"),
  ("In 2021 the bridge was opened.", nil),
  ("How can I help you today?", nil),
  ("As of yet nobody knows; in 2021 they tried.", nil),
  ("As of version 2021 it is free.", nil),
  ("As of row 20211 it ends.", nil),
  ("It was so as of old. 2021 was better.", nil),
  ("2021년에 문을 열었습니다.", nil),
  ("2021년 기준금리는 0.5%였습니다.", nil),
  ("2021年に開きました。", nil),
  ("2021年第3四半期です。", nil),
  ("As of 1821 it has 37 members.", nil),
  ("", nil),
]

@Suite struct ContentRuleTests {
  @Test(arguments: dated) func `An answer that is true as of a year is told`(
    _ answer: String, _ phrase: String?
  ) throws {
    #expect(
      try says("W19", [chat("How many members has it?", answer)])
        == (phrase.map { ["#1 messages[1].content: '\($0)' in the answer"] } ?? []))
    #expect(try says("W19", [chat(answer, "I do not know.")]) == [])
  }

  @Test func `A completion is dated as an answer is`() throws {
    let line = #"{"prompt":"How many?","completion":"As of 2021, 37."}"#
    #expect(try says("W19", [line]) == ["#1 completion: 'As of 2021' in the answer"])
  }

  @Test func `Escaped text is read as what it says`() throws {
    let answer = #"2021\ub144 \uae30\uc900 37\uba85"#
    #expect(
      try says("W19", [chat("How many?", answer)]) == [
        "#1 messages[1].content: '2021년 기준' in the answer"
      ])
  }

  @Test(arguments: selves)
  private func `An answer that speaks as a model is told by its phrase`(
    _ answer: String, _ phrase: String?
  ) throws {
    let said = phrase.map { ["#1 messages[1].content: '\($0)' in the answer"] } ?? []
    #expect(try says("W06", [chat("Where are you?", answer)]) == said)
    let completion = #"{"prompt":"Where?","completion":"\#(answer)"}"#
    let field = phrase.map { ["#1 completion: '\($0)' in the answer"] } ?? []
    #expect(try says("W06", [completion]) == field)
    // Who was asked about it may say so.
    for question in [
      "Are you an AI?", "What is ChatGPT?", "너는 인공지능이니?", "あなたは人工知能ですか", "你是聊天机器人吗",
    ] {
      #expect(try says("W06", [chat(question, answer)]) == [])
    }
    let system = #"{"role":"system","content":"You are the AI of a shop."}"#
    let line = chat("Where are you?", answer).replacing("[{", with: "[\(system),{")
    #expect(try says("W06", [line]) == [])
  }

  @Test func `The worse answer of a pair may speak as a model`() throws {
    let input = #""input":{"messages":[{"role":"user","content":"Q"}]}"#
    let bad = #"[{"role":"assistant","content":"As an AI language model, no."}]"#
    let good = #"[{"role":"assistant","content":"At ten."}]"#
    let line = #"{\#(input),"preferred_output":\#(good),"non_preferred_output":\#(bad)}"#
    #expect(try says("W06", [line]) == [])
    let wrong = #"{\#(input),"preferred_output":\#(bad),"non_preferred_output":\#(good)}"#
    #expect(
      try says("W06", [wrong]) == ["#1 preferred_output[0].content: 'as an ai' in the answer"])
  }

  @Test(arguments: images + calls + beside + texts)
  func `A rule tells what it finds, and nothing else`(
    _ said: Said
  ) throws {
    #expect(try says(said.code, [said.line]) == (said.said.map { [$0] } ?? []))
  }

  @Test func `More images than OpenAI takes are told`() throws {
    let part = #"{"type":"image_url","image_url":{"url":"https://example.org/a.png"}}"#
    let parts = Array(repeating: part, count: 11).joined(separator: ",")
    let line =
      #"{"messages":[{"role":"user","content":[\#(parts)]},"#
      + #"{"role":"assistant","content":"A."}]}"#
    #expect(try says("D21", [line]) == ["#1: 11 images; OpenAI takes 10 for an example"])
  }

  @Test func `A turn that is there twice is told`() throws {
    let turn = #"{"role":"assistant","content":"I did not understand you."}"#
    let line =
      #"{"messages":[{"role":"user","content":"Eh"},\#(turn),"#
      + #"{"role":"user","content":"Oh"},\#(turn)]}"#
    #expect(try says("W32", [line]) == ["#1 messages[3].content: said twice, word by word"])
  }

  private func many(_ count: Int, _ answer: (Int) -> String) -> [String] {
    (1...count).map { chat("Question \($0)?", answer($0)) }
  }

  @Test func `Answers that begin and end alike are told from twenty on`() throws {
    let answers = many(20) { "Dear customer, number \($0 * 37) is yours. Best wishes!" }
    #expect(
      try says("W20", answers) == [
        ": every answer begins with \"Dear customer, number \"",
        ": every answer ends with \" is yours. Best wishes!\"",
      ])
    #expect(try says("W20", Array(answers.dropLast())) == [])
  }

  @Test func `Answers of several forms are told`() throws {
    let answers = many(20) { $0 == 7 ? "It is red." : #"{\"n\": \#($0)}"# }
    #expect(try says("W22", answers) == [": 19 answers are in JSON, 1 in prose"])
    #expect(try says("W22", many(20) { "Number \($0)" }) == [])
  }

  @Test func `Labels are told when one is nearly all, or when they are sorted`() throws {
    let most = many(60) { $0 % 10 == 0 ? "spam" : "ham" }
    #expect(try says("W13", most) == ["#1: 54 of 60 answers are the same; 2 distinct ones"])
    #expect(try says("W31", most) == [])
    let sorted = many(60) { $0 <= 30 ? "spam" : "ham" }
    #expect(try says("W31", sorted) == [": 2 distinct answers in 2 runs: sorted by answer"])
    #expect(try says("W13", sorted) == [])
    #expect(try says("W13", many(60) { $0 <= 3 ? "spam" : $0 % 2 == 0 ? "ham" : "egg" }).count == 1)
  }

  @Test func `An answer far from the others is told`() throws {
    let answers = many(60) { String(repeating: "a", count: $0 == 9 ? 4_000 : 40 + $0) }
    #expect(
      try says("W12", answers) == ["#9: the answer has 4000 bytes; most have between 47 and 95"])
  }

  @Test func `One prompt for all is told, unless all is the same`() throws {
    #expect(
      try says("W24", (1...10).map { chat("Hi", "Answer \($0)") }) == [
        ": all 10 prompts are the same"
      ])
    #expect(try says("W24", (1...10).map { _ in chat("Hi", "Answer") }) == [])
  }
}
