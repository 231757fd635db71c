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
  var result = ""
  // libedit ties an escape sequence to the one character after it, so two never stand together.
  var escape = ""
  for (characters, style) in runs {
    let text = sanitized(String(characters))
    guard !text.isEmpty else { continue }
    let rendition = usesColor ? style.graphicRendition : nil
    if let rendition { escape += "\u{1B}[\(rendition)m" }
    if !escape.isEmpty { result += "\u{1}\(escape)\u{1}" }
    result += text
    escape = rendition == nil ? "" : "\u{1B}[0m"
  }
  return result
}
