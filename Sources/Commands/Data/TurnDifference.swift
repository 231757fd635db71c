package import Datasets
import JSON

/// What became of one thing that is said in an example.
package enum TurnDifference: Sendable, Hashable {
  case added(ExampleTurn)
  case removed(ExampleTurn)
  /// The runs are of its text, word by word.
  case changed(old: ExampleTurn, new: ExampleTurn, runs: [DiffRun])

  package var role: String {
    switch self {
    case .added(let turn), .removed(let turn), .changed(_, let turn, _): turn.role
    }
  }

  /// What was taken out and put in; the whole text where all of it was.
  package var runs: [DiffRun] {
    switch self {
    case .added(let turn): turn.text.isEmpty ? [] : [.added(turn.text)]
    case .removed(let turn): turn.text.isEmpty ? [] : [.removed(turn.text)]
    case .changed(_, _, let runs): runs
    }
  }

  var json: JSONValue {
    switch self {
    case .added(let turn): ["change": "added", "role": .string(role), "new": .string(turn.text)]
    case .removed(let turn):
      ["change": "removed", "role": .string(role), "old": .string(turn.text)]
    case .changed(let old, let new, _):
      [
        "change": "changed", "role": .string(role), "old": .string(old.text),
        "new": .string(new.text),
      ]
    }
  }
}

/// What is not the same in two conversations, in the order of the messages.
///
/// A message that was put in or taken out is one difference, whatever follows it.
package func turnDifferences(_ old: [ExampleTurn], _ new: [ExampleTurn]) -> [TurnDifference] {
  TurnAlignment(old, new).steps.flatMap { step -> [TurnDifference] in
    switch step {
    case .both(let before, let after):
      let (before, after) = (old[before], new[after])
      if before == after { return [] }
      guard before.role == after.role else { return [.removed(before), .added(after)] }
      return [.changed(old: before, new: after, runs: wordDiff(before.text, after.text))]
    case .old(let index): return [.removed(old[index])]
    case .new(let index): return [.added(new[index])]
    }
  }
}

/// Which message of one conversation is which of another.
struct TurnAlignment {
  /// Messages by their positions.
  enum Step: Equatable {
    case both(Int, Int)
    case old(Int)
    case new(Int)
  }

  /// In the order of both conversations; what is gone stands before what came.
  private(set) var steps: [Step] = []

  /// Pairs of messages that are weighed at most; conversations with more go by their positions.
  private static let pairLimit = 250_000
  /// Characters of a message by which it is weighed.
  private static let weighedLength = 2_000

  /// Keeps equal messages together, then those of one role whose words are most alike, and what is
  /// left by its place.
  ///
  /// - Complexity: O(*n* × *m*) in the messages between the common start and end.
  init(_ old: [ExampleTurn], _ new: [ExampleTurn]) {
    let shared = min(old.count, new.count)
    let start = zip(old, new).prefix { $0 == $1 }.count
    let end = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count
    let tail = min(end, shared - start)
    let (before, after) = (old[start..<old.count - tail], new[start..<new.count - tail])
    steps = (0..<start).map { .both($0, $0) }
    if before.isEmpty || after.isEmpty || before.count * after.count > Self.pairLimit {
      for index in 0..<max(before.count, after.count) {
        let (left, right) = (before.startIndex + index, after.startIndex + index)
        switch (left < before.endIndex, right < after.endIndex) {
        case (true, true): steps.append(.both(left, right))
        case (true, false): steps.append(.old(left))
        default: steps.append(.new(right))
        }
      }
    } else {
      align(before, after)
    }
    steps += (0..<tail).map { .both(old.count - tail + $0, new.count - tail + $0) }
  }

  private mutating func align(
    _ old: ArraySlice<ExampleTurn>, _ new: ArraySlice<ExampleTurn>
  ) {
    // The best sum of weights from each pair of positions on, by rows.
    let width = new.count + 1
    var best = Array(repeating: 0.0, count: (old.count + 1) * width)
    var weights = best
    for row in (0..<old.count).reversed() {
      for column in (0..<new.count).reversed() {
        let place = row * width + column
        weights[place] = Self.weight(old[old.startIndex + row], new[new.startIndex + column])
        best[place] = max(
          best[place + width], best[place + 1],
          weights[place] > 0 ? best[place + width + 1] + weights[place] : 0)
      }
    }
    var (row, column) = (0, 0)
    while row < old.count, column < new.count {
      let place = row * width + column
      let (left, right) = (old.startIndex + row, new.startIndex + column)
      if weights[place] > 0, best[place] == best[place + width + 1] + weights[place] {
        steps.append(.both(left, right))
        row += 1
        column += 1
      } else if best[place] == best[place + width] {
        steps.append(.old(left))
        row += 1
      } else {
        steps.append(.new(right))
        column += 1
      }
    }
    steps += (row..<old.count).map { .old(old.startIndex + $0) }
    steps += (column..<new.count).map { .new(new.startIndex + $0) }
  }

  /// Equal messages weigh more than any two of a role, and those more the more words they share.
  private static func weight(_ old: ExampleTurn, _ new: ExampleTurn) -> Double {
    if old == new { return 8 }
    guard old.role == new.role else { return 0.1 }
    if old.text == new.text { return 3 }
    return 1
      + wordSimilarity(
        String(old.text.prefix(weighedLength)), String(new.text.prefix(weighedLength)))
  }
}
