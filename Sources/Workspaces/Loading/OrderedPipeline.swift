import Dispatch
import Synchronization
import Threads

/// Processes a sequence of inputs on several threads and delivers the results in order.
///
/// At most twice as many inputs as workers are in memory at a time.
struct OrderedPipeline<Input: Sendable, Output: Sendable>: Sendable {
  let workers: Int

  /// Bytes; a scan goes as deep as the JSON that it reads.
  private static var stackSize: Int { 8 << 20 }

  /// Runs until `next` returns nil, or until one of the three throws; then the first error in the
  /// order of the inputs is thrown, after all workers have ended.
  ///
  /// `next` is called by one worker at a time, `makeWork` once on each worker, and `consume` on
  /// the caller's thread.
  func run(
    next: @escaping @Sendable () throws -> Input?,
    makeWork: @escaping @Sendable () -> (Input) throws -> Output,
    consume: (Output) throws -> Void
  ) throws {
    let line = Line(depth: 2 * workers)
    var threads: [SystemThread] = []
    defer {
      line.stop(workers: threads.count)
      for thread in threads { thread.join() }
    }
    for _ in 0..<workers {
      // Threads of their own: workers wait for each other, which a shared pool may not survive.
      threads.append(
        try SystemThread(stackSize: Self.stackSize) {
          line.work(next: next, makeWork: makeWork)
        })
    }
    while let output = try line.take() { try consume(output) }
  }

  /// What the workers and the consumer share.
  private final class Line: Sendable {
    private struct Inputs {
      var claimed = 0
      var isAtEnd = false
    }
    private struct Outputs {
      var finished: [Int: Result<Output, any Error>] = [:]
      var taken = 0
      /// How many there will be; nil while unknown.
      var count: Int?
    }

    private let inputs = Mutex(Inputs())
    private let outputs = Mutex(Outputs())
    private let places: DispatchSemaphore
    private let arrivals = DispatchSemaphore(value: 0)

    init(depth: Int) {
      // Made empty and then filled: a semaphore may not end with less than it was made with.
      places = DispatchSemaphore(value: 0)
      for _ in 0..<depth { places.signal() }
    }

    func work(
      next: @Sendable () throws -> Input?, makeWork: @Sendable () -> (Input) throws -> Output
    ) {
      let work = makeWork()
      while true {
        places.wait()
        let claim: (index: Int, input: Result<Input, any Error>)? = inputs.withLock { inputs in
          guard !inputs.isAtEnd else { return nil }
          let input = Result { try next() }
          switch input {
          case .success(nil):
            inputs.isAtEnd = true
            return nil
          case .success(let input?):
            inputs.claimed += 1
            return (inputs.claimed - 1, .success(input))
          case .failure(let error):
            inputs.isAtEnd = true
            inputs.claimed += 1
            return (inputs.claimed - 1, .failure(error))
          }
        }
        guard let claim else { return end() }
        let output = Result { try work(claim.input.get()) }
        outputs.withLock { $0.finished[claim.index] = output }
        arrivals.signal()
      }
    }

    /// Says how many results there will be, and lets the next worker find the end, too.
    private func end() {
      let count = inputs.withLock { $0.claimed }
      outputs.withLock { $0.count = count }
      places.signal()
      arrivals.signal()
    }

    /// The next result in order, nil after the last.
    func take() throws -> Output? {
      while true {
        let result: Result<Output, any Error>?? = outputs.withLock { outputs in
          if outputs.taken == outputs.count { return .some(nil) }
          guard let result = outputs.finished.removeValue(forKey: outputs.taken) else {
            return nil
          }
          outputs.taken += 1
          return result
        }
        if let result {
          places.signal()
          return try result?.get()
        }
        arrivals.wait()
      }
    }

    /// Ends the workers after the input that each has in hand.
    func stop(workers: Int) {
      inputs.withLock { $0.isAtEnd = true }
      for _ in 0..<workers { places.signal() }
    }
  }
}

/// An array's elements, one at a time, for several threads.
final class IndexedSource<Element: Sendable>: Sendable {
  private let elements: [Element]
  private let position = Mutex(0)

  init(_ elements: [Element]) { self.elements = elements }

  func next() -> Element? {
    let index = position.withLock { position in
      defer { position += 1 }
      return position
    }
    return index < elements.count ? elements[index] : nil
  }
}
