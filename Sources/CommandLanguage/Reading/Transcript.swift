/// Reads text copied from a session: prompts and what was printed go, commands stay.
///
/// A prompt is a cell's number, the current dataset if any, and `>`: `7 marv> `. Lines behind
/// `  ... ` go on with a command. Lines of a chat are not commands and go as well.
///
/// - Returns: The commands, one after another; the text itself when no prompt is in it.
package func commands(inTranscript text: String) -> String {
  // CR LF is one character, and not equal to LF.
  let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
  guard let first = lines.first(where: { promptLength($0.drop { $0 == " " }) != nil }) else {
    return text
  }
  let indentation = first.prefix { $0 == " " }.count
  var commands: [String] = []
  var isInCommand = false
  for line in lines {
    let margin = line.prefix { $0 == " " }.count
    let line = line.dropFirst(min(margin, indentation))
    if let length = promptLength(line) {
      commands.append(String(line.dropFirst(length)))
      isInCommand = true
    } else if isInCommand, line == "  ..." || line.hasPrefix(continuation) {
      commands.append(String(line.dropFirst(continuation.count)))
    } else {
      isInCommand = false
    }
  }
  return commands.joined(separator: "\n")
}

/// What the prompt shows before the second and later lines of a command.
package let continuation = "  ... "

/// The length of the prompt at the start of a line, in characters.
private func promptLength(_ line: Substring) -> Int? {
  let digits = line.prefix { $0.isDecimalDigit }
  let rest = line.dropFirst(digits.count)
  guard !digits.isEmpty, rest.first == " " else { return nil }
  let dataset = rest.dropFirst().prefix { CharacterReader.isNameCharacter($0) }
  let sign = rest.dropFirst(1 + dataset.count)
  guard dataset.isEmpty || isName(dataset), sign.first == ">" else { return nil }
  guard sign.count > 1 else { return digits.count + dataset.count + 2 }
  return sign.dropFirst().first == " " ? digits.count + dataset.count + 3 : nil
}
