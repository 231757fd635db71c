/// One expected line, `| …`: literal text with masks, a glob, a regular expression or any lines.
///
/// Spaces at the end of a line are not compared; editors remove them.
package struct OutputPattern: Sendable, Hashable {
  /// How often the line may come.
  package enum Repetition: Sendable, Hashable {
    case once
    /// ` (?)`: once or not at all.
    case optional
    /// ` (*)`: any number of times, or not at all.
    case many
  }

  /// How the text is compared.
  package enum Kind: Sendable, Hashable {
    /// `...`: any lines, or none.
    case anyLines
    /// Text that has no masks.
    case literal(String)
    /// A regular expression for the whole line; masks and globs become one.
    case pattern(String)
  }

  /// The text behind `| `.
  package let source: String
  package let kind: Kind
  package let repetition: Repetition
  /// The masks in the text, in their order; none in a regular expression.
  package let masks: [Mask]

  package init(_ source: String) {
    self.source = source
    var text = Substring(source).trimmingEnd()
    guard text != "..." else {
      (kind, repetition, masks) = (.anyLines, .many, [])
      return
    }
    (text, repetition) = OutputPattern.repetition(text)
    if let pattern = text.dropping(" (regex)") {
      (kind, masks) = (.pattern(String(pattern)), [])
    } else if let glob = text.dropping(" (glob)") {
      let stretches = OutputPattern.stretches(glob)
      masks = stretches.compactMap(\.mask)
      kind = .pattern(stretches.map { $0.mask?.pattern ?? globPattern($0.text) }.joined())
    } else {
      let stretches = OutputPattern.stretches(text)
      masks = stretches.compactMap(\.mask)
      let pattern = stretches.map { $0.mask?.pattern ?? escapedPattern($0.text) }.joined()
      kind = masks.isEmpty ? .literal(String(text)) : .pattern(pattern)
    }
  }

  /// Returns an expected line that matches just `line`, whatever it looks like.
  package init(matching line: String) {
    let plain = OutputPattern(line)
    let isItself = plain.repetition == .once && plain.kind == .literal(String(line.trimmedEnd))
    self = isItself ? plain : OutputPattern(escapedPattern(line.trimmedEnd) + " (regex)")
  }

  /// Returns an expected line for `line` in which what differs from run to run for certain is masked.
  package init(masking line: String) {
    var result = line
    for (mask, pattern) in Mask.certain {
      guard let regex = try? Regex(pattern) else { continue }
      result.replace(regex, with: mask.text)
    }
    let masked = OutputPattern(result)
    let fits = OutputComparison(expected: [masked], actual: [line]).passes
    self = fits && result != line ? masked : OutputPattern(matching: line)
  }

  /// The lowercase words that are written as masks are, and are none; none in a regular expression.
  ///
  /// Such a word is text like any other, and may well be what a command says.
  package var unknownMasks: [String] {
    let (text, _) = OutputPattern.repetition(Substring(source).trimmingEnd())
    guard !text.hasSuffix(" (regex)") else { return [] }
    return text.matches(of: /<([a-z]+)>/).map { String($0.1) }
      .filter { Mask(rawValue: $0) == nil }
  }

  /// Whether the regular expression, if there is one, can be read.
  package var isReadable: Bool {
    guard case .pattern(let pattern) = kind else { return true }
    return (try? Regex(pattern)) != nil
  }

  /// A line without what says how often it may come, and that.
  private static func repetition(_ text: Substring) -> (Substring, Repetition) {
    if let rest = text.dropping(" (?)") { return (rest, .optional) }
    if let rest = text.dropping(" (*)") { return (rest, .many) }
    return (text, .once)
  }

  /// A stretch of a line: a mask, or the text between masks.
  private struct Stretch {
    var text: Substring
    var mask: Mask?
  }

  private static func stretches(_ text: Substring) -> [Stretch] {
    var result: [Stretch] = []
    var rest = text
    while let open = rest.firstIndex(of: "<") {
      let tail = rest[open...]
      if let mask = Mask.allCases.first(where: { tail.hasPrefix($0.text) }) {
        result.append(Stretch(text: rest[..<open], mask: nil))
        result.append(Stretch(text: "", mask: mask))
        rest = tail.dropFirst(mask.text.count)
      } else {
        let next = rest.index(after: open)
        result.append(Stretch(text: rest[..<next], mask: nil))
        rest = rest[next...]
      }
    }
    return result + [Stretch(text: rest, mask: nil)]
  }
}

/// Returns the regular expression of `*` (any text), `?` (one character) and `\` (the next one).
private func globPattern(_ glob: Substring) -> String {
  var result = ""
  var isEscaped = false
  for character in glob {
    switch (isEscaped, character) {
    case (false, "\\"):
      isEscaped = true
      continue
    case (false, "*"): result += ".*"
    case (false, "?"): result += "."
    default: result += escapedPattern(String(character))
    }
    isEscaped = false
  }
  return result
}

extension Substring {
  /// The text before a suffix, or `nil` when it does not end so.
  fileprivate func dropping(_ suffix: String) -> Substring? {
    hasSuffix(suffix) ? dropLast(suffix.count) : nil
  }

  fileprivate func trimmingEnd() -> Substring {
    var result = self
    while let last = result.last, last.isWhitespace { result.removeLast() }
    return result
  }
}

extension String {
  /// The line without white space at its end.
  var trimmedEnd: Substring { Substring(self).trimmingEnd() }
}
