import CommandLanguage
package import JSON
import Workspaces

/// The dataset that is locked or unlocked.
package struct LockInput: Sendable {
  var name: Argument
}

/// What has become of a dataset's lock.
package struct LockResult: VerbResult {
  package var name: String
  package var isLocked: Bool
  /// Whether it was so before.
  package var wasSo: Bool
  /// How often it was unlocked so far.
  package var openedCount: Int

  package var json: JSONValue {
    ["dataset": .string(name), "locked": .bool(isLocked), "opened": .integer(openedCount)]
  }
}

extension Verb where Input == LockInput, Result == LockResult {
  /// `lock`: keeps a dataset unseen and unchanged for the last test.
  package static var lock: Self {
    Self(
      VerbDeclaration(
        "lock", .curate, "keep a dataset unseen and unchanged for the last test",
        usage: ["lock NAME"],
        examples: [
          .init("lock exam", "nothing shows, trains on or changes exam until it is unlocked"),
          .init("leaks learn exam near", "counting, checking and comparing go on"),
        ], operands: [.dataset]),
      read: { reader throws(Failure) in
        LockInput(name: try reader.argument("a dataset:  lock exam"))
      },
      perform: { input, session in try LockResult(input.name, isLocked: true, in: session) })
  }

  /// `unlock`: opens a dataset that was kept for the last test.
  package static var unlock: Self {
    Self(
      VerbDeclaration(
        "unlock", .curate, "open a dataset that was kept for the last test",
        usage: ["unlock NAME"],
        examples: [
          .init("unlock exam", "it can be shown, changed and trained on; how often is counted"),
          .init("lock exam", "close it again"),
        ], operands: [.dataset]),
      read: { reader throws(Failure) in
        LockInput(name: try reader.argument("a dataset:  unlock exam"))
      },
      perform: { input, session in try LockResult(input.name, isLocked: false, in: session) })
  }
}

extension LockResult {
  fileprivate init(_ name: Argument, isLocked: Bool, in session: Session) throws {
    let dataset = try session.selections.dataset(named: name.text, at: name.span)
    self.init(
      name: dataset.name, isLocked: isLocked, wasSo: dataset.isLocked == isLocked,
      openedCount: try session.workspace.setLock(isLocked, of: dataset))
  }
}

extension Selections {
  /// Refuses to open a dataset that is kept for the last test.
  ///
  /// - Throws: ``Failure`` E222.
  func refuseLocked(
    _ dataset: Dataset, at span: Span?, consequence: String = "nothing was done"
  ) throws(Failure) {
    guard dataset.isLocked else { return }
    throw Failure(
      .lockedDataset, "\(dataset.name) is locked: it is kept unseen for the last test", at: span,
      consequence: consequence, remedy: "unlock \(dataset.name)")
  }
}
