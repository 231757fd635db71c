// Other programs: started with their words, environment and streams, waited for, signaled. What a
// program is for, and what its words mean, is its caller's. Start with ``ChildProcess``.

import Glibc
import Synchronization

/// What to start, and what its three standard streams are.
package struct ProgramStart: Sendable {
  /// Where a standard stream leads.
  package enum Stream: Sendable, Hashable {
    /// To this process's own.
    case inherited
    /// To `/dev/null`.
    case nothing
    /// To the end of the file at this path, which is made for its owner only.
    case appending(String)
    /// Through ``ChildProcess/write(_:)`` and ``ChildProcess/readLine()``.
    case pipe
  }

  /// The program, searched for in PATH unless it has a slash, and its arguments.
  package var words: [String]
  /// All of its environment.
  package var environment: [String: String]
  package var input = Stream.inherited
  package var output = Stream.inherited
  package var errors = Stream.inherited
  /// Whether it leads a session of its own, so that no terminal's Ctrl-C or hang-up reaches it, and
  /// its whole family can be signaled at once.
  package var leadsSession = false

  package init(_ words: [String], environment: [String: String]) {
    self.words = words
    self.environment = environment
  }
}

/// How a program ended.
package enum ProgramEnding: Sendable, Hashable {
  case exited(Int32)
  /// By the signal of this number.
  case killed(Int32)

  /// As a shell counts it: the status, or 128 and the signal's number.
  package var status: Int32 {
    switch self {
    case .exited(let status): status
    case .killed(let signal): 128 + signal
    }
  }
}

/// A program that this process has started; it goes on when this value is gone.
package final class ChildProcess: Sendable {
  /// The system's number of it.
  package let id: Int32
  private let leadsSession: Bool
  private let ending = Mutex<ProgramEnding?>(nil)
  private let input: PipeEnd?
  private let output: PipeEnd?
  /// What was read and not yet handed out.
  private let pending = Mutex<[UInt8]>([])

  /// Starts the program.
  ///
  /// - Throws: ``ProgramError``.
  package init(_ start: ProgramStart) throws(ProgramError) {
    guard let name = start.words.first else { throw ProgramError(.notFound, "") }
    // A start at the same time would give its program a copy of these pipes, which keeps them open.
    let started = Self.starts.withLock { _ in
      let plumbing = Plumbing()
      defer { plumbing.close() }
      let ends = (plumbing.connect(0, start.input), plumbing.connect(1, start.output))
      plumbing.connect(2, start.errors)
      return plumbing.spawn(name, start).map { (id: $0, ends: ends) }
    }
    let process = try started.get()
    id = process.id
    (input, output) = process.ends
    leadsSession = start.leadsSession
  }

  private static let starts = Mutex(())

  /// A program that nobody asks about any more is still taken off the system's list at its end: it
  /// would stay there as a zombie, and whoever waits for any child would find it again and again.
  deinit {
    guard endingIfOver() == nil else { return }
    var thread = pthread_t()
    let pid = unsafe UnsafeMutableRawPointer(bitPattern: Int(id))
    let started = unsafe pthread_create(
      &thread, nil,
      { argument in
        var status: Int32 = 0
        let pid = pid_t(truncatingIfNeeded: Int(bitPattern: argument))
        while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return nil
      }, pid)
    if started == 0 { pthread_detach(thread) }
  }

  /// How the program ended; nil while it runs.
  package func endingIfOver() -> ProgramEnding? { reap(WNOHANG) }

  /// Waits for the end of the program.
  package func wait() -> ProgramEnding { reap(0) ?? .exited(0) }

  private func reap(_ options: Int32) -> ProgramEnding? {
    ending.withLock { ending in
      if let ending { return ending }
      var result: Int32 = 0
      var found: pid_t
      repeat { found = unsafe waitpid(id, &result, options) } while found < 0 && errno == EINTR
      guard found != 0 else { return nil }
      let signal = result & 0x7F
      ending = signal == 0 ? .exited((result >> 8) & 0xFF) : .killed(signal)
      return ending
    }
  }

  /// Sends a signal, to its whole family where it leads a session; one that has ended gets none.
  package func signal(_ number: Int32) {
    guard endingIfOver() == nil else { return }
    kill(leadsSession ? -id : id, number)
  }

  /// Sends all bytes to the program's standard input; false when it reads no more.
  package func write(_ bytes: [UInt8]) -> Bool { input?.write(bytes) ?? false }

  /// Ends the program's standard input.
  package func closeInput() { input?.close() }

  /// The next line of the program's standard output without its end; nil after the last.
  package func readLine() -> [UInt8]? {
    pending.withLock { pending in
      while true {
        if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
          let line = Array(pending[..<end])
          pending.removeSubrange(...end)
          return line
        }
        guard let more = output?.read(), !more.isEmpty else {
          defer { pending = [] }
          return pending.isEmpty ? nil : pending
        }
        pending += more
      }
    }
  }
}

/// Ends, with SIGKILL, a session that another process may have started.
package func killSession(ledBy leader: Int32) {
  guard leader > 1 else { return }
  kill(-leader, SIGKILL)
}
