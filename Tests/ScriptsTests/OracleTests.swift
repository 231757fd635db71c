import CommandLanguage
import Randomness
import Scripts
import Testing

/// Whether lines match, by trying every way: slow, and plain enough to be believed.
private func matches(_ expected: ArraySlice<String>, _ actual: ArraySlice<String>) -> Bool {
  guard let first = expected.first else { return actual.isEmpty }
  let rest = expected.dropFirst()
  let isMany = first == "..." || first.hasSuffix(" (*)")
  let isOptional = isMany || first.hasSuffix(" (?)")
  if isOptional, matches(rest, actual) { return true }
  guard let line = actual.first, first == "..." || first.first == line.first else { return false }
  return matches(isMany ? expected : rest, actual.dropFirst())
}

/// Applies a unified diff as `patch` does, line by line.
private func patched(_ text: String, by difference: String) -> String? {
  let old = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  var output: [String] = []
  var next = 0
  for line in difference.split(separator: "\n").dropFirst(2) {
    let body = String(line.dropFirst())
    switch line.first {
    case "@":
      let start = body.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 1
      guard start - 1 >= next else { return nil }
      output += old[next..<start - 1]
      next = start - 1
    case " ", "-":
      guard next < old.count, old[next] == body else { return nil }
      if line.first == " " { output.append(body) }
      next += 1
    case "+": output.append(body)
    default: return nil
    }
  }
  return (output + old[next...]).joined(separator: "\n")
}

@Suite struct OracleTests {
  @Test(arguments: 0..<4)
  func `The table finds a match just where trying every way does`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let stock = ["a", "b", "c", "a (?)", "b (*)", "..."]
    var passed = 0
    for _ in 0..<1_000 {
      let expected = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
        stock.randomElement(using: &generator) ?? ""
      }
      let actual = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        ["a", "b", "c"].randomElement(using: &generator) ?? ""
      }
      let comparison = OutputComparison(
        expected: expected.map { OutputPattern($0) }, actual: actual)
      let wanted = matches(expected[...], actual[...])
      #expect(comparison.passes == wanted, "\(expected) \(actual)")
      passed += wanted ? 1 : 0
    }
    #expect(passed > 100)
  }

  @Test(arguments: 0..<4)
  func `An updated script passes, keeps all else, and is what its patch gives`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed) &+ 100)
    let stock = [
      "a", "b", "... (x)", "took <duration>", "x* (glob)", "...", "maybe (?)", "(x) (?)",
    ]
    let printed = ["a", "b", "took 3 s", "xyz", "...", "", "new <file>", "end (regex)"]
    for _ in 0..<300 {
      var lines: [String] = []
      var outputs: [Int: [String]] = [:]
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        lines += Array(repeating: "# prose", count: Int.random(in: 0...9, using: &generator))
        lines.append("list")
        outputs[lines.count] = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
          printed.randomElement(using: &generator) ?? ""
        }
        for _ in 0..<Int.random(in: 0...4, using: &generator) {
          lines.append("| " + (stock.randomElement(using: &generator) ?? ""))
        }
      }
      let text = lines.joined(separator: "\n") + "\n"
      let script = ScriptDocument(text, file: "x.ft", parser: parser)
      let updated = script.updated(with: outputs)
      #expect(patched(text, by: script.difference(with: outputs)) == updated)
      let again = ScriptDocument(updated, file: "x.ft", parser: parser)
      #expect(again.diagnostics == [])
      for (old, new) in zip(script.commands, again.commands) {
        let output = outputs[old.line] ?? []
        #expect(again.comparison(of: new, with: output).passes, "\(text) → \(updated)")
      }
      let prose = { (text: String) in text.split(separator: "\n").filter { !$0.hasPrefix("|") } }
      #expect(prose(updated) == prose(text))
    }
  }
}
