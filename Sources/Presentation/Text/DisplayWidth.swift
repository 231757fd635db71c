/// Returns the number of terminal columns that `text` takes on one line.
///
/// Counted over grapheme clusters, as terminals draw them: a family emoji is two columns, a
/// letter with its accents one. Control characters count nothing, so sanitize first.
///
/// - Complexity: O(*n*), and only a byte comparison each for ASCII.
package func displayWidth(_ text: String) -> Int {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
  return text.reduce(0) { $0 + displayWidth($1) }
}

/// Returns the number of terminal columns of one grapheme cluster: 0, 1 or 2.
package func displayWidth(_ character: Character) -> Int {
  var sum = 0
  for scalar in character.unicodeScalars {
    // VARIATION SELECTOR-16 asks for the emoji form, which is two columns wide (UTS #51 §4.3).
    if scalar == "\u{FE0F}", sum > 0 { return 2 }
    // What follows a joiner is drawn into the same picture.
    if scalar == "\u{200D}", sum == 2 { return 2 }
    sum += columns(of: scalar)
  }
  return min(sum, 2)
}

/// Columns of a scalar on its own.
private func columns(of scalar: Unicode.Scalar) -> Int {
  let value = scalar.value
  if value < 0x300 { return value < 0x20 || (0x7F...0x9F).contains(value) ? 0 : 1 }
  // A flag is two regional indicators; each is narrow in EastAsianWidth.txt.
  if (0x1F1E6...0x1F1FF).contains(value) { return 1 }
  if isWide(value) { return 2 }
  let properties = scalar.properties
  if properties.isEmojiPresentation { return 2 }
  switch properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator:
    return 0
  default:
    // Vowels and final consonants of a decomposed Hangul syllable sit on its first consonant.
    return (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value) ? 0 : 1
  }
}

/// Whether a scalar is Wide or Fullwidth and not an emoji.
private func isWide(_ value: UInt32) -> Bool {
  guard value >= 0x1100 else { return false }
  var low = 0
  var high = wideRanges.count
  while low < high {
    let middle = (low + high) / 2
    if wideRanges[middle].upperBound < value { low = middle + 1 } else { high = middle }
  }
  return low < wideRanges.count && wideRanges[low].contains(value)
}

/// The values W and F of EastAsianWidth.txt (Unicode 14, UAX #11), unassigned gaps closed.
///
/// Emoji are left out: every character with Emoji_Presentation is wide, and the standard
/// library knows that property.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF,
  0x4E00...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
  0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FB, 0x1F200...0x1F265,
  0x20000...0x2FFFD, 0x30000...0x3FFFD,
]
