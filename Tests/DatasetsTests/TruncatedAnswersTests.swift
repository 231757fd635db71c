import Datasets
import JSON
import Testing

private func chat(_ question: String, _ answer: String) -> JSONValue {
  [
    "messages": [
      ["role": "user", "content": .string(question)],
      ["role": "assistant", "content": .string(answer)],
    ]
  ]
}

/// A language in which answers are written.
private struct Language: CustomTestStringConvertible {
  let testDescription: String
  let words: [String]
  let separator: String
  let mark: String
  /// A word that another one follows.
  let open: String

  /// An answer of about so many characters, another one for each number, without its mark.
  func answer(_ number: Int, _ count: Int) -> String {
    var text = words[number % words.count]
    var index = number
    while text.count < count {
      index = index &* 5 &+ 3 &+ number
      text += separator + words[abs(index / 3) % words.count]
    }
    return text
  }

  static let all = [
    Language(
      testDescription: "English",
      words: "the library opens early and most readers come before noon to borrow books".split(
        separator: " "
      ).map(String.init), separator: " ", mark: ".", open: "and"),
    Language(
      testDescription: "Korean",
      words: ["도서관은", "아침", "일찍", "문을", "열고", "책을", "빌리러", "오는", "사람이", "많아서", "자리가", "없다"],
      separator: " ", mark: ".", open: "그리고"),
    Language(
      testDescription: "Japanese",
      words: ["図書館は", "朝早く", "開き", "本を", "借りる", "人が", "多く", "席が", "ありません"],
      separator: "", mark: "。", open: "または"),
    Language(
      testDescription: "Chinese",
      words: ["图书馆", "早上", "开门", "很多", "读者", "来借书", "座位", "不够", "请", "早到"],
      separator: "", mark: "。", open: "因为"),
    Language(
      testDescription: "Russian",
      words: "библиотека открыта с утра и многие приходят до полудня чтобы взять книги".split(
        separator: " "
      ).map(String.init), separator: " ", mark: ".", open: "и"),
  ]
}

@Suite struct TruncatedAnswersTests {
  /// What W07 says of answers.
  private func says(
    _ answers: [String], tokens: [Int?] = [], piles: Int? = nil, escapes: Bool = false
  ) throws -> [String] {
    var thresholds = Thresholds()
    if let piles { thresholds.set(piles, of: try #require(Rule.named("W07"))) }
    var checking = Checking(thresholds: thresholds)
    for (index, answer) in answers.enumerated() {
      var line = chat("Question \(index)?", answer).text
      if escapes { line = line.escapedAsInPython }
      checking.add(
        try Example(Array(line.utf8)), number: index + 1,
        trained: tokens.indices.contains(index) ? tokens[index] : nil)
    }
    return Self.said(checking)
  }

  private static func said(_ checking: Checking) -> [String] {
    checking.report().findings.filter { $0.rule == "W07" }.map {
      "#\($0.example ?? 0): \($0.detail)"
    }
  }

  /// Answers of many lengths that end with a mark.
  private func finished(_ language: Language, _ count: Int = 40) -> [String] {
    (0..<count).map { language.answer($0, 90 + 7 * $0) + language.mark }
  }

  /// Answers that were cut after so many characters.
  private func cut(_ language: Language, _ count: Int, at length: Int) -> [String] {
    (0..<count).map { number in
      var text = language.answer(100 + number, length + 20).prefix(length)
      // A space at the end is what a table would drop.
      if text.last == " " { text = text.dropLast() + "x" }
      return String(text)
    }
  }

  @Test(arguments: Language.all, [false, true])
  private func `Answers that were cut at one length are told in each language`(
    _ language: Language, _ escapes: Bool
  ) throws {
    let answers = finished(language) + cut(language, 8, at: 400)
    #expect(
      try says(answers, escapes: escapes)
        == (41...48).map { "#\($0): cut at 400 characters, like 7 others" })
  }

  @Test(arguments: Language.all)
  private func `Answers that are all cut are told`(_ language: Language) throws {
    #expect(try says(cut(language, 30, at: 255)).count == 30)
  }

  @Test func `Tokens are the length where they are known`() throws {
    let language = Language.all[0]
    let answers = finished(language) + (0..<6).map { language.answer(100 + $0, 380 + 3 * $0) }
    let tokens = (0..<40).map { 20 + 2 * $0 } + Array(repeating: 128, count: 6)
    #expect(
      try says(answers, tokens: tokens)
        == (41...46).map { "#\($0): cut at 128 tokens, like 5 others" })
  }

  @Test func `How many answers of one length are a pile can be set`() throws {
    let language = Language.all[1]
    let answers = finished(language) + cut(language, 4, at: 400)
    #expect(try says(answers).allSatisfy { !$0.contains("at 400") })
    #expect(try says(answers, piles: 4).count { $0.contains("at 400") } == 4)
    #expect(try says(answers, piles: 5).allSatisfy { !$0.contains("at 400") })
  }

