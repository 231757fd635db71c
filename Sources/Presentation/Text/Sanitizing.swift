/// What becomes of newlines and tabs when text is made safe to show.
package enum LineTreatment: Sendable, Hashable {
  /// They become `\n` and `\t`, so that the text stays on one line.
  case joined
  /// Newlines stay (CR LF counts as one), tabs become spaces up to the next fourth column.
  case kept
}

/// Returns `text` with everything that could steer a terminal or hide from a reader made visible.
///
/// C0 and C1 controls, ESC, bidirectional overrides and isolates, and invisible format characters
/// appear as JSON would write them (`\u001b`), which is also how they can be searched for in the
/// file. Joiners and variation selectors inside a grapheme cluster stay; sanitized text is
/// unchanged by a second pass.
package func sanitized(_ text: String, lines: LineTreatment = .joined) -> String {
  let keepsLines = lines == .kept
  let isPlain = text.utf8.allSatisfy { byte in
    byte >= 0x20 && byte < 0x7F || keepsLines && byte == 0x0A
  }
  if isPlain { return text }
  var result = ""
  result.reserveCapacity(text.utf8.count)
  var column = 0
  for character in text {
    let shown: String
    switch (character, lines) {
    case ("\n", .kept), ("\r\n", .kept):
      result.append("\n")
      column = 0
      continue
    case ("\t", .kept):
      shown = String(repeating: " ", count: tabStop - column % tabStop)
    default:
      shown = visible(character)
    }
    result += shown
    column += displayWidth(shown)
  }
  return result
}

/// JSON text with every control and invisible format character written as an escape.
///
/// The line ends of its layout stay. It reads back as the same value, and a terminal that it is
/// printed on shows it as it is.
package func escapedJSON(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: { isUnsafe($0) && $0 != "\n" }) else { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if isUnsafe(scalar), scalar != "\n" {
      result.append(contentsOf: escape(scalar).unicodeScalars)
    } else {
      result.append(scalar)
    }
  }
  return String(result)
}

/// Columns between tab stops: the indentation that JSON and Markdown in prompts mostly use.
private let tabStop = 4

/// A grapheme cluster with its unsafe scalars written out.
private func visible(_ character: Character) -> String {
  let scalars = character.unicodeScalars
  if !scalars.contains(where: isUnsafe) { return String(character) }
  // Flags of regions (England) are spelled with tag characters after a black flag.
  let isFlag = scalars.first == "\u{1F3F4}"
  var result = ""
  var follows = false
  for scalar in scalars {
    let isJoiner = scalar == "\u{200D}" || scalar == "\u{200C}"
    if isUnsafe(scalar), !(isFlag && isTag(scalar)), !(isJoiner && follows) {
      result += escape(scalar)
    } else {
      result.unicodeScalars.append(scalar)
    }
    follows = true
  }
  return result
}

private func isTag(_ scalar: Unicode.Scalar) -> Bool {
  (0xE0020...0xE007F).contains(scalar.value)
}

private func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.value < 0x7F { return scalar.value < 0x20 }
  if (0xFE00...0xFE0F).contains(scalar.value) { return false }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
  default: return false
  }
}

/// The escape that JSON uses (RFC 8259 §7): a short one, else UTF-16 code units in hexadecimal.
private func escape(_ scalar: Unicode.Scalar) -> String {
  switch scalar {
  case "\n": return "\\n"
  case "\r": return "\\r"
  case "\t": return "\\t"
  default:
    return String(scalar).utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
