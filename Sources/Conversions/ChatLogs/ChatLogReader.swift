import Datasets
import JSON

/// Reads the messages of a messenger's text, piece by piece.
///
/// A row is an object with `speaker`, `minute` (since 1970, as the clock of the log tells it) and
/// `text`, or with `noise` for what is no message. Memory stays at one message.
package struct ChatLogReader: Sendable {
  /// A message that more lines may belong to.
  private struct Open: Sendable {
    var line: Int
    var minute: Int
    var speaker: String
    var text: String
    /// A name and a text that nothing but a space parts, where it was told otherwise.
    var joined: String?
  }

  private let kind: ChatLogKind
  private var splitter = LineSplitter()
  private var day = 0
  private var open: Open?
  /// Whose messages they are where only spaces part names and texts; nil before it was told.
  private var names: SpacedNames?
  /// The lines by which it is told.
  private var held: [LineSplitter.Line] = []
  private var heldBytes = 0

  /// Bytes of a log by which its names are told.
  private static let heldLimit = 8 << 20

  package init(_ kind: ChatLogKind) { self.kind = kind }

  /// Reads on.
  package mutating func read(_ piece: ArraySlice<UInt8>) -> [LineReader.Item] {
    var items: [LineReader.Item] = []
    for line in splitter.split(piece) { hold(line, &items) }
    return items
  }

  /// Reads the last line and the last message.
  package mutating func finish() -> [LineReader.Item] {
    var items: [LineReader.Item] = []
    if let line = splitter.finish() { hold(line, &items) }
    release(&items)
    close(&items)
    return items
  }

  private mutating func hold(_ line: LineSplitter.Line, _ items: inout [LineReader.Item]) {
    guard kind == .linePC, names == nil else {
      take(line, &items)
      return
    }
    held.append(line)
    heldBytes += line.bytes.count
    if heldBytes > Self.heldLimit { release(&items) }
  }

  /// Tells the names, and reads the lines by which that was done.
  private mutating func release(_ items: inout [LineReader.Item]) {
    guard kind == .linePC, names == nil else { return }
    names = SpacedNames(
      held.compactMap { line in
        if case .message(_, _, _, let text) = ChatLogLine(line.text, as: kind) { text } else { nil }
      })
    for line in held { take(line, &items) }
    held = []
  }

  private mutating func take(_ line: LineSplitter.Line, _ items: inout [LineReader.Item]) {
    let string = line.text
    let read = ChatLogLine(string, as: kind)
    // What only the program writes ends the quotes: a text that only begins with them loses nothing.
    if let open, kind == .line, isOpenQuote(open.text), !read.isOfLog {
      self.open?.text += "\n" + string
      return
    }
    switch read {
    case .heading: close(&items)
    case .day(let date):
      close(&items)
      day = date.days ?? day
    case .notice:
      close(&items)
      items.append(.row(noise(.notices, line: line.number)))
    case .message(let date, let minute, let speaker, let text):
      close(&items)
      day = date?.days ?? day
      open = Open(
        line: line.number, minute: day * 1_440 + minute, speaker: speaker, text: text)
      if let names {
        let parts = names.parts(of: text)
        open?.speaker = parts?.speaker ?? ""
        open?.text = parts?.text ?? text
        open?.joined = text
      }
    case .other:
      guard open != nil else { return }
      open?.text += "\n" + string
      open?.joined?.append("\n" + string)
    }
  }

  /// Whether LINE has opened quotes around a text of several lines and not closed them.
  private func isOpenQuote(_ text: String) -> Bool {
    text.hasPrefix("\"") && (text == "\"" || !text.hasSuffix("\""))
  }

  private mutating func close(_ items: inout [LineReader.Item]) {
    guard let message = open else { return }
    open = nil
    var text = message.text
    // A day ends in a blank line, which is not of its last message.
    while let last = text.last, last.isWhitespace { text.removeLast() }
    if kind == .line, text.count > 1, text.hasPrefix("\""), text.hasSuffix("\""),
      text.contains("\n")
    {
      text = String(text.dropFirst().dropLast()).replacing("\"\"", with: "\"")
    }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    while text.hasPrefix("\u{200E}") { text.removeFirst() }
    if text.isEmpty { return }
    if let noise = ChatLogWords.noise(in: text, of: kind) {
      items.append(.row(self.noise(noise, line: message.line)))
      return
    }
    var row = ObjectBytes()
    row.add("speaker", quoted(message.speaker))
    row.add("minute", Array(String(message.minute).utf8))
    row.add("text", quoted(text))
    if var joined = message.joined {
      while let last = joined.last, last.isWhitespace { joined.removeLast() }
      row.add("joined", quoted(joined))
    }
    items.append(.row(SourceRow(row.closed, line: message.line)))
  }

  private func noise(_ noise: ChatLogNoise, line: Int) -> SourceRow {
    var row = ObjectBytes()
    row.add("noise", quoted(noise.rawValue))
    return SourceRow(row.closed, line: line)
  }
}
