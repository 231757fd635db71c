import JSON

/// Why an edited text is not an example, with its line.
package struct EditingFault: Error, Sendable, Hashable {
  /// What is wrong with the text.
  package enum Code: Sendable, Hashable {
    /// Nothing but white space: the edit is given up.
    case empty
    /// Text stands above the first `=== role` line.
    case textBeforeFirstRole
    /// `=== ` is followed by a word that is no role.
    case unknownRole(String)
    /// A word after the role that is not understood.
    case unknownWord(String)
    /// A message written as JSON is not a JSON object.
    case invalidJSON
    /// A section of this kind of example is missing or appears twice.
    case wrongSections
  }

  package let code: Code
  /// The line of the edited text, counted from 1.
  package let line: Int

  package init(_ code: Code, line: Int) {
    self.code = code
    self.line = line
  }
}

extension EditingFault: CustomStringConvertible {
  package var description: String {
    switch code {
    case .empty: "the text is empty"
    case .textBeforeFirstRole: "line \(line): text stands above the first '=== role' line"
    case .unknownRole(let role): "line \(line): no role '\(role)'"
    case .unknownWord(let word): "line \(line): '\(word)' is not understood after a role"
    case .invalidJSON: "line \(line): the message below is not a JSON object"
    case .wrongSections: "line \(line): a section is missing or there twice"
    }
  }
}

/// The text by which one example is edited: `=== role` lines with the contents below them.
///
/// A content is every line up to the next marker, exactly; the marker grows (`====`) when a
/// content has a line that begins like one. A message that is more than text is JSON below a
/// `=== role json` line. The line that starts with `=== end:` ends the text.
package struct EditingText: Sendable, Hashable {
  /// One part of the text.
  struct Section: Sendable, Hashable {
    /// The words after the marker: the role, then options.
    var words: [String]
    var text: String
    /// The marker's line, counted from 1.
    var line = 1
  }

  var sections: [Section]

  /// The text of `example`.
  package init(of example: Example) {
    sections = example.messages.map { Self.section(of: $0, in: example) }
    switch example.kind {
    case .chat: break
    case .preference:
      for (name, answer) in [("preferred", example.preferred), ("rejected", example.rejected)] {
        let text = answer.last.flatMap(example.text(of:)) ?? ""
        sections.append(Section(words: [name], text: text))
      }
    case .completion:
      sections = [
        Section(words: ["prompt"], text: example.prompt ?? ""),
        Section(words: ["completion"], text: example.completion ?? ""),
      ]
    }
  }

  private static func section(of message: Message, in example: Example) -> Section {
    let role = example.role(of: message)
    guard let draft = example.draft(of: message) else {
      return Section(words: [role.isEmpty ? "user" : role], text: example.text(of: message) ?? "")
    }
    var words = [role]
    var isPlain = role.allSatisfy { $0.isLetter || $0 == "_" }
    for member in draft.extra {
      switch (member.key, member.value) {
      case ("name", .string(let name)) where name.allSatisfy(\.isPlainName) && !name.isEmpty:
        words.append("name=\(name)")
      case ("weight", .integer(let weight)): words.append("weight=\(weight)")
      default: isPlain = false
      }
    }
    guard isPlain, let text = draft.content.string else {
      let object = JSONValue.object(draft.value.members?.filter { $0.key != "role" } ?? [])
      let json = String(decoding: object.encoded(.pretty), as: UTF8.self)
      return Section(words: [role, "json"], text: json)
    }
    return Section(words: words, text: text)
  }

  /// The whole text with its closing line.
  package var text: String {
    let marker = self.marker
    var text = ""
    for section in sections {
      text += "\(marker) \(section.words.joined(separator: " "))\n\(section.text)\n"
    }
    return text + "\(marker) end: text below this line is ignored \(marker)\n"
  }

  /// The shortest run of three or more `=` that begins no line of a content.
  private var marker: String {
    var marker = "==="
    let lines = sections.flatMap { Self.lines(of: $0.text) }
    while lines.contains(where: { $0.hasPrefix(marker + " ") }) { marker += "=" }
    return marker
  }
}

extension Character {
  fileprivate var isPlainName: Bool { isASCII && (isLetter || isNumber || "_-.".contains(self)) }
}
