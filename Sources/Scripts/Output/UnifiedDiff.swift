/// A change of whole lines in a text.
struct LineEdit: Hashable {
  /// The first line that goes, or the line before which others come; counted from 1.
  let line: Int
  /// How many lines go.
  let removed: Int
  let inserted: [String]
}

/// A text as lines, with edits in the order of their lines.
struct EditedText {
  /// The lines without LF; in a file with CR LF each keeps its CR.
  private let lines: [String]
  private let endsWithNewline: Bool
  let edits: [LineEdit]

  /// - Precondition: The edits do not overlap and are sorted by line.
  init(_ text: String, edits: [LineEdit]) {
    // Split as bytes: CR LF is one character.
    let newline = UInt8(ascii: "\n")
    var lines = text.utf8.split(separator: newline, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    endsWithNewline = lines.last?.isEmpty == true
    if endsWithNewline { lines.removeLast() }
    self.lines = lines
    let end = lines.first?.utf8.last == UInt8(ascii: "\r") ? "\r" : ""
    self.edits = EditedText.joined(edits).map { edit in
      let inserted = edit.inserted.map { $0 + end }
      return LineEdit(line: edit.line, removed: edit.removed, inserted: inserted)
    }
  }

  /// The text after the edits.
  var result: String {
    var output: [String] = []
    var next = 1
    for edit in edits {
      output += lines[(next - 1)..<(edit.line - 1)]
      output += edit.inserted
      next = edit.line + edit.removed
    }
    output += lines[(next - 1)...]
    return output.joined(separator: "\n") + (endsWithNewline ? "\n" : "")
  }

  /// The edits as `patch` reads them, with three lines of context; empty without edits.
  ///
  /// The format is that of POSIX diff -u.
  func difference(file: String) -> String {
    guard !edits.isEmpty else { return "" }
    return (["--- \(file)", "+++ \(file)"] + hunks).joined(separator: "\n") + "\n"
  }

  /// The lines of the difference below its two of the file's name.
  var hunks: [String] {
    var output: [String] = []
    var shift = 0
    for group in groups() {
      output += hunk(group, shift: shift)
      shift += group.map { $0.inserted.count - $0.removed }.reduce(0, +)
    }
    return output
  }

  private static let context = 3

  /// Joins edits that touch, so that lines that go come before lines that come.
  private static func joined(_ edits: [LineEdit]) -> [LineEdit] {
    var result: [LineEdit] = []
    for edit in edits where edit.removed > 0 || !edit.inserted.isEmpty {
      if let last = result.last, last.line + last.removed == edit.line {
        result[result.count - 1] = LineEdit(
          line: last.line, removed: last.removed + edit.removed,
          inserted: last.inserted + edit.inserted)
      } else {
        result.append(edit)
      }
    }
    return result
  }

  /// Edits whose contexts touch share a hunk.
  private func groups() -> [[LineEdit]] {
    var groups: [[LineEdit]] = []
    for edit in edits {
      if let last = groups.last?.last,
        edit.line - (last.line + last.removed) <= 2 * EditedText.context
      {
        groups[groups.count - 1].append(edit)
      } else {
        groups.append([edit])
      }
    }
    return groups
  }

  private func hunk(_ edits: [LineEdit], shift: Int) -> [String] {
    guard let first = edits.first, let last = edits.last else { return [] }
    let start = max(1, first.line - EditedText.context)
    let end = min(lines.count, last.line + last.removed - 1 + EditedText.context)
    var body: [String] = []
    var next = start
    var grown = 0
    for edit in edits {
      body += (next..<edit.line).flatMap { marked(" ", line: $0) }
      body += (edit.line..<edit.line + edit.removed).flatMap { marked("-", line: $0) }
      body += edit.inserted.map { "+" + $0 }
      next = edit.line + edit.removed
      grown += edit.inserted.count - edit.removed
    }
    if next <= end { body += (next...end).flatMap { marked(" ", line: $0) } }
    let count = end - start + 1
    let header = "@@ -\(start),\(count) +\(start + shift),\(count + grown) @@"
    return [header] + body
  }

  private func marked(_ sign: String, line: Int) -> [String] {
    let text = sign + lines[line - 1]
    let isOpenEnd = line == lines.count && !endsWithNewline
    return isOpenEnd ? [text, "\\ No newline at end of file"] : [text]
  }
}
