import Glibc
package import Presentation
import Processes
import Synchronization

/// Where results and messages go: the one way to standard output and standard error.
///
/// The module Terminal takes keys and lines from a terminal or a pipe and writes laid-out text to
/// it. Read this file for output, ``Prompt`` and then ``LineEditor`` for input, ``Interrupts`` for
/// Ctrl-C, and ``runProgram(_:environment:input:)`` for pagers and editors.
///
/// Results are for the pipe, messages for the person. Any thread may write; while a prompt is
/// open, what is written appears above it. When the reader of a pipe has left, the rest is dropped
/// without a word.
package final class Screen: Sendable {
  /// Whether results go to a terminal.
  package let isTerminal: Bool
  /// Whether a progress line may be drawn and redrawn: never in a pipe, whatever the colors.
  package let animates: Bool

  private let output: Int32
  private let messages: Int32
  private let environment: [String: String]
  private let colors: (output: Bool, messages: Bool)
  private let prompt: NoticeQueue?
  private let state = Mutex(State())

  private struct State {
    /// The progress line that is drawn now.
    var drawn: String?
    /// The last progress that was written as a line of its own.
    var written: String?
    var throttle = ProgressThrottle()
    /// Whether streamed text has left the cursor within a line.
    var isWithinLine = false
    /// Messages that wait for that line to end.
    var held: [String] = []
    /// The errno of the write that failed; 0 while all went well.
    var fault: Int32 = 0
  }

  /// Opens a screen on two descriptors, which it neither owns nor closes.
  ///
  /// Ignoring SIGPIPE is the program's business; see ``Interrupts``.
  package init(
    output: Int32 = 1, messages: Int32 = 2, environment: [String: String],
    color: ColorOption = .automatic, prompt: NoticeQueue? = nil
  ) {
    let (isOutput, isMessages) = (isatty(output) == 1, isatty(messages) == 1)
    (self.output, self.messages) = (output, messages)
    self.environment = environment
    self.prompt = prompt
    isTerminal = isOutput
    animates = isMessages && environment["TERM"] != "dumb"
    colors = (
      color.usesColor(environment: environment, isTerminal: isOutput),
      color.usesColor(environment: environment, isTerminal: isMessages)
    )
  }

  /// How results are laid out now; a window may change its width at any time.
  package var layout: Layout { layout(of: output, isTerminal: isTerminal, colors.output) }

  /// How messages are laid out now.
  package var messageLayout: Layout {
    layout(of: messages, isTerminal: isatty(messages) == 1, colors.messages)
  }

  /// Whether results can no longer be written, so that the caller may stop making them.
  package var isClosed: Bool { state.withLock { $0.fault != 0 } }

  /// Why results could not be written, such as a full disk; nil also when their reader just left.
  package var fault: Int32? {
    state.withLock { $0.fault == 0 || $0.fault == EPIPE ? nil : $0.fault }
  }

  /// Writes results.
  package func write(_ blocks: [Block]) { write(render(blocks, layout)) }

  /// Writes text that is laid out already, such as JSON; the caller vouches for its characters.
  package func write(_ text: String) {
    guard !text.isEmpty, prompt?.offer(text) != true else { return }
    put(text)
  }

  private func put(_ text: String) {
    guard !text.isEmpty else { return }
    state.withLock { state in
      endProgress(&state)
      if state.fault == 0 { state.fault = writeAll(text, to: output) }
      state.isWithinLine = !text.hasSuffix("\n")
      guard !state.isWithinLine else { return }
      for message in state.held { _ = writeAll(message, to: messages) }
      state.held = []
    }
  }

  /// Writes a piece of a result as it comes; the caller has sanitized it.
  package func stream(_ text: String) { write(text) }

  /// Says something about the work.
  package func notice(_ text: StyledText) { message([.message(text)]) }

  /// Says something of several lines about the work, such as an error with its place.
  package func message(_ blocks: [Block]) {
    let text = render(blocks, messageLayout)
    guard prompt?.offer(text) != true else { return }
    state.withLock { state in
      endProgress(&state)
      if state.isWithinLine, isTerminal, animates {
        state.held.append(text)
      } else {
        _ = writeAll(text, to: messages)
      }
    }
  }

  /// Rings the terminal's bell, which tmux and most windows show also where they are not seen; in a
  /// pipe nothing.
  package func ring() {
    if animates { _ = writeAll("\u{7}", to: messages) }
  }

  /// Shows how far the work is: one line, redrawn at most ten times a second; nil removes it.
  ///
  /// Where lines cannot be redrawn, each different text is a line of its own.
  package func progress(_ text: StyledText?) {
    guard prompt?.isTaking != true else { return }
    let layout = messageLayout
    state.withLock { state in
      guard let text else { return endProgress(&state) }
      guard animates else {
        let line = render(text, layout)
        guard line != state.written else { return }
        state.written = line
        _ = writeAll(line + "\n", to: messages)
        return
      }
      guard !state.isWithinLine, state.throttle.admits(at: .now) else { return }
      // The last column stays free: a terminal that wraps there would need two lines cleared.
      let limit = max(1, layout.width - 1)
      let line = render(text.sanitized().truncated(to: limit, ellipsis: layout.ellipsis), layout)
      guard line != state.drawn else { return }
      state.drawn = line
      _ = writeAll("\r\(line)\u{1B}[K", to: messages)
    }
  }

  private func endProgress(_ state: inout State) {
    guard state.drawn != nil else { return }
    state.drawn = nil
    _ = writeAll("\r\u{1B}[K", to: messages)
  }

  private func layout(of descriptor: Int32, isTerminal: Bool, _ usesColor: Bool) -> Layout {
    Layout(
      width: layoutWidth(
        reported: WindowSize.columns(of: descriptor), environment: environment,
        isTerminal: isTerminal),
      usesColor: usesColor, usesUnicode: drawsUnicode(environment: environment))
  }
}

extension Screen {
  /// Writes results, through a pager when they are longer than the window.
  ///
  /// The caller owns the terminal, as in ``Prompt/withTerminal(_:)``. Blocks until the person
  /// leaves the pager, so not on a thread of the concurrency pool. A
  /// pager that cannot be started is no reason to show nothing.
  package func page(_ blocks: [Block], input: Int32 = 0) {
    let layout = layout
    let text = render(blocks, layout)
    guard isTerminal, isatty(input) == 1, let pager = Pager(environment: environment),
      let size = WindowSize.size(of: output),
      Pager.lines(of: blocks, layout) >= size.lines
    else { return put(text) }
    state.withLock { endProgress(&$0) }
    do throws(ProgramError) {
      _ = try pager.show(text)
    } catch {
      put(text)
    }
  }
}

/// Limits how often a progress line is redrawn.
package struct ProgressThrottle: Sendable {
  /// Ten drawings a second at most.
  package static let interval = Duration.milliseconds(100)

  private var last: ContinuousClock.Instant?

  package init() {}

  /// Returns whether a change at `now` is drawn.
  package mutating func admits(at now: ContinuousClock.Instant) -> Bool {
    if let last, last.duration(to: now) < Self.interval { return false }
    last = now
    return true
  }
}

/// Writes all of `text`; returns 0, or the error number, `EPIPE` when the reader has closed.
func writeAll(_ text: String, to descriptor: Int32) -> Int32 {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let count = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    if count >= 0 {
      bytes = bytes.dropFirst(count)
    } else if errno == EAGAIN {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = unsafe poll(&waiting, 1, -1)
    } else if errno != EINTR {
      return errno
    }
  }
  return 0
}
