/// All that one walk over the examples tells: what the rules find, and the figures.
///
/// Parts may be examined apart, on any number of threads, and merged in order.
package struct Examination: Sendable {
  /// Counts the ways in which examples have been examined: what an older program kept is not used.
  ///
  /// One more whenever a rule or a figure changes; a test holds what this version says.
  package static let version = 13

  package private(set) var checking = Checking()
  package private(set) var statistics = DatasetStatistics()

  package init() {}

  /// Looks at one example; `number` and `line` are as in ``Checking``.
  ///
  /// Rules compare tokens that were counted, and none that `areEstimates`.
  package mutating func add(
    _ example: Example, number: Int, line: Int?, tokens: ExampleTokens?, areEstimates: Bool = false
  ) {
    checking.add(
      example, number: number, line: line, trained: areEstimates ? nil : tokens?.trained)
    statistics.add(example, tokens: tokens)
  }

  /// Adds a part that counted numbers and lines from 1, and comes after so many of them.
  package mutating func merge(_ later: Examination, movedBy numberCount: Int, lines lineCount: Int)
  {
    checking.merge(later.checking, movedBy: numberCount, lines: lineCount)
    statistics.merge(later.statistics)
  }
}
