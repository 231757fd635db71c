import Glibc

/// A pipe that ends a wait in `poll`, from another thread or from a signal handler.
package final class WakePipe: Sendable {
  /// The end to give to `poll`.
  package let readEnd: Int32
  /// The end that a signal handler writes a byte into.
  package let writeEnd: Int32

  package init() throws(ThreadError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw ThreadError(errno: errno) }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Wakes the thread that waits, or the next one that will; a full pipe needs no more.
  package func signal() {
    var byte: UInt8 = 1
    _ = unsafe write(writeEnd, &byte, 1)
  }

  /// Forgets the signals so far.
  package func drain() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while unsafe read(readEnd, &bytes, bytes.count) > 0 {}
  }

  /// Returns when a signal has come since the last wait, or the time is over; nil waits for ever.
  package func wait(milliseconds: Int32?) {
    var entry = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
    _ = unsafe poll(&entry, 1, milliseconds ?? -1)
    drain()
  }
}
