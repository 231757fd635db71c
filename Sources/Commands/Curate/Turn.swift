import CommandLanguage
import Datasets
package import JSON
package import Workspaces

/// What `turn` does to the messages of examples.
package struct TurnInput: Sendable {
  var selection: SelectionRequest
  var edit: TurnEdit
  var confirmation: Confirmation
}

/// The examples whose messages are others, or in another order.
package struct TurnResult: VerbResult {
  /// nil when no example has such messages.
  package var change: ChangedExamples?
  /// Whether the selection has no example.
  package var isOfNone: Bool

  package var json: JSONValue { change.json() }
  package var replayFacts: ReplayFacts { change.replayFacts }
}

extension Verb where Input == TurnInput, Result == TurnResult {
  /// `turn`: messages put in, taken out, moved, merged and split.
  package static var turn: Self {
    Self(
      VerbDeclaration(
        "turn", .curate, "insert, drop, move, merge or split messages of examples",
        usage: [
          "turn insert NAME.messages[I] ROLE TEXT", "turn drop NAME.messages[I]",
          "turn move NAME.messages[I] INDEX", "turn merge NAME[.messages[I]]",
          "turn split NAME[.FIELD] TEXT", "turn move NAME.completion 0",
        ],
        options: [
          .init("after", nil, "insert behind the message, not in front of it"),
          .init("role", "ROLE", "who says what stands behind the place of a split"),
          .init("with", "TEXT", "what stands between merged texts; an empty line unless said"),
          .init("yes", nil, "do not ask when many examples change"),
        ],
        examples: [
          .init("turn insert marv#7.messages[1] user \"Hi\"", "in front of what was messages[1]"),
          .init("turn insert marv#7.assistant user \"And?\" --after", "behind the last answer"),
          .init("turn move marv#7.messages[2] 1", "it is messages[1] now"),
          .init("turn drop marv#7.messages[-1]", "the last message goes"),
          .init("turn merge marv --yes", "what one role says in a row becomes one message"),
          .init("turn split marv.user \"Answer:\" --role assistant --yes", "at that text"),
          .init("turn split old.prompt \"A:\"", "of completions: what follows is the completion's"),
        ], operands: [.words(TurnEdit.words), .examples],
        traits: VerbTraits(takesField: true)),
      read: { reader throws(Failure) in
        let word = try reader.argument("one of \(TurnEdit.words.joined(separator: ", "))")
        let place = try reader.argument("messages:  turn drop marv#7.messages[2]")
        return TurnInput(
          selection: reader.selection(place), edit: try TurnEdit(word, &reader),
          confirmation: Confirmation(&reader))
      },
      perform: { input, session in
        let selection = try session.selections.selection(input.selection)
        let edit = selection.field.isEmpty ? input.edit : input.edit.named
        if selection.field.isEmpty, edit.needsField {
          throw Failure(
            .missingArgument, "turn \(edit.word) needs a message",
            at: input.selection.argument?.span, consequence: "nothing was changed",
            remedy: "turn \(edit.word) \(selection.name)#7.messages[2]")
        }
        guard let places = TurnPlaces(selection.field) else {
          throw Failure(
            .notSettable, "\(selection.field) is no message of an example",
            at: input.selection.argument?.span, consequence: "nothing was changed",
            remedy: "name .messages[2], .messages[-1], .user or .assistant")
        }
        try edit.refuseCompletions(of: selection, in: session)
        let change = try await ExampleChanges(
          by: "turn", to: selection, input.confirmation, in: session
        ).edit(edit.phrase) {
          { _, example in
            try edit.applied(to: example, at: places.indices(in: example)).map { .example($0) }
          }
        }
        return TurnResult(change: change, isOfNone: selection.count == 0)
      })
  }
}

/// Which messages of an example a field means.
struct TurnPlaces: Sendable {
  private enum Kind {
    case all
    case last(Role)
    /// The prompt or the completion of an example that has no messages.
    case half(Int)
    case fields(FieldPlaces)
  }

  private let kind: Kind

  /// nil for a field that is no message.
  init?(_ field: FieldPath) {
    if field.isEmpty {
      kind = .all
    } else if field.components.count == 1, let name = field.name, let role = Role(rawValue: name) {
      kind = .last(role)
    } else if field.components.count == 1, let half = Self.halves[field.name ?? ""] {
      kind = .half(half)
    } else if field.components.first == .name("messages"), field.components.count == 2,
      let places = FieldPlaces(field)
    {
      kind = .fields(places)
    } else {
      return nil
    }
  }

  private static let halves = ["prompt": 0, "completion": 1]

  /// Their places, ascending; one may be behind the last message.
  ///
  /// Of an example without messages
  /// the prompt is the first and the completion the second.
  func indices(in example: Example) -> [Int] {
    if example.kind == .completion {
      switch kind {
      case .all: return [0, 1]
      case .half(let half): return [half]
      case .last, .fields: return []
      }
    }
    switch kind {
    case .half: return []
    case .all: return Array(example.messages.indices)
    case .last(let role):
      let index = example.messages.lastIndex {
        $0.role == role || role == .system && $0.role == .developer
      }
      return index.map { [$0] } ?? []
    case .fields(let places):
      return places.places(in: example).compactMap { field in
        guard case .path(let steps) = field, case .index(let index)? = steps.last,
          index <= example.messages.count
        else { return nil }
        return index
      }
    }
  }
}
