import Glibc
import Synchronization

/// Threads beside the pool that runs tasks, and the way to wake one.
///
/// Work that keeps a core busy for minutes, blocks in the system, or waits for another thread has
/// no place in the pool, which has one thread for each core. This type runs a closure; ``WakePipe``
/// lets a thread that waits in `poll` hear of a change.
package final class SystemThread: Sendable {
  /// What the new thread takes over.
  private final class Work: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// nil once the thread is joined.
  private let thread: Mutex<pthread_t?>

  /// Starts the thread, which ends with `body`; `stackSize` in bytes, the system's own when nil.
  package init(
    stackSize: Int? = nil, _ body: @escaping @Sendable () -> Void
  ) throws(ThreadError) {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    if let stackSize { unsafe pthread_attr_setstacksize(&attributes, stackSize) }
    var thread = pthread_t()
    let handedOver = unsafe Unmanaged.passRetained(Work(body))
    let status = unsafe pthread_create(
      &thread, &attributes,
      { context in
        guard let context = unsafe context else { return nil }
        unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, handedOver.toOpaque())
    guard status == 0 else {
      unsafe handedOver.release()
      throw ThreadError(errno: status)
    }
    self.thread = Mutex(thread)
  }

  /// Waits until the thread has ended; it must not be the calling one.
  package func join() {
    thread.withLock { thread in
      guard let running = thread.take() else { return }
      pthread_join(running, nil)
    }
  }

  deinit {
    // The thread runs on to its end when it is not joined.
    thread.withLock { if let running = $0 { _ = pthread_detach(running) } }
  }
}

/// The system has no more threads or descriptors for this process.
package struct ThreadError: Error, Sendable, Hashable {
  /// The system's error number, such as `EAGAIN`.
  package let errno: Int32

  package init(errno: Int32) { self.errno = errno }
}

extension ThreadError: CustomStringConvertible {
  package var description: String {
    "cannot start a thread: \(unsafe String(cString: strerror(errno)))"
  }
}
