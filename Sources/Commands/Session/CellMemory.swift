import Synchronization

/// What the cells of a session gave: their results for `%` and `%n`, and the last failure.
package final class CellMemory: Sendable {
  struct State: Sendable {
    var results: [Int: any VerbResult] = [:]
    var last: Int?
    var current: Int?
    var failure: Failure?
  }

  private let state = Mutex(State())

  /// Everything that is remembered.
  var all: State {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }

  /// The number of the cell that runs; nil between cells.
  package var current: Int? {
    get { state.withLock { $0.current } }
    set { state.withLock { $0.current = newValue } }
  }

  /// The failure of the last command; nil after one that went well.
  package var lastFailure: Failure? {
    get { state.withLock { $0.failure } }
    set { state.withLock { $0.failure = newValue } }
  }

  /// What cell `number` gave, or the last cell for nil; nothing when it failed or never was.
  package func result(of number: Int?) -> (any VerbResult)? {
    state.withLock { state in
      guard let number = number ?? state.last else { return nil }
      return state.results[number]
    }
  }

  /// Keeps what a cell gave, so that `%` finds it.
  package func keep(_ result: any VerbResult, of number: Int) {
    state.withLock { state in
      state.results[number] = result
      state.last = number
    }
  }
}
