import Glibc
import Synchronization
import Threads

/// The size of terminals, and when it changes.
enum WindowSize {
  private static let hasChanged = Atomic(false)
  /// The pipe of the editor that reads a line now; -1 for none.
  private static let wakeDescriptor = Atomic<Int32>(-1)

  /// Returns the columns of a terminal; nil for anything else and for one that does not tell.
  static func columns(of descriptor: Int32) -> Int? { size(of: descriptor)?.columns }

  /// Returns columns and lines of a terminal; nil for anything else.
  static func size(of descriptor: Int32) -> (columns: Int, lines: Int)? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Wakes `pipe` at each change from now on; the last caller wins.
  static func watch(_ pipe: WakePipe) {
    wakeDescriptor.store(pipe.writeEnd, ordering: .relaxed)
    hasChanged.store(false, ordering: .relaxed)
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { _ in WindowSize.note() }
    action.sa_flags = SA_RESTART
    unsafe sigaction(SIGWINCH, &action, nil)
  }

  /// Stops waking a pipe that is about to close.
  static func unwatch(_ pipe: WakePipe) {
    _ = wakeDescriptor.compareExchange(
      expected: pipe.writeEnd, desired: -1, ordering: .relaxed)
  }

  /// Whether the size changed since the last call.
  static func takeChange() -> Bool { hasChanged.exchange(false, ordering: .relaxed) }

  /// Runs in the signal handler: two atomic operations and a write, all allowed there.
  private static func note() {
    let saved = errno
    hasChanged.store(true, ordering: .relaxed)
    var byte: UInt8 = 1
    let descriptor = wakeDescriptor.load(ordering: .relaxed)
    if descriptor >= 0 { _ = unsafe write(descriptor, &byte, 1) }
    errno = saved
  }
}
