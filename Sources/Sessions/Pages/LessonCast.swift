import CommandLanguage
import JSON
import Presentation
import Quantities
import Scripts

/// A script as a recording of a terminal that asciinema plays.
///
/// What a person types comes letter by letter, what a line says after the time that it took on the
/// tape, so that the same script and tape give the same recording.
package struct LessonCast: Sendable {
  /// The form of the file.
  package enum Form: Int, Sendable {
    /// Times since the beginning: <https://docs.asciinema.org/manual/asciicast/v2/>.
    case v2 = 2
    /// Times since the event before: <https://docs.asciinema.org/manual/asciicast/v3/>.
    case v3 = 3
  }

  private struct Event {
    /// Since the beginning, in milliseconds.
    var time: Int
    /// `o` for output, `m` for a marker.
    var kind: String
    var data: String
  }

  private static let (columns, rows) = (80, 24)
  private static let layout = Layout(width: columns, usesColor: true)
  /// Milliseconds for each typed character.
  private static let typing = 45
  /// Milliseconds before a line is typed, and after it.
  private static let (thinking, entering) = (700, 250)
  /// Milliseconds to read a line of what was said, and the most for all of them.
  private static let (reading, mostReading) = (260, 5_000)
  /// Players wait no longer than so many seconds where nothing happens, such as in a training.
  private static let idleLimit = 3

  private let shown: ShownScript
  private var events: [Event] = []
  private var time = 0

  package init(_ shown: ShownScript) {
    self.shown = shown
    play()
  }

  /// The whole file.
  package func text(_ form: Form) -> String {
    var lines = [header(form)]
    var before = 0
    for event in events {
      let time = form == .v2 ? event.time : event.time - before
      before = event.time
      let seconds = JSONValue.number(Double(time) / 1_000)
      lines.append(.array([seconds, .string(event.kind), .string(event.data)]))
    }
    return lines.map { $0.text + "\n" }.joined()
  }

  private func header(_ form: Form) -> JSONValue {
    var members = [JSONMember("version", .integer(form.rawValue))]
    switch form {
    case .v2:
      members += [
        JSONMember("width", .integer(Self.columns)), JSONMember("height", .integer(Self.rows)),
      ]
    case .v3:
      members.append(
        JSONMember(
          "term",
          [
            "cols": .integer(Self.columns), "rows": .integer(Self.rows),
            "type": "xterm-256color",
          ]))
    }
    members += [
      JSONMember("idle_time_limit", .integer(Self.idleLimit)),
      JSONMember("title", .string(sanitized(shown.title))),
    ]
    return .object(members)
  }

  // MARK: What happens

  private mutating func play() {
    write([.line(StyledText(shown.title, .strong))])
    for (index, step) in shown.script.steps.enumerated() {
      if step.number > 0 {
        pause(Self.thinking)
        events.append(Event(time: time, kind: "m", data: sanitized(step.name)))
        write([.blank, .line(StyledText("\(step.number). \(step.name)", .strong))])
      }
      for passage in shown.script.passages(of: step) {
        switch passage {
        case .prose(let lines):
          let prose = shown.prose(lines, isFirst: index == 0)
          write(prose.map { .paragraph(StyledText($0, .dim)) })
          read(prose)
        case .command(let command): type(command)
        }
      }
    }
    pause(Self.thinking)
    emit("\r\n")
  }

  private mutating func type(_ command: ScriptDocument.Command) {
    let line = shown.lines[command.line] ?? ShownScript.Line()
    emit(render("\(line.chat.map { sanitized($0) } ?? "")> ", Self.layout))
    pause(Self.thinking)
    for character in sanitized(command.answerText, lines: .kept) {
      emit(character == "\n" ? "\r\n" : String(character))
      pause(Self.typing)
    }
    pause(Self.entering)
    emit("\r\n")
    let said = line.text(Self.layout)
    pause(Int(saturating: (line.duration ?? .zero) / .milliseconds(1)))
    guard !said.isEmpty else { return }
    emit(said.replacing("\n", with: "\r\n") + (said.hasSuffix("\n") ? "" : "\r\n"))
    read([said])
  }

  private mutating func write(_ blocks: [Block]) {
    emit(render(blocks, Self.layout).replacing("\n", with: "\r\n"))
  }

  private mutating func emit(_ text: String) {
    if !text.isEmpty { events.append(Event(time: time, kind: "o", data: text)) }
  }

  private mutating func read(_ texts: [String]) {
    let count = texts.reduce(0) { $0 + $1.split(separator: "\n").count }
    pause(min(count * Self.reading, Self.mostReading))
  }

  private mutating func pause(_ milliseconds: Int) { time += max(0, milliseconds) }
}
