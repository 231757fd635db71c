import Presentation

extension LineEditor {
  /// One key, as it acts without Return.
  package enum Key: Sendable, Hashable {
    /// What a key types; one that composes, as of Hangul, comes when it is composed.
    case character(Character)
    case enter
    /// Ctrl-C, Ctrl-D, or nothing more to read.
    case end
  }

  /// Whether keys can be read one by one.
  var takesKeys: Bool { library != nil }

  /// Waits for one key behind a prompt, and shows what it typed.
  ///
  /// Keys that type nothing, such as arrows, are passed over, and so is a paste: its letters were
  /// meant for something else.
  func readKey(prompt: StyledText) -> Key {
    guard let library else { return .end }
    let text = render(prompt, Layout(width: width, usesColor: usesColor)) + " "
    notices.open()
    defer { notices.close() }
    printPending()
    library.takeTerminal()
    defer { library.giveTerminalBack() }
    write("\u{1B}[?2004h" + text)
    let key = nextKey { [self] in
      write("\r\u{1B}[K")
      printPending()
      write(text)
    }
    let typed = if case .character(let character) = key { String(character) } else { "" }
    write(sanitized(typed) + "\u{1B}[?2004l\n")
    return key
  }

  private func nextKey(redraw: () -> Void) -> Key {
    var sequence = ""
    while true {
      switch input.next(mayWake: true) {
      case .end: return .end
      case .wake: if notices.hasSome { redraw() }
      case .scalar(let scalar):
        sequence = input.continuesKey ? sequence + String(scalar) : String(scalar)
        if sequence == "\u{1B}[200~" {
          guard input.readPaste() != nil else { return .end }
          continue
        }
        if input.continuesKey { continue }
        switch scalar {
        case "\u{3}", "\u{4}": return .end
        case "\r", "\n": return .enter
        case "\u{1A}": library?.whileReleased { suspend() }
        case _ where scalar.value < 0x20 || scalar.value == 0x7F: continue
        default: return .character(Character(scalar))
        }
        redraw()
      }
    }
  }
}
