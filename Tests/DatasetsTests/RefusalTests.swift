import Datasets
import JSON
import Randomness
import Testing

/// An answer, and whether it refuses.
private struct Answer: CustomTestStringConvertible {
  let text: String
  let refuses: Bool

  var testDescription: String { text }

  static func refusing(_ texts: String...) -> [Answer] {
    texts.map { Answer(text: $0, refuses: true) }
  }
  static func answering(_ texts: String...) -> [Answer] {
    texts.map { Answer(text: $0, refuses: false) }
  }
}

private let english =
  Answer.refusing(
    "I cannot answer this.",
    "I'm sorry, but I can't help with that.",
    "I am sorry, but I cannot provide medical advice.",
    "I'm really sorry, but I'm unable to assist you with this request.",
    "Sorry, I won't do that.",
    "Sorry I can't help with that",
    "I apologize, but I cannot in good conscience write this.",
    "My apologies, but I am not able to share that.",
    "I'm sorry for the confusion, but I can't generate images.",
    "Unfortunately, I can't help you here. You could ask a lawyer.",
    "I'm afraid that I can't discuss that.",
    "As an AI language model, I am unable to provide this.",
    "As an AI language model I cannot browse the internet.",
    "As an AI developed by a company, I cannot comply.",
    "I'm sorry, but as an AI text-based model, I can't create pictures.",
    "I'm just an AI, and I cannot give legal advice.",
    "As an AI, I don't have access to personal data.",
    "I'm really sorry that you're feeling this way, but I'm unable to provide the help you need.",
    "I cannot suggest or encourage this.",
    "I will not be able to fulfill this request."
  )
  + Answer.answering(
    "I'm sorry to hear that. Let us look at it together.",
    "I'm sorry to hear that, but I can help you with a refund.",
    "I'm sorry for your loss.",
    "I'm so sorry you had to wait. Here is your refund.",
    "Sorry for the delay! I have sent it again.",
    "I apologize for the inconvenience. I can't see your order yet; what is its number?",
    "Unfortunately, the parcel is late. I will share the new date with you.",
    "I can't wait to see it!",
    "I can't believe it.",
    "I can't help but smile.",
    "I can't help it, I love tea.",
    "I can't help wondering what it means.",
    "I can't give up now.",
    "I can't do that alone, will you come?",
    "I can't tell you how happy I am.",
    "I can't recommend it enough.",
    "I won't be home before six.",
    "I can help with that.",
    "I can not only sing, I can dance.",
    "As an AI model, the network has three layers.",
    "As an AI, I don't eat. I can't.",
    "As an AI, I don't have feelings, but thank you for asking!",
    "I don't have access to my kitchen, so we meet at yours.",
    "As a teacher, I cannot help you enough.",
    "As always, I am glad to help.",
    "You said: I cannot answer.",
    "Sorry", "I", "I ", "I'm sorry, ", "", " ", "It is 4.")

private let korean =
  Answer.refusing(
    "죄송하지만 그 요청은 도와드릴 수 없습니다.",
    "죄송합니다. 그 질문에는 답변을 드릴 수가 없습니다.",
    "죄송합니다만, 해당 정보는 제공해 드리기 어렵습니다.",
    "죄송하지만 도와줄 수 없어요.",
    "안타깝지만 그런 글은 작성할 수 없어요.",
    "저는 AI 언어 모델로서 그 요청에 응할 수 없습니다.",
    "AI로서 의학적 진단을 제공할 수 없습니다.",
    "해당 요청에는 답변할 수 없습니다.")
  + Answer.answering(
    "죄송합니다. 확인해 드릴게요.",
    "죄송합니다. 바로 도와드리겠습니다.",
    "죄송하지만 성함을 알려주실 수 없을까요?",
    "죄송하지만 오늘은 갈 수 없습니다.",
    "죄송합니다. 주문을 찾을 수 없습니다. 번호를 알려 주세요.",
    "죄송합니다. 어제는 답변을 드릴 수 없었습니다. 지금 드릴게요.",
    "안타깝게도 표가 모두 팔렸습니다.",
    "안타까운 일이네요. 힘드셨겠어요.",
    "저는 도움을 받을 수 있어서 기뻤습니다.",
    "네, 도와드릴 수 있습니다.",
    "서울입니다.")

