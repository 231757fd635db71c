package import Datasets

/// What is said while a verb changes examples.
package enum ChangeEvent: Sendable, Hashable {
  /// Some of the changes that the next question is about.
  case samples([ChangeSample])
  /// A kept draft is in the editor again; `changed` is its example where that was changed since.
  case draftReopened(changed: String?)
  /// The saved text is no example.
  case notAnExample(EditingFault)
  /// Somebody else changed or dropped the example while it was in the editor.
  case overtaken(example: String, isDropped: Bool, old: [ExampleTurn], new: [ExampleTurn])
}

/// What would become of one example, for a look before many change.
package enum ChangeSample: Sendable, Hashable {
  /// A part of the example, such as `.assistant`, gets a new text.
  case edited(number: Int, place: String, old: String?, new: String?)
  /// The example with these first words goes.
  case dropped(example: String, said: String)
}
