import JSON

extension Rule {
  /// W06: no answer speaks as the model that wrote it.
  static let boilerplate = Rule(
    "W06", "ai-boilerplate", .warning, "no answer speaks as the model that wrote it",
    explanation: """
      'As an AI language model', 'I am ChatGPT' and 'trained by OpenAI' are what a model says of \
      itself that the answers were taken from. A model that is trained on them says so too, also \
      where it is to speak for a library. Take the sentence out, or drop the example. Looked \
      at is how an answer begins, in English, Korean, Japanese and Chinese. Where the system \
      prompt or a question speaks of an AI, a chatbot or a language model, nothing is said.
      """,
    on: [.boilerplate, .unicodeEscape],
    test: .example({ check in
      let example = check.example
      if let span = example.outline.completion, let found = example.boilerplate(in: span) {
        check.report("'\(found)' in the answer", field: "completion", at: span.quoted)
      }
      for place in check.places
      where place.message.role == .assistant && place.list != example.rejectedKey {
        for span in check.texts(of: place.message) {
          guard let found = example.boilerplate(in: span) else { continue }
          check.report("'\(found)' in the answer", place, "content", at: span.quoted)
        }
      }
    }))
}

extension Example {
  /// What an answer says of itself as a model; nil where it says nothing, or was asked about it.
  fileprivate func boilerplate(in span: JSONStringSpan) -> String? {
    let isLikely = unsafe bytes.withUnsafeBytes { bytes in
      unsafe Signs.mayHoldBoilerplate(span.contents, bytes)
    }
    guard isLikely || span.hasEscapes && holdsUnits(span),
      let phrase = BoilerplateText(self, span).phrase, !speaksOfModels
    else { return nil }
    return phrase
  }

  /// Whether a text begins with escapes by code units, among which its letters may be.
  private func holdsUnits(_ span: JSONStringSpan) -> Bool {
    var previous: UInt8 = 0
    for byte in bytes[span.contents].prefix(2 * BoilerplateText.reach) {
      if previous == UInt8(ascii: "\\"), byte == UInt8(ascii: "u") { return true }
      previous = byte
    }
    return false
  }

  /// Whether what is asked, or the role that is given, has to do with models.
  private var speaksOfModels: Bool {
    let asking = messages.filter { $0.role != .assistant }
    let spans = texts(of: asking).map(\.span) + [outline.prompt].compactMap(\.self)
    return spans.contains { BoilerplateText(self, $0, within: .max).namesModel }
  }
}

/// A text in small letters, or its beginning.
struct BoilerplateText {
  /// Bytes of an answer in which a model says what it is.
  static let reach = 240

  private let text: [UInt8]

  init(_ example: Example, _ span: JSONStringSpan, within reach: Int = Self.reach) {
    let text = span.hasEscapes ? Array(example.text(span).utf8)[...] : example.bytes[span.contents]
    self.text = text.prefix(reach).map(\.small)
  }

  /// The phrase by which a model speaks of itself.
  var phrase: String? {
    if let found = word(of: Self.phrases) { return found.name }
    for role in Self.roles {
      guard let found = word(of: role) else { continue }
      let rest = text[found.range.upperBound...]
      if Self.whatFollows.contains(where: { rest.starts(with: $0.utf8) }) { return found.name }
    }
    guard let maker = word(of: Self.makers), word(of: Self.persons) != nil else { return nil }
    return maker.name
  }

  /// Whether a text has a word for a model in it.
  var namesModel: Bool { word(of: Self.models) != nil }

  /// The first match that is no part of a longer word in Latin letters.
  private func word(of patterns: TextPatterns) -> (name: String, range: Range<Int>)? {
    var start = 0
    while let found = patterns.first(in: text, start..<text.count) {
      let (lower, upper) = (found.range.lowerBound, found.range.upperBound)
      let isWhole = lower == 0 || !text[lower - 1].isLetter || !text[lower].isLetter
      let isEnd = upper == text.count || !text[upper].isLetter || !text[upper - 1].isLetter
      if isWhole, isEnd { return found }
      start = lower + 1
    }
    return nil
  }

  private static func patterns(_ phrases: [String]) -> TextPatterns {
    TextPatterns(phrases.map { ($0, $0) })
  }

