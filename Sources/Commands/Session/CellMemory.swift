package import CommandLanguage
package import JSON
import Synchronization
package import Workspaces

/// What the cells of a session gave: their results for `%` and `%n`, and the last failure.
package final class CellMemory: Sendable {
  /// What the last line was, and what came of it.
  package struct Told: Sendable {
    /// Without keys.
    package var line: String
    package var failure: Failure?
    /// What its code means; known also where the failure itself is not.
    package var kind: FailureKind?
    package var value: JSONValue?

    package init(
      line: String, failure: Failure? = nil, kind: FailureKind? = nil, value: JSONValue? = nil
    ) {
      self.line = line
      self.failure = failure
      self.kind = kind
      self.value = value
    }
  }

  struct State: Sendable {
    var told: Told?
    var results: [Int: any VerbResult] = [:]
    var last: Int?
    /// The last answer in a chat, when it came after the last cell began.
    var answer: (any VerbResult)?
    var current: Int?
    var failure: Failure?
    /// The numbers of this session's cells.
    var own: Set<Int> = []
    var sightings = Sightings()
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
    set {
      state.withLock { state in
        state.current = newValue
        if let newValue { state.own.insert(newValue) }
      }
    }
  }

  /// Whether another session did an operation while this one had begun.
  package func isOfAnother(_ operation: Workspaces.Operation) -> Bool {
    guard let cell = operation.cell else { return false }
    return state.withLock { state in
      !state.own.contains(cell) && cell > state.own.min() ?? .max
    }
  }

  /// Notes that the current cell is about a dataset as it is, and about some of its examples.
  func notes(_ dataset: Dataset, _ numbers: [Int]?) {
    state.withLock { $0.sightings.note(dataset, numbers, in: $0.current) }
  }

  /// The revision in which an example was seen before the current cell; nil where it never was.
  func seenRevision(of number: Int, in dataset: Dataset) -> Int? {
    state.withLock { $0.sightings.revision(of: number, in: dataset, before: $0.current) }
  }

  /// The failure of the last command; nil after one that went well.
  package var lastFailure: Failure? {
    get { state.withLock { $0.failure } }
    set { state.withLock { $0.failure = newValue } }
  }

  /// The last line with what came of it; nil before the first of this session.
  package var told: Told? {
    get { state.withLock { $0.told } }
    set { state.withLock { $0.told = newValue } }
  }

  /// What cell `number` gave; nothing when it failed or never was.
  ///
  /// For nil it is the last result: that of the last cell, or the last answer of the chat it opened.
  package func result(of number: Int?) -> (any VerbResult)? {
    state.withLock { state in
      if number == nil, let answer = state.answer { return answer }
      guard let number = number ?? state.last else { return nil }
      return state.results[number]
    }
  }

  /// Keeps what a cell gave, so that `%` finds it.
  package func keep(_ result: any VerbResult, of number: Int) {
    state.withLock { state in
      state.results[number] = result
      state.last = number
      state.answer = nil
    }
  }

  /// Keeps what a model answered in a chat, where no line makes a cell, as the last result.
  package func keep(answer: AskResult) {
    state.withLock { $0.answer = answer }
  }
}
