import Synchronization

/// Lines that any thread may hand to the editor.
package final class NoticeQueue: Sendable {
  private struct State {
    var texts: [String] = []
    var isOpen = false
  }

  private let state = Mutex(State())
  let wake = WakePipe()

  init() {}

  /// Shows `text` above the open prompt, or before the next one; it is printed as it is.
  package func post(_ text: String) {
    let isOpen = state.withLock { state in
      state.texts.append(lineEnded(text))
      return state.isOpen
    }
    if isOpen { wake.signal() }
  }

  /// Posts only while a prompt is open; false means that the caller may print by itself.
  package func offer(_ text: String) -> Bool {
    let isTaken = state.withLock { state in
      if state.isOpen { state.texts.append(lineEnded(text)) }
      return state.isOpen
    }
    if isTaken { wake.signal() }
    return isTaken
  }

  /// Whether a line is being typed.
  var isOpen: Bool { state.withLock(\.isOpen) }
  var hasSome: Bool { state.withLock { !$0.texts.isEmpty } }

  func open() { state.withLock { $0.isOpen = true } }
  func close() { state.withLock { $0.isOpen = false } }

  func take() -> [String] {
    state.withLock { state in
      defer { state.texts = [] }
      return state.texts
    }
  }
}

private func lineEnded(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }
