import Datasets
import Randomness
import Testing

/// A finder may say "maybe" too often, and "no" never where the text is there.
@Suite struct TextFinderTests {
  /// Characters that stand in many ways: with cases, escaped, in two normal forms, equal to others.
  static let characters = [
    "a", "B", "e", "k", "\u{212A}", "é", "e\u{301}", "İ", "i\u{307}", "i", " ", "\n", "\"", "\\",
    "/", ";", "\u{37E}", "환", "\u{1112}\u{116A}\u{11AB}", "불", "가", "\u{AC00}\u{11A8}", "각", "か",
    "が", "か\u{3099}", "カ", "豈", "\u{F900}", "愛", "Ж", "ж", "😀", "u", "0", "\r\n",
  ]

  @Test(arguments: 0..<8)
  func `What the comparison of characters finds is never ruled out`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var (found, ruledOut) = (0, 0)
    for _ in 0..<4_000 {
      let text = Self.text(upTo: 12, &generator)
      let needle = Self.text(upTo: 3, &generator)
      let ignoresCase = Bool.random(using: &generator)
      guard !needle.isEmpty, let finder = TextFinder(needle, ignoringCase: ignoresCase) else {
        continue
      }
      let isThere =
        ignoresCase
        ? text.lowercased().firstRange(of: needle.lowercased()) != nil : text.contains(needle)
      let raw = Self.json(text, &generator)
      let maybe = finder.mayOccur(in: raw, raw.indices)
      #expect(maybe || !isThere, "\(needle.debugDescription) in \(text.debugDescription)")
      #expect(finder.mayOccur(in: text) || !isThere)
      if isThere { found += 1 }
      if !maybe { ruledOut += 1 }
    }
    // A finder that always said "maybe" would pass the rest.
    #expect(found > 40 && ruledOut > 300, "\(found) found, \(ruledOut) ruled out")
  }

  /// Needles, raw JSON strings, and whether the text may be there.
  static let cases: [(needle: String, raw: String, maybe: Bool)] = [
    ("hello", #""say Hello""#, true),
    ("hello", #""say Help""#, false),
    ("환불", #""배송과 환불""#, true),
    ("환불", #""환 불""#, false),
    ("환불", "\"\u{1112}\u{116A}\u{11AB}\u{1107}\u{116E}\u{11AF}\"", true),
    ("かが", "\"かか\u{3099}\"", true),
    ("hello", #""\u0068ello""#, true),
    ("hello", #"[{"type":"text","text":"hel"},{"type":"text","text":"lo"}]"#, true),
    ("a sentence that is longer than a block of bytes", #""short""#, false),
    ("hello", "", false),
  ]

  @Test(arguments: cases)
  func `It sees through escapes, parts and normal forms`(needle: String, raw: String, maybe: Bool)
    throws
  {
    let finder = try #require(TextFinder(needle, ignoringCase: true))
    let bytes = Array(raw.utf8)
    #expect(finder.mayOccur(in: bytes, bytes.indices) == maybe)
  }

  @Test(arguments: ["é", "\n", "k", "😀", "i\u{307}"])
  func `Nothing is promised of texts without a plain piece`(needle: String) {
    #expect(TextFinder(needle, ignoringCase: true) == nil)
  }

  private static func text(upTo count: Int, _ generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...count, using: &generator))
      .map { _ in characters.randomElement(using: &generator) ?? "" }.joined()
  }

  /// The text as a JSON string, some characters escaped although they need not be.
  private static func json(_ text: String, _ generator: inout SeededGenerator) -> [UInt8] {
    let escapes = Int.random(in: 0..<4, using: &generator) == 0
    var json = "\""
    for unit in text.unicodeScalars {
      switch unit {
      case "\"": json += "\\\""
      case "\\": json += "\\\\"
      case "\n": json += "\\n"
      case "\r": json += "\\r"
      case "/" where escapes: json += "\\/"
      case _ where escapes && Int.random(in: 0..<4, using: &generator) == 0:
        for code in String(unit).utf16 {
          let digits = String(code, radix: 16)
          json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: json.unicodeScalars.append(unit)
      }
    }
    return Array((json + "\"").utf8)
  }
}
