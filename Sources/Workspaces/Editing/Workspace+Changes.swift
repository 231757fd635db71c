import GRDB

extension Workspace {
  /// Applies all `changes` as one undoable operation and one new revision, or none of them.
  ///
  /// Several changes of one example are one change of it, in their order.
  ///
  /// - Throws: ``WorkspaceError/changedMeanwhile(dataset:number:)`` when an example is not in the
  ///   state that the caller saw, ``WorkspaceError/noExample(dataset:_:)``,
  ///   ``WorkspaceError/alreadyDropped(dataset:number:)``.
  @discardableResult
  package func apply(
    _ changes: [ExampleChange], to dataset: Dataset, describedAs description: ChangeDescription
  ) throws -> ChangeOutcome {
    try write { database in
      let before = try Self.dataset(named: dataset.name, in: database)
      guard before.id == dataset.id else { throw WorkspaceError.noDataset(dataset.name) }
      var edit = try RevisionEdit(of: before, in: database)
      edit.lastChanged = changes.reduce(0) { max($0, $1.number ?? 0) }
      for change in changes { try edit.apply(change, in: database) }

      var operation = try PendingOperation(description, at: now(), in: database)
      let number = try RevisionTotals.nextRevision(of: before.id, in: database)
      try edit.write(number, operation: operation.id, at: now(), in: database)
      try operation.apply(
        .revision(before.id, before: before.revision, after: number), in: database)
      return ChangeOutcome(
        operation: try operation.finish(in: database), before: before,
        after: try Self.dataset(named: before.name, in: database), addedNumbers: edit.added)
    }
  }
}
