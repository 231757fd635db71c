import Randomness

/// Picks the words of a text, the same for the same seed.
struct WordSource {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func next() -> UInt64 { generator.next() }

  mutating func below(_ bound: Int) -> Int { generator.below(bound) }

  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

  /// Picks by Zipf's law: element *k* about *k* times less often than the first.
  mutating func common<Element>(_ list: [Element]) -> Element {
    let uniform = generator.unit()
    var rank = 1.0
    // The inverse of the integral of 1/x from 1 to n + 1, without a logarithm from the C library:
    // doubling as long as the share allows, then a straight line.
    var share = uniform * Self.logarithm(Double(list.count + 1))
    while share > 0.693_147_180_559_945 {
      share -= 0.693_147_180_559_945
      rank *= 2
    }
    rank *= 1 + share / 0.693_147_180_559_945
    return list[min(Int(rank) - 1, list.count - 1)]
  }

  private static func logarithm(_ value: Double) -> Double {
    var (rest, result) = (value, 0.0)
    while rest >= 2 {
      rest /= 2
      result += 0.693_147_180_559_945
    }
    return result + (rest - 1) * 0.693_147_180_559_945
  }
}

/// A language's text, made anew for each seed.
struct BenchText: Sendable {
  let name: String
  /// Appends a paragraph.
  let paragraph: @Sendable (inout WordSource, inout String) -> Void

  /// Returns at least `size` bytes of whole paragraphs.
  func bytes(_ size: Int, seed: UInt64) -> [UInt8] {
    var source = WordSource(seed: seed)
    var text = ""
    text.reserveCapacity(size + 4_096)
    while text.utf8.count < size { paragraph(&source, &text) }
    return Array(text.utf8)
  }

  static let all: [BenchText] = [.english, .korean, .japanese, .code, .mixed]

  static let mixed = BenchText(name: "mixed") { source, text in
    let emoji = ["😀", "🙏", "👍🏽", "🎉", "🤔", "❤️", "👩‍💻", "🇰🇷", "✅", "🔥", "½", "…", "—", "€", "Ⅻ"]
    let language = source.pick([BenchText.english, .korean, .japanese, .code])
    language.paragraph(&source, &text)
    for _ in 0..<source.below(6) { text += source.pick(emoji) + (source.chance(50) ? " " : "") }
    for _ in 0..<source.below(8) {
      text += source.pick([
        "Привет", " мир", " données", " größe", "Ελλάδα", " שלום", " नमस्ते", " ไทย", " العربية",
      ])
    }
    text += "\n"
  }
}
