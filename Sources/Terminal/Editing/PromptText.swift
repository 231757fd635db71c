import Presentation

/// Returns a prompt as libedit wants it: ASCII, with each escape sequence between delimiters.
///
/// The last character is never styled, since a prompt that ends in an escape sequence is drawn
/// wrongly (editline(3), EL_PROMPT_ESC).
func promptText(_ prompt: StyledText, usesColor: Bool) -> String {
  var runs = prompt.runs.map { ($0.text.map { $0.isASCII ? $0 : "?" }, $0.style) }
  if let last = runs.popLast() {
    runs.append((Array(last.0.dropLast()), last.1))
    runs.append((Array(last.0.suffix(1)), .plain))
  }
  return runs.map { characters, style in
    let text = sanitized(String(characters))
    guard usesColor, !text.isEmpty, let rendition = style.graphicRendition else { return text }
    return delimited("\u{1B}[\(rendition)m") + text + delimited("\u{1B}[0m")
  }.joined()
}

private func delimited(_ escape: String) -> String { "\u{1}\(escape)\u{1}" }
