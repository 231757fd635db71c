import JSON
import Randomness
import Testing

/// Random questions, each answered by the language and by a plain function over the same examples.
@Suite struct SelectionPropertyTests {
  private struct Known {
    var number: Int
    var user: String
    var assistant: String
  }

  /// A question in the language, with the function that it means.
  private struct Question {
    var text: String
    var holds: (Known) -> Bool
  }

  private static let words = ["What", "capital", "the", "is", "?", "Paris", "guy", "e", "zzz"]

  private static func plain(_ random: inout SeededGenerator) -> Question {
    let word = words[random.below(words.count)]
    let number = random.below(14)
    switch random.below(8) {
    case 0: return Question(text: "user contains \"\(word)\"") { $0.user.contains(word) }
    case 1: return Question(text: "assistant contains \"\(word)\"") { $0.assistant.contains(word) }
    case 2: return Question(text: "number < \(number)") { $0.number < number }
    case 3: return Question(text: "number >= \(number)") { $0.number >= number }
    case 4: return Question(text: "number != \(number)") { $0.number != number }
    case 5: return Question(text: "empty") { $0.assistant.isEmpty }
    case 6: return Question(text: "duplicate") { $0.number == 5 }
    default: return Question(text: "user = \"What is H2O?\"") { $0.user == "What is H2O?" }
    }
  }

  /// A plain question, or a chain in parentheses, or the contrary of one.
  private static func part(_ random: inout SeededGenerator, depth: Int) -> Question {
    guard depth < 3, random.below(3) == 0 else { return plain(&random) }
    let inner = random.below(2) == 0 ? plain(&random) : chain(&random, depth: depth + 1)
    if random.below(2) == 0 { return Question(text: "(\(inner.text))", holds: inner.holds) }
    return Question(text: "not (\(inner.text))") { !inner.holds($0) }
  }

  /// Up to four tests in a row; `and` binds more tightly than `or`.
  private static func chain(_ random: inout SeededGenerator, depth: Int = 0) -> Question {
    var groups = [[part(&random, depth: depth)]]
    var text = groups[0][0].text
    for _ in 0..<random.below(4) {
      let next = part(&random, depth: depth)
      if random.below(2) == 0 {
        text += " and \(next.text)"
        groups[groups.count - 1].append(next)
      } else {
        text += " or \(next.text)"
        groups.append([next])
      }
    }
    return Question(text: text) { example in
      groups.contains { group in group.allSatisfy { $0.holds(example) } }
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `A random question selects what the same question in Swift selects`(
    _ seed: UInt64
  ) async throws {
    var random = SeededGenerator(seed: seed)
    let fixture = try SessionFixture()
    _ = await fixture.run("load marv.jsonl as marv")
    var known: [Known] = []
    for number in 1...12 {
      let user = await fixture.run("show marv#\(number).user").dropLast()
      let assistant = await fixture.run("show marv#\(number).assistant").dropLast()
      known.append(Known(number: number, user: String(user), assistant: String(assistant)))
    }
    for _ in 0..<40 {
      let question = Self.chain(&random)
      let low = 1 + random.below(12)
      let high = low + random.below(13 - low)
      let head = 1 + random.below(12)
      let descends = random.below(2) == 0
      let line =
        "show marv#\(low)..\(high) where \(question.text) "
        + "sort \(descends ? "-" : "")number head \(head) --json"
      let said = await fixture.run(line)
      var wanted = known.filter { (low...high).contains($0.number) && question.holds($0) }
        .map(\.number)
      if descends { wanted.reverse() }
      let value = try JSONValue(parsing: Array(said.utf8))
      let found = (value.array ?? [value]).compactMap { $0["number"]?.integer }
      #expect(found == Array(wanted.prefix(head)), "\(line)")
    }
  }
}
