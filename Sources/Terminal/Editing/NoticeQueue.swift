import Synchronization
import Threads

/// Lines that any thread may hand to the editor.
package final class NoticeQueue: Sendable {
  private struct State {
    var texts: [String] = []
    var isOpen = false
    /// Whether another program has the terminal.
    var isHeld = false
  }

  private let state = Mutex(State())
  let wake = WakePipe.ofTerminal()

  init() {}

  /// Shows `text` above the open prompt, or before the next one; it is printed as it is.
  package func post(_ text: String) {
    let isOpen = state.withLock { state in
      state.texts.append(lineEnded(text))
      return state.isOpen
    }
    if isOpen { wake.signal() }
  }

  /// Posts only while a prompt is open or another program has the terminal; false means that the
  /// caller may print by itself.
  package func offer(_ text: String) -> Bool {
    let (isTaken, isOpen) = state.withLock { state in
      let isTaken = state.isOpen || state.isHeld
      if isTaken { state.texts.append(lineEnded(text)) }
      return (isTaken, state.isOpen)
    }
    if isOpen { wake.signal() }
    return isTaken
  }

  /// Whether others must not draw: a line is being typed, or another program has the terminal.
  var isTaking: Bool { state.withLock { $0.isOpen || $0.isHeld } }
  var hasSome: Bool { state.withLock { !$0.texts.isEmpty } }

  func open() { state.withLock { $0.isOpen = true } }
  func close() { state.withLock { $0.isOpen = false } }
  func hold() { state.withLock { $0.isHeld = true } }
  func release() { state.withLock { $0.isHeld = false } }

  func take() -> [String] {
    state.withLock { state in
      defer { state.texts = [] }
      return state.texts
    }
  }
}

extension WakePipe {
  /// The terminal's pipes are made as the process begins, when descriptors are left.
  static func ofTerminal() -> WakePipe {
    do {
      return try WakePipe()
    } catch {
      preconditionFailure("\(error)")
    }
  }
}

private func lineEnded(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }
