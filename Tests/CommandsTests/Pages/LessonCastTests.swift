import JSON
import Sessions
import Testing

/// A lesson as a recording for asciinema.
@Suite struct LessonCastTests {
  private func lines(_ text: String) throws -> [JSONValue] {
    try text.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
  }

  /// The events, those of single letters as one with the time of the first.
  private func told(_ events: some Sequence<JSONValue>) -> [String] {
    var told: [String] = []
    var typed = ""
    for event in events {
      let data = event[2]?.string ?? ""
      if event[1] == "o", data.count == 1, data != "\r\n" {
        if typed.isEmpty { typed = "\(event[0]?.double ?? -1) o " }
        typed += data
        continue
      }
      if !typed.isEmpty { told.append(typed) }
      typed = ""
      told.append("\(event[0]?.double ?? -1) \(event[1]?.string ?? "") \(event[2]?.text ?? "")")
    }
    return told
  }

  @Test func `A cast types each line and shows what it said, by the clock of the tape`() throws {
    let all = try lines(LessonCast(shownScript(drawing: false)).text(.v2))
    #expect(
      all.first?.text
        == #"{"version":2,"width":80,"height":24,"idle_time_limit":3,"title":"A lesson: plain"}"#)
    #expect(
      told(all.dropFirst()).joined(separator: "\n") == #"""
        0.0 o "\u001b[1mA lesson: plain\u001b[0m\r\n"
        0.0 o "\u001b[2mWhat is behind it.\u001b[0m\r\n\u001b[2m- and a plain\u001b[0m\r\n"
        1.22 m "Look plain"
        1.22 o "\r\n\u001b[1m1. Look plain\u001b[0m\r\n"
        1.22 o "\u001b[2mShow plain.\u001b[0m\r\n"
        1.48 o "> "
        2.18 o list
        2.61 o "\r\n"
        2.61 o "\u001b[36mmarv\u001b[0m  plain\r\n\u001b[2mend\u001b[0m\r\n"
        3.83 m "Talk"
        3.83 o "\r\n\u001b[1m2. Talk\u001b[0m\r\n"
        3.83 o "@plain> "
        4.53 o Say plain
        5.185 o "\r\n"
        7.685 o "Hello, plain\r\n"
        7.945 o "> "
        8.645 o show marv#99
        9.435 o "\r\n"
        9.435 o "error E310: no\r\n"
        10.395 o "\r\n"
        """#)
  }

  @Test func `The newer form has the same events, each after the time since the one before`() throws
  {
    let cast = LessonCast(shownScript(saying: "x\ny \"z\" \u{1B}]0;t\u{7}"))
    let old = try lines(cast.text(.v2))
    let new = try lines(cast.text(.v3))
    #expect(new.first?["version"] == 3)
    #expect(new.first?["term"]?["cols"] == 80)
    #expect(old.count == new.count)
    var time = 0
    for (left, right) in zip(old, new).dropFirst() {
      time += Int(((right[0]?.double ?? 0) * 1_000).rounded())
      #expect(time == Int(((left[0]?.double ?? -1) * 1_000).rounded()))
      #expect(left[1] == right[1])
      #expect(left[2] == right[2])
    }
  }

  @Test(arguments: ["\u{1B}[2J", "\u{1B}]52;c;AAAA\u{7}", "\u{9B}31m", "a\rb", "\u{202E}", "\u{0}"])
  func `Nothing that was said steers the terminal`(text: String) throws {
    for event in try lines(LessonCast(shownScript(saying: text)).text(.v2)).dropFirst() {
      let data = (event[2]?.string ?? "").replacing(/\u{1B}\[[0-9]*m/, with: "")
        .replacing("\r\n", with: "")
      #expect(
        data.unicodeScalars.allSatisfy {
          $0.value >= 32 && !(0x7F...0x9F).contains($0.value) && $0 != "\u{202E}"
        },
        "\(data.debugDescription)")
    }
  }
}
