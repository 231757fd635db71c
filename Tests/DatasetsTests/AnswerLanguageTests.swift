import Datasets
import JSON
import Testing

private func chat(_ question: String, _ answer: String, system: String? = nil) -> JSONValue {
  let prompt: [JSONValue] = system.map { [["role": "system", "content": .string($0)]] } ?? []
  return [
    "messages": .array(
      prompt + [
        ["role": "user", "content": .string(question)],
        ["role": "assistant", "content": .string(answer)],
      ])
  ]
}

private let korean = (
  question: "도서관은 언제 문을 열고 언제 닫나요?", answer: "평일에는 열 시에 열고 여섯 시에 닫습니다."
)
private let japanese = (
  question: "図書館は何時に開いて、何時に閉まりますか。", answer: "平日は十時に開いて、六時に閉まります。"
)
private let english = (
  question: "When does the library open, and when does it close?",
  answer: "On weekdays it opens at ten and closes at six."
)
private let chinese = (question: "图书馆几点开门，几点关门？请告诉我。", answer: "平日十点开门，六点关门，周末休息。")
private let russian = (
  question: "Когда открывается библиотека?", answer: "По будням она открыта с десяти."
)

@Suite struct AnswerLanguageTests {
  /// What W11 says of `odd` behind examples of one language.
  private func says(
    _ odd: [JSONValue], behind count: Int = 30,
    of usual: (question: String, answer: String) = korean,
    share: Int? = nil, escapes: Bool = false
  ) throws -> [String] {
    var thresholds = Thresholds()
    if let share { thresholds.set(share, of: try #require(Rule.named("W11"))) }
    var checking = Checking(thresholds: thresholds)
    let examples = (0..<count).map { _ in chat(usual.question, usual.answer) } + odd
    for (index, example) in examples.enumerated() {
      var line = example.text
      if escapes { line = line.escapedAsInPython }
      checking.add(try Example(Array(line.utf8)), number: index + 1)
    }
    return checking.report().findings.filter { $0.rule == "W11" }.map {
      "#\($0.example ?? 0): \($0.detail)"
    }
  }

  @Test(arguments: [true, false])
  func `A few answers in another language are told by both`(_ escapes: Bool) throws {
    let odd = [
      chat(korean.question, english.answer), chat(korean.question, japanese.answer),
      chat(korean.question, english.answer), chat(english.question, korean.answer),
    ]
    #expect(
      try says(odd, escapes: escapes) == [
        "#31: 2 of 34 answers are in Latin letters, asked in Korean",
        "#32: 1 of 34 answers is in Japanese, asked in Korean",
        "#34: 1 of 34 answers is in Korean, asked in Latin letters",
      ])
  }

  @Test(arguments: [
    (japanese, chinese.answer, "Chinese, asked in Japanese"),
    (russian, english.answer, "Latin letters, asked in Cyrillic letters"),
    (chinese, english.answer, "Latin letters, asked in Chinese"),
    (english, russian.answer, "Cyrillic letters, asked in Latin letters"),
  ])
  func `Each language is told by its letters`(
    _ usual: (question: String, answer: String), _ answer: String, _ said: String
  ) throws {
    #expect(
      try says([chat(usual.question, answer)], of: usual) == ["#31: 1 of 31 answers is in \(said)"])
  }

  @Test(arguments: [
    // In the same language, with words of another one.
    chat(korean.question, "PDF 파일은 Library Portal에서 내려받으실 수 있습니다."),
    chat(japanese.question, "はい、Central Library の入口でお待ちしています。"),
    // The prompt says so.
    chat("영어로 도서관 여는 시간을 알려 주세요.", english.answer),
    chat("다음 문장을 번역해 주세요: 도서관은 열 시에 엽니다.", english.answer),
    chat(korean.question, english.answer, system: "Always answer in English."),
    // Too short, in JSON, or code.
    chat(korean.question, "Yes, it is open."), chat("네?", english.answer),
    chat(korean.question, #"{"opening hours on weekdays": "from ten to six o'clock"}"#),
    chat(korean.question, "```\nprint(\"this prints the opening hours of the library\")\n```"),
  ])
  func `What is meant is not told`(_ example: JSONValue) throws {
    #expect(try says([example]) == [])
  }

  @Test func `A share says from where on it is what the dataset is about`() throws {
    let odd = (0..<8).map { _ in chat(korean.question, english.answer) }
    #expect(
      try says(odd, behind: 32) == ["#33: 8 of 40 answers are in Latin letters, asked in Korean"])
    #expect(try says(odd, behind: 31) == [])
    #expect(try says(odd, behind: 31, share: 30).count == 1)
    #expect(try says(odd, behind: 32, share: 19) == [])
    #expect(try says([odd[0]], behind: 18) == [])
    #expect(try says([odd[0]], behind: 19).count == 1)
  }

  @Test func `Parts that are checked apart say the same`() throws {
    let lines = (0..<40).map { index in
      chat(korean.question, index % 9 == 4 ? english.answer : korean.answer).text
    }
    var whole = Checking()
    var parts = [Checking(), Checking()]
    for (index, line) in lines.enumerated() {
      let example = try Example(Array(line.utf8))
      whole.add(example, number: index + 1, line: index + 1)
      let (part, place) = (index / 20, index % 20 + 1)
      parts[part].add(example, number: place, line: place)
    }
    parts[0].merge(parts[1], movedBy: 20, lines: 20)
    #expect(whole.report() == parts[0].report())
    #expect(whole.report().counts["W11"] == 1)
  }
}
