import CommandLanguage
package import JSON
package import Workspaces

/// A note for examples.
package struct NoteInput: Sendable {
  var selection: SelectionRequest
  /// nil to take the note away.
  var text: String?
  var confirmation: Confirmation
}

/// The examples that have a note now, or have none any more.
package struct NoteResult: VerbResult {
  /// nil when there was nothing to change.
  package var change: ChangedExamples?
  /// Whether the selection has no example.
  package var isOfNone: Bool
  /// nil when the note was taken away.
  package var text: String?

  package var json: JSONValue {
    change.json(with: JSONMember("note", text.map(JSONValue.string) ?? .null))
  }
  package var replayFacts: ReplayFacts { change.replayFacts }
}

extension Verb where Input == NoteInput, Result == NoteResult {
  /// `note`: a remark beside examples.
  package static var note: Self {
    Self(
      VerbDeclaration(
        "note", .data, "write a note on examples, for people; it is never trained",
        usage: ["note NAME#NUMBERS TEXT", "note NAME#NUMBERS --remove"],
        options: [
          .init("remove", nil, "take the note away"),
          .init("yes", nil, "do not ask when many examples change"),
        ],
        examples: [
          .init("note marv#7 \"check the figure\"", "shown beside the example from now on"),
          .init("show marv where note contains figure", "find it again"),
        ], operands: [.examples]),
      read: { reader throws(Failure) in
        let place = try reader.argument("an example:  note marv#7 \"…\"")
        let text =
          reader.flag("remove") ? nil : try reader.argument("a text, or --remove").text
        return NoteInput(
          selection: reader.selection(place), text: text, confirmation: Confirmation(&reader))
      },
      perform: { input, session in
        let selection = try session.selections.selection(input.selection)
        let text = input.text
        let change = try await ExampleChanges(
          by: "note", to: selection, input.confirmation, in: session
        ).mark(askingAbove: 1) {
          $0.note == text ? nil : .note(text)
        } summary: {
          text == nil ? "took the note off \($0.place)" : "note on \($0.place)"
        }
        return NoteResult(change: change, isOfNone: selection.count == 0, text: text)
      })
  }
}
