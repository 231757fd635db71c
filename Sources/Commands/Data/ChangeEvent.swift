package import Datasets
package import Workspaces

/// What is said while a verb changes examples.
package enum ChangeEvent: Sendable, Hashable {
  /// Some of the changes that the next question is about.
  case samples([ChangeSample])
  /// So much of a long selection was gone through; `count` examples changed, nil in a log.
  case changing(verb: String, percent: Int, count: Int?)
  /// Nothing is being changed any more.
  case changingEnded
  /// Another session writes, and this one waits for its turn.
  case waiting(WaitingFor)
  /// It is this session's turn.
  case waitingEnded
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
