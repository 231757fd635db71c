import CEdit
import Glibc
package import Presentation

/// A line of input with editing, over libedit.
///
/// One thread at a time may use it, and `readLine` blocks that thread: never one of Swift's
/// concurrency pool (`Prompt` gives it a thread of its own). Only `notices` may be used elsewhere.
package final class LineEditor {
  /// How reading a line ended.
  package enum Event: Sendable, Hashable {
    /// A whole entry without its last newline; pasted or continued ones hold newlines.
    case line(String)
    /// Ctrl-C: what was typed, if anything, is dropped, and the cursor stands on a fresh line.
    case interrupted(dropsText: Bool)
    /// Ctrl-D on an empty line, or nothing more to read.
    case end
  }

  /// Lines from other threads, shown above what is being typed.
  package let notices: NoticeQueue
  /// Whether keys are edited; otherwise lines are read as they come, without a prompt.
  package let isInteractive: Bool
  /// What a Tab offers.
  package var completer: ((CompletionRequest) -> Completion)?
  /// What an entry so far needs another line for, such as the end of a quote; nil when it is whole.
  package var awaited: (String) -> String? = { _ in nil }
  /// How completions are drawn.
  package var usesColor = false

  /// Whether UTF-8 is the user's choice or an assumption worth a notice.
  package let locale: TextLocale

  let input: KeyInput
  let output: Int32
  var history = LineHistory()
  var state = EntryState()
  let library: Libedit?
  private var plainReader: PlainLineReader

  /// Opens an editor on two descriptors, which it neither owns nor closes.
  ///
  /// Editing needs both to be terminals, and one that can move its cursor: with `TERM=dumb` the
  /// prompt is printed and the terminal's own line editing is used.
  package init(input: Int32 = 0, output: Int32 = 1, environment: [String: String] = [:]) {
    self.output = output
    locale = TextLocale.current
    notices = NoticeQueue()
    self.input = KeyInput(descriptor: input, wake: notices.wake)
    plainReader = PlainLineReader(descriptor: input)
    let name = environment["TERM"] ?? "xterm"
    let areTerminals = isatty(input) == 1 && isatty(output) == 1
    isInteractive = areTerminals
    let canMove = name != "dumb" && name != ""
    library =
      areTerminals && canMove ? Libedit(input: input, output: output, terminal: name) : nil
    library?.attach(self)
  }

  deinit { library?.close() }

  /// Reads one entry, with `prompt` on its first line and `  ... ` on the following.
  ///
  /// Before the first of those it is said once what is waited for, and how to leave.
  /// Wide characters in a prompt break libedit's redrawing, so what is not ASCII shows as `?`.
  package func readLine(prompt: StyledText) -> Event {
    var entry = ""
    var current = prompt
    while true {
      switch readPart(prompt: current) {
      case .line(let part):
        entry += part
        guard let awaited = awaited(entry) else { return .line(entry) }
        if isInteractive, entry == part {
          // A terminal that edits its lines itself drops one on Ctrl-C and reads on.
          let key = library == nil ? "Ctrl-D gives up" : "Ctrl-C drops what was typed"
          say("waiting for \(awaited)  ·  \(key)")
        }
        entry += "\n"
        current = "  ... "
      case .interrupted(let dropsText): return .interrupted(dropsText: dropsText || !entry.isEmpty)
      // What an end cuts off is still an entry: its error says what is missing.
      case .end: return entry.isEmpty ? .end : .line(String(entry.dropLast()))
      }
    }
  }

  /// Adds an entry for Up, Ctrl-R and the rest of the session; the oldest first.
  package func remember(_ entry: String) {
    guard history.add(entry) else { return }
    library?.remember(entry)
  }

  /// Asks for one line without completion, continuation or history; nil for no answer.
  package func ask(_ question: StyledText) -> String? {
    let saved = (completer, awaited, history)
    defer { (completer, awaited, history) = saved }
    (completer, awaited, history) = (nil, { _ in nil }, LineHistory())
    guard isInteractive else { return nil }
    var prompt = question
    // A question may name a dataset in any script; only its last word can then be the prompt.
    if !question.text.allSatisfy(\.isASCII) {
      let hint = question.text.split(separator: " ").last { $0.allSatisfy(\.isASCII) } ?? "?"
      prompt = StyledText("\(hint) ")
      write(render([.line(question)], Layout(width: width, usesColor: usesColor)))
    }
    guard case .line(let answer) = readLine(prompt: prompt) else { return nil }
    return answer
  }

  private func readPart(prompt: StyledText) -> Event {
    guard let library else {
      if isInteractive {
        printPending()
        write(prompt.text)
      }
      return plainReader.next()
    }
    state = EntryState()
    notices.open()
    WindowSize.watch(notices.wake)
    defer {
      WindowSize.unwatch(notices.wake)
      notices.close()
    }
    printPending()
    library.takeTerminal()
    write("\u{1B}[?2004h")
    let line = library.read(prompt: promptText(prompt, usesColor: usesColor))
    write("\u{1B}[?2004l")
    if state.isInterrupted {
      write("^C\n")
      return .interrupted(dropsText: state.dropsText)
    }
    guard let line else {
      write("\n")
      return .end
    }
    return .line(state.expanded(line.hasSuffix("\n") ? String(line.dropLast()) : line))
  }

  /// Prints what other threads had to say; only while no line is drawn.
  func printPending() {
    for notice in notices.take() { write(notice) }
  }

  /// Says something of the program's own on lines of its own; only while no line is drawn.
  func say(_ text: String) {
    write(
      render([.message(StyledText(text, .dim))], Layout(width: width, usesColor: usesColor)))
  }

  /// Columns of the window now.
  var width: Int { WindowSize.columns(of: output) ?? 80 }

  func write(_ text: String) { _ = writeAll(text, to: output) }
}

/// What belongs to one line while it is edited.
struct EntryState {
  var isInterrupted = false
  /// Whether something was typed when Ctrl-C came.
  var dropsText = false
  /// Whether the next redraw should print the queued notices first.
  var printsNotices = false
  /// Lines to print above the prompt at the next redraw, such as completions.
  var above = ""
  /// Long pastes, which stand in the line as short placeholders.
  private var pastes: [(placeholder: String, text: String)] = []

  /// Pastes of more lines than this are put aside: libedit cannot scroll within an entry.
  static let longestShownPaste = 20

  /// Returns what to insert for a paste: itself, or a placeholder for it.
  mutating func inserted(paste: String) -> String {
    let count = paste.split(separator: "\n", omittingEmptySubsequences: false).count
    guard count > Self.longestShownPaste else { return paste }
    let number = pastes.isEmpty ? "" : " (\(pastes.count + 1))"
    let placeholder = "[pasted \(count) lines\(number)]"
    pastes.append((placeholder, paste))
    return placeholder
  }

  /// Returns a line with the long pastes in their places again.
  func expanded(_ line: String) -> String {
    var rest = Substring(line)
    var result = ""
    for paste in pastes {
      guard let range = rest.range(of: paste.placeholder) else { continue }
      result += rest[..<range.lowerBound] + paste.text
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}

extension Substring {
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
