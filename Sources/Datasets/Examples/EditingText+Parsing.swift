import JSON

extension EditingText {
  /// Reads an edited text back.
  ///
  /// - Throws: ``EditingFault`` with the line it stands on.
  package init(parsing text: String) throws(EditingFault) {
    var sections: [Section] = []
    var contents: [Substring] = []
    var marker: Substring = ""
    let lines = Self.lines(of: text)
    for (index, line) in lines.enumerated() {
      if sections.isEmpty {
        if line.allSatisfy(\.isWhitespace) { continue }
        marker = line.prefix { $0 == "=" }
        guard marker.count >= 3, line.hasPrefix(marker + " ") else {
          throw EditingFault(.textBeforeFirstRole, line: index + 1)
        }
      }
      guard line.hasPrefix(marker + " ") else {
        contents.append(line)
        continue
      }
      let words = line.dropFirst(marker.count).split(whereSeparator: \.isWhitespace)
      if !sections.isEmpty { sections[sections.count - 1].text = contents.joined(separator: "\n") }
      contents = []
      if words.first == "end:" {
        guard !sections.isEmpty else { break }
        self.sections = sections
        return
      }
      sections.append(Section(words: words.map(String.init), text: "", line: index + 1))
    }
    guard !sections.isEmpty else { throw EditingFault(.empty, line: 1) }
    // An editor ends the last line of a file; that newline is not content.
    if contents.last?.isEmpty == true { contents.removeLast() }
    sections[sections.count - 1].text = contents.joined(separator: "\n")
    self.sections = sections
  }

  /// The lines without their ends; an editor that writes carriage returns everywhere is forgiven.
  static func lines(of text: String) -> [Substring] {
    // By bytes, since a carriage return and a newline are one character.
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { Substring($0) }
    let first = lines.first { !$0.allSatisfy(\.isWhitespace) }
    guard first?.utf8.last == 0x0D else { return lines }
    return lines.map { $0.utf8.last == 0x0D ? Substring($0.utf8.dropLast()) : $0 }
  }

  /// The messages that the sections are.
  func drafts() throws(EditingFault) -> [MessageDraft] {
    var drafts: [MessageDraft] = []
    for section in sections { drafts.append(try Self.draft(of: section)) }
    return drafts
  }

  static func draft(of section: Section) throws(EditingFault) -> MessageDraft {
    guard let role = section.words.first, Role(rawValue: role) != nil else {
      throw EditingFault(.unknownRole(section.words.first ?? ""), line: section.line)
    }
    if section.words.dropFirst() == ["json"] {
      guard let object = try? JSONValue(parsing: section.text), let members = object.members,
        let draft = MessageDraft(.object([JSONMember("role", .string(role))] + members))
      else { throw EditingFault(.invalidJSON, line: section.line) }
      return draft
    }
    var draft = MessageDraft(role: role, text: section.text)
    for word in section.words.dropFirst() {
      if word.hasPrefix("name=") {
        draft.extra.append(JSONMember("name", .string(String(word.dropFirst(5)))))
      } else if word.hasPrefix("weight="), let weight = Int(word.dropFirst(7)) {
        draft.extra.append(JSONMember("weight", .integer(weight)))
      } else {
        throw EditingFault(.unknownWord(word), line: section.line)
      }
    }
    return draft
  }
}

extension Example {
  /// The example with the edited text's contents; what did not change keeps its bytes.
  ///
  /// - Throws: ``EditingFault`` when the sections do not fit this kind of example.
  package func applying(_ edited: EditingText) throws(EditingFault) -> Example {
    guard var text = jsonText else { throw EditingFault(.wrongSections, line: 1) }
    do {
      switch kind {
      case .completion:
        try apply(edited, ["prompt", "completion"]) { try text.set($0, at: [.key($1)]) }
      case .preference:
        let answers = edited.sections.filter(\.isAnswer)
        try apply(EditingText(sections: answers), ["preferred", "rejected"]) { value, name in
          let isPreferred = name == "preferred"
          let last = (isPreferred ? preferred : rejected).count - 1
          let key = isPreferred ? preferredKey : rejectedKey
          try text.set(value, at: [.key(key), .index(last), "content"])
        }
        let others = EditingText(sections: edited.sections.filter { !$0.isAnswer })
        try apply(others.drafts(), to: &text)
      case .chat: try apply(edited.drafts(), to: &text)
      }
      return try Example(text.bytes)
    } catch let fault as EditingFault {
      throw fault
    } catch {
      throw EditingFault(.wrongSections, line: 1)
    }
  }

  /// Sets each named text that has changed; every name must have exactly one section.
  private func apply(
    _ edited: EditingText, _ names: [String], set: (JSONValue, String) throws -> Void
  ) throws {
    let before = EditingText(of: self).sections
    guard edited.sections.compactMap(\.words.first).sorted() == names.sorted() else {
      throw EditingFault(.wrongSections, line: edited.sections.first?.line ?? 1)
    }
    for section in edited.sections {
      let name = section.words[0]
      guard before.first(where: { $0.words.first == name })?.text != section.text else { continue }
      try set(.string(section.text), name)
    }
  }

  /// Puts `drafts` in the place of the messages; a message that is already there is not touched.
  private func apply(_ drafts: [MessageDraft], to text: inout JSONText) throws {
    let before = messages.map(draft(of:))
    if before.map({ $0?.role }) == drafts.map(\.role) {
      for (index, draft) in drafts.enumerated().reversed() where before[index] != draft {
        let place = messagesPath + [.index(index)]
        if before[index]?.extra == draft.extra {
          try text.set(draft.content, at: place + ["content"])
        } else {
          try text.set(draft.value, at: place)
        }
      }
      return
    }
    var kept = Array(before.indices)
    var list: [UInt8] = [UInt8(ascii: "[")]
    for (position, draft) in drafts.enumerated() {
      if position > 0 { list.append(contentsOf: ", ".utf8) }
      if let index = kept.first(where: { before[$0] == draft }) {
        kept.removeAll { $0 == index }
        list.append(contentsOf: bytes[messages[index].range])
      } else {
        list.append(contentsOf: draft.value.encoded(.spaced))
      }
    }
    list.append(UInt8(ascii: "]"))
    try text.set(list, at: messagesPath)
  }
}

extension EditingText {
  init(sections: [Section]) { self.sections = sections }
}

extension EditingText.Section {
  fileprivate var isAnswer: Bool { words == ["preferred"] || words == ["rejected"] }
}
