import CommandLanguage
import Files

/// Keys for a review from the lines of a file, in place of a person's.
struct ReviewAnswers {
  /// As the line names it.
  let name: String
  private var lines: ArraySlice<String>
  /// Counted from 1.
  private(set) var lineNumber = 0

  /// Reads all lines; `-` is the standard input.
  ///
  /// - Throws: ``Failure`` E021 where nothing comes from there, E101 for a file that is not there.
  init(_ argument: Argument, _ session: Session) throws {
    name = argument.text
    var bytes: [UInt8] = []
    if argument.text == "-" {
      guard let input = session.context.standardInput, !input.isTerminal else {
        throw Failure(
          .missingArgument, "no keys come from standard input", at: argument.span,
          consequence: "nothing was decided", remedy: "printf 'k\\nd\\n' | ft review NAME from -")
      }
      try input.forEachBlock { bytes += $0 }
    } else {
      let path = session.path(argument.text)
      guard LocalFile.exists(path) else {
        throw Failure(
          .noFile, "no file \(argument.text)", at: argument.span,
          consequence: "nothing was decided", remedy: "a key a line, such as k, d or  t odd")
      }
      bytes = try LocalFile.contents(of: path)
    }
    lines =
      String(decoding: bytes, as: UTF8.self)
      .split(whereSeparator: \.isNewline).map(String.init)[...]
  }

  /// The next line; nil behind the last.
  mutating func next() -> String? {
    lineNumber += 1
    return lines.popFirst()
  }
}
