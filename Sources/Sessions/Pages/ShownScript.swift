package import Presentation
package import Scripts
import Synchronization

// What comes in: a script, and what each of its lines said in one run. What goes out: a page, a text
// in Markdown, or a recording of a terminal. Read this file first, then the one of the form.

/// A script that was run, with what its lines said.
package struct ShownScript: Sendable {
  /// A part of what a line said.
  package enum Part: Sendable, Hashable {
    case blocks([Block])
    /// Harmless to a terminal, line ends kept; a reply comes in several such parts.
    case text(String)
  }

  /// One line of it.
  package struct Line: Sendable, Hashable {
    package var parts: [Part] = []
    /// The open chat's name when the line was for it.
    package var chat: String?
    /// How long it took by the clock of the tape; nil where no tape was played.
    package var duration: Duration?

    package init(parts: [Part] = [], chat: String? = nil, duration: Duration? = nil) {
      self.parts = parts
      self.chat = chat
      self.duration = duration
    }
  }

  package let script: ScriptDocument
  /// By the line of the script that each begins on.
  package let lines: [Int: Line]

  package init(_ script: ScriptDocument, _ lines: [Int: Line]) {
    self.script = script
    self.lines = lines
  }

  /// What its first line of prose says, or else its file.
  var title: String { script.title ?? script.file }

  /// The prose of a step that stands together; the title is said already.
  func prose(_ lines: [String], isFirst: Bool) -> [String] {
    paragraphs(of: isFirst && lines.first == script.title ? Array(lines.dropFirst()) : lines)
  }
}

extension ScriptDocument {
  /// What a reader of a step meets, in its order.
  enum Passage {
    case prose([String])
    case command(Command)
  }

  /// The lines of a step, with those of prose that stand together as one; notes for the presenter are
  /// for nobody else.
  func passages(of step: Step) -> [Passage] {
    var passages: [Passage] = []
    var prose: [String] = []
    func flush() {
      if !prose.isEmpty { passages.append(.prose(prose)) }
      prose = []
    }
    for item in step.items {
      switch item {
      case .prose(let text, _): prose.append(text)
      case .speakerNote: continue
      case .command(let command):
        flush()
        passages.append(.command(command))
      }
    }
    flush()
    return passages
  }
}

/// What the lines of a script said, on their way to a ``ShownScript``.
package final class ShownLines: Sendable {
  private let lines = Mutex<[Int: ShownScript.Line]>([:])

  package init() {}

  /// So far.
  package var all: [Int: ShownScript.Line] { lines.withLock { $0 } }

  func keep(_ line: ShownScript.Line, of number: Int) { lines.withLock { $0[number] = line } }
}

extension ShownScript.Line {
  /// All that it said as lines of text, without their ends.
  func text(_ layout: Layout) -> String {
    parts.map { part in
      switch part {
      case .blocks(let blocks): render(blocks, layout)
      case .text(let text): text
      }
    }.joined()
  }
}
