import GRDB

/// The examples of a segment that are not as they were loaded, by number.
struct EditedLines {
  /// One example with what was made of it.
  struct Line {
    let number: Int
    /// What tells this state from every other; see ``ExampleFacts/version``.
    let version: Int64
    let isDropped: Bool
    let tags: String
    let note: String?
    let text: Text
    /// The newest row of `version`, whether or not it is what holds.
    let row: Int64?
  }

  /// Where the text of an example is from.
  enum Text {
    case loaded
    /// `depth` layers over the loaded line.
    case layers(Edited, depth: Int)
    /// A row of `content`.
    case row(Edited, content: Int64)
  }

  /// A text that was not loaded.
  struct Edited {
    /// In ``EditedLines/bytes``; empty where the bytes were not asked for.
    let range: Range<Int>
    let tokens: Int?
    let trainedTokens: Int?
  }

  private(set) var bytes: [UInt8] = []
  private(set) var lines: [Line] = []

  /// Reads what became of `numbers`, which lie in the segment at `place`.
  ///
  /// `base` is the segment with its bytes; without it no bytes are made.
  ///
  /// - Throws: ``StoredFault`` for a damaged layer.
  init(
    of numbers: Range<Int>, in place: SegmentPlace, base: Segment?, lineage: Lineage,
    _ database: Database
  ) throws {
    var versions = try lineage.versions(in: numbers, withBytes: base != nil, in: database)[...]
    let stack = try lineage.layers(over: place.id, count: place.numbers.count, in: database)
    if stack.isEmpty {
      for version in versions { append(version) }
      return
    }
    for number in numbers {
      var version: VersionRow?
      if versions.first?.number == number { version = versions.removeFirst() }
      try append(number, at: number - place.numbers.lowerBound, version, stack, base)
    }
  }

  private mutating func append(_ version: VersionRow) {
    let text = version.content.map { Text.row(edited(version), content: $0) }
    lines.append(Line(version, text: text ?? .loaded))
  }

  private mutating func append(
    _ number: Int, at index: Int, _ version: VersionRow?, _ stack: LayerStack, _ base: Segment?
  ) throws {
    let (facts, changed) = (stack.facts(at: index), stack.text(at: index))
    guard let facts else {
      if let version { append(version) }
      return
    }
    let text: Text
    if let version, let content = version.content, version.revision > changed?.revision ?? 0 {
      text = .row(edited(version), content: content)
    } else if let changed {
      let start = bytes.count
      if let base {
        try stack.appendText(at: index, over: base.line(at: index), to: &bytes)
      }
      text = .layers(
        Edited(
          range: start..<bytes.count, tokens: changed.tokens, trainedTokens: changed.trainedTokens),
        depth: changed.depth)
    } else {
      text = .loaded
    }
    if let version, version.revision > facts.revision {
      lines.append(Line(version, text: text))
    } else {
      lines.append(Line(number, facts, text: text, row: version?.id))
    }
  }

  private mutating func edited(_ version: VersionRow) -> Edited {
    let start = bytes.count
    bytes += version.bytes ?? []
    return Edited(
      range: start..<bytes.count, tokens: version.tokens, trainedTokens: version.trainedTokens)
  }
}

extension EditedLines.Line {
  fileprivate init(_ version: VersionRow, text: EditedLines.Text) {
    self.init(
      number: version.number, version: version.id, isDropped: version.isDropped,
      tags: version.tags, note: version.note, text: text, row: version.id)
  }

  /// A state that a layer gave; no row of `version` has a number below 0.
  fileprivate init(
    _ number: Int, _ facts: LayerStack.Facts, text: EditedLines.Text, row: Int64?
  ) {
    self.init(
      number: number, version: -facts.layer, isDropped: facts.isDropped, tags: facts.tags,
      note: facts.note, text: text, row: row)
  }

  /// The text where it was not loaded.
  var edited: EditedLines.Edited? {
    switch text {
    case .loaded: nil
    case .layers(let edited, _), .row(let edited, _): edited
    }
  }
}
