import CommandLanguage
import Datasets
import Randomness
import Workspaces

extension Selections {
  /// Narrows or orders a selection by one clause; `as`, `to` and `from` are the command's own.
  func narrow(_ selection: inout Selection, by clause: Clause) throws {
    switch clause {
    case .where(let condition):
      let test = try ExampleTest(condition, of: selection, in: session)
      let found = try matching(selection, test)
      if found.isEmpty || condition.isNegated {
        try refuseUnknownFields(of: condition, in: selection)
      }
      selection.numbers = found
    case .sort(let field, let descending):
      try sort(&selection, by: field, descending: descending)
    case .head(let argument):
      let limit = try count(argument, of: clause)
      selection.numbers = Array(try all(selection).prefix(limit))
    case .sample(let argument, let seed):
      let size = try count(argument, of: clause)
      var generator = SeededGenerator(seed: try sampleSeed(seed))
      selection.numbers = generator.sample(size, of: try all(selection)).sorted()
    case .as, .to, .from: break
    }
  }

  /// The numbers of the selection, also when it is the whole dataset.
  func all(_ selection: Selection) throws -> [Int] {
    try selection.numbers
      ?? session.workspace.numbers(of: selection.dataset, revision: selection.revision)
  }

  /// How many examples are meant, also of an older revision.
  func count(_ selection: Selection) throws -> Int {
    if let numbers = selection.numbers { return numbers.count }
    guard let revision = selection.revision else { return selection.dataset.exampleCount }
    return try session.workspace.revision(revision, of: selection.dataset).exampleCount
  }

  /// Calls `body` with each selected example in the selection's order.
  func forEach(
    _ selection: Selection, _ body: (StoredExample) throws -> Bool
  ) throws {
    guard let numbers = selection.numbers, numbers != numbers.sorted() else {
      return try session.workspace.forEachExample(
        of: selection.dataset, revision: selection.revision, numbers: selection.ranges, body)
    }
    // A stretch of the order at a time, read by number and kept until it is passed on.
    for start in stride(from: 0, to: numbers.count, by: Self.sortedStride) {
      let stretch = numbers[start..<min(start + Self.sortedStride, numbers.count)]
      var examples: [Int: StoredExample] = [:]
      try session.workspace.forEachExample(
        of: selection.dataset, revision: selection.revision, numbers: stretch.ascendingRanges
      ) { example in
        examples[example.number] = example
        return true
      }
      for number in stretch {
        if let example = examples[number], try !body(example) { return }
      }
    }
  }

  /// Examples of a sorted selection that are kept at a time.
  private static let sortedStride = 1_000

  /// Reads the selected examples in batches on several threads, and hands what `transform` makes
  /// of each to `combine`, in the selection's order.
  ///
  /// A selection in another order than by number is read on one thread, an example at a time.
  func forEachTransformed<Value: Sendable>(
    _ selection: Selection, _ transform: @escaping @Sendable (ExampleBatch) throws -> Value,
    combine: (Value) throws -> Void
  ) throws {
    guard let numbers = selection.numbers, numbers != numbers.sorted() else {
      return try session.workspace.forEachTransformedBatch(
        of: selection.dataset, revision: selection.revision, numbers: selection.ranges,
        makeTransform: { transform }, combine: combine)
    }
    try forEach(selection) { example in
      try combine(transform(ExampleBatch(example)))
      return true
    }
  }

  /// The numbers for which a test holds.
  private func matching(_ selection: Selection, _ test: ExampleTest) throws -> [Int] {
    guard let screen = test.screen else {
      var numbers: [Int] = []
      try forEach(selection) { example in
        if try test.holds(example) { numbers.append(example.number) }
        return true
      }
      return numbers
    }
    var numbers: [Int] = []
    try forEachTransformed(
      selection,
      { batch in
        batch.entries.filter { screen.mayHold(in: batch.bytes, $0.range) }.map(batch.example)
      },
      combine: { candidates in
        numbers += try candidates.filter(test.holds).map(\.number)
      })
    return numbers
  }

  /// A misspelled field matches nothing, or its negation all, which would look like an answer.
  private func refuseUnknownFields(of condition: Condition, in selection: Selection) throws {
    for path in condition.fields where !Self.isKnown(path) {
      var isKnown = false
      try forEach(selection) { example in
        isKnown = try fieldValues(path, of: example).contains { $0 != .missing }
        return !isKnown
      }
      if !isKnown, try count(selection) > 0 { throw noField(path) }
    }
  }

  private func sort(
    _ selection: inout Selection, by path: FieldPath, descending: Bool
  ) throws {
    var keyed: [(number: Int, value: FieldValue)] = []
    try forEach(selection) { example in
      keyed.append((example.number, try fieldValue(path, of: example)))
      return true
    }
    // Sorting is stable over the number, so that equal examples keep the file's order.
    keyed.sort { left, right in
      if left.value == right.value { return left.number < right.number }
      return descending ? right.value < left.value : left.value < right.value
    }
    selection.numbers = keyed.map(\.number)
  }

  private func count(_ argument: Argument, of clause: Clause) throws -> Int {
    guard let count = argument.number?.integer, count > 0 else {
      throw Failure(
        .badCount, "\(clause.keyword.rawValue) takes a whole number above 0", at: argument.span,
        remedy: "\(clause.keyword.rawValue) 10")
    }
    return count
  }

  private func sampleSeed(_ argument: Argument?) throws -> UInt64 {
    guard let argument else {
      let seed = UInt64.random(in: 0..<1_000_000)
      session.console.tell(.data(.sampled(seed: seed)))
      return seed
    }
    guard let seed = argument.number?.integer, seed >= 0 else {
      throw Failure(.badCount, "seed takes a whole number", at: argument.span, remedy: "seed 1")
    }
    return UInt64(seed)
  }
}

extension Condition {
  /// The fields that are asked about.
  fileprivate var fields: [FieldPath] {
    switch self {
    case .comparison(let path, _, _, _): [path]
    case .flag, .tagged, .rule, .query, .saved: []
    case .not(let test): test.fields
    case .and(let left, let right), .or(let left, let right): left.fields + right.fields
    }
  }

  /// Whether it may hold of an example because that lacks a field.
  fileprivate var isNegated: Bool {
    switch self {
    case .not, .comparison(_, .unequal, _, _): true
    case .comparison, .flag, .tagged, .rule, .query, .saved: false
    case .and(let left, let right), .or(let left, let right): left.isNegated || right.isNegated
    }
  }
}