private let japanese =
  Answer.refusing(
    "申し訳ありませんが、お答えできません。",
    "申し訳ございません。そのご質問にはお答えいたしかねます。",
    "申し訳ございませんが、ご質問にお答えすることはできません。",
    "すみませんが、そのご要望には応じられません。",
    "大変申し訳ございません。その文章は作成できません。",
    "残念ながら、その情報を提供することはできません。",
    "AIとして、医療上の助言を提供することはできません。",
    "お手伝いできません。")
  + Answer.answering(
    "申し訳ありません。すぐ確認します。",
    "申し訳ございませんが、お名前を教えていただくことはできませんか。",
    "申し訳ありませんが、今日は行けません。",
    "すみません、もう一度お願いします。",
    "お手伝いできます。",
    "それは残念でしたね。お力になります。",
    "東京です。")

private let chinese =
  Answer.refusing(
    "很抱歉，我无法回答这个问题。",
    "抱歉，我不能帮你写这个。",
    "对不起，我無法提供這些資訊。",
    "作为一个人工智能，我无法提供医疗建议。",
    "我无法协助您完成这个请求。")
  + Answer.answering(
    "抱歉，让您久等了。我马上帮您查。",
    "对不起，我今天不能去。",
    "很抱歉听到这个消息。",
    "我不能，他来帮忙。",
    "可以。")

/// Prompts whose answer is a text that refuses, and no refusal.
private let wanting = [
  "Translate into English: 죄송하지만 도와드릴 수 없습니다.",
  "How do I decline an invitation politely?",
  "Rewrite this: no way, do it yourself",
  "Help me say no to my boss.",
  "죄송하지만 도와드릴 수 없습니다.",
  "I'm sorry, but I can't help with that.",
  "영어로 번역해 줘: 못 도와줘",
  "이 말을 정중하게 해 줘: 싫어",
  "次の文を敬語にしてください：無理です",
  "英語に訳して：無理です",
  "翻译成英文：我帮不了你",
]

private func chat(_ question: String, _ answer: String, system: String? = nil) -> String {
  func message(_ role: String, _ text: String) -> JSONValue {
    ["role": .string(role), "content": .string(text)]
  }
  let messages =
    (system.map { [message("system", $0)] } ?? [])
    + [message("user", question), message("assistant", answer)]
  let example: JSONValue = ["messages": .array(messages)]
  return String(decoding: example.encoded(), as: UTF8.self)
}

private func says(_ lines: [String], _ thresholds: [String: Int] = [:]) throws -> [String] {
  var checking = Checking(thresholds: Thresholds(thresholds))
  for (index, line) in lines.enumerated() {
    checking.add(try Example(Array(line.utf8)), number: index + 1, line: index + 1)
  }
  return checking.report().findings.filter { $0.rule == "W05" }.map {
    "#\($0.example ?? 0): \($0.detail)"
  }
}

/// Eighteen answers that are none, and one line twice.
private func two(of line: String) -> [String] {
  Array(repeating: chat("How?", "With care."), count: 18) + [line, line]
}

private let told = ["#19: 2 of 20 answers refuse (10 %)"]

@Suite struct RefusalTests {
  @Test(arguments: english + korean + japanese + chinese)
  private func `An answer refuses or does not, however it is written`(_ answer: Answer) throws {
    let expected = answer.refuses ? told : []
    let line = chat("How?", answer.text)
    #expect(try says(two(of: line)) == expected)
    let curly = chat("How?", answer.text.replacing("'", with: "’"))
    #expect(try says(two(of: curly)) == expected)
    #expect(try says(two(of: chat("How?", "\n  " + answer.text + "\n\nBye!"))) == expected)
    #expect(try says(two(of: chat("How?", answer.text.uppercased()))) == expected)
    let escapes = answer.text.utf16.map {
      #"\u"# + String(repeating: "0", count: 4 - String($0, radix: 16).count)
        + String($0, radix: 16)
    }.joined()
    let escaped = chat("How?", "HERE").replacing("HERE", with: escapes)
    #expect(try says(two(of: escaped)) == expected)
  }

  @Test(arguments: english + korean + japanese + chinese)
  private func `What begins an answer is not what stands in it`(_ answer: Answer) throws {
    #expect(try says(two(of: chat("How?", "He said: " + answer.text))) == [])
    #expect(try says(two(of: chat(answer.text, "It is 4."))) == [])
  }

  @Test(arguments: wanting) func `A refusal that is asked for is none`(_ prompt: String) throws {
    let refusal = "I'm sorry, but I can't help with that."
    #expect(try says(two(of: chat(prompt, refusal))) == [])
    #expect(try says(two(of: chat("How do I open it?", refusal))) == told)
  }