  private static let phrases = patterns([
    "as an artificial intelligence", "as a language model", "as a large language model",
    "i am a language model", "i'm a language model", "i am a large language model",
    "i'm a large language model", "i am an artificial intelligence",
    "i'm an artificial intelligence",
    "i am chatgpt", "i'm chatgpt",
    "ai 언어 모델", "ai 언어모델", "ai로서", "인공지능으로서", "인공지능 언어", "저는 ai", "저는 인공지능", "저는 챗gpt",
    "저는 chatgpt",
    "ai言語モデル", "aiアシスタントとして", "aiとして", "言語モデルとして", "私はai", "私は人工知能", "私はchatgpt",
    "作为ai", "作为一个ai", "作为一名ai", "作为人工智能", "作为一个人工智能", "作为一个语言模型", "我是ai", "我是一个ai",
    "我是一个人工智能", "我是chatgpt", "作為ai", "作為一個ai", "作為人工智能", "作為一個語言模型",
  ])
  /// `As an AI engineer` speaks of a person, so that what follows decides.
  private static let roles = [
    "as an ai", "i am an ai", "i'm an ai", "i'm just an ai", "i am just an ai",
  ]
  .map { patterns([$0]) }
  private static let whatFollows = [
    ",", ".", " language", " model", " assistant", " chatbot", " system", " program", " developed",
    " created", " trained", " designed", " and ", " i ", " i'm ",
  ]
  /// Who made the model, which is said of other things too.
  private static let makers = patterns([
    "developed by openai", "trained by openai", "created by openai", "made by openai",
    "openai에서 개발", "openai가 개발", "openai에서 만든", "openai에 의해", "openaiによって", "openaiが開発",
    "由openai", "openai开发", "openai训练", "openai開發", "openai訓練",
  ])
  private static let persons = patterns(["i am", "i'm", "i was", "저는", "私は", "我是"])
  private static let models = patterns([
    "ai", "chatbot", "chatgpt", "openai", "language model", "artificial intelligence", "llm",
    "인공지능",
    "챗봇", "언어 모델", "人工知能", "言語モデル", "チャットボット", "人工智能", "语言模型", "語言模型", "聊天机器人",
  ])
}

extension Signs {
  /// Looks in the beginning of an answer for what each of the phrases has in it.
  mutating func lookForBoilerplate(_ contents: Range<Int>, _ bytes: UnsafeRawBufferPointer) {
    if unsafe Self.mayHoldBoilerplate(contents, bytes) { insert(.boilerplate) }
  }

  /// Whether the beginning of a text has what each of the phrases has in it.
  static func mayHoldBoilerplate(
    _ contents: Range<Int>, _ bytes: UnsafeRawBufferPointer
  ) -> Bool {
    // An escape of two bytes is one of the text; longer ones have a sign of their own.
    let end = min(contents.upperBound, contents.lowerBound &+ 2 &* BoilerplateText.reach)
    var index = contents.lowerBound
    while index < end {
      if index &+ 18 <= bytes.count {
        let block = unsafe bytes.loadUnaligned(fromByteOffset: index, as: ByteBlock.self)
        let next = unsafe bytes.loadUnaligned(fromByteOffset: index &+ 1, as: ByteBlock.self)
        let third = unsafe bytes.loadUnaligned(fromByteOffset: index &+ 2, as: ByteBlock.self)
        guard mayBeOfModel(block, next, third) else {
          index &+= 16
          continue
        }
      }
      for start in index..<min(index &+ 16, end) where unsafe isOfModel(bytes, start) {
        return true
      }
      index &+= 16
    }
    return false
  }

  /// Whether three bytes with which one of the words begins stand in the block.
  @inline(__always)
  private static func mayBeOfModel(
    _ block: ByteBlock, _ next: ByteBlock, _ third: ByteBlock
  ) -> Bool {
    let bit = ByteBlock(repeating: 0x20)
    let (small, smallNext, smallThird) = (block | bit, next | bit, third | bit)
    let letters =
      (small.equals(UInt8(ascii: "a")) .& smallNext.equals(UInt8(ascii: "i")))
      .| (small.equals(UInt8(ascii: "g")) .& smallNext.equals(UInt8(ascii: "p")))
      .| (next.equals(UInt8(ascii: " "))
        .& ((small.equals(UInt8(ascii: "e")) .& smallThird.equals(UInt8(ascii: "m")))
          .| (small.equals(UInt8(ascii: "l")) .& smallThird.equals(UInt8(ascii: "i")))))
    let signs =
      (block.equals(0xEC) .& next.equals(0x9D) .& third.equals(0xB8))
      .| (block.equals(0xE4) .& next.equals(0xBA) .& third.equals(0xBA))
      .| (next.equals(0xA8) .& (block.equals(0xE6) .| block.equals(0xE8)))
    return (letters .| signs).isAnySet
  }

  private static func isOfModel(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Bool {
    for word in words where word.count <= bytes.count &- index {
      var count = 0
      while count < word.count, unsafe bytes[index &+ count].small == word[count] { count &+= 1 }
      guard count == word.count else { continue }
      // "ai" is in "said": alone, or the end of "OpenAI".
      guard count == 2 else { return true }
      let before = index > 0 ? unsafe bytes[index &- 1] : 0x20
      let after = index &+ 2 < bytes.count ? unsafe bytes[index &+ 2] : 0x20
      let isEnd = before.small == UInt8(ascii: "n")
      if !after.isLetter, !before.isLetter || isEnd { return true }
    }
    return false
  }

  private static let words = [
    "ai", "gpt", "e model", "l intelligence", "인공지능", "人工", "模型", "言語モデル",
  ].map { Array($0.utf8) }
}

extension UInt8 {
  fileprivate var small: UInt8 { isUpper ? self | 0x20 : self }
}
