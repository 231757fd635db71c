import Glibc
import Synchronization

/// A thread that does a pass of work, waits until it is signalled or some time is over, and again.
///
/// Work that keeps a core busy for minutes has no place among the few threads that run tasks.
final class WorkerThread: Sendable {
  /// What a pass leaves to do.
  enum Wait: Sendable {
    case untilSignalled
    case atMost(milliseconds: Int32)
  }

  /// Says whether the thread should come to an end.
  final class StopFlag: Sendable {
    private let flag = Atomic(false)
    var isRaised: Bool { flag.load(ordering: .acquiring) }
    fileprivate func raise() { flag.store(true, ordering: .releasing) }
  }

  /// What the new thread takes over.
  private final class Work: Sendable {
    let niceness: Int32
    let signals: Signals
    let stop = StopFlag()
    let pass: @Sendable (StopFlag) -> Wait

    init(niceness: Int32, signals: Signals, pass: @escaping @Sendable (StopFlag) -> Wait) {
      self.niceness = niceness
      self.signals = signals
      self.pass = pass
    }

    func run() {
      // On Linux this is the calling thread alone: setpriority(2), "C library/kernel differences".
      _ = setpriority(Int32(PRIO_PROCESS.rawValue), 0, niceness)
      while !stop.isRaised {
        switch pass(stop) {
        case .untilSignalled: signals.wait(milliseconds: -1)
        case .atMost(let milliseconds): signals.wait(milliseconds: milliseconds)
        }
      }
    }
  }

  private let work: Work
  private let thread: Mutex<pthread_t?>

  /// Starts the thread, whose first pass begins at once.
  ///
  /// A higher `niceness`, up to 19, leaves the processor to others; 0 is the usual.
  init(niceness: Int32, pass: @escaping @Sendable (StopFlag) -> Wait) throws(StoreError) {
    let work = Work(niceness: niceness, signals: try Signals(), pass: pass)
    var thread = pthread_t()
    let handedOver = unsafe Unmanaged.passRetained(work)
    let status = unsafe pthread_create(
      &thread, nil,
      { context in
        guard let context = unsafe context else { return nil }
        unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, handedOver.toOpaque())
    guard status == 0 else {
      unsafe handedOver.release()
      throw StoreError(operation: .create, path: "thread", number: status)
    }
    self.work = work
    self.thread = Mutex(thread)
  }

  /// Lets the thread begin a pass, now or as soon as the present one is over.
  func signal() { work.signals.send() }

  /// Ends the thread after its present pass, which is told to be short, and waits for that.
  func stop() {
    thread.withLock { thread in
      guard let running = thread else { return }
      work.stop.raise()
      work.signals.send()
      pthread_join(running, nil)
      thread = nil
    }
  }

  deinit { stop() }
}

/// Signals that one thread can wait for: bytes in a pipe.
private final class Signals: Sendable {
  private let reading: Int32
  private let writing: Int32

  init() throws(StoreError) {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else {
      throw StoreError(operation: .create, path: "pipe", number: errno)
    }
    (reading, writing) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
  }

  deinit {
    close(reading)
    close(writing)
  }

  /// A pipe that is already full of signals takes no more, and needs none.
  func send() {
    var byte: UInt8 = 0
    unsafe write(writing, &byte, 1)
  }

  /// Returns when a signal has come since the last wait, or the time is over; -1 waits for ever.
  func wait(milliseconds: Int32) {
    var entry = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
    unsafe poll(&entry, 1, milliseconds)
    var bytes = [UInt8](repeating: 0, count: 64)
    while unsafe read(reading, &bytes, bytes.count) == bytes.count {}
  }
}
