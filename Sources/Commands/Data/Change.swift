import CommandLanguage
import Datasets
import JSON
import Presentation
import Quantities
import Workspaces

extension Command {
  package static let set = Command(
    "set", .data, "give one field of examples a new value",
    usage: ["set NAME#NUMBER.FIELD VALUE", "set NAME.FIELD VALUE --yes"],
    options: [
      Option("yes", nil, "do not ask when many examples change"),
      Option("force", nil, "write a field that providers do not know"),
    ],
    examples: [
      Sample("set marv#7.assistant \"Seven.\"", "the last assistant message says so"),
      Sample("set marv.system \"You are Marv.\" --yes", "every example has this system prompt"),
      Sample("set marv#3.messages[2].weight 0", "that message is no longer trained"),
      Sample("set marv#3.note \"ask Mina\"", "a remark beside the example, not in it"),
    ], operands: [.examples]
  ) { invocation, session in
    try invocation.expectArguments(atMost: 2)
    let selection = try session.selection(invocation)
    guard !selection.field.isEmpty,
      let field = ExampleField(String(selection.field.description.dropFirst()))
    else {
      throw invocation.missing("a field:  set \(selection.name)#1.assistant \"…\"")
    }
    let argument = try invocation.argument(1, "a value")
    if let name = selection.field.name, name == "note" || name == "tags" {
      return try await session.setFact(selection, name, to: argument, invocation)
    }
    try session.requireSettable(selection, invocation)
    let value = argument.number.map { JSONValue.exactly($0) } ?? .string(argument.text)
    return try await session.change(selection, invocation, saying: "\(selection.field)") {
      _, example in
      try example.setting(field, to: value)
    }
  }

  package static let tag = Command(
    "tag", .data, "put a tag on examples, or take it off",
    usage: ["tag NAME#NUMBERS TAG", "tag NAME where TEST TAG"],
    options: [
      Option("remove", nil, "take the tag off"),
      Option("yes", nil, "do not ask when many examples change"),
    ],
    examples: [
      Sample("tag marv#3..7 funny", "five examples carry the tag"),
      Sample("show marv where tagged funny", "find them again"),
    ], operands: [.examples]
  ) { invocation, session in
    try invocation.expectArguments(atMost: 2)
    let tag = try invocation.argument(1, "a tag").text
    guard isName(tag) else {
      throw Failure(
        .badName, "\"\(tag)\" cannot be a tag", at: invocation.arguments[1].span,
        consequence: "nothing was tagged", remedy: "tags are letters, digits, - and _")
    }
    let selection = try session.selection(invocation)
    return try await session.tag(selection, tag, invocation)
  }
}

extension JSONValue {
  /// A number as it was typed: whole ones stay whole.
  static func exactly(_ number: Number) -> JSONValue {
    number.integer.map(JSONValue.integer) ?? .number(number.value)
  }
}

extension Session {
  /// Applies one edit to every selected example, after asking where many change.
  func change(
    _ selection: Selection, _ invocation: Invocation, saying what: String,
    _ edit: (StoredExample, Example) throws -> Example
  ) async throws -> Outcome {
    try requireCurrentRevision(selection)
    var changes: [ExampleChange] = []
    var samples: [Block] = []
    try forEach(selection) { stored in
      let example = try Example(stored.bytes)
      let edited: Example
      do {
        edited = try edit(stored, example)
      } catch let fault as EditFault {
        throw Failure(
          .editFailed, "\(selection.dataset.name)#\(stored.number): \(fault)",
          consequence: "nothing was changed",
          remedy: "show \(selection.dataset.name)#\(stored.number)")
      }
      if edited.bytes == example.bytes { return true }
      changes.append(
        ExampleChange(
          .set(content(edited)), number: stored.number, seenVersion: stored.facts.version))
      if samples.count < 3 {
        samples.append(sampleLine(selection, stored.number, example, edited))
      }
      return true
    }
    if changes.isEmpty {
      return Outcome(["changed": 0], [.note("nothing to change: it says so already")])
    }
    let few = changes.count == 1
    let kind = invocation.command.name
    if !few { try await confirm(changes.count, of: selection, samples, invocation) }
    let outcome = try workspace.apply(
      changes, to: selection.dataset,
      describedAs: ChangeDescription(
        kind,
        few
          ? "\(what) of \(selection.dataset.name)#\(changes[0].number ?? 0)"
          : "\(what) of \(NumberFormat.count(changes.count, "example"))"
            + " of \(selection.dataset.name)",
        cell: currentCell))
    let detail: StyledText =
      few
      ? lineText(samples[0])
      : StyledText("\(what) of \(NumberFormat.count(changes.count, "example"))")
    return Outcome(
      [
        "dataset": .string(selection.dataset.name), "changed": .integer(changes.count),
        "revision": .integer(outcome.after.revision),
      ],
      [
        .line(
          revisionLine(outcome) + "   " + detail + "   \(tokenChange(outcome))   \("(undo)", .dim)")
      ])
  }

  fileprivate func tag(
    _ selection: Selection, _ tag: String, _ invocation: Invocation
  ) async throws -> Outcome {
    let removes = invocation.has("remove")
    let what = "\(removes ? "took off" : "tagged") \(tag)"
    let changed = try await annotate(selection, invocation, saying: what) { facts in
      guard facts.tags.contains(tag) == removes else { return nil }
      return .tag(removes ? facts.tags.filter { $0 != tag } : facts.tags + [tag])
    }
    guard let (outcome, count) = changed else {
      return Outcome(["changed": 0], [.note("nothing to change: it is so already")])
    }
    return Outcome(
      [
        "dataset": .string(selection.dataset.name), "changed": .integer(count),
        "tag": .string(tag), "revision": .integer(outcome.after.revision),
      ],
      [
        .line(
          revisionLine(outcome)
            + "   \(what), \(NumberFormat.count(count, "example"))   \("(undo)", .dim)")
      ])
  }

  private func lineText(_ block: Block) -> StyledText {
    if case .line(let text) = block { text } else { StyledText() }
  }

  /// One change as `#7.assistant: (empty) → "Seven."`; of a whole text, the first that differs.
  private func sampleLine(
    _ selection: Selection, _ number: Int, _ before: Example, _ after: Example
  ) -> Block {
    func short(_ text: String?) -> String {
      guard let text, !text.isEmpty else { return "(empty)" }
      let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return "\"\(truncated(sanitized(words), to: 32))\""
    }
    if let place = ExampleField(String(selection.field.description.dropFirst())) {
      let (old, new) = (short(before.text(of: place)), short(after.text(of: place)))
      return .line("\("#\(number)\(selection.field)", .accent): \(old) → \(new)")
    }
    let (old, new) = (before.shownTurns, after.shownTurns)
    let index =
      zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
    let (left, right) = (index < old.count ? old[index] : nil, index < new.count ? new[index] : nil)
    let role = right?.role ?? left?.role ?? "example"
    return .line(
      "\("#\(number).\(role)", .accent): \(short(left?.text)) → \(short(right?.text))")
  }
}
