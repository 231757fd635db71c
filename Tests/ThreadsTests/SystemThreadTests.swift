import Synchronization
import Testing
import Threads

@Suite struct SystemThreadTests {
  @Test func `Joining waits for the end of the work, and once is enough`() throws {
    let flag = Flag()
    let thread = try SystemThread(stackSize: 1 << 20) { flag.raise() }
    thread.join()
    thread.join()
    #expect(flag.isRaised)
  }

  @Test func `A signal ends a wait that it came before`() throws {
    let pipe = try WakePipe()
    pipe.signal()
    pipe.signal()
    pipe.wait(milliseconds: nil)
    // Both signals are taken, so that only the time ends this one.
    pipe.wait(milliseconds: 1)
    let thread = try SystemThread { pipe.signal() }
    pipe.wait(milliseconds: nil)
    thread.join()
  }
}

private final class Flag: Sendable {
  private let value = Atomic(false)
  var isRaised: Bool { value.load(ordering: .acquiring) }
  func raise() { value.store(true, ordering: .releasing) }
}
