import CommandLanguage
import Randomness
import Testing

@Suite struct FuzzTests {
  private static let fragments = [
    "show", "marv", "#", "#3", "marv#3..7,9", "#$", "@demo", "@", "marv@r3", "%", "%3", ".status",
    ".messages[2].content", "[", "]", " ", "  ", "\n", "\r\n", "\r", "\t", "\\", "\"", "'",
    "\"\"\"", "\"\"\"\"", "$x", "${y}", "$", "${", "}", "where", "sort", "-tokens", "head", "12",
    "0.10", "-1", "sample", "seed", "as", "to", "from", "and", "or", "tokens", ">", ">=100", "=",
    "~=", "!=", "==", "contains", "tagged", "empty", "(", ")", "not", "D14", "rule", "--model",
    "--json", "--x=", "--x=1", "--",
    "-", "! ", "!", "| ", "|", "## ", "# ", "#.", "-- a --", "?", "é", "마브", "👩‍💻", "\u{301}",
    "\\n", "\\u{41}", "\\q", "ftjob-8h", "ft:a", ",", "..", "a=\"b\"", "select", "\u{0}",
    "\u{FEFF}",
  ]

  private static func text(_ generator: inout SeededGenerator) -> String {
    var text = Bool.random(using: &generator) ? "show " : ""
    for _ in 0..<Int.random(in: 1...9, using: &generator) {
      text += fragments.randomElement(using: &generator) ?? ""
      if Int.random(in: 0..<3, using: &generator) > 0 { text += " " }
    }
    return text
  }

  @Test(arguments: 0..<8)
  func `Reading what was written gives an equal statement`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var read = 0
    for _ in 0..<1_500 {
      let text = Self.text(&generator)
      guard let statement = try? parser.statement(text) else { continue }
      read += 1
      let written = statement.text
      do throws(Diagnostic) {
        let again = try parser.statement(written)
        let isEqual = again == statement && again?.text == written
        #expect(isEqual, "\(text.debugDescription) → \(written.debugDescription)")
      } catch {
        Issue.record("\(text.debugDescription) → \(written.debugDescription): \(error.rendered)")
      }
    }
    #expect(read > 300)
  }

  @Test(arguments: 0..<8)
  func `Any text is read to its end with every place inside it`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed) &+ 1_000)
    for _ in 0..<1_000 {
      let text = Self.text(&generator) + "\n" + Self.text(&generator)
      let document = parser.document(text)
      let whole = 0..<text.utf8.count
      var end = 0
      for line in document.lines {
        #expect(line.range.lowerBound >= end && line.range.upperBound <= whole.upperBound)
        end = line.range.upperBound
      }
      for statement in document.statements {
        for argument in statement.arguments {
          #expect(argument.range.clamped(to: whole) == argument.range)
        }
      }
      for diagnostic in document.diagnostics {
        let excerpt = diagnostic.excerpt
        let width = excerpt?.line.utf8.count ?? 0
        #expect((excerpt?.caret).map { $0.upperBound <= width } == true)
        #expect(!diagnostic.rendered.isEmpty)
      }
      _ = parser.isIncomplete(text)
    }
  }

  @Test(arguments: 0..<4)
  func `Words of a shell read as the line that shows them`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed) &+ 2_000)
    for _ in 0..<1_000 {
      let words = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
        Self.fragments.randomElement(using: &generator) ?? ""
      }
      guard let statement = try? parser.statement(arguments: ["show"] + words) else { continue }
      #expect(try parser.statement(statement.text) == statement, "\(words) → \(statement.text)")
    }
  }
}
