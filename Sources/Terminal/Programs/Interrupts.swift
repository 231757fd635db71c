@unsafe @preconcurrency import Dispatch
import Glibc
import Synchronization
// Its sources are used from several threads by design, and not yet marked so on Linux.
import Threads

/// What Ctrl-C does while a command runs; at the prompt it is a key of the line editor.
///
/// One per process: signals belong to all of it. From its making on SIGPIPE is ignored, so a
/// broken pipe is an error of the write and not the end of the program.
package final class Interrupts: Sendable {
  private struct State {
    /// What is under way, the innermost last.
    var operations: [(id: Int, cancel: @Sendable () -> Void, count: Int)] = []
    var next = 0
    var outlivesIdleInterrupts = false
  }

  private let state = Mutex(State())
  private let source: any DispatchSourceRead
  private let pipe = WakePipe.ofTerminal()

  /// The pipe of the one instance, for the signal's handler; -1 for none.
  private static let wakeDescriptor = Atomic<Int32>(-1)

  /// After so many interrupts of one operation, which then ignores them, the program ends.
  private static let interruptLimit = 3

  /// Catches SIGINT for this process from now on.
  package init() {
    signal(SIGPIPE, SIG_IGN)
    let pipe = pipe
    source = DispatchSource.makeReadSource(
      fileDescriptor: pipe.readEnd, queue: DispatchQueue(label: "ft.interrupts"))
    source.setEventHandler { [weak self] in
      pipe.drain()
      self?.interrupt()
    }
    source.resume()
    Self.wakeDescriptor.store(pipe.writeEnd, ordering: .relaxed)
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { _ in Interrupts.note() }
    action.sa_flags = SA_RESTART
    unsafe sigaction(SIGINT, &action, nil)
  }

  deinit {
    signal(SIGINT, SIG_DFL)
    Self.wakeDescriptor.store(-1, ordering: .relaxed)
    source.cancel()
  }

  /// Runs `operation` as a task that Ctrl-C cancels.
  ///
  /// What the operation then throws, usually `CancellationError`, is thrown on; one that ends
  /// all the same has its value returned. The third Ctrl-C ends the program.
  package func cancelling<Value: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    // Started under the lock, so that no interrupt falls between its start and its entry.
    let (id, task) = state.withLock { state in
      let task = Task { try await operation() }
      state.next += 1
      state.operations.append((state.next, { task.cancel() }, 0))
      return (state.next, task)
    }
    defer { state.withLock { $0.operations.removeAll { $0.id == id } } }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  /// From now on Ctrl-C between two operations does nothing.
  ///
  /// At a prompt it is meant for the command that has just ended, and must not cost the session.
  package func outliveIdleInterrupts() {
    state.withLock { $0.outlivesIdleInterrupts = true }
  }

  /// Does what Ctrl-C does; without an operation the program ends as if nothing caught the signal.
  package func interrupt() {
    let (cancel, ends) = state.withLock { state -> ((@Sendable () -> Void)?, Bool) in
      guard let last = state.operations.indices.last else {
        return (nil, !state.outlivesIdleInterrupts)
      }
      state.operations[last].count += 1
      if state.operations[last].count >= Self.interruptLimit { return (nil, true) }
      return (state.operations[last].cancel, false)
    }
    if ends { terminate() }
    cancel?()
  }

  /// Runs in the signal handler, where little more than a write is allowed.
  private static func note() {
    let saved = errno
    var byte: UInt8 = 1
    let descriptor = wakeDescriptor.load(ordering: .relaxed)
    if descriptor >= 0 { _ = unsafe write(descriptor, &byte, 1) }
    errno = saved
  }

  /// Ends by the signal itself, so that the shell sees an interrupted program (status 130).
  private func terminate() {
    signal(SIGINT, SIG_DFL)
    // Threads of Dispatch block every signal, and this may be one.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGINT)
    unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    raise(SIGINT)
  }
}
