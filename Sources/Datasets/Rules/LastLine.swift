/// The last line of an answer, read from its end.
///
/// Read is the text as it is written in a JSON string, so that nothing is decoded or copied.
struct LastLine {
  /// What the line says of the end.
  private(set) var kind = AnswerEnding.Kind.plain

  /// Characters of a line that are looked at, from its end.
  private static let reach = 160
  /// Characters from which on a line is one of prose, in Latin letters and in others.
  private static let fewestLetters = 60
  private static let fewestSigns = 20
  /// Characters of a name that stands behind a quotation and a dash.
  private static let bylineReach = 40
  /// Spaces from which on a line in Latin letters is one of prose.
  private static let fewestSpaces = 8

  init(_ bytes: UnsafeRawBufferPointer, _ contents: Range<Int>) {
    var text = unsafe BackwardText(bytes, contents)
    var last = text.previous()
    while let space = last, Self.isSpace(space) { last = text.previous() }
    guard let last else { return }
    if Self.ends(last) {
      kind = .finished
      return
    }
    let script = Script(last)
    let isPause = Self.pauses(last)
    guard script != .none || isPause else { return }
    var line = Line(last)
    while line.count < Self.reach, let scalar = text.previous() {
      if scalar == 10 {
        line.isWhole = true
        // Prose has a blank line in front, or nothing.
        line.hasNeighbor = text.previous().map { $0 != 10 } ?? false
        break
      }
      line.add(scalar)
    }
    if text.isAtStart { line.isWhole = true }
    kind = line.kind(script, isPause: isPause)
  }

  /// What is known of the line.
  private struct Line {
    private(set) var count = 1
    private var spaces = 0
    private var signs = 0
    private var marks = 0
    private var first: UInt32
    /// The last characters, the last of them first, in small letters.
    private var end = SIMD8<UInt32>(repeating: 0)
    /// Whether all of it has been seen, and whether a line stands right in front of it.
    var isWhole = false
    var hasNeighbor = false
    private var wordHasMark = false
    /// Whether a dash has just been passed near the end, and whether a finished text is before one.
    private var isBehindDash = false
    private var isByline = false

    init(_ last: UInt32) {
      first = last
      end[0] = Self.small(last)
      if Script(last).isOfSigns { signs = 1 }
    }

    mutating func add(_ scalar: UInt32) {
      if count < 8 { end[count] = Self.small(scalar) }
      count += 1
      if LastLine.isSpace(scalar) {
        spaces += 1
        return
      }
      if isBehindDash, LastLine.ends(scalar) { isByline = true }
      isBehindDash = count <= LastLine.bylineReach && LastLine.isDash(scalar)
      first = scalar
      if Script(scalar).isOfSigns { signs += 1 }
      // As in code, tables and addresses.
      switch scalar {
      case 0x23, 0x2F, 0x3B...0x3E, 0x40, 0x5B...0x5F, 0x7B...0x7E, 0x2192:
        marks += 1
        if spaces == 0 { wordHasMark = true }
      case 0x2E, 0x3A:
        if spaces == 0 { wordHasMark = true }
      default: break
      }
    }

    private static func small(_ scalar: UInt32) -> UInt32 {
      (0x41...0x5A).contains(scalar) ? scalar | 0x20 : scalar
    }

    func kind(_ script: Script, isPause: Bool) -> AnswerEnding.Kind {
      if wordHasMark || isByline { return .plain }
      guard isProse else { return .loose }
      if isPause { return .broken }
      switch script {
      // A name in Latin letters ends a sentence in Chinese, too.
      case .alphabet: return signs >= LastLine.fewestSigns ? .complete : .unmarked
      case .signs: return isBroken ? .broken : .complete
      case .other, .none: return .loose
      }
    }

    private var isProse: Bool {
      if isWhole, hasNeighbor || isOfList { return false }
      guard marks <= 2 else { return false }
      return signs >= LastLine.fewestSigns
        || count >= LastLine.fewestLetters && spaces >= LastLine.fewestSpaces
    }

    private var isOfList: Bool {
      switch first {
      case 0x2A, 0x2B, 0x2D, 0x30...0x39, 0x3E, 0x7C, 0xB7, 0x2022, 0x30FB, 0x25CB, 0x25CF: true
      default: false
      }
    }

    /// Whether the line ends with a word that another one follows in Korean, Japanese or Chinese.
    private var isBroken: Bool {
      LastLine.unfinished.contains { word in
        word.indices.allSatisfy { end[$0] == word[$0] }
      }
    }
  }

  /// What letters a character is one of.
  private enum Script {
    case none
    /// Latin, Greek and Cyrillic.
    case alphabet
    /// Korean, Japanese and Chinese.
    case signs
    case other

    var isOfSigns: Bool { self == .signs }

    init(_ scalar: UInt32) {
      switch scalar {
      case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x370...0x52F: self = .alphabet
      case 0x3041...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7A3: self = .signs
      case 0x530...0x1FFF: self = .other
      default: self = .none
      }
    }
  }

