/// Lines of prose as paragraphs: an empty line ends one, and a line that begins with a space or as an
/// item of a list stands by itself.
///
/// Lines are joined by a space, and by nothing within the text of a script that has none.
package func paragraphs(of lines: [String]) -> [String] {
  var result: [String] = []
  var isOpen = false
  for line in lines {
    let standsAlone =
      line.first?.isWhitespace == true || ["- ", "* ", "|"].contains { line.hasPrefix($0) }
    if line.allSatisfy(\.isWhitespace) {
      isOpen = false
    } else if isOpen, let last = result.indices.last {
      let isListed = standsAlone || result[last].contains("\n")
      result[last] += (isListed ? "\n" : separator(result[last], line)) + line
    } else {
      result.append(line)
      isOpen = true
    }
  }
  return result
}

/// The text of a paragraph whose lines all stand two spaces or more further in; nil for any other.
///
/// It is code, or lines to type elsewhere; a list is none.
func code(of paragraph: String) -> String? {
  let lines = paragraph.split(separator: "\n", omittingEmptySubsequences: false)
  let indents = lines.map { $0.prefix { $0 == " " }.count }
  guard let least = indents.min(), least >= 2 else { return nil }
  let isList = lines.contains { line in
    let text = line.drop { $0 == " " }
    return ["- ", "* "].contains { text.hasPrefix($0) }
  }
  return isList ? nil : lines.map { $0.dropFirst(least) }.joined(separator: "\n")
}

/// What stands between two lines of one paragraph.
private func separator(_ first: String, _ second: String) -> String {
  guard let left = first.unicodeScalars.last, let right = second.unicodeScalars.first else {
    return ""
  }
  let hasOwnMark = left.isEastAsianMark || right.isEastAsianMark
  return hasOwnMark || left.isUnspaced && right.isUnspaced ? "" : " "
}

extension Unicode.Scalar {
  /// Whether it is of a script that is written without spaces: Han or kana, and not Hangul.
  fileprivate var isUnspaced: Bool {
    properties.isIdeographic || (0x3041...0x30FF).contains(value)
      || (0x31F0...0x31FF).contains(value) || isEastAsianMark
  }

  /// A full-width mark, which brings its own space.
  fileprivate var isEastAsianMark: Bool {
    (0x3001...0x301F).contains(value) || (0xFF01...0xFF0F).contains(value)
      || (0xFF1A...0xFF1F).contains(value)
  }
}
