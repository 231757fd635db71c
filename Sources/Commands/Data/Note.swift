import CommandLanguage
import Datasets
import JSON
import Presentation
import Quantities
import Workspaces

extension Command {
  package static let note = Command(
    "note", .data, "write a note on examples, for people; it is never trained",
    usage: ["note NAME#NUMBERS TEXT", "note NAME#NUMBERS --remove"],
    options: [
      Option("remove", nil, "take the note away"),
      Option("yes", nil, "do not ask when many examples change"),
    ],
    examples: [
      Sample("note marv#7 \"check the figure\"", "shown beside the example from now on"),
      Sample("show marv where note contains figure", "find it again"),
    ], operands: [.examples]
  ) { invocation, session in
    try invocation.expectArguments(atMost: invocation.has("remove") ? 1 : 2)
    _ = try invocation.argument(0, "an example:  note marv#7 \"…\"")
    let text =
      invocation.has("remove") ? nil : try invocation.argument(1, "a text, or --remove").text
    let selection = try session.selection(invocation)
    return try await session.note(selection, text, invocation)
  }
}

extension Session {
  fileprivate func note(
    _ selection: Selection, _ text: String?, _ invocation: Invocation
  ) async throws -> Outcome {
    try requireCurrentRevision(selection)
    var changes: [ExampleChange] = []
    try forEach(selection) { stored in
      if stored.facts.note == text { return true }
      changes.append(
        ExampleChange(.note(text), number: stored.number, seenVersion: stored.facts.version))
      return true
    }
    if changes.isEmpty {
      return Outcome(["changed": 0], [.note("nothing to change: it is so already")])
    }
    if changes.count > 1 { try await confirm(changes.count, of: selection, [], invocation) }
    let name = selection.dataset.name
    let place =
      changes.count == 1
      ? "\(name)#\(changes[0].number ?? 0)"
      : "\(NumberFormat.count(changes.count, "example")) of \(name)"
    let what = text == nil ? "took the note off \(place)" : "note on \(place)"
    let outcome = try workspace.apply(
      changes, to: selection.dataset,
      describedAs: ChangeDescription("note", what, cell: currentCell))
    return Outcome(
      [
        "dataset": .string(name), "changed": .integer(changes.count),
        "note": text.map(JSONValue.string) ?? .null, "revision": .integer(outcome.after.revision),
      ], [.line(revisionLine(outcome) + "   \(what)   \("(undo)", .dim)")])
  }
}
