import JSON
import Workspaces

/// How far the review of a dataset has come, as the workspace keeps it.
struct ReviewState {
  /// One decision, or one change that goes with one.
  struct Step {
    var number: Int
    /// The operation that it made; nil where it only decided.
    var operation: Int64?
    /// What was decided of the example before.
    var previous: ReviewKey?
  }

  var dataset: Dataset
  /// What was asked for, to know whether the same is asked for again.
  var request: String
  /// The numbers to be judged, in their order.
  var numbers: [Int]
  /// What was decided, by number.
  var decisions: [Int: ReviewKey] = [:]
  /// In the order in which they were taken.
  var steps: [Step] = []
  /// The example on the screen; nil at the end.
  var current: Int?

  init(dataset: Dataset, request: String, numbers: [Int]) {
    self.dataset = dataset
    self.request = request
    self.numbers = numbers
  }

  /// What comes behind the current example, once `decided` says whether it was open until now.
  ///
  /// First come those without a decision, from here on and then from the start; then those that
  /// were skipped, once.
  func next(afterOpen wasOpen: Bool) -> Int? {
    let place = current.flatMap { numbers.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    let (before, after) = (numbers[..<place], numbers[place...])
    func isOpen(_ number: Int) -> Bool { decisions[number] == nil }
    func isSkipped(_ number: Int) -> Bool { decisions[number] == .skip && number != current }
    return after.first(where: isOpen) ?? before.first(where: isOpen)
      ?? (wasOpen ? before.first(where: isSkipped) : nil) ?? after.first(where: isSkipped)
  }

  var progress: ReviewProgress {
    var counts: [ReviewKey: Int] = [:]
    var left = 0
    for number in numbers {
      if let decision = decisions[number] {
        counts[decision, default: 0] += 1
      } else {
        left += 1
      }
    }
    return ReviewProgress(dataset: dataset.name, counts: counts, leftCount: left)
  }
}

extension ReviewState {
  /// The setting that names the dataset reviewed last.
  static let newest = "review"

  /// The setting with the review of a dataset.
  static func key(of dataset: Dataset.ID) -> String { "review of \(dataset)" }

  /// As the setting has it; the numbers as stretches of neighbours.
  var json: JSONValue {
    var stretches: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = stretches.last, last.upperBound + 1 == number {
        stretches[stretches.count - 1] = last.lowerBound...number
      } else {
        stretches.append(number...number)
      }
    }
    return [
      "request": .string(request), "current": .init(current),
      "numbers": .array(
        stretches.map { [.integer($0.lowerBound), .integer($0.upperBound)] }),
      "decisions": .array(
        decisions.sorted { $0.key < $1.key }.map { [.integer($0.key), .string($0.value.rawValue)] }),
      "steps": .array(
        steps.map {
          [
            .integer($0.number), .init($0.operation.map(Int.init)),
            $0.previous.map { .string($0.rawValue) } ?? .null,
          ]
        }),
    ]
  }

  /// Reads what ``json`` wrote; what is not as it was written is left out.
  init?(_ value: JSONValue, of dataset: Dataset) {
    guard let request = value["request"]?.string else { return nil }
    let stretches = (value["numbers"]?.array ?? []).compactMap { pair -> ClosedRange<Int>? in
      guard let low = pair[0]?.integer, let high = pair[1]?.integer, 1 <= low, low <= high,
        high <= dataset.lastNumber
      else { return nil }
      return low...high
    }
    self.init(dataset: dataset, request: request, numbers: stretches.flatMap { Array($0) })
    func key(_ value: JSONValue?) -> ReviewKey? {
      value?.string.flatMap { ReviewKey(rawValue: $0) }
    }
    for entry in value["decisions"]?.array ?? [] {
      if let number = entry[0]?.integer { decisions[number] = key(entry[1]) }
    }
    steps = (value["steps"]?.array ?? []).compactMap { entry in
      entry[0]?.integer.map {
        Step(
          number: $0, operation: entry[1]?.integer.map(Int64.init), previous: key(entry[2]))
      }
    }
    current = value["current"]?.integer
  }
}
