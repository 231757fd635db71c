/// Whether a text is the log of a messenger, and of which.
struct ChatLogGuess {
  let kind: ChatLogKind
  let isCertain: Bool
  /// The other side of a talk of two, where the heading names it.
  let otherSide: String?

  /// Looks at the first lines; nil for any other text.
  ///
  /// The first line that is not blank must be of the log already, and two messages must follow.
  init?(_ text: [UInt8]) {
    let lines = text.prefix(1 << 14).split(separator: 0x0A, omittingEmptySubsequences: true)
      .dropLast(text.count > 1 << 14 ? 1 : 0).prefix(200)
      .map { line in
        String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
      }
      .filter { !$0.allSatisfy(\.isWhitespace) }
    var best: (ChatLogGuess, Int)?
    for kind in ChatLogKind.allCases where kind != .questions {
      let read = lines.map { ChatLogLine($0, as: kind) }
      guard let first = read.first, first.isOfLog || first == .notice else { continue }
      let messages = kind == .linePC ? Self.spacedMessages(read) : Self.messages(read)
      guard messages >= 2, messages * 2 >= read.count - 4 else { continue }
      if messages > best?.1 ?? 0 { best = (ChatLogGuess(kind, read, messages), messages) }
    }
    if let best {
      self = best.0
    } else if QuestionMarks.fits(lines) {
      (kind, isCertain, otherSide) = (.questions, false, nil)
    } else {
      return nil
    }
  }

  private static func messages(_ read: [ChatLogLine]) -> Int {
    read.count { if case .message = $0 { true } else { false } }
  }

  /// Messages of LINE on a computer: a day must be in front, and most names must be told.
  private static func spacedMessages(_ read: [ChatLogLine]) -> Int {
    let first = read.first {
      if case .heading = $0 { false } else { true }
    }
    guard case .day? = first else { return 0 }
    let texts = read.compactMap { line -> String? in
      if case .message(_, _, _, let text) = line { text } else { nil }
    }
    let names = SpacedNames(texts)
    let told = texts.compactMap { names.parts(of: $0)?.speaker }
    guard told.count * 2 >= texts.count, Set(told).count < told.count else { return 0 }
    return texts.count
  }

  private init(_ kind: ChatLogKind, _ read: [ChatLogLine], _ messages: Int) {
    self.kind = kind
    let headings = read.prefix(3).compactMap { line -> String?? in
      if case .heading(let name) = line { .some(name) } else { nil }
    }
    otherSide = headings.lazy.compactMap { $0 }.first
    // A name may be longer than its messages tell.
    isCertain =
      kind != .linePC && (!headings.isEmpty || messages >= 5 && messages * 10 >= read.count * 8)
  }
}
