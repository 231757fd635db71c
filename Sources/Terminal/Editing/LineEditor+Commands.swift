import CEdit
import Glibc
import Presentation

extension LineEditor {
  /// Runs what a key stands for.
  func perform(_ command: EditorCommand) -> EditorCommand.Effect {
    guard let library else { return .beep }
    let (before, after) = library.buffer
    switch command {
    case .complete: return complete(library, before: before, after: after)
    case .interrupt:
      state.isInterrupted = true
      state.dropsText = !before.isEmpty || !after.isEmpty
      return .end
    case .suspend:
      // The keys that stop a job are off while editing, so the stop is sent by hand.
      library.whileReleased(suspend)
      return .redisplay
    case .notice:
      state.printsNotices = true
      return .redisplay
    case .paste: return paste(library)
    case .backspace: return erase(library, before.last, from: .before)
    case .delete: return erase(library, after.first, from: .after)
    case .deleteOrEnd:
      return before.isEmpty && after.isEmpty ? .end : erase(library, after.first, from: .after)
    case .left: return move(library, over: before.last, direction: -1)
    case .right: return move(library, over: after.first, direction: 1)
    case .earlier: return recall(library, history.earlier(before: before, after: after))
    case .later: return recall(library, history.later(current: before + after))
    }
  }

  /// Stops the program and what it started, as the shell's key for it does.
  func suspend() { kill(0, SIGTSTP) }

  /// Called by libedit whenever it draws the prompt, after it has cleared its own lines.
  func promptForRedraw() -> UnsafeMutablePointer<CChar>? {
    library?.flush()
    if state.printsNotices {
      state.printsNotices = false
      printPending()
    }
    if !state.above.isEmpty {
      write(state.above)
      state.above = ""
    }
    return unsafe library?.currentPrompt
  }

  /// The next character for libedit: 1 with one, 0 at the end.
  func nextCharacter(_ character: UnsafeMutablePointer<wchar_t>) -> Int32 {
    while true {
      switch input.next(mayWake: !isSearching) {
      case .scalar(let scalar):
        unsafe character.pointee = wchar_t(scalar.value)
        return 1
      case .wake:
        if WindowSize.takeChange() { library?.resize() }
        guard notices.hasSome else { continue }
        unsafe character.pointee = 0x1E
        return 1
      case .end: return 0
      }
    }
  }

  /// Whether libedit shows its incremental search, which a redraw would tear.
  private var isSearching: Bool {
    guard let library else { return false }
    let text = library.buffer.before + library.buffer.after
    return text.contains("\nbck:") || text.contains("\nfwd:")
  }

  private enum Side {
    case before
    case after
  }

  /// Deletes one grapheme cluster, however many scalars it has.
  private func erase(
    _ library: Libedit, _ character: Character?, from side: Side
  ) -> EditorCommand.Effect {
    guard let character else { return .beep }
    let count = character.unicodeScalars.count
    if side == .after { library.move(by: count) }
    library.delete(before: count)
    return .refresh
  }

  private func move(
    _ library: Libedit, over character: Character?, direction: Int
  ) -> EditorCommand.Effect {
    guard let character else { return .beep }
    library.move(by: direction * character.unicodeScalars.count)
    return .cursor
  }

  private func recall(_ library: Libedit, _ entry: String?) -> EditorCommand.Effect {
    guard let entry, library.replace(with: entry) else { return .beep }
    return .refresh
  }

  /// Takes a bracketed paste as it is: newlines neither run anything nor end the entry.
  private func paste(_ library: Libedit) -> EditorCommand.Effect {
    guard let text = input.readPaste() else { return .end }
    guard library.insert(state.inserted(paste: text)) else { return .beep }
    return .refresh
  }

  private func complete(
    _ library: Libedit, before: String, after: String
  ) -> EditorCommand.Effect {
    guard let completer else { return .beep }
    let completion = completer(CompletionRequest(before: before, after: after))
    switch completion.step(before: before) {
    case .nothing: return .beep
    case .replace(let typed, let text):
      library.delete(before: typed.unicodeScalars.count)
      return library.insert(text) ? .refresh : .beep
    case .list(let candidates):
      state.above = CompletionList(candidates).text(
        Layout(width: width, usesColor: usesColor))
      return .redisplay
    }
  }
}
