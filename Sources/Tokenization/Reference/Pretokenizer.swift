/// The plain form of the encodings' splitting patterns, kept to read and to test the fast one by.
///
/// Each function is one alternative of the pattern in tiktoken's `openai_public.py`, tried in the
/// pattern's order. All offsets are in bytes. A byte that is no part of UTF-8 counts as one
/// character of class "other".
package struct Pretokenizer: Sendable {
  private let encoding: TokenEncoding

  package init(_ encoding: TokenEncoding) {
    self.encoding = encoding
  }

  /// Returns where each piece of the text ends; the last end is the length of the text.
  package func pieceEnds(of text: [UInt8]) -> [Int] {
    let reader = Reader(bytes: text)
    var ends: [Int] = []
    var start = 0
    while start < text.count {
      start =
        switch encoding {
        case .o200k: o200kPieceEnd(reader, start)
        case .cl100k: cl100kPieceEnd(reader, start)
        }
      ends.append(start)
    }
    return ends
  }

  private func cl100kPieceEnd(_ text: Reader, _ start: Int) -> Int {
    let contraction = text.contractionLength(at: start)
    if contraction > 0 { return start + contraction }
    if let end = text.plainWordEnd(from: start) { return end }
    if let end = text.numberEnd(from: start) { return end }
    if let end = text.symbolsEnd(from: start, tail: { $0.isNewline }) { return end }
    let run = text.spaceRun(from: start)
    // `\s++$` comes before the rule of the newline.
    return run.end == text.count ? run.end : run.pieceEnd(in: text)
  }

  private func o200kPieceEnd(_ text: Reader, _ start: Int) -> Int {
    if let end = text.casedWordEnd(from: start) { return end }
    if let end = text.numberEnd(from: start) { return end }
    let isTail = { (character: Character32) in character.isNewline || character.scalar == 0x2F }
    if let end = text.symbolsEnd(from: start, tail: isTail) { return end }
    return text.spaceRun(from: start).pieceEnd(in: text)
  }
}

private struct Reader {
  let bytes: [UInt8]

  var count: Int { bytes.count }

  func character(at index: Int) -> Character32? {
    index < bytes.count ? Character32(bytes, at: index) : nil
  }

  /// Returns the end of the longest run of matching characters.
  func end(from start: Int, while matches: (Character32) -> Bool) -> Int {
    var index = start
    while let character = character(at: index), matches(character) {
      index += character.length
    }
    return index
  }

  /// Returns the length of `'(?i:[sdmt]|ll|ve|re)` at `index`, or zero.
  ///
  /// Without regard to case, `s` is also U+017F, the long s.
  func contractionLength(at index: Int) -> Int {
    guard character(at: index)?.scalar == 0x27, let next = character(at: index + 1) else {
      return 0
    }
    if next.scalar == 0x17F { return 3 }
    let first = lowercased(next.scalar)
    if "sdmt".utf8.contains(where: { UInt32($0) == first }) { return 2 }
    guard let last = character(at: index + 2) else { return 0 }
    let pair = (first, lowercased(last.scalar))
    return pair == (0x6C, 0x6C) || pair == (0x76, 0x65) || pair == (0x72, 0x65) ? 3 : 0
  }

  private func lowercased(_ scalar: UInt32) -> UInt32 {
    (0x41...0x5A).contains(scalar) ? scalar + 32 : scalar
  }

  /// Matches `[^\r\n\p{L}\p{N}]?+\p{L}++`.
  func plainWordEnd(from start: Int) -> Int? {
    guard let first = character(at: start) else { return nil }
    var letters = start
    if !first.characterClass.isLetter {
      if first.characterClass == .number || first.isNewline { return nil }
      letters += first.length
    }
    let end = end(from: letters) { $0.characterClass.isLetter }
    return end > letters ? end : nil
  }

  /// Matches a word whose capitals stand first, and the contraction that may follow.
  ///
  /// `[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+` or else
  /// `[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*`.
  func casedWordEnd(from start: Int) -> Int? {
    guard let first = character(at: start) else { return nil }
    var letters = start
    if !isWordPart(first) {
      if first.characterClass == .number || first.isNewline { return nil }
      letters += first.length
      guard let next = character(at: letters), isWordPart(next) else { return nil }
    }
    var index = letters
    var isLower = false
    var lastCaseless: Int?
    while let character = character(at: index), isWordPart(character) {
      if character.characterClass == .upper && isLower { break }
      index += character.length
      if character.characterClass == .lower {
        isLower = true
      } else if character.characterClass != .upper && !isLower {
        lastCaseless = index
      }
    }
    // The first form must end in a letter that is not upper case: it gives capitals back.
    if !isLower, let lastCaseless { index = lastCaseless }
    return index + contractionLength(at: index)
  }

  private func isWordPart(_ character: Character32) -> Bool {
    character.characterClass.isLetter || character.characterClass == .mark
  }

  /// Matches `\p{N}{1,3}`.
  func numberEnd(from start: Int) -> Int? {
    var index = start
    for _ in 0..<3 {
      guard let digit = character(at: index), digit.characterClass == .number else { break }
      index += digit.length
    }
    return index > start ? index : nil
  }

  /// Matches ` ?[^\s\p{L}\p{N}]+` and a tail of newlines, in o200k also of slashes.
  func symbolsEnd(from start: Int, tail isTail: (Character32) -> Bool) -> Int? {
    let symbols = character(at: start)?.scalar == 0x20 ? start + 1 : start
    let end = end(from: symbols) { $0.characterClass == .other || $0.characterClass == .mark }
    return end > symbols ? self.end(from: end, while: isTail) : nil
  }

  /// The run of white space that begins at `start`.
  func spaceRun(from start: Int) -> SpaceRun {
    var run = SpaceRun(start: start, end: start, lastStart: start, newlineEnd: nil)
    while let character = character(at: run.end), character.characterClass == .space {
      run.lastStart = run.end
      run.end += character.length
      if character.isNewline { run.newlineEnd = run.end }
    }
    return run
  }
}

private struct SpaceRun {
  let start: Int
  var end: Int
  /// Where the last character of the run begins.
  var lastStart: Int
  /// The end of the run's last newline.
  var newlineEnd: Int?

  /// Matches `\s*[\r\n]+|\s+(?!\S)|\s+`.
  func pieceEnd(in text: Reader) -> Int {
    if let newlineEnd { return newlineEnd }
    return end == text.count || lastStart == start ? end : lastStart
  }
}
