import CommandLanguage
package import JSON
package import Workspaces

/// A tag, and whether it goes on or off.
package struct TagInput: Sendable {
  var selection: SelectionRequest
  var tag: String
  var removes: Bool
  var confirmation: Confirmation
}

/// The examples that carry a tag now, or do not any more.
package struct TagResult: VerbResult {
  /// nil when there was nothing to change.
  package var change: ChangedExamples?
  /// Whether the selection has no example.
  package var isOfNone: Bool
  package var tag: String
  /// Whether the tag was taken off.
  package var isRemoved: Bool

  package var json: JSONValue { change.json(with: JSONMember("tag", .string(tag))) }
  package var replayFacts: ReplayFacts { change.replayFacts }
}

extension Verb where Input == TagInput, Result == TagResult {
  /// `tag`: a word on examples, to find them by.
  package static var tag: Self {
    Self(
      VerbDeclaration(
        "tag", .data, "put a tag on examples, or take it off",
        usage: ["tag NAME#NUMBERS TAG", "tag NAME where TEST TAG"],
        options: [
          .init("remove", nil, "take the tag off"),
          .init("yes", nil, "do not ask when many examples change"),
        ],
        examples: [
          .init("tag marv#3..7 funny", "five examples carry the tag"),
          .init("show marv where tagged funny", "find them again"),
        ], operands: [.examples]),
      read: { reader throws(Failure) in
        let selection = reader.selection(reader.optionalArgument())
        let tag = try reader.argument("a tag")
        guard isName(tag.text) else {
          throw Failure(
            .badName, "\"\(tag.text)\" cannot be a tag", at: tag.span,
            consequence: "nothing was tagged", remedy: "tags are letters, digits, - and _")
        }
        return TagInput(
          selection: selection, tag: tag.text, removes: reader.flag("remove"),
          confirmation: Confirmation(&reader))
      },
      perform: { input, session in
        let selection = try session.selections.selection(input.selection)
        let (tag, removes) = (input.tag, input.removes)
        let change = try await ExampleChanges(
          by: "tag", to: selection, input.confirmation, in: session
        ).mark(askingAbove: Confirmation.easyLimit) { facts in
          guard facts.tags.contains(tag) == removes else { return nil }
          return .tag(removes ? facts.tags.filter { $0 != tag } : facts.tags + [tag])
        } summary: {
          "\(removes ? "took off" : "tagged") \(tag), \($0.counted)"
        }
        return TagResult(
          change: change, isOfNone: selection.count == 0, tag: tag, isRemoved: removes)
      })
  }
}
