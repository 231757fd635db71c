/// A session as a text: prose, what was typed after `> `, and below it all that was shown.
///
/// Lines that begin with `. ` continue what was typed; a `? ` line shows a question with its answer
/// behind the brackets; `$ cat FILE` shows a file. `#!` lines before the first command say what the
/// session needs.
struct SessionDocument {
  enum Item {
    case prose(String)
    case entry(String, answers: [String])
    /// `$ cat NAME`: a file that was written shows its text.
    case file(String)
  }

  var wishes = Desk.Wishes()
  var items: [Item] = []
  /// Replacements that the editor makes.
  var edits: [(String, String)] = []

  init(_ text: String) {
    var output: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("#! ") { wish(line.dropFirst(3)) }
      if line.hasPrefix("# ") || line.hasPrefix("#! ") {
        items.append(.prose(String(line)))
      } else if line.hasPrefix("$ cat ") {
        items.append(.file(String(line.dropFirst(6))))
      } else if line.hasPrefix("> ") {
        output = []
        items.append(.entry(String(line.dropFirst(2)), answers: []))
      } else if line.hasPrefix(". "), output.isEmpty, case .entry(let entry, _)? = items.last {
        items[items.count - 1] = .entry(entry + "\n" + line.dropFirst(2), answers: [])
      } else if case .entry(let entry, let answers)? = items.last {
        output.append(String(line))
        guard line.hasPrefix("? "), let answer = line.ranges(of: "] ").last else { continue }
        let given = String(line[answer.upperBound...])
        items[items.count - 1] = .entry(entry, answers: answers + [given])
      }
    }
  }

  private mutating func wish(_ line: Substring) {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    switch words.first {
    case "script": wishes.isScript = true
    case "interactive": wishes.isInteractive = true
    case "idle": wishes.trains = false
    case "keyless": wishes.hasKey = false
    case "vocabulary": wishes.hasVocabulary = true
    case "editor":
      let parts = (words.last ?? "").split(separator: "/").map(String.init)
      if parts.count == 2 { edits.append((parts[0], parts[1])) }
    default: break
    }
  }

  /// The document as it would be if what is shown now were right.
  func played(at desk: Desk) async -> String {
    let edits = edits
    if !edits.isEmpty {
      desk.console.setEditor { text in
        edits.reduce(text) { $0.replacing($1.0, with: $1.1) }
      }
    }
    var text = ""
    var follows = false
    for item in items {
      switch item {
      case .prose(let line):
        text += (follows ? "\n" : "") + line + "\n"
        follows = false
      case .file(let name):
        text += "$ cat \(name)\n" + (desk.folder.text(of: name) ?? "(no such file)\n")
      case .entry(let entry, let answers):
        if !follows, !text.isEmpty { text += "\n" }
        follows = true
        desk.console.answer(answers)
        text += "> " + entry.replacing("\n", with: "\n. ") + "\n"
        text += escaped(await desk.say(entry))
      }
    }
    return text
  }

  /// A script that runs shows lines of its own that look like entries; these get a `\`.
  private func escaped(_ output: String) -> String {
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    let marks = ["> ", "# ", "#! ", "$ cat "]
    return lines.map { line in
      marks.contains { line.hasPrefix($0) } ? "\\" + line : String(line)
    }.joined(separator: "\n")
  }
}
