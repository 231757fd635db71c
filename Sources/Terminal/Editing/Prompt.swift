import Dispatch
package import Presentation

/// The line editor with a thread of its own, for asynchronous callers.
///
/// Reading a line blocks; here it blocks only this actor's thread, and calls queue up.
package actor Prompt {
  private nonisolated let thread: PromptThread
  private let editor: LineEditor
  /// Lines from anywhere, shown above what is being typed.
  package nonisolated let notices: NoticeQueue
  /// Whether a user can type: both ends are a terminal.
  package nonisolated let isInteractive: Bool
  /// Whether UTF-8 is the user's choice or an assumption worth a notice.
  package nonisolated let locale: TextLocale

  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe thread.asUnownedSerialExecutor()
  }

  /// Opens a prompt on two descriptors; see ``LineEditor``.
  package init(
    input: Int32 = 0, output: Int32 = 1, environment: [String: String] = [:],
    usesColor: Bool = false
  ) {
    thread = PromptThread()
    let editor = LineEditor(input: input, output: output, environment: environment)
    editor.usesColor = usesColor
    notices = editor.notices
    isInteractive = editor.isInteractive
    takesKeys = editor.takesKeys
    locale = editor.locale
    self.editor = editor
  }

  /// Sets what Tab offers and what an entry needs another line for, nil when it is whole; both run
  /// on the prompt's thread.
  package func configure(
    completer: @escaping @Sendable (CompletionRequest) -> Completion,
    awaited: @escaping @Sendable (String) -> String?
  ) {
    editor.completer = completer
    editor.awaited = awaited
  }

  /// Reads one entry; see ``LineEditor/readLine(prompt:)``.
  package func readLine(_ prompt: StyledText) -> LineEditor.Event {
    editor.readLine(prompt: prompt)
  }

  /// Adds entries for Up and Ctrl-R, the oldest first.
  package func remember(_ entries: [String]) {
    for entry in entries { editor.remember(entry) }
  }

  /// Asks for one line that is not a command; nil without a user, or when the user declines.
  package func ask(_ question: StyledText) -> String? { editor.ask(question) }

  /// Whether keys can be read one by one, which needs a terminal that can move its cursor.
  package nonisolated let takesKeys: Bool

  /// Waits for one key that answers a question; see ``LineEditor/readKey(prompt:)``.
  package func readKey(_ question: StyledText) -> LineEditor.Key {
    editor.readKey(prompt: question)
  }

  /// Asks a question that takes yes or no; nil without a user.
  ///
  /// An answer that is neither may be a command: that it was not run is said, and what answers are.
  /// Ctrl-C, Ctrl-D and three such answers count as no.
  package func confirm(_ question: StyledText, defaultsToYes: Bool = false) -> Bool? {
    guard isInteractive else { return nil }
    for attempt in 1...3 {
      let hint: StyledText = defaultsToYes ? " [Y/n] " : " [y/N] "
      guard let answer = editor.ask(question + hint) else { return false }
      if let isYes = confirmation(answer, defaultsToYes: defaultsToYes) { return isYes }
      editor.say(
        attempt == 3
          ? "that is no answer either, so it is taken as no"
          : "that is no answer, and nothing was run:  y is yes, n is no, "
            + "Enter alone is \(defaultsToYes ? "yes" : "no")")
    }
    return false
  }

  /// Runs work that owns the terminal, such as an external editor, while no line can be read.
  ///
  /// What others have to say meanwhile is printed when the work is done.
  package func withTerminal<Value: Sendable>(
    _ body: @Sendable () throws -> Value
  ) rethrows -> Value {
    notices.hold()
    defer {
      notices.release()
      editor.printPending()
    }
    return try body()
  }
}

/// Returns what an answer means: nothing is the default, and nil is neither yes nor no.
package func confirmation(_ answer: String, defaultsToYes: Bool) -> Bool? {
  switch answer.lowercased().filter({ !$0.isWhitespace }) {
  case "": defaultsToYes
  // An input method may type letters as wide as its own; a Korean keyboard has ㅛ and ㅜ there.
  case "y", "yes", "ｙ", "ｙｅｓ", "ㅛ", "예", "네", "はい": true
  case "n", "no", "ｎ", "ｎｏ", "ㅜ", "아니요", "아니오", "いいえ": false
  default: nil
  }
}

/// A serial queue as an executor: it may block where the concurrency pool must not.
private final class PromptThread: SerialExecutor {
  private let queue = DispatchQueue(label: "ft.prompt")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
