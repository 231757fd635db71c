import CommandLanguage

extension ScriptDocument {
  /// Lays what a command said beside what is expected of it.
  ///
  /// A command without `|` lines expects nothing, so anything passes.
  package func comparison(of command: Command, with output: [String]) -> OutputComparison {
    let patterns = command.output.map(\.pattern)
    let all = patterns.isEmpty ? [OutputPattern("...")] : patterns
    return OutputComparison(expected: all, actual: output)
  }

  /// Returns the script with its `|` lines as `outputs` has them, by the lines of the commands.
  ///
  /// Only `|` lines change. A line that still matches stays as its author wrote it; in a line that
  /// does not, each mask stays whose text is still found behind the same word. A command without
  /// `|` lines expects nothing and gets some only when `addingMissing` is set, with masks for what
  /// differs from run to run for certain.
  package func updated(with outputs: [Int: [String]], addingMissing: Bool = false) -> String {
    let edits = edits(for: commands, outputs, addingMissing: addingMissing)
    return EditedText(document.source.text, edits: edits).result
  }

  /// Returns the script with `|` lines below the commands that have none, where two runs say the same
  /// but for what is masked, and the lines of the commands of which they do not.
  package func filled(
    with first: [Int: [String]], _ second: [Int: [String]]
  ) -> (text: String, unsteadyLines: [Int]) {
    var steady = first
    for command in commands where command.output.isEmpty {
      let patterns = (first[command.line] ?? []).map(OutputPattern.init(masking:))
      let again = OutputComparison(expected: patterns, actual: second[command.line] ?? [])
      if !again.passes { steady[command.line] = nil }
    }
    return (
      updated(with: steady, addingMissing: true), first.keys.filter { steady[$0] == nil }.sorted()
    )
  }

  /// The lines of the commands of which ``again`` has something that masks do not cover.
  package func unsteadyLines(after outputs: [Int: [String]]) -> [Int] {
    commands.filter { command in
      guard let first = outputs[command.line], let second = again[command.line], first != second
      else { return false }
      var other = self
      other.again = [command.line: first]
      return edits(for: [command], [command.line: first])
        != other.edits(for: [command], [command.line: second])
    }.map(\.line)
  }

  /// Returns the same change as a unified diff that `patch` applies; empty when all is as expected.
  package func difference(with outputs: [Int: [String]]) -> String {
    EditedText(document.source.text, edits: edits(for: commands, outputs)).difference(file: file)
  }

  /// Returns what would change below one command, without the file's name above it.
  package func difference(of command: Command, with output: [String]) -> String {
    let edits = edits(for: [command], [command.line: output])
    return EditedText(document.source.text, edits: edits).hunks.joined(separator: "\n")
  }

  private func edits(
    for commands: [Command], _ outputs: [Int: [String]], addingMissing: Bool = false
  ) -> [LineEdit] {
    commands.flatMap { command -> [LineEdit] in
      guard let output = outputs[command.line] else { return [] }
      if command.output.isEmpty {
        guard addingMissing, !output.isEmpty else { return [] }
        let lines = output.map { marked(OutputPattern(masking: $0).source) }
        return [LineEdit(line: command.lastLine + 1, removed: 0, inserted: lines)]
      }
      return edits(of: command, comparison(of: command, with: output))
    }
  }

  private func edits(of command: Command, _ comparison: OutputComparison) -> [LineEdit] {
    guard let first = command.output.first else { return [] }
    let others = comparison.otherLines
    var edits: [LineEdit] = []
    var next = first.line
    var gone: [OutputPattern] = []
    for step in comparison.steps {
      switch step {
      case .met(let index, let actual):
        // Lines above a `...` that are gone have become the first of those that it would swallow.
        if comparison.expected[index].source == "..." {
          for (old, new) in zip(gone, actual) {
            let line = renewed(comparison.actual[new], keeping: old, in: command)
            edits.append(LineEdit(line: next, removed: 0, inserted: [line]))
          }
        }
        next = command.output[index].line + 1
        gone = []
      case .missing(let index):
        let old = comparison.expected[index]
        let other = others[index].map { renewed($0, keeping: old, in: command) }
        edits.append(
          LineEdit(
            line: command.output[index].line, removed: 1, inserted: other.map { [$0] } ?? []))
        if other == nil { gone.append(old) }
        next = command.output[index].line + 1
      case .unexpected(let index):
        let old = gone.isEmpty ? nil : gone.removeFirst()
        let line = renewed(comparison.actual[index], keeping: old, in: command)
        edits.append(LineEdit(line: next, removed: 0, inserted: [line]))
      }
    }
    return edits
  }

