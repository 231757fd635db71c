import JSON

extension Rule {
  /// W11: answers are in the language of their question.
  static let answerLanguage = Rule(
    "W11", "answer-language", .warning, "answers are in the language of their question",
    explanation: """
      Where most answers are in the language that is asked in and a few in another one, the model \
      learns to change the language now and then. Told apart are languages by their letters: \
      Korean, Japanese, Chinese, Thai, and Latin, Cyrillic, Greek, Arabic, Hebrew and Indic \
      letters; French and English are alike to it. Of a conversation the last question and answer \
      are looked at, as far as they begin with, without code. An answer in JSON, a short one, and \
      one whose prompt names a language or wants a translation are left out. Where more than the \
      share below differ, that is taken for what the dataset is about. Looked at in datasets of \
      20 examples and more.
      """,
    threshold: Threshold(20, "% of the answers", in: 1...50),
    test: .dataset({ check in
      let total = check.facts.examples.count
      let count = check.facts.foreignAnswers.values.reduce(0) { $0 + $1.count }
      guard total >= fewest, count * 100 <= total * check.threshold else { return }
      let pairs = check.facts.foreignAnswers.sorted {
        $0.value.first.number < $1.value.first.number
      }
      for (languages, found) in pairs {
        check.report(
          "\(found.count) of \(total) answers \(found.count == 1 ? "is" : "are") in "
            + "\(languages.answer.rawValue), asked in \(languages.question.rawValue)", found.first)
      }
    }))
}

/// Examples from which on a share of them tells something.
private let fewest = 20

/// The letters of a text by the first byte of each, which tells them nearly.
private struct LetterCount {
  /// Letters of which one kind is in most texts.
  enum Kind { case latin, hangul, kana, han, cyrillic }

  /// The kind of most of a text; nil where bytes do not tell it, as within escapes.
  private(set) var most: Kind?

  init(_ bytes: [UInt8], _ contents: Range<Int>) {
    var (latin, hangul, kana, han, cyrillic, other) = (0, 0, 0, 0, 0, 0)
    var previous: UInt8 = 0
    for byte in bytes[contents].prefix(ForeignAnswer.reach / 2) {
      switch byte {
      case 0x75 where previous == UInt8(ascii: "\\"): return
      case _ where byte.isLetter: latin += 1
      case 0..<0xC0, 0xE2, 0xEF, 0xF0: break
      case 0xEA...0xED: hangul += 1
      case 0xE3: kana += 1
      case 0xE4...0xE9: han += 1
      case 0xD0...0xD3: cyrillic += 1
      case 0xC3...0xC9: latin += 1
      default: other += 1
      }
      previous = byte
    }
    // A Latin letter says less than a syllable or a word sign does.
    let all =
      [(latin / 3, Kind.latin), (hangul, .hangul), (cyrillic, .cyrillic)]
      + (10 * kana >= han ? [(kana + han, .kana)] : [(han, .han)])
    let best = all.max { $0.0 < $1.0 }
    if let best, best.0 > other { most = best.1 }
  }
}

/// The languages of a question and its answer, where they are not the same.
struct ForeignAnswer: Hashable {
  let question: WritingSystem
  let answer: WritingSystem

  /// Bytes of a text by which its language is told.
  static let reach = 600

  /// Nil for an answer in the language of its question, and where that cannot be told.
  init?(_ example: Example) {
    guard let question = example.lastQuestion, let answer = example.lastAnswer else { return nil }
    // Most are alike by their bytes already; only others are taken apart.
    let letters = LetterCount(example.bytes, question.contents).most
    if let letters, letters == LetterCount(example.bytes, answer.contents).most { return nil }
    let (asked, said) = (example.beginning(of: question), example.beginning(of: answer))
    guard !said.hasPrefix("{"), !said.hasPrefix("[") else { return nil }
    self.question = WritingSystem(of: asked)
    self.answer = WritingSystem(of: said)
    guard self.question != self.answer, Self.tells(asked, self.question),
      Self.tells(said, self.answer), !example.namesLanguage
    else { return nil }
  }

  /// Whether a text is long enough that its letters tell a language.
  private static func tells(_ text: String, _ language: WritingSystem) -> Bool {
    let fewest: Int
    switch language {
    case .none: return false
    case .korean, .japanese, .chinese, .thai: fewest = 10
    case .latin, .cyrillic, .greek, .arabic, .hebrew, .indic: fewest = 20
    }
    return text.unicodeScalars.count { $0.properties.isAlphabetic } >= fewest
  }
}

extension Example {
  /// The last question's text where it is one string; nil where there is none.
  fileprivate var lastQuestion: JSONStringSpan? {
    if kind == .completion { return outline.prompt }
    guard let message = messages.last(where: { $0.role == .user }),
      case .text(let span) = message.content
    else { return nil }
    return span
  }

  /// The beginning of a text without its code.
  fileprivate func beginning(of span: JSONStringSpan) -> String {
    let text =
      span.hasEscapes
      ? self.text(span)
      : String(decoding: bytes[span.contents].prefix(ForeignAnswer.reach), as: UTF8.self)
    let pieces = text.split(separator: "```", omittingEmptySubsequences: false)
    let prose = pieces.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
    return String(prose.prefix(ForeignAnswer.reach / 3))
  }

  /// Whether what is asked, or the system prompt, says in which language to answer.
  fileprivate var namesLanguage: Bool {
    let asking = texts(of: messages.filter { $0.role != .assistant }).map(\.span)
    return (asking + [outline.prompt].compactMap(\.self)).contains { span in
      let text = Array(self.text(span).utf8)
      return languages.first(in: text, text.indices) != nil
    }
  }
}

private let languages = TextPatterns(
  [
    "ranslat", "nglish", "orean", "apanese", "hinese", "ussian", "rench", "erman", "panish",
    "rabic", "anguage", "영어", "한국어", "한글", "일본어", "중국어", "번역", "언어로", "英語", "日本語", "韓国語",
    "中国語", "翻訳", "訳して", "言語で", "英文", "英语", "中文", "韩语", "韩文", "日语", "日文", "翻译", "翻譯", "语言",
    "нглийск", "усск", "еревед", "языке",
  ].map { ($0, $0) })
