import CommandLanguage
import Datasets
package import JSON
import Quantities
import Spelling
package import Workspaces

/// The field that `set` is to give a value.
package struct SetInput: Sendable {
  var selection: SelectionRequest
  /// nil where the field is to go.
  var value: Argument?
  /// Further fields and their values on the same line.
  var others: [(field: Argument, value: Argument)]
  /// Whether the field is taken away.
  var isRemoved: Bool
  /// Whether examples are left alone that have the field.
  var isForMissing: Bool
  /// Whether a field may be written that providers do not know.
  var isForced: Bool
  var confirmation: Confirmation
}

/// The examples that have a new value in one field.
package struct SetResult: VerbResult {
  /// nil when every example had the value.
  package var change: ChangedExamples?
  /// Whether the selection has no example.
  package var isOfNone: Bool
  /// As it was typed, with the dot.
  package var field: String
  /// Whether the field is a fact beside the example, so that no text of it changed.
  package var isMark: Bool

  package var json: JSONValue { change.json() }
  package var replayFacts: ReplayFacts { change.replayFacts }
}

extension Verb where Input == SetInput, Result == SetResult {
  /// `set`: a new value for one field.
  package static var set: Self {
    Self(
      VerbDeclaration(
        "set", .data, "give one field of examples a new value",
        usage: [
          "set NAME#NUMBER.FIELD VALUE", "set NAME.FIELD VALUE .FIELD VALUE --yes",
          "set NAME.FIELD --remove",
        ],
        options: [
          .init("remove", nil, "take the field away"),
          .init("missing", nil, "only where there is none"),
          .init("yes", nil, "do not ask when many examples change"),
          .init("force", nil, "write a field that providers do not know"),
        ],
        examples: [
          .init("set marv#7.assistant \"Seven.\"", "the last assistant message says so"),
          .init("set marv.system \"You are Marv.\" --yes", "every example has this system prompt"),
          .init("set marv.system \"You are Marv.\" --missing --yes", "only where there is none"),
          .init("set marv#3.messages[2].weight 0", "that message is no longer trained"),
          .init(
            "set marv.messages[*].weight 0 .assistant.weight 1 --yes", "only the last answer trains"
          ),
          .init("set marv.messages[*].name --remove --yes", "no message has a name any more"),
          .init("set marv#3.note \"ask Mina\"", "a remark beside the example, not in it"),
        ], operands: [.examples], traits: VerbTraits(takesField: true)),
      read: { reader in
        let selection = reader.selection(reader.optionalArgument())
        let isRemoved = reader.flag("remove")
        var input = SetInput(
          selection: selection, value: isRemoved ? nil : reader.optionalArgument(), others: [],
          isRemoved: isRemoved, isForMissing: reader.flag("missing"),
          isForced: reader.flag("force"), confirmation: Confirmation(&reader))
        while !isRemoved, reader.remainingCount > 1, let field = reader.optionalArgument(),
          let value = reader.optionalArgument()
        {
          input.others.append((field, value))
        }
        return input
      },
      perform: { input, session in try await Setting(input, in: session).result() })
  }
}

/// One value on its way into one field of a selection.
private struct Setting {
  let input: SetInput
  let session: Session
  let selection: Selection

  init(_ input: SetInput, in session: Session) throws {
    self.input = input
    self.session = session
    selection = try session.selections.selection(input.selection)
  }

  func result() async throws -> SetResult {
    guard !selection.field.isEmpty, let places = FieldPlaces(selection.field) else {
      throw missing("a field:  set \(selection.name)#1.assistant \"…\"")
    }
    guard input.isRemoved || input.value != nil else { throw missing("a value") }
    switch selection.field.name {
    case "tags": return try await setTags(input.value)
    case "note":
      return try await setNote(input.value.flatMap { $0.text.isEmpty ? nil : $0.text })
    default: break
    }
    try requireSettable(selection.field, at: input.selection.argument?.span)
    var assignments = [(places, input.value.map(Self.json))]
    for (argument, value) in input.others {
      guard argument.text.hasPrefix("."), let field = FieldPath(argument.text),
        let places = FieldPlaces(field)
      else {
        throw Failure(
          .notSettable, "\"\(argument.text)\" is not a field", at: argument.span,
          consequence: "nothing was changed", remedy: "put a text of several words in quotes")
      }
      try requireSettable(field, at: argument.span)
      assignments.append((places, Self.json(value)))
    }
    let edit = try await change(assignments)
    return SetResult(
      change: edit, isOfNone: selection.count == 0, field: selection.field.description,
      isMark: false)
  }

