extension Diagnostic {
  /// The diagnostic as plain text of several lines, without a newline at the end.
  ///
  ///     error E001: no command "shw"
  ///       shw #7
  ///       ^^^  help: did you mean show?
  ///
  /// Help stands beside a bare caret, else behind what did not happen, else on a line of its own.
  package var rendered: String {
    var lines = ["error \(kind.code): " + (place.map { "\($0): " } ?? "") + cleaned(message)]
    var remedy = help.map { "help: " + $0 }
    if offersMore {
      remedy = [remedy, "more: help \(kind.code)"].compactMap(\.self).joined(separator: gap)
    }
    var hasCaret = false
    if let excerpt {
      lines += excerpt.lines
      if excerpt.caret != nil {
        hasCaret = true
        if excerpt.label == nil, excerpt.number == nil, consequence == nil, let beside = remedy,
          columns(of: lines[lines.count - 1]) + columns(of: beside) + 2 <= width
        {
          lines[lines.count - 1] += "  " + beside
          remedy = nil
        }
      }
    }
    if let consequence {
      var line = "  " + cleaned(consequence)
      if !hasCaret, let beside = remedy,
        columns(of: line) + columns(of: gap) + columns(of: beside) <= width
      {
        line += gap + beside
        remedy = nil
      }
      lines.append(line)
    }
    if let remedy { lines.append("  " + remedy) }
    return lines.joined(separator: "\n")
  }

  /// Columns that two remarks may take together; each alone may be as long as it is.
  private var width: Int { 100 }

  /// The space between two remarks on one line.
  private var gap: String { "        " }
}

/// How much of a long line is shown on each side of its fault, in columns.
private let excerptReach = 36

extension Diagnostic.Excerpt {
  fileprivate var lines: [String] {
    let (shown, caret) = window
    let margin = number.map { "  \($0) | " } ?? "  "
    var lines = [margin + cleaned(shown)]
    guard let caret else { return lines }
    let blank =
      number.map { "  \(String(repeating: " ", count: String($0).utf8.count)) | " } ?? "  "
    let bytes = Array(shown.utf8)
    let before = String(decoding: bytes[..<caret.lowerBound], as: UTF8.self)
    let marked = String(decoding: bytes[caret], as: UTF8.self)
    let width = max(columns(of: marked), 1)
    var line = blank + String(repeating: " ", count: columns(of: before))
    line += String(repeating: "^", count: width)
    if let label { line += (number == nil ? "  " : " ") + label }
    lines.append(line)
    return lines
  }

  /// The part of the line around the caret, and the caret in that part.
  private var window: (String, Range<Int>?) {
    let bytes = Array(line.utf8)
    let caret = caret?.clamped(to: 0..<bytes.count)
    guard columns(of: line) > 2 * excerptReach else { return (line, caret) }
    let middle = caret ?? 0..<0
    var before = String(decoding: bytes[..<middle.lowerBound], as: UTF8.self)
    var marked = String(decoding: bytes[middle], as: UTF8.self)
    var after = String(decoding: bytes[middle.upperBound...], as: UTF8.self)
    if columns(of: before) > excerptReach {
      before = "…" + cut(before.reversed(), to: excerptReach - 1).reversed()
    }
    if columns(of: marked) > excerptReach { marked = cut(marked, to: excerptReach - 1) }
    if columns(of: after) > excerptReach { after = cut(after, to: excerptReach - 1) + "…" }
    let start = before.utf8.count
    return (before + marked + after, caret == nil ? nil : start..<start + marked.utf8.count)
  }

  /// The longest beginning that fits into a number of columns.
  private func cut(_ characters: some Sequence<Character>, to width: Int) -> String {
    var result = ""
    var used = 0
    for character in characters {
      used += columns(of: character)
      if used > width { break }
      result.append(character)
    }
    return result
  }
}

/// Returns text with control characters made harmless, each one column wide.
private func cleaned(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x09: result.append(" ")
    case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: result.append("\u{FFFD}")
    default: result.append(scalar)
    }
  }
  return String(result)
}

/// The terminal columns that text takes, so that a caret stands under its word.
private func columns(of text: String) -> Int { text.reduce(0) { $0 + columns(of: $1) } }

/// Two for wide East Asian characters and emoji, one for all others.
///
/// The ranges are the blocks of Unicode's EastAsianWidth.txt that are wide throughout.
private func columns(of character: Character) -> Int {
  guard let scalar = character.unicodeScalars.first else { return 0 }
  if character.unicodeScalars.contains("\u{FE0F}") { return 2 }
  switch scalar.value {
  case 0x0300...0x036F, 0x200B...0x200F: return 0
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
    0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD:
    return 2
  default: return 1
  }
}
