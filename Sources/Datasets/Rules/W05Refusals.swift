import JSON

extension Rule {
  /// W05: few answers refuse.
  static let refusals = Rule(
    "W05", "refusals", .note, "few answers refuse",
    explanation: """
      A model refuses about as often as its examples do, whatever is asked: where many answers \
      begin with 'I'm sorry, but I can't help', '죄송하지만 … 도와드릴 수 없습니다', '申し訳ありませんが … \
      お答えできません' or '抱歉，我无法提供', it refuses what it could do. Some refusals are meant, so look \
      at them before you drop any. Looked at is how the last answer begins, in English, Korean, \
      Japanese and Chinese, in datasets of 20 answers and more. 'I'm sorry to hear that' is no \
      refusal, and neither is one that the prompt asks for: a translation, or a polite way to say no.
      """,
    threshold: Threshold(10, "% of the answers", in: 1...100),
    test: .dataset({ check in
      let count = check.facts.refusalCount
      let total = check.facts.answerForms.values.reduce(0, +)
      guard total >= fewest, count * 100 >= total * check.threshold else { return }
      check.report(
        "\(count) of \(total) answers refuse (\(count * 100 / total) %)", check.facts.firstRefusal)
    }))
}

/// Answers from which on a share of them tells something.
private let fewest = 20

extension Example {
  /// Whether an answer begins as a refusal does, and no text is asked for that is one.
  ///
  /// - Complexity: O(1) of most answers, whose first two bytes begin no refusal.
  func isRefusal(_ answer: JSONStringSpan) -> Bool { beginsToRefuse(answer) && !asksForRefusal }

  private func beginsToRefuse(_ span: JSONStringSpan) -> Bool {
    var start = span.contents.lowerBound
    let end = span.contents.upperBound
    while start < end, let space = bytes.space(at: start) { start += space }
    guard start + 1 < end, RefusalText.mayBegin(bytes[start], bytes[start + 1]) else {
      return false
    }
    // The line, as far as it is looked at, and no escape in halves.
    var stop = start
    var hasEscapes = false
    while stop < min(end, start + RefusalText.reach) {
      guard bytes[stop] == UInt8(ascii: "\\") else {
        stop += 1
        continue
      }
      if bytes[stop + 1] == UInt8(ascii: "n") { break }
      hasEscapes = true
      stop += bytes[stop + 1] == UInt8(ascii: "u") ? 6 : 2
    }
    let line = JSONStringSpan(contents: start..<stop, hasEscapes: hasEscapes)
    return RefusalText(hasEscapes ? Array(text(line).utf8)[...] : bytes[start..<stop]).isRefusal
  }

  /// Whether the prompt wants a text translated or worded in another way, or is a refusal itself.
  private var asksForRefusal: Bool {
    if let prompt = outline.prompt { return beginsToRefuse(prompt) || has(wantedText, in: prompt) }
    let question = messages.last { $0.role == .user }
    let spans = texts(of: [question].compactMap(\.self)).map(\.span)
    if spans.contains(where: { beginsToRefuse($0) || has(wantedText, in: $0) }) { return true }
    let frame = messages.filter { $0.role == .system || $0.role == .developer }
    return texts(of: frame).contains { has(wantedTask, in: $0.span) }
  }

  private func has(_ patterns: TextPatterns, in span: JSONStringSpan) -> Bool {
    if !span.hasEscapes { return patterns.first(in: bytes, span.contents) != nil }
    let text = Array(text(span).utf8)
    return patterns.first(in: text, text.indices) != nil
  }
}

/// What a prompt says that wants a text put in other words.
private let tasks = [
  "ranslat", "ewrite", "ephrase", "araphrase", "번역", "바꿔", "바꾸", "고쳐", "翻訳", "訳して", "言い換え",
  "書き換え", "翻译", "翻譯", "改写", "改寫",
]
/// What a question says that wants a refusal; a system prompt with these speaks of all answers.
private let tones = [
  "polite", "Polite", "say no", "declin", "efuse", "reject", "공손", "정중", "존댓말", "거절", "敬語",
  "丁寧", "断り", "断る", "断って", "礼貌", "拒绝", "拒絕", "婉拒",
]
private let wantedTask = TextPatterns(tasks.map { ($0, $0) })
private let wantedText = TextPatterns((tasks + tones).map { ($0, $0) })