  private static func json(_ value: Argument) -> JSONValue {
    value.number.map { JSONValue.exactly($0) } ?? .string(value.text)
  }

  private func change(
    _ assignments: [(places: FieldPlaces, value: JSONValue?)]
  ) async throws -> ChangedExamples? {
    let isForMissing = input.isForMissing
    return try await changes().edit("\(selection.field)") {
      { _, example in
        var edited = example
        var changed: ExampleField?
        for (places, value) in assignments {
          var fields = places.places(in: edited)
          if isForMissing { fields = fields.filter { edited.text(of: $0) == nil } }
          // The usual case, for which an example need not be taken apart.
          if assignments.count == 1, fields.count == 1, let text = value?.string,
            let old = example.plainText(of: fields[0])
          {
            return .texts([ExampleTextEdit(old, text: text)])
          }
          let next =
            if fields.count == 1, let value { try edited.setting(fields[0], to: value) } else {
              try edited.changing(fields.map { ($0, value) })
            }
          changed = changed ?? fields.first { edited.text(of: $0) != next.text(of: $0) }
          edited = next
        }
        return .example(edited, place: changed)
      }
    }
  }

  private func missing(_ what: String) -> Failure {
    Failure(
      .missingArgument, "set needs \(what)", consequence: "nothing was done",
      remedy: "set marv#7.assistant \"Seven.\"")
  }

  private func changes() throws -> ExampleChanges {
    try ExampleChanges(by: "set", to: selection, input.confirmation, in: session)
  }

  private func setTags(_ value: Argument?) async throws -> SetResult {
    let tags = (value?.text ?? "").split(separator: " ").map(String.init)
    if let bad = tags.first(where: { !isName($0) }) {
      throw Failure(
        .badName, "\"\(bad)\" cannot be a tag", at: value?.span,
        consequence: "nothing was changed", remedy: "tags are letters, digits, - and _")
    }
    return try await mark { $0.tags == tags ? nil : .tag(tags) }
  }

  private func setNote(_ note: String?) async throws -> SetResult {
    try await mark { $0.note == note ? nil : .note(note) }
  }

  private func mark(
    _ action: @escaping @Sendable (ExampleFacts) -> ExampleChange.Action?
  ) async throws -> SetResult {
    let field = selection.field.description
    let change = try await changes().mark(askingAbove: Confirmation.easyLimit, action) {
      "set \(field), \($0.counted)"
    }
    return SetResult(
      change: change, isOfNone: selection.count == 0, field: field, isMark: true)
  }

  /// Refuses what is computed, and keys that no provider knows unless `--force` is on the line.
  private func requireSettable(_ field: FieldPath, at place: Span?) throws {
    guard case .name(let name)? = field.components.first else { return }
    if ["tokens", "number", "line", "kind", "turns"].contains(name) {
      throw Failure(
        .notSettable, ".\(name) is computed and cannot be set", at: place,
        consequence: "nothing was changed",
        remedy: "set the text itself:  set \(selection.name)#1.assistant \"…\"")
    }
    if input.isForced || settableKeys.contains(name) { return }
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
  "preferred_output", "non_preferred_output", "preferred", "rejected", "prompt", "completion",
]

extension JSONValue {
  /// A number as it was typed: whole ones stay whole.
  fileprivate static func exactly(_ number: Number) -> JSONValue {
    number.integer.map(JSONValue.integer) ?? .number(number.value)
  }
}
