/// Conversations as people fine-tune on them, one JSON line each; the same for each seed.
///
/// About 1.75 kB a line: somewhat more than half of them English, a third Korean, the rest code and
/// mixtures; six in seven with one of eleven system prompts; one to six turns.
struct ChatLines {
  private var source: WordSource

  init(seed: UInt64) { source = WordSource(seed: seed) }

  mutating func next() -> String {
    let kind = source.below(100)
    let texts: [BenchText] =
      kind < 60 ? [.english] : kind < 92 ? [.korean] : [.english, .korean, .code, .mixed]
    var messages: [String] = []
    if source.chance(85) {
      messages.append(message("system", source.pick(Self.systems)))
    }
    var turns = 1
    while turns < 6, source.chance(45) { turns += 1 }
    for _ in 0..<turns {
      messages.append(message("user", text(texts, paragraphs: 1, limit: 300)))
      let paragraphs = 1 + source.below(3)
      messages.append(message("assistant", text(texts, paragraphs: paragraphs, limit: 1_200)))
    }
    return #"{"messages": [\#(messages.joined(separator: ", "))]}"#
  }

  /// Some paragraphs, cut after about so many bytes at the end of a word.
  private mutating func text(_ texts: [BenchText], paragraphs: Int, limit: Int) -> String {
    var text = ""
    for _ in 0..<paragraphs {
      if !text.isEmpty { text += "\n\n" }
      source.pick(texts).paragraph(&source, &text)
      while text.last?.isWhitespace == true { text.removeLast() }
    }
    guard text.utf8.count > limit else { return text }
    var cut = String(decoding: Array(text.utf8.prefix(limit)), as: UTF8.self)
    while let last = cut.last, last != " " { cut.removeLast() }
    return cut.isEmpty ? text : cut + "."
  }

  private func message(_ role: String, _ content: String) -> String {
    var escaped = ""
    for scalar in content.unicodeScalars {
      switch scalar {
      case "\"": escaped += #"\""#
      case "\\": escaped += #"\\"#
      case "\n": escaped += #"\n"#
      case "\t": escaped += #"\t"#
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return #"{"role": "\#(role)", "content": "\#(escaped)"}"#
  }

  private static let systems = [
    "You are a helpful assistant.",
    "Marv is a factual chatbot that is also sarcastic.",
    "You are an expert engineer. Answer briefly, and show code where it helps.",
    "Put the customer's letter into plain English and propose a polite reply.",
    "You are a patient teacher and explain one step at a time.",
    "Sort the message into one of: billing, shipping, technical, other. Answer with the word alone.",
    "당신은 친절한 비서입니다.",
    "Marv는 사실을 말하지만 냉소적인 챗봇입니다.",
    "한국어 고객 상담원으로서 항상 존댓말로 짧게 답하세요.",
    "질문을 세 문장 이내로 요약해서 답하세요.",
    "소프트웨어 엔지니어로서 코드 예시를 함께 보여 주세요.",
  ]
}