/// The first line of a text, in which a refusal is looked for.
private struct RefusalText {
  /// Bytes within which a refusal is said; of escaped text these are 80 characters.
  static let reach = 480

  /// Small letters of ASCII, and straight apostrophes.
  private let text: [UInt8]

  init(_ bytes: ArraySlice<UInt8>) {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    for byte in bytes {
      text.append(byte.isUpper ? byte | 0x20 : byte)
      if byte == 0x99, text.says("’", at: max(0, text.count - 3)) {
        text.replaceSubrange(text.count - 3..<text.count, with: [UInt8(ascii: "'")])
      }
    }
    self.text = text
  }

  /// Whether a refusal may begin with two bytes.
  static func mayBegin(_ first: UInt8, _ second: UInt8) -> Bool {
    starts[Int(first) << 8 | Int(second)]
  }

  private static let starts: [Bool] = {
    var starts = Array(repeating: false, count: 1 << 16)
    for phrase in EnglishRefusal.beginnings + AnswerLanguage.all.flatMap(\.openings) {
      let bytes = Array(phrase.utf8)
      // Of an apostrophe, also the first byte of the typographic one and of its escape.
      let seconds = bytes[1] == 0x27 ? [0x27, 0xE2, 0x5C] : [bytes[1], bytes[1].upper]
      for first in [bytes[0], bytes[0].upper] {
        for second in seconds { starts[Int(first) << 8 | Int(second)] = true }
      }
    }
    // A text that is all escapes begins with one.
    starts[Int(UInt8(ascii: "\\")) << 8 | Int(UInt8(ascii: "u"))] = true
    return starts
  }()

  var isRefusal: Bool {
    if let first = text.first, first < 0x80, EnglishRefusal(text: text).isThere { return true }
    for language in AnswerLanguage.all where language.openings.contains(where: begins) {
      if language.refuses(text) { return true }
    }
    return false
  }

  private func begins(_ opening: String) -> Bool { text.says(opening, at: 0) }
}

/// `Sorry, but as an AI, I cannot help with that` and the like.
private struct EnglishRefusal {
  let text: [UInt8]

  var isThere: Bool {
    var index = 0
    var isOfAI = false
    while true {
      if let next = endOfOpening(at: index) {
        index = next
      } else if let next = endOfRole(at: index) {
        (index, isOfAI) = (next, true)
      } else {
        break
      }
    }
    if isOfAI, Self.lacks.contains(where: { text.says($0, at: index) }) { return true }
    guard let denial = Self.denials.first(where: { text.says($0, at: index) }) else {
      return false
    }
    index += denial.utf8.count
    for adverb in Self.adverbs where text.says(adverb, at: index) { index += adverb.utf8.count }
    let verb = word(at: index)
    let next = word(at: index + verb.utf8.count + 1)
    switch verb {
    // 'I can't help but smile', 'I can't help it', 'I can't help wondering'.
    case "help": return !["but", "it", "myself"].contains(next) && !next.hasSuffix("ing")
    // 'I can't give up', 'I can't give in', 'I can't give it a rest'.
    case "give": return !["up", "in", "it", "way", "a"].contains(next)
    // 'I can't do that alone'.
    case "do":
      let end = index + "do that".utf8.count
      return next == "that" && (end == text.count || text[end] != 0x20)
    default: return Self.verbs.contains(verb)
    }
  }

  private func word(at index: Int) -> String {
    String(decoding: text.dropFirst(index).prefix { $0.isLetter }, as: UTF8.self)
  }

