import CEdit
import Glibc

/// The editor's handle in the C library, and the only place that holds its pointers.
@safe final class Libedit {
  private let handle: OpaquePointer
  private let history: OpaquePointer
  private let reading: UnsafeMutablePointer<FILE>
  private let writing: UnsafeMutablePointer<FILE>
  /// The prompt as C text; libedit asks for it at each redraw.
  private var prompt: UnsafeMutablePointer<CChar>?

  init?(input: Int32, output: Int32, terminal: String) {
    // Its own descriptors, so that closing the streams leaves the caller's open.
    guard let reading = unsafe fdopen(dup(input), "r") else { return nil }
    guard let writing = unsafe fdopen(dup(output), "w") else { return nil }
    guard let handle = unsafe el_init("ft", reading, writing, writing),
      let history = unsafe history_init()
    else { return nil }
    unsafe (self.handle, self.history) = (handle, history)
    unsafe (self.reading, self.writing) = (reading, writing)
    unsafe fte_set_terminal(handle, terminal)
    unsafe fte_set_editor(handle, "emacs")
    // Signals are the program's business, and libedit would send its own group one.
    unsafe fte_set_signal(handle, 0)
    // Ctrl-C, Ctrl-Z and Ctrl-S become keys while a line is edited; Return and newline stay
    // apart, so that CR LF in a paste is one line end.
    for setting in ["-isig", "-ixon", "-icrnl", "-inlcr"] {
      unsafe fte_set_tty(handle, "-d", setting)
    }
    unsafe fte_history_limit(history, LineHistory.limit)
    unsafe fte_history_unique(history, 1)
    unsafe fte_set_history(handle, history)
  }

  func attach(_ editor: LineEditor) {
    unsafe fte_set_client(handle, Unmanaged.passUnretained(editor).toOpaque())
    unsafe fte_set_prompt(
      handle, { handle in unsafe LineEditor.of(handle)?.promptForRedraw() }, CChar(1))
    unsafe fte_set_character_source(handle) { handle, character in
      guard let editor = unsafe LineEditor.of(handle), let character = unsafe character else {
        return -1
      }
      return unsafe editor.nextCharacter(character)
    }
    bindKeys()
    // The user's own `ft:` lines of ~/.editrc come last and win.
    unsafe el_source(handle, nil)
  }

  /// Not in a deinitializer: libedit restores the terminal and may still call the editor.
  func close() {
    unsafe el_end(handle)
    unsafe history_end(history)
    unsafe fclose(reading)
    unsafe fclose(writing)
    unsafe free(prompt)
  }

  /// Makes every key one of the editor's, from before anything shows that it waits for them: a
  /// paste or a Ctrl-C that follows at once must not meet the cooked mode.
  func takeTerminal() { unsafe fte_prepare_terminal(handle, 1) }

  /// Gives the terminal back as the shell left it.
  func giveTerminalBack() { unsafe fte_prepare_terminal(handle, 0) }

  /// Edits one line until Return; nil at the end or after an interrupt.
  func read(prompt text: String) -> String? {
    unsafe free(prompt)
    unsafe prompt = strdup(text)
    var count: Int32 = 0
    guard let line = unsafe el_gets(handle, &count), count > 0 else { return nil }
    return unsafe String(cString: line)
  }

  var currentPrompt: UnsafeMutablePointer<CChar>? { unsafe prompt }

  func remember(_ entry: String) { unsafe fte_history_enter(history, entry) }

  /// The text around the cursor.
  var buffer: (before: String, after: String) {
    guard let line = unsafe el_line(handle) else { return ("", "") }
    let start = unsafe line.pointee.buffer
    let cursor = unsafe line.pointee.cursor
    let end = unsafe line.pointee.lastchar
    guard let start = unsafe start, let cursor = unsafe cursor, let end = unsafe end else {
      return ("", "")
    }
    return unsafe (text(from: start, to: cursor), text(from: cursor, to: end))
  }

  private func text(from start: UnsafePointer<CChar>, to end: UnsafePointer<CChar>) -> String {
    unsafe String(decoding: UnsafeRawBufferPointer(start: start, count: end - start), as: UTF8.self)
  }

  /// Inserts at the cursor; false when the line is full.
  func insert(_ text: String) -> Bool { unsafe el_insertstr(handle, text) == 0 }

  /// Deletes scalars before the cursor.
  func delete(before count: Int) { unsafe el_deletestr(handle, Int32(count)) }

  /// Moves the cursor by scalars.
  func move(by count: Int) { unsafe _ = el_cursor(handle, Int32(count)) }

  /// Replaces the whole line and stands at its end.
  func replace(with text: String) -> Bool {
    let (before, after) = buffer
    move(by: after.unicodeScalars.count)
    delete(before: before.unicodeScalars.count + after.unicodeScalars.count)
    return insert(text)
  }

  /// Sends what libedit has drawn so far, before others write to the same terminal.
  func flush() { unsafe fflush(writing) }

  func resize() {
    unsafe el_resize(handle)
    unsafe fte_refresh(handle)
  }

  /// Gives the terminal back as the shell left it, and takes it again.
  func whileReleased(_ body: () -> Void) {
    unsafe fte_prepare_terminal(handle, 0)
    body()
    unsafe fte_prepare_terminal(handle, 1)
  }

  private func bindKeys() {
    for command in EditorCommand.allCases { unsafe command.register(with: handle) }
    for (key, command) in keyBindings { unsafe fte_bind(handle, key, command) }
  }
}

/// Keys beyond libedit's own emacs bindings: what xterm, tmux and the Linux console send.
private let keyBindings: [(key: String, command: String)] = [
  ("^I", "ft-complete"), ("^C", "ft-interrupt"), ("^Z", "ft-suspend"), ("\u{1E}", "ft-notice"),
  ("^D", "ft-delete-or-end"), ("^?", "ft-backspace"), ("^H", "ft-backspace"),
  ("\\e[200~", "ft-paste"), ("\\e[3~", "ft-delete"),
  ("\\e[A", "ft-earlier"), ("\\eOA", "ft-earlier"), ("^P", "ft-earlier"),
  ("\\e[B", "ft-later"), ("\\eOB", "ft-later"), ("^N", "ft-later"),
  ("\\e[D", "ft-left"), ("\\eOD", "ft-left"), ("^B", "ft-left"),
  ("\\e[C", "ft-right"), ("\\eOC", "ft-right"), ("^F", "ft-right"),
  ("\\e[H", "ed-move-to-beg"), ("\\eOH", "ed-move-to-beg"), ("\\e[1~", "ed-move-to-beg"),
  ("\\e[F", "ed-move-to-end"), ("\\eOF", "ed-move-to-end"), ("\\e[4~", "ed-move-to-end"),
  ("\\e[1;5D", "ed-prev-word"), ("\\e[1;5C", "em-next-word"),
  ("\\e[1;3D", "ed-prev-word"), ("\\e[1;3C", "em-next-word"),
  ("^R", "em-inc-search-prev"), ("^S", "em-inc-search-next"), ("^W", "ed-delete-prev-word"),
]
