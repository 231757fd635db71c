/// Expected lines laid beside actual ones, with as few differences as there can be.
package struct OutputComparison: Sendable, Hashable {
  /// What became of one line; indices count from 0.
  package enum Step: Sendable, Hashable {
    /// An expected line that is met by some actual lines; by none when it is optional.
    case met(expected: Int, actual: [Int])
    case missing(expected: Int)
    case unexpected(actual: Int)
  }

  package let expected: [OutputPattern]
  package let actual: [String]
  package let steps: [Step]

  /// Whether nothing is missing and nothing unexpected.
  package var passes: Bool {
    steps.allSatisfy { if case .met = $0 { true } else { false } }
  }

  /// Compares the lines in their order.
  ///
  /// - Complexity: O(*n* × *m*) for *n* expected and *m* actual lines.
  package init(expected: [OutputPattern], actual: [String]) {
    self.expected = expected
    self.actual = actual
    self.steps = Alignment(expected: expected, actual: actual).steps()
  }
}

/// A table of the fewest differences between every tail of the two lists.
private struct Alignment {
  let expected: [OutputPattern]
  let actual: [String]
  private let meets: [Bool]
  private var costs: [Int32]

  init(expected: [OutputPattern], actual: [String]) {
    self.expected = expected
    self.actual = actual
    let lines = actual.map { String($0.trimmedEnd) }
    meets = expected.flatMap { pattern -> [Bool] in
      switch pattern.kind {
      case .anyLines: return lines.map { _ in true }
      case .literal(let text): return lines.map { $0 == text }
      case .pattern(let text):
        guard let regex = try? Regex(text) else { return lines.map { _ in false } }
        return lines.map { $0.wholeMatch(of: regex) != nil }
      }
    }
    costs = [Int32](repeating: 0, count: (expected.count + 1) * (actual.count + 1))
    for row in stride(from: expected.count, through: 0, by: -1) {
      for column in stride(from: actual.count, through: 0, by: -1) {
        let best = moves(row, column).map { $0.cost + cost($0.row, $0.column) }.min()
        costs[row * (actual.count + 1) + column] = best ?? 0
      }
    }
  }

  /// One way on from a place in the table.
  private struct Move {
    let row: Int
    let column: Int
    let cost: Int32
    let takesLine: Bool
  }

  private func cost(_ row: Int, _ column: Int) -> Int32 {
    costs[row * (actual.count + 1) + column]
  }

  /// The ways on; of equally good ones the first is taken.
  private func moves(_ row: Int, _ column: Int) -> [Move] {
    var moves: [Move] = []
    if row < expected.count {
      let pattern = expected[row]
      let isMet = column < actual.count && meets[row * actual.count + column]
      if isMet {
        let next = pattern.repetition == .many ? row : row + 1
        moves.append(Move(row: next, column: column + 1, cost: 0, takesLine: true))
      }
      let skipping: Int32 = pattern.repetition == .once ? 1 : 0
      moves.append(Move(row: row + 1, column: column, cost: skipping, takesLine: false))
    }
    if column < actual.count {
      moves.append(Move(row: row, column: column + 1, cost: 1, takesLine: false))
    }
    return moves
  }

  func steps() -> [OutputComparison.Step] {
    var steps: [OutputComparison.Step] = []
    var (row, column) = (0, 0)
    var taken: [Int] = []
    while row < expected.count || column < actual.count {
      let here = cost(row, column)
      guard
        let move = moves(row, column).first(where: { $0.cost + cost($0.row, $0.column) == here })
      else { break }
      if move.takesLine { taken.append(column) }
      if move.row > row {
        let isMissing = move.cost > 0
        steps.append(isMissing ? .missing(expected: row) : .met(expected: row, actual: taken))
        taken = []
      } else if !move.takesLine {
        steps.append(.unexpected(actual: column))
      }
      (row, column) = (move.row, move.column)
    }
    return steps
  }
}
