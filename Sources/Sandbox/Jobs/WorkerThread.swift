import Glibc
import Synchronization
import Threads

/// A thread that does a pass of work, waits until it is signalled or some time is over, and again.
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

  private let signals: WakePipe
  private let stopFlag = StopFlag()
  private let thread: SystemThread

  /// Starts the thread, whose first pass begins at once.
  ///
  /// A higher `niceness`, up to 19, leaves the processor to others; 0 is the usual.
  init(niceness: Int32, pass: @escaping @Sendable (StopFlag) -> Wait) throws(ThreadError) {
    let signals = try WakePipe()
    self.signals = signals
    thread = try SystemThread { [stopFlag] in
      // On Linux this is the calling thread alone: setpriority(2), "C library/kernel differences".
      _ = setpriority(Int32(PRIO_PROCESS.rawValue), 0, niceness)
      while !stopFlag.isRaised {
        switch pass(stopFlag) {
        case .untilSignalled: signals.wait(milliseconds: nil)
        case .atMost(let milliseconds): signals.wait(milliseconds: milliseconds)
        }
      }
    }
  }

  /// Lets the thread begin a pass, now or as soon as the present one is over.
  func signal() { signals.signal() }

  /// Ends the thread after its present pass, which is told to be short, and waits for that.
  func stop() {
    stopFlag.raise()
    signals.signal()
    thread.join()
  }

  deinit { stop() }
}
