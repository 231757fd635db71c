import CommandLanguage
import Datasets

/// What `replace` looks for in texts, and what it puts in its place.
struct TextPattern: Sendable {
  /// A part of the replacement of a pattern.
  enum Piece: Sendable, Hashable {
    case text(String)
    /// What a group of the pattern matched; 0 is all of it.
    case group(Int)
  }

  private enum Kind: Sendable {
    case literal([UInt8])
    /// The source of a regular expression, which each thread compiles for itself.
    case expression(String)
  }

  private let kind: Kind
  private let pieces: [Piece]
  private let replacement: String
  private let ignoresCase: Bool
  /// Bytes that every match has; empty where none are certain.
  private let certain: [UInt8]
  /// Tells from raw bytes that a text has nothing to replace; nil where bytes tell nothing.
  let finder: TextFinder?

  /// A text that is looked for as it is.
  init(literal: String, replacement: String, ignoringCase: Bool) {
    // Letter case is a matter of characters, which the engine of patterns knows.
    kind = ignoringCase ? .expression(Self.escaped(literal)) : .literal(Array(literal.utf8))
    pieces = [.text(replacement)]
    self.replacement = replacement
    ignoresCase = ignoringCase
    certain = ignoringCase ? [] : Array(literal.utf8)
    finder = TextFinder(literal, ignoringCase: ignoringCase)
  }

  /// A regular expression; `$1` in the replacement is what its first group matched.
  ///
  /// - Throws: ``Failure`` E025 for a pattern that is none, or a group that it does not have.
  init(
    expression: String, replacement: Argument, ignoringCase: Bool, at place: Span
  ) throws(Failure) {
    let groupCount: Int
    do {
      groupCount = try Self.groupCount(of: expression)
    } catch {
      throw Failure(
        .badPattern, "\"\(expression)\" is not a regular expression", at: place,
        consequence: "nothing was replaced", remedy: "for plain text put it in quotes")
    }
    pieces = Self.pieces(of: replacement.text)
    self.replacement = replacement.text
    ignoresCase = ignoringCase
    let certain = Self.certainText(in: expression)
    self.certain = ignoringCase ? [] : Array((certain ?? "").utf8)
    kind = .expression(expression)
    for case .group(let group) in pieces where group > groupCount {
      throw Failure(
        .badPattern, "the pattern has no group \(group)", at: replacement.span,
        consequence: "nothing was replaced", remedy: "$$ is a dollar sign")
    }
    finder = certain.flatMap { TextFinder($0, ignoringCase: ignoringCase) }
  }

  /// What replaces in one text, for one thread.
  ///
  /// A type, since a bare function in an optional is wrapped anew whenever it is taken out and put
  /// back, and a call then goes through all the wraps.
  struct Replacer {
    /// The new text and how often it was changed; nil where nothing is found.
    let body: (String) -> (text: String, count: Int)?
  }

  /// - Throws: the engine's error, which the check of the pattern has ruled out.
  func makeReplacer() throws -> Replacer {
    Replacer(body: try replacing())
  }