  /// Where what follows an apology begins.
  private func endOfOpening(at index: Int) -> Int? {
    guard let opening = Self.openings.first(where: { text.says($0, at: index) }) else {
      return nil
    }
    return afterPause(index + opening.utf8.count)
  }

  /// Where what follows `as an AI …,` begins.
  private func endOfRole(at index: Int) -> Int? {
    guard let opening = Self.roles.first(where: { text.says($0, at: index) }) else { return nil }
    var end = index + opening.utf8.count
    while end < text.count, text[end] != UInt8(ascii: ","), !text.says(" i ", at: end),
      !text.says(" i'm ", at: end)
    {
      end += 1
    }
    let words = text[index..<end].split { !$0.isLetter }.map { String(decoding: $0, as: UTF8.self) }
    guard end - index <= 80, words.contains("ai") || words.contains("model") else { return nil }
    return afterPause(end)
  }

  /// What lies behind a comma, a full stop or a dash and `but`, or behind a space alone.
  private func afterPause(_ index: Int) -> Int? {
    var index = index
    while index < text.count, [0x20, 0x21, 0x2C, 0x2D, 0x2E].contains(text[index]) { index += 1 }
    for word in ["but ", "that ", "and "] where text.says(word, at: index) {
      index += word.utf8.count
    }
    return index
  }

  static let beginnings = openings + roles + denials

  private static let roles = [
    "as a", "i'm a", "i am a", "i'm just a", "i am just a", "i'm only a", "i am only a",
  ]
  private static let openings = [
    "i'm sorry for the confusion", "i apologize for the confusion",
    "i'm sorry that you're feeling this way", "i'm really sorry that you're feeling this way",
    "i'm sorry", "i am sorry",
    "i'm really sorry", "i'm very sorry", "i'm so sorry", "sorry", "i apologize", "i apologise",
    "my apologies", "apologies", "unfortunately", "regrettably", "i'm afraid", "i am afraid",
  ]
  private static let denials = [
    "i cannot ", "i can't ", "i can not ", "i am unable to ", "i'm unable to ",
    "i am not able to ", "i'm not able to ", "i am not allowed to ", "i'm not allowed to ",
    "i am not programmed to ", "i'm not programmed to ", "i won't be able to ",
    "i will not be able to ", "i won't ", "i will not ",
  ]
  /// What a model says that it has not got.
  private static let lacks = ["i don't have ", "i do not have "].flatMap { denial in
    ["access to", "the ability to", "the capability to"].map { denial + $0 }
  }
  private static let adverbs = ["in good conscience ", "simply ", "directly "]
  private static let verbs: Set = [
    "answer", "assist", "browse", "comply", "compose", "condone", "create", "disclose", "discuss",
    "draft", "encourage", "endorse", "engage", "facilitate", "fulfill", "fulfil", "generate",
    "identify", "offer", "participate", "produce", "promote", "provide", "respond", "reveal",
    "satisfy", "share", "suggest", "write",
  ]
}

/// How a language without English's order of words refuses.
private struct AnswerLanguage {
  /// What a refusal begins with.
  let openings: [String]
  /// What is refused, and that it is, in the order in which the language says them.
  let parts: (first: [String], second: [String])
  /// Bytes that may stand between the two.
  let gap: Int
  /// What makes something else of it, right behind.
  let otherwise: [String]

  static let all = [korean, japanese, chinese]

  func refuses(_ text: [UInt8]) -> Bool {
    let sentence = Self.beginning(of: text)
    for index in sentence.indices where sentence[index] & 0xC0 != 0x80 {
      for part in parts.first where sentence.says(part, at: index) {
        var next = index + part.utf8.count
        let last = next + gap
        while next <= last, next < sentence.count, !isPause(sentence, next) {
          if parts.second.contains(where: { isSaid($0, in: sentence, at: next) }) { return true }
          next += 1
        }
      }
    }
    return false
  }

  private func isSaid(_ part: String, in text: [UInt8], at index: Int) -> Bool {
    text.says(part, at: index)
      && !otherwise.contains { text.says($0, at: index + part.utf8.count) }
  }

