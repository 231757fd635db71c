import CommandLanguage
import Datasets
import JSON
import Presentation
import Quantities
import Spelling
import Workspaces

extension Session {
  /// Up to this many examples get a tag or a note without a question.
  private static let unaskedLimit = 20

  /// Gives every selected example the tags or the note that `action` says; nil leaves one alone.
  func annotate(
    _ selection: Selection, _ invocation: Invocation, saying what: String,
    _ action: (ExampleFacts) -> ExampleChange.Action?
  ) async throws -> (outcome: ChangeOutcome, count: Int)? {
    try requireCurrentRevision(selection)
    var changes: [ExampleChange] = []
    try forEach(selection) { stored in
      if let action = action(stored.facts) {
        changes.append(
          ExampleChange(action, number: stored.number, seenVersion: stored.facts.version))
      }
      return true
    }
    if changes.isEmpty { return nil }
    if changes.count > Self.unaskedLimit {
      try await confirm(changes.count, of: selection, [], invocation)
    }
    let outcome = try workspace.apply(
      changes, to: selection.dataset,
      describedAs: ChangeDescription(
        invocation.command.name,
        "\(what), \(NumberFormat.count(changes.count, "example")) of \(selection.dataset.name)",
        cell: currentCell))
    return (outcome, changes.count)
  }

  /// `set NAME#1.note TEXT` and `set NAME#1.tags "A B"`: facts beside the example, not in it.
  func setFact(
    _ selection: Selection, _ name: String, to argument: Argument, _ invocation: Invocation
  ) async throws -> Outcome {
    let text = argument.text
    let tags = text.split(separator: " ").map(String.init)
    if name == "tags", let bad = tags.first(where: { !isName($0) }) {
      throw Failure(
        .badName, "\"\(bad)\" cannot be a tag", at: argument.span,
        consequence: "nothing was changed", remedy: "tags are letters, digits, - and _")
    }
    let changed = try await annotate(selection, invocation, saying: "set .\(name)") { facts in
      if name == "tags" { return facts.tags == tags ? nil : .tag(tags) }
      let note = text.isEmpty ? nil : text
      return facts.note == note ? nil : .note(note)
    }
    guard let (outcome, count) = changed else {
      return Outcome(["changed": 0], [.note("nothing to change: it says so already")])
    }
    return Outcome(
      [
        "dataset": .string(selection.dataset.name), "changed": .integer(count),
        "revision": .integer(outcome.after.revision),
      ],
      [
        .line(
          revisionLine(outcome)
            + "   set .\(name), \(NumberFormat.count(count, "example"))   \("(undo)", .dim)")
      ])
  }

  /// Refuses what is computed, and keys that no provider knows unless `--force` is on the line.
  func requireSettable(_ selection: Selection, _ invocation: Invocation) throws {
    guard case .name(let name)? = selection.field.components.first else { return }
    let place = invocation.arguments.first?.span
    if ["tokens", "number", "line", "kind", "turns"].contains(name) {
      throw Failure(
        .notSettable, ".\(name) is computed and cannot be set", at: place,
        consequence: "nothing was changed",
        remedy: "set the text itself:  set \(selection.name)#1.assistant \"…\"")
    }
    if invocation.has("force") || settableKeys.contains(name) { return }
    let near = nearest(to: name, in: settableKeys)
    throw Failure(
      .notSettable, "training data has no field .\(name)", at: place,
      consequence: "nothing was changed",
      remedy: near.map { "did you mean .\($0)?" } ?? "to write it all the same, add --force")
  }
}

/// What may stand at the top of an example, with the three names for a role's last message.
private let settableKeys = [
  "system", "user", "assistant", "messages", "tools", "parallel_tool_calls", "functions", "input",
  "preferred_output", "non_preferred_output", "prompt", "completion",
]