  private func replacing() throws -> (String) -> (text: String, count: Int)? {
    switch kind {
    case .literal(let wanted):
      return { [replacement] text in Self.replacing(wanted, in: text, with: replacement) }
    case .expression(let source):
      var regex = try Regex(source)
      if ignoresCase { regex = regex.ignoresCase() }
      let isPlain = Array(source.utf8) == certain && pieces == [.text(replacement)]
      // Of ASCII, only K is also written in another way: as the sign for Kelvin.
      let isSpelledOnce = certain.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "K") }
      return { [pieces, regex, certain, replacement] text in
        // The engine takes minutes for what a search of bytes does in a second.
        if !certain.isEmpty {
          let bytes = Array(text.utf8)
          let isASCII = bytes.allSatisfy { $0 < 0x80 }
          if isPlain, isASCII { return Self.replacing(certain, in: text, with: replacement) }
          if isASCII || isSpelledOnce, Self.firstPlace(of: certain, in: bytes, from: 0) == nil {
            return nil
          }
        }
        let matches = text.matches(of: regex)
        if matches.isEmpty { return nil }
        var (result, copied) = ("", text.startIndex)
        for match in matches {
          result += text[copied..<match.range.lowerBound]
          for piece in pieces {
            switch piece {
            case .text(let text): result += text
            case .group(let group):
              if let found = match.output[group].substring { result += found }
            }
          }
          copied = match.range.upperBound
        }
        result += text[copied...]
        return (result, matches.count)
      }
    }
  }

  /// Replaces bytes by bytes, so that nothing else of the text changes.
  private static func replacing(
    _ wanted: [UInt8], in text: String, with replacement: String
  ) -> (text: String, count: Int)? {
    let bytes = Array(text.utf8)
    var (result, copied, count) = ([UInt8](), 0, 0)
    while let place = firstPlace(of: wanted, in: bytes, from: copied) {
      result += bytes[copied..<place]
      result += replacement.utf8
      (copied, count) = (place + wanted.count, count + 1)
    }
    if count == 0 { return nil }
    result += bytes[copied...]
    return (String(decoding: result, as: UTF8.self), count)
  }

  private static func firstPlace(
    of wanted: [UInt8], in bytes: [UInt8], from start: Int
  ) -> Int? {
    guard let first = wanted.first, bytes.count - start >= wanted.count else { return nil }
    for place in start...bytes.count - wanted.count where bytes[place] == first {
      if bytes[place..<place + wanted.count].elementsEqual(wanted) { return place }
    }
    return nil
  }

  private static func groupCount(of expression: String) throws -> Int {
    // An alternative without anything matches the empty text, whatever the pattern is.
    let always = try Regex("(?:\(expression)\n)?")
    _ = try Regex(expression)
    return ("".firstMatch(of: always)?.output.count ?? 1) - 1
  }

  /// `$1` to `$99`; `$$` is a dollar sign, and so is one before anything else.
  private static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    var (plain, rest) = ("", text[...])
    while let character = rest.popFirst() {
      guard character == "$" else {
        plain.append(character)
        continue
      }
      let digits = rest.prefix(2).prefix { $0.isASCII && $0.isNumber }
      if let group = Int(digits) {
        if !plain.isEmpty { pieces.append(.text(plain)) }
        pieces.append(.group(group))
        plain = ""
        rest = rest.dropFirst(digits.count)
      } else {
        plain.append("$")
        if rest.first == "$" { rest.removeFirst() }
      }
    }
    if !plain.isEmpty { pieces.append(.text(plain)) }
    return pieces
  }

  private static func escaped(_ literal: String) -> String {
    literal.map { character in
      #"\.[]{}()*+?^$|/-"#.contains(character) ? "\\\(character)" : String(character)
    }.joined()
  }

  /// A text that every match holds; nil where none is certain.
  ///
  /// Only letters, digits and spaces that stand alone in the pattern are looked at.
  private static func certainText(in expression: String) -> String? {
    if expression.contains("|") || expression.contains("(?") { return nil }
    var (runs, depth, isClass) = ([""], 0, false)
    var rest = expression[...]
    while let character = rest.popFirst() {
      switch character {
      case "\\":
        _ = rest.popFirst()
        runs.append("")
      case "[": isClass = true
      case "]": isClass = false
      case "(": depth += 1
      case ")": depth -= 1
      case "?", "*", "{":
        // What stands before may be missing.
        if !(runs.last ?? "").isEmpty { runs[runs.count - 1].removeLast() }
        if character == "{" { rest = rest.drop { $0 != "}" }.dropFirst() }
      case _ where isClass || depth > 0: break
      case _ where character.isLetter || character.isNumber || character == " ":
        runs[runs.count - 1].append(character)
        continue
      default: break
      }
      runs.append("")
    }
    return runs.max { $0.utf8.count < $1.utf8.count }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
