import CommandLanguage
import Datasets
import JSON
import Presentation
import Quantities
import Workspaces

extension Command {
  package static let drop = Command(
    "drop", .data, "take examples, or a whole dataset, out of the workspace",
    usage: ["drop NAME#NUMBERS", "drop NAME where TEST", "drop NAME"],
    options: [
      Option("yes", nil, "do not ask when many examples go"),
      Option("confirm", "NAME", "the dataset's name, when all of it goes"),
    ],
    examples: [
      Sample("drop marv#11", "one example; its number is never given again"),
      Sample("drop marv where duplicate", "what show marv where duplicate shows"),
    ], operands: [.examples]
  ) { invocation, session in
    try invocation.expectArguments(atMost: 1)
    let selection = try session.selection(invocation)
    try session.requireCurrentRevision(selection)
    guard let numbers = selection.numbers else {
      return try await session.removeDataset(selection.dataset, invocation)
    }
    if numbers.isEmpty { return Outcome(["dropped": 0], [.note("no example matches")]) }
    return try await session.drop(numbers, of: selection, invocation)
  }
}

extension Session {
  fileprivate func removeDataset(
    _ dataset: Dataset, _ invocation: Invocation
  ) async throws -> Outcome {
    let what = "\(dataset.name) with \(NumberFormat.count(dataset.exampleCount, "example"))"
    try await confirmName(dataset.name, losing: what, invocation)
    _ = try workspace.remove(dataset, cell: currentCell)
    currentDataset = nil
    return Outcome(
      ["removed": .string(dataset.name)],
      [
        .line(
          "removed \(dataset.name, .accent), \(NumberFormat.count(dataset.exampleCount, "example"))   \("(undo)", .dim)"
        )
      ])
  }

  fileprivate func drop(
    _ numbers: [Int], of selection: Selection, _ invocation: Invocation
  ) async throws -> Outcome {
    var samples: [Block] = []
    var changes: [ExampleChange] = []
    try forEach(selection) { stored in
      changes.append(ExampleChange(.drop, number: stored.number, seenVersion: stored.facts.version))
      if samples.count < 3, let example = try? Example(stored.bytes) {
        let said = example.text(of: .last(.user)) ?? example.prompt ?? ""
        samples.append(
          .line(
            "\("\(selection.dataset.name)#\(stored.number)", .accent)  \(truncated(said, to: 56))"))
      }
      return true
    }
    if changes.count > 1 { try await confirm(changes.count, of: selection, samples, invocation) }
    let names = numbers.prefix(5).map { "\(selection.dataset.name)#\($0)" }.joined(separator: ", ")
    let list = numbers.count > 5 ? "\(names) and \(numbers.count - 5) more" : names
    let outcome = try workspace.apply(
      changes, to: selection.dataset,
      describedAs: ChangeDescription("drop", "dropped \(list)", cell: currentCell))
    return Outcome(
      [
        "dataset": .string(selection.dataset.name), "dropped": .integer(changes.count),
        "numbers": .array(numbers.map(JSONValue.integer)),
        "revision": .integer(outcome.after.revision),
      ],
      [
        .line(
          revisionLine(outcome)
            + """
               dropped \(changes.count) of \(NumberFormat.count(outcome.before.exampleCount)): \(list)   \
            \(tokenChange(outcome))   \("(undo)", .dim)
            """)
      ])
  }
}