  fileprivate static func isSpace(_ scalar: UInt32) -> Bool {
    scalar == 0x20 || scalar == 0xA0 || scalar == 0x3000 || (9...13).contains(scalar)
  }

  /// Whether a text may end with a character: a mark, a bracket, a symbol.
  private static func ends(_ scalar: UInt32) -> Bool {
    switch scalar {
    // . ! ? and what stands behind them: quotation marks, brackets, marks of Markdown.
    case 0x21, 0x22, 0x27, 0x29, 0x2A, 0x2E, 0x3F, 0x5D, 0x5F, 0x60, 0x7E: true
    case 0xBB, 0x37E, 0x589, 0x61F, 0x6D4, 0x964, 0x965, 0x104B, 0x17D4: true
    // Quotation marks and dots, and those of full width.
    case 0x2018...0x201F, 0x2026, 0x203A, 0x3002, 0x3009...0x3011, 0x300D, 0x300F, 0x3015: true
    case 0xFF01, 0xFF09, 0xFF0E, 0xFF1F, 0xFF61, 0xFF63: true
    // Symbols, and faces beyond the first plane.
    case 0x2190...0x2BFF, 0xFE0F, 0x1_F000...0x1_FFFF: true
    default: false
    }
  }

  private static func isDash(_ scalar: UInt32) -> Bool {
    scalar == 0x2D || (0x2010...0x2015).contains(scalar) || scalar == 0x7E
  }

  private static func pauses(_ scalar: UInt32) -> Bool {
    scalar == 0x2C || scalar == 0x3001 || scalar == 0xFF0C || scalar == 0x60C
  }

  /// Words behind which a sentence goes on, the last character first.
  private static let unfinished: [[UInt32]] = [
    "는", "를", "와", "에서", "에게", "으로", "하고", "하며", "으며", "지만", "면서", "거나", "그리고", "또는", " 및",
    "위해", "대한",
    "は", "が", "を", "に", "と", "へ", "や", "であり", "および", "または", "そして",
    "和", "与", "與", "及", "或", "把", "被", "从", "從", "而", "但", "因为", "因為", "对于", "對於",
  ].map { $0.unicodeScalars.reversed().map(\.value) }
}

/// Steps over the characters of a JSON string from its end.
@safe private struct BackwardText {
  private let bytes: UnsafeRawBufferPointer
  private let start: Int
  private var index: Int

  init(_ bytes: UnsafeRawBufferPointer, _ contents: Range<Int>) {
    unsafe self.bytes = bytes
    start = contents.lowerBound
    index = contents.upperBound
  }

  var isAtStart: Bool { index == start }

  private subscript(place: Int) -> UInt8 { unsafe bytes[place] }

  /// The character in front of the last one; nil at the start.
  mutating func previous() -> UInt32? {
    guard index > start else { return nil }
    let last = self[index - 1]
    if last >= 0x80 { return previousOfSeveralBytes() }
    if isEscape(index - 2) {
      index -= 2
      switch last {
      case UInt8(ascii: "n"): return 10
      case UInt8(ascii: "r"): return 13
      case UInt8(ascii: "t"): return 9
      default: return UInt32(last)
      }
    }
    guard last.isHexDigit, isEscape(index - 6), self[index - 5] == UInt8(ascii: "u") else {
      index -= 1
      return UInt32(last)
    }
    return previousUnit()
  }

  private mutating func previousOfSeveralBytes() -> UInt32 {
    let end = index
    repeat { index -= 1 } while index > start && self[index] & 0xC0 == 0x80 && end - index < 4
    let lead = self[index]
    var scalar = UInt32(lead)
    switch end - index {
    case 2: scalar &= 0x1F
    case 3: scalar &= 0x0F
    default: scalar &= 0x07
    }
    for place in index + 1..<end { scalar = scalar << 6 | UInt32(self[place] & 0x3F) }
    return scalar
  }

  /// The character that an escape by code units is.
  private mutating func previousUnit() -> UInt32 {
    index -= 6
    let unit = (index + 2..<index + 6).reduce(UInt32(0)) { $0 << 4 | self[$1].hexValue }
    guard (0xDC00...0xDFFF).contains(unit), isEscape(index - 6),
      self[index - 5] == UInt8(ascii: "u")
    else { return unit }
    // Nearly all pairs are faces and other symbols.
    index -= 6
    return 0x1_F600
  }

  /// Whether a backslash at a place is no text that another one escapes.
  private func isEscape(_ place: Int) -> Bool {
    var first = place
    while first >= start, self[first] == UInt8(ascii: "\\") { first -= 1 }
    return place >= start && !(place - first).isMultiple(of: 2)
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool {
    self &- 0x30 < 10 || (self | 0x20) &- 0x61 < 6
  }

  fileprivate var hexValue: UInt32 {
    UInt32(self &- 0x30 < 10 ? self &- 0x30 : (self | 0x20) &- 0x61 &+ 10)
  }
}