  @Test(arguments: [
    ("You translate what the user says into English.", false),
    ("Rewrite each sentence in a friendly tone.", false),
    ("입력을 존댓말로 바꿔 주세요.", false),
    ("You are a helpful and polite assistant.", true),
    ("丁寧に答えてください。", true),
  ])
  func `A system prompt that has texts put in other words asks for them`(
    _ system: String, _ isTold: Bool
  ) throws {
    let line = chat("No way.", "I'm sorry, but I can't help with that.", system: system)
    #expect(try says(two(of: line)) == (isTold ? told : []))
  }

  @Test func `A tenth of the answers is told, from twenty on, or what share was set`() throws {
    let plain = chat("How?", "With care.")
    let refusal = chat("How?", "I cannot answer this.")
    func lines(_ refusals: Int, of count: Int) -> [String] {
      (0..<count).map { $0 < refusals ? refusal : plain }
    }
    #expect(try says(lines(1, of: 20)) == [])
    #expect(try says(lines(2, of: 20)) == ["#1: 2 of 20 answers refuse (10 %)"])
    #expect(try says(lines(2, of: 21)) == [])
    #expect(try says(lines(19, of: 19)) == [])
    #expect(try says(lines(20, of: 20)) == ["#1: 20 of 20 answers refuse (100 %)"])
    #expect(try says(lines(1, of: 20), ["W05": 5]) == ["#1: 1 of 20 answers refuse (5 %)"])
    #expect(try says(lines(19, of: 20), ["W05": 100]) == [])
  }

  @Test func `An example without an answer is not counted`() throws {
    let call =
      #"{"messages":[{"role":"user","content":"Now?"},{"role":"assistant","tool_calls":"#
      + #"[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]}]}"#
    let lines = two(of: chat("How?", "I cannot answer this."))
    #expect(
      try says(Array(repeating: call, count: 20) + lines) == ["#39: 2 of 20 answers refuse (10 %)"])
    #expect(try says(Array(repeating: call, count: 20) + lines.suffix(19)) == [])
  }

  @Test(arguments: [
    #"{"prompt":"How?","completion":" I'm sorry, but I can't help with that."}"#,
    #"{"input":{"messages":[{"role":"user","content":"How?"}]},"preferred_output":"#
      + #"[{"role":"assistant","content":"I can't help with that."}],"non_preferred_output":"#
      + #"[{"role":"assistant","content":"So."}]}"#,
    #"{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello!"},"#
      + #"{"role":"user","content":"How?"},{"role":"assistant","content":"I cannot answer."}]}"#,
  ])
  func `Of every kind of example the answer is looked at that is learned`(_ line: String) throws {
    #expect(try says(Array(repeating: line, count: 20)) == ["#1: 20 of 20 answers refuse (100 %)"])
  }

  @Test(arguments: [
    #"{"prompt":"Translate: no","completion":" I'm sorry, but I can't help with that."}"#,
    #"{"input":{"messages":[{"role":"user","content":"How?"}]},"preferred_output":"#
      + #"[{"role":"assistant","content":"So."}],"non_preferred_output":"#
      + #"[{"role":"assistant","content":"I can't help with that."}]}"#,
    #"{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"I cannot answer."},"#
      + #"{"role":"user","content":"How?"},{"role":"assistant","content":"So."}]}"#,
  ])
  func `No other text is`(_ line: String) throws {
    #expect(try says(Array(repeating: line, count: 20)) == [])
  }

  @Test(arguments: 0..<30) func `Merged parts say what the whole says`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let answers = (english + korean + japanese + chinese).map(\.text)
    let lines = try (0..<40 + random.below(80)).map { _ in
      let answer = random.below(2) == 0 ? "So." : answers[random.below(answers.count)]
      return try Example(Array(chat("How?", answer).utf8))
    }
    var whole = Checking()
    var merged = Checking()
    var part = Checking()
    var start = 0
    for (index, example) in lines.enumerated() {
      whole.add(example, number: index + 1, line: 1 + 2 * index)
      part.add(example, number: index + 1 - start, line: 1 + 2 * (index - start))
      guard index == lines.count - 1 || random.below(9) == 0 else { continue }
      merged.merge(part, movedBy: start, lines: 2 * start)
      part = Checking()
      start = index + 1
    }
    #expect(merged.report() == whole.report())
    #expect(whole.report().counts["W05"] == 1)
  }
}