  private func isPause(_ text: [UInt8], _ index: Int) -> Bool {
    ["、", "，", ","].contains { text.says($0, at: index) }
  }

  /// The first sentence, and the second where the first only says sorry; without spaces.
  private static func beginning(of text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for (index, byte) in text.enumerated() where byte != 0x20 {
      result.append(byte)
      let ends = [".", "!", "?", "。", "！", "？"].contains { text.says($0, at: index) }
      if ends, result.count > apology { break }
    }
    return result
  }

  /// Bytes of a sentence that says no more than sorry, such as `大変申し訳ございません`.
  private static let apology = 36

  private static let korean = AnswerLanguage(
    openings: [
      "죄송", "미안", "유감", "안타깝", "아쉽", "저는", "제가", "그 요청", "이 요청", "해당 요청", "요청하신",
      "그 질문", "이 질문", "해당 질문", "ai로서", "ai 언어", "인공지능",
    ],
    parts: (
      [
        "도와", "도울", "도움을드", "도움을줄", "도움드", "도움이되", "답변", "대답", "에답할", "응답", "제공", "알려", "말씀", "에응할",
        "에응해",
        "들어드", "들어줄", "작성", "생성", "공유", "수행", "써드", "만들어드", "만들어줄",
      ],
      ["수없", "수가없", "수는없", "기어렵", "기어려", "기는어렵", "기힘", "지못"]
    ),
    // 'that cannot be', 'could you not', and what was not possible then.
    gap: 9, otherwise: ["는", "나", "을", "었", "던", "했"])

  private static let japanese = AnswerLanguage(
    openings: [
      "申し訳", "大変申し訳", "誠に申し訳", "すみません", "すいません", "ごめんなさい", "恐れ入りますが", "恐縮ですが",
      "残念ながら", "残念ですが", "aiとして", "ai言語", "aiアシスタント", "私はai", "そのご質問", "その質問",
      "そのご要望", "そのリクエスト", "ご質問には", "ご要望には", "お答え", "お手伝い",
    ],
    parts: (
      [
        "答え", "応え", "回答", "お手伝い", "手助け", "お力", "提供", "教え", "お伝え", "応じ", "対応", "お受け",
        "作成", "生成", "支援", "サポート", "協力", "共有",
      ],
      [
        "できません", "できかね", "できない", "出来ません", "出来かね", "いたしかね", "致しかね", "しかね", "られません",
        "なれません",
      ]
    ),
    gap: 30, otherwise: ["か", "でしょう"])

  private static let chinese = AnswerLanguage(
    openings: [
      "抱歉", "很抱歉", "非常抱歉", "十分抱歉", "我很抱歉", "对不起", "對不起", "不好意思", "很遗憾", "很遺憾", "我无法",
      "我無法", "我不能", "作为ai", "作为一个ai", "作为人工智能", "作为一个人工智能", "作为一个语言模型",
    ],
    parts: (
      ["无法", "無法", "不能", "不便"],
      [
        "提供", "回答", "回應", "回应", "帮", "幫", "协助", "協助", "满足", "滿足", "生成", "创作", "創作", "撰写",
        "撰寫", "编写", "分享", "透露", "讨论", "討論", "参与", "參與", "执行", "執行",
      ]
    ),
    gap: 18, otherwise: [])
}

extension [UInt8] {
  /// The bytes of the white space at an index, as JSON writes it; nil where there is none.
  fileprivate func space(at index: Int) -> Int? {
    if self[index] == 0x20 { return 1 }
    guard self[index] == UInt8(ascii: "\\") else { return nil }
    return [UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t")].contains(self[index + 1])
      ? 2 : nil
  }

  fileprivate func says(_ phrase: String, at index: Int) -> Bool {
    index <= count && self[index...].starts(with: phrase.utf8)
  }
}

extension UInt8 {
  /// The capital of a small letter of ASCII; any other byte as it is.
  fileprivate var upper: UInt8 { self &- 0x61 < 26 ? self & 0xDF : self }
}