  /// The expected line for an actual one, with the masks that still fit.
  private func renewed(
    _ actual: String, keeping old: OutputPattern?, in command: Command
  ) -> String {
    let isSteady = again[command.line]?.contains(actual) ?? true
    let literal =
      isSteady ? OutputPattern(matching: actual).source : OutputPattern(masking: actual).source
    guard let old, !old.masks.isEmpty, old.repetition == .once else { return marked(literal) }
    let masked = OutputPattern(masked(actual, as: old))
    let fits = OutputComparison(expected: [masked], actual: [actual]).passes
    return marked(fits ? masked.source : literal)
  }

  private func marked(_ text: String) -> String { text.isEmpty ? "|" : "| " + text }

  /// Puts the old line's masks back where the same word comes before their text.
  private func masked(_ actual: String, as old: OutputPattern) -> String {
    var done = ""
    var rest = Substring(String(actual.trimmedEnd))
    var source = Substring(old.source)
    for mask in old.masks {
      guard let place = source.firstRange(of: mask.text) else { break }
      let before = source[..<place.lowerBound]
      source = source[place.upperBound...]
      // The word before the mask, with the signs that stand between it and the mask.
      let cut = before.trimmed.lastIndex(of: " ").map { before[before.index(after: $0)...] }
      let anchor = escapedPattern(cut ?? before)
      let pattern = "(?<anchor>\(anchor))(?<text>\(mask.pattern))"
      guard let regex = try? Regex(pattern), let match = rest.firstMatch(of: regex),
        let text = match["text"]?.range
      else { continue }
      done += rest[..<text.lowerBound] + mask.text
      rest = rest[text.upperBound...]
    }
    return done + rest
  }
}

extension OutputComparison {
  /// What missing lines below a `...` have become, by their index: of the lines that it has taken, or
  /// the `...` below them, those that are most like them and stand together as they do.
  ///
  /// Without these the `...` would go on standing for the changed line too, and an update would leave
  /// nothing that asks for it.
  fileprivate var otherLines: [Int: String] {
    var found: [Int: String] = [:]
    var block: [Int] = []
    /// What the `...` above has taken and no line is paired with; nil where none stands above.
    var lines: ArraySlice<Int>?
    /// How many missing lines wait to be told as the next that are not expected.
    var waiting = 0
    for step in steps + [.unexpected(actual: actual.count)] {
      switch step {
      case .missing(let index): block.append(index)
      case .met(let index, let taken) where expected[index].source == "...":
        if let rest = pair(block, with: lines.map { $0 + taken }, isLast: false, &found) {
          lines = rest
        } else {
          lines = (lines ?? []) + taken.dropFirst(waiting + block.count)
        }
        (block, waiting) = ([], 0)
      default:
        let isPaired = pair(block, with: lines, isLast: true, &found) != nil
        waiting += isPaired ? 0 : block.count
        if case .unexpected = step { waiting = max(0, waiting - 1) } else { waiting = 0 }
        (block, lines) = ([], nil)
      }
    }
    return found
  }

  /// Returns the lines behind those that were taken; nil where none are like enough.
  private func pair(
    _ block: [Int], with lines: ArraySlice<Int>?, isLast: Bool, _ found: inout [Int: String]
  ) -> ArraySlice<Int>? {
    guard let lines, !block.isEmpty, lines.count >= block.count else { return nil }
    let end = lines.endIndex - block.count
    let best = (isLast ? end...end : lines.startIndex...end).map { start in
      let likeness = zip(block, lines[start...]).map { index, line in
        expected[index].source.likeness(to: actual[line])
      }
      return (start: start, least: likeness.min() ?? 0)
    }.max { $0.least < $1.least }
    guard let best, best.least >= 0.5 else { return nil }
    for (index, line) in zip(block, lines[best.start...]) { found[index] = actual[line] }
    return lines[(best.start + block.count)...]
  }
}

extension String {
  /// The share of pairs of neighboring characters that two texts have in common, from 0 to 1 (Dice).
  fileprivate func likeness(to other: String) -> Double {
    func pairs(_ text: String) -> [[Character]: Int] {
      let characters = Array(text)
      return zip(characters, characters.dropFirst())
        .reduce(into: [:]) { $0[[$1.0, $1.1], default: 0] += 1 }
    }
    let (own, others) = (pairs(self), pairs(other))
    let shared = own.reduce(0) { $0 + Swift.min($1.value, others[$1.key] ?? 0) }
    let count = own.values.reduce(0, +) + others.values.reduce(0, +)
    return count == 0 ? 0 : Double(2 * shared) / Double(count)
  }
}
