import Patterns
import Randomness
import Testing

struct PatternTests {
  /// What `re.sub` of Python 3.11 gives for the same, with `\1` for `$1`, but for accents.
  struct Replacing: Sendable {
    var pattern: String
    var with: String
    var text: String
    var result: String
    var count: Int
  }

  @Test(arguments: [
    Replacing(pattern: "a", with: "b", text: "banana", result: "bbnbnb", count: 3),
    Replacing(
      pattern: #"(\d+) km"#, with: "$1 kilometers", text: "3 km, 40 km",
      result: "3 kilometers, 40 kilometers", count: 2),
    Replacing(
      pattern: "(river|garden) ([a-z]+)", with: "$2 $1", text: "the river bends",
      result: "the bends river", count: 1),
    // An empty match stands between characters, and at both ends.
    Replacing(pattern: "x*", with: "-", text: "abxd", result: "-a-b--d-", count: 5),
    Replacing(pattern: "", with: "·", text: "가나", result: "·가·나·", count: 3),
    Replacing(pattern: "(?m)^", with: "> ", text: "a\nb", result: "> a\n> b", count: 2),
    Replacing(pattern: #"\s+$"#, with: "", text: "end  ", result: "end", count: 1),
    // Groups without a match are nothing, and a dollar sign is one where no group is meant.
    Replacing(pattern: "(a)|(b)", with: "<$1$2>", text: "ab", result: "<a><b>", count: 2),
    Replacing(pattern: "b", with: "$$1 $ $x $0", text: "abc", result: "a$1 $ $x bc", count: 1),
    // Classes and letter case are Unicode's.
    Replacing(pattern: #"\w+"#, with: "w", text: "déjà 환불 x", result: "w w w", count: 3),
    Replacing(pattern: "(?i)é", with: "e", text: "É é", result: "e e", count: 2),
    Replacing(
      pattern: #"\bcolou?r\b"#, with: "hue", text: "Color colour colors",
      result: "Color hue colors", count: 1),
    // A code point is a character, and so is each part of a family.
    Replacing(pattern: ".", with: "x", text: "👩‍💻é", result: "xxxx", count: 4),
    Replacing(
      pattern: "cafe", with: "tea", text: "cafe\u{301} cafe", result: "cafe\u{301} tea", count: 1),
    Replacing(pattern: #"\p{M}"#, with: "", text: "cafe\u{301}", result: "cafe", count: 1),
    Replacing(
      pattern: #"(?<=\d)(?=(\d{3})+$)"#, with: ",", text: "1234567", result: "1,234,567", count: 2),
  ])
  func `Matches are replaced from left to right`(_ row: Replacing) throws {
    let found = try Pattern(row.pattern).makeMatcher()
      .replacing(in: row.text, with: Substitution(row.with))
    #expect(found?.text == row.result)
    #expect(found?.count == row.count)
  }

  @Test(arguments: [
    ("(a", "missing closing parenthesis", 2),
    ("a[z-a]", "range out of order in character class", 4),
    ("*a", "quantifier does not follow a repeatable item", 0),
    (#"\C"#, "using \\C is disabled by the application", 2),
    ("a\\", "\\ at end of pattern", 2),
  ])
  func `What is no expression says where and why`(_ source: String, _ words: String, _ offset: Int)
  {
    #expect(throws: PatternError(message: words, offset: offset)) { try Pattern(source) }
  }

  @Test func `Each character of a text stands for itself`() throws {
    let text = #"a.b*(c) $1 \d [x]"#
    let pattern = try Pattern(#".b*(c) $1 \d"#, .text)
    #expect(pattern.groupCount == 0)
    let found = try pattern.makeMatcher().replacing(
      in: text, with: Substitution(plainly: "$1"))
    #expect(found?.text == "a$1 [x]")
    #expect(try Pattern("STRASSE", .text, ignoringCase: true).isFound(in: "die Strasse"))
    #expect(try !Pattern("a.b", .text).isFound(in: "axb"))
  }

  @Test func `A search that goes through too many ways is given up`() throws {
    let pattern = try Pattern("^(a+)+$")
    let text = String(repeating: "a", count: 64)
    #expect(throws: PatternLimit()) { try pattern.isFound(in: text + "!") }
    #expect(try pattern.isFound(in: text))
  }

  @Test func `A match may be as long as a megabyte`() throws {
    let text = "<" + String(repeating: "ab ", count: 350_000) + ">"
    #expect(try Pattern("<(?:ab )*>").matchesAll(of: text))
    #expect(try Pattern("<.*>").matchesAll(of: text))
    #expect(try !Pattern("ab").matchesAll(of: text))
  }

  @Test func `Groups are counted, and the highest that is asked for`() throws {
    #expect(try Pattern(#"(a)(?:b)(?<name>c)\1"#).groupCount == 2)
    #expect(Substitution("$1 $12 $$3 $").highestGroup == 12)
    #expect(Substitution("plain").highestGroup == 0)
  }

  /// Random texts over few characters against splitting and joining, which says the same.
  @Test func `A text is replaced as splitting and joining does`() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2_000 {
      let text = self.text(of: 0...40, &random)
      let wanted = self.text(of: 1...3, &random)
      let found = try Pattern(wanted, .text).makeMatcher()
        .replacing(in: text, with: Substitution(plainly: "-"))
      let parts = split(Array(text.unicodeScalars), by: Array(wanted.unicodeScalars))
      #expect((found?.text ?? text) == parts.joined(separator: "-"))
      #expect((found?.count ?? 0) == parts.count - 1)
    }
  }

  private func text(of lengths: ClosedRange<Int>, _ random: inout SeededGenerator) -> String {
    let count = lengths.lowerBound + random.below(lengths.count)
    return String(
      (0..<count).map { _ in ["a", "b", ".", "é", "가", "$"][random.below(6)] }.joined())
  }

  private func split(_ text: [Unicode.Scalar], by wanted: [Unicode.Scalar]) -> [String] {
    var (parts, place) = ([""], 0)
    while place < text.count {
      if text[place...].starts(with: wanted) {
        parts.append("")
        place += wanted.count
      } else {
        parts[parts.count - 1].unicodeScalars.append(text[place])
        place += 1
      }
    }
    return parts
  }
}
