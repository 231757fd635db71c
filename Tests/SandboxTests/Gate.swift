import Dispatch
import Sandbox
import Synchronization
import Training

/// Holds training before one of its steps until the test lets it go on.
final class Gate: Sendable {
  private let step: Int
  private let isOpen = Mutex(false)
  private let opening = DispatchSemaphore(value: 0)
  private let arrivals: AsyncStream<Void>
  private let arrival: AsyncStream<Void>.Continuation

  /// A gate before the step after `step`.
  init(after step: Int) {
    self.step = step
    (arrivals, arrival) = AsyncStream.makeStream()
  }

  /// Options of a world whose model trains as everywhere, but through this gate.
  var options: Sandbox.Options {
    var options = World.options()
    options.base = BaseModel(
      createdAt: World.base.createdAt, contextLimit: World.base.contextLimit,
      rehearsal: { index in
        self.pass(index)
        return World.rehearsal(index)
      }, load: World.base.load)
    return options
  }

  /// Returns when training stands before the gate.
  func isReached() async { for await _ in arrivals { return } }

  /// Lets training go on, now and ever after.
  func open() {
    isOpen.withLock { $0 = true }
    opening.signal()
  }

  /// Each step rehearses some dialogues; its first one stands at the gate.
  private func pass(_ index: Int) {
    guard index == step * SupervisedTrainer.replayCount, !isOpen.withLock(\.self) else { return }
    arrival.yield()
    opening.wait()
  }
}