  @Test func `Answers of one length that many exceed, or that end with a mark, are no pile`() throws
  {
    let language = Language.all[0]
    let piled = cut(language, 8, at: 200)
    #expect(try says(finished(language) + piled.map { $0 + "." }) == [])
    // Longer ones are more.
    #expect(
      try says(finished(language) + piled).allSatisfy { !$0.contains("at 200") })
    // The same text again, and one form in which only a number differs.
    #expect(
      try says(finished(language) + Array(repeating: cut(language, 1, at: 400)[0], count: 8))
        .allSatisfy { !$0.contains("at 400") })
  }

  @Test(arguments: [
    ("```python\nprint(1)\nfor item in items:\n    print(item", "ends within a code fence"),
    ("Here it is:\n\n```\nfirst\n```\n\nAnd then:\n\n```swift\nlet a", "ends within a code fence"),
    (#"{"name": "Mina", "tags": ["a", "b"#, "ends within its JSON"),
    (#"[{"name": "Mina"}, {"name": "Se"#, "ends within its JSON"),
    (#"{"name": "says \"so\"", "age": 12"#, "ends within its JSON"),
    (#"{"path": "C:\\", "more": tru"#, "ends within its JSON"),
    (#"{"이름": "미나", "나이": {"만": 12}"#, "ends within its JSON"),
  ])
  func `What ends in something open is told, alone too`(_ answer: String, _ said: String) throws {
    #expect(try says([answer]) == ["#1: \(said)"])
    #expect(try says([answer], escapes: true) == ["#1: \(said)"])
    #expect(try says([answer] + finished(Language.all[2])) == ["#1: \(said)"])
  }

  @Test(arguments: [
    "Type this:\n```ls -la``` and press Enter, then\nread what it says",
    // Closed, in every way.
    "```python\nprint(1)\n```", "```\na\n```\ntext\n```\nb\n```", "```python\nprint(1)```",
    "```markdown\n```python\nprint(1)\n```\n```", "````\n```\na\n````",
    // One within a line, or at the very end, where the prompt opened it.
    "Write ``` before and behind it, and the page shows a block.", "print(1)\nprint(2)\n```",
    "print(1)\nprint(2)\n```\nThat is all you need.", "print(1)\nprint(2)\n```\n이것으로 끝입니다。",
    "Use `code` and ``more code`` where you can see a letter",
    // Brackets that are no JSON, and JSON that is whole.
    "{ opens a block in C and in Swift alike", "[1] Smith, The Library [2] and others",
    "[INST] is what a template writes there", #"{"name": "a } and a { and a \" in it"}"#,
    #"{"a": 1}"# + "\n" + #"{"a": 2}"#, "[1, 2, 3, 4, 5, 6, 7, 8]", "{", "[", #"{"a"#,
    "{name} is filled in by the program later", "{'name': 'Mina', 'tags': ['a'",
  ])
  func `What is not open is not told`(_ answer: String) throws {
    #expect(try says([answer]) == [])
    #expect(try says([answer] + finished(Language.all[0])) == [])
  }

  @Test func `A fence that half of the answers leave open is their form`() throws {
    let code = (0..<10).map { "```python\nprint(\($0))\nprint(\($0 + 1))" }
    let other = finished(Language.all[0], 9)
    #expect(try says(code + other) == [])
    #expect(try says(Array(code.prefix(8)) + other).count == 8)
  }

  @Test(arguments: Language.all, [false, true])
  private func `An answer without the mark that nearly all others have is told`(
    _ language: Language, _ escapes: Bool
  ) throws {
    let separator = language.separator
    let answers =
      finished(language) + [language.answer(77, 150) + separator + language.open]
    #expect(
      try says(answers, escapes: escapes)
        == ["#41: ends without a mark; 40 of 41 end with one"])
    // A comma too, and not where many end so.
    let comma = language.answer(78, 150) + (language.separator.isEmpty ? "、" : ",")
    #expect(try says(finished(language) + [comma], escapes: escapes).count == 1)
    #expect(
      try says(
        finished(language)
          + (0..<6).map { language.answer(70 + $0, 150 + 9 * $0) + separator + language.open },
        escapes: escapes) == [])
    #expect(try says(finished(language, 18) + [comma]) == [])
    #expect(try says(finished(language, 19) + [comma]).count == 1)
  }

  @Test(arguments: [
    "Paris", "42", "positive", "Seven", "서울", "東京", "北京", "Yes", "refund_request", "", " ",
    "kim.mina@example.com", "2024-05-01", "3.14159265358979323846264338327950288419716939937510",
    "def total(prices):\n    return sum(price for price in prices if price is not None and price > 0",
    "SELECT name, count(*) FROM reader JOIN loan ON loan.reader = reader.id GROUP BY name ORDER BY 2",
    "- apples and pears from the market\n- bread\n- a long line of a list that has no mark at its very end",
    "1. Open the door of the library and walk up to the third floor where the old maps are kept",
    "Two roads diverged in a yellow wood\nand sorry I could not travel both\nand be one traveler long I stood and looked down one as far as I",
    "The opening hours and everything else is on the page https://library.example.com/opening/hours",
    "Dear reader, your book is here and you can take it home from Monday on.\n\nBest regards\nThe library",
    "red, green, blue, yellow, orange, purple, brown, black", "| a | b |\n|---|---|\n| one | two",
    "도서관은 아침 일찍 문을 열고 책을 빌리러 오는 사람이 많아서 자리가 부족한 날이 많습니다",
    "도서관은 아침 일찍 문을 열고 책을 빌리러 오는 사람이 많아서 자리가 부족함",
    "図書館は朝早く開き、本を借りる人が多く、席がない日もあります", "图书馆早上开门，很多读者来借书，座位不够，请大家早到",
    "ACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGT",
    "Thank you so much for waiting for us, we will see you at the library tomorrow morning 😊",
    "The library is open from ten until six on weekdays and closed on Sundays (see the door)",
    "\"The library is the one place in which everybody is welcome, at any age and every day.\" - Mina Kim",
    "“The library is the one place in which everybody is welcome, at any age and every day.” —Mina Kim",
    "图书馆早上开门，很多读者来借书，座位不够，请大家早到，可以用电脑和 iPad",
    "She said: \"the library is open from ten until six on weekdays and closed on all Sundays\"",
  ])
  func `What is complete without a mark is not told`(_ answer: String) throws {
    for language in Language.all {
      #expect(try says(finished(language) + [answer]) == [])
    }
    #expect(try says((0..<60).map { _ in answer }) == [])
  }

  @Test func `Labels, codes and forms of one length are no pile`() throws {
    let labels = ["positive", "negative", "neutral"]
    #expect(try says((0..<60).map { labels[$0 % 3] }) == [])
    // Fields with one word each, of which many come to the same length.
    let names = ["sentiment", "topic", "urgency", "tone", "channel", "product", "region", "kind"]
    let values = ["aaaa", "bbbb", "cccc", "dddd"]
    let fields = (0..<60).map { (number: Int) -> String in
      names.enumerated().map { "\($1): \(values[(number >> $0) % 4])" }.joined(separator: "\n")
    }
    #expect(try says(fields, tokens: fields.map { _ in 40 }) == [])
    let digits = Array("0123456789abcdef")
    let digests = (0..<60).map { (number: Int) -> String in
      String((0..<128).map { (place: Int) -> Character in digits[(number * 7 + place * 11) % 16] })
    }
    #expect(try says(digests, tokens: digests.map { _ in 80 }) == [])
    // A sentence with one word that differs, and no mark.
    let cities = ["Rome", "Bonn", "Oslo", "Lima"]
    let sentences = (0..<60).map { (number: Int) -> String in
      "the reader asks for a book about the city of \(cities[number % 4]) and the library has it "
        + "on the second floor beside the maps and the globes"
    }
    #expect(try says(sentences) == [])
  }

  @Test func `Completions and preferred answers are looked at, and of a talk the last answer`()
    throws
  {
    let open = "```python\nprint(1)\nfor item in items:"
    let lines: [JSONValue] = [
      ["prompt": "Write a loop", "completion": .string(open)],
      [
        "input": ["messages": [["role": "user", "content": "Write a loop"]]],
        "preferred_output": [["role": "assistant", "content": .string(open)]],
        "non_preferred_output": [["role": "assistant", "content": "No."]],
      ],
      [
        "messages": [
          ["role": "user", "content": "Write a loop"],
          ["role": "assistant", "content": .string(open)],
          ["role": "user", "content": "And the rest?"],
          ["role": "assistant", "content": "That is all."],
        ]
      ],
    ]
    let found = try lines.map { line in
      var checking = Checking()
      checking.add(try Example(Array(line.text.utf8)), number: 1)
      return Self.said(checking).count
    }
    #expect(found == [1, 1, 0])
  }

  @Test func `Parts that are checked apart say the same`() throws {
    let language = Language.all[0]
    let answers = finished(language) + cut(language, 8, at: 400)
    var whole = Checking()
    var parts = Checking()
    for start in stride(from: 0, to: answers.count, by: 12) {
      var part = Checking()
      for index in start..<min(start + 12, answers.count) {
        let example = try Example(Array(chat("Question \(index)?", answers[index]).text.utf8))
        whole.add(example, number: index + 1, line: index + 1)
        part.add(example, number: index - start + 1, line: index - start + 1)
      }
      parts.merge(part, movedBy: start, lines: start)
    }
    #expect(Self.said(parts) == Self.said(whole))
    #expect(Self.said(whole).count == 8)
  }
}
