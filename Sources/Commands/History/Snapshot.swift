import CommandLanguage
package import JSON
package import Workspaces

/// What `snapshot` is asked.
package struct SnapshotInput: Sendable {
  /// The dataset or one of its revisions; nil for the current dataset.
  var argument: Argument?
  /// nil when a name is removed.
  var name: Argument?
}

/// A name that a revision has, or has no more.
package struct SnapshotResult: VerbResult {
  package var dataset: String
  package var name: String
  package var revision: Int
  package var exampleCount: Int
  package var isRemoved: Bool

  package var json: JSONValue {
    [
      "dataset": .string(dataset), "name": .string(name), "revision": .integer(revision),
      "count": .integer(exampleCount), "removed": .bool(isRemoved),
    ]
  }

  package var replayFacts: ReplayFacts { ReplayFacts(dataset: dataset) }
}

extension Verb where Input == SnapshotInput, Result == SnapshotResult {
  /// `snapshot`: a revision gets a name that stands wherever its number does.
  package static var snapshot: Self {
    Self(
      VerbDeclaration(
        "snapshot", .curate, "give a revision a name, which stands wherever @r3 does",
        usage: [
          "snapshot NAME as TEXT", "snapshot NAME@rN as TEXT", "snapshot NAME@TEXT --remove",
        ],
        options: [.init("remove", nil, "take the name away; the revision stays")],
        examples: [
          .init("snapshot marv as before-cleaning", "then diff marv@before-cleaning"),
          .init("snapshot marv@r1 as loaded", "an older revision"),
        ], operands: [.dataset]),
      read: { reader throws(Failure) in
        let argument = reader.optionalArgument()
        let name = reader.clause(.as)
        if reader.flag("remove") {
          if let name { throw reader.unexpected(name) }
        } else if name == nil {
          throw reader.missing("a name for the revision:  snapshot NAME as TEXT")
        }
        return SnapshotInput(argument: argument, name: name)
      },
      perform: { input, session in
        if let name = input.name {
          return try Naming(session: session).add(name, to: input.argument)
        }
        return try Naming(session: session).remove(input.argument)
      })
  }
}

/// One name on its way to a revision, or away from it.
private struct Naming {
  let session: Session

  func add(_ name: Argument, to argument: Argument?) throws -> SnapshotResult {
    guard isName(name.text), !RevisionName.isNumber(name.text) else {
      throw Failure(
        .badName, "\"\(name.text)\" cannot be a snapshot's name", at: name.span,
        consequence: "nothing was named",
        remedy: "names are letters, digits, - and _, and none is like r3")
    }
    let selection = try session.selections.selection(
      SelectionRequest(
        argument: argument, clauses: [], fieldlessVerb: "snapshot", mayBeLocked: true))
    try requireWhole(selection, argument)
    do {
      let made = try session.workspace.addSnapshot(
        name.text, of: selection.dataset, revision: selection.revision,
        cell: session.cells.current)
      return try result(made, of: selection.dataset, isRemoved: false)
    } catch WorkspaceError.snapshotExists(let dataset, let name, let revision) {
      throw Failure(
        .datasetExists, "\(dataset)@\(name) is r\(revision) already", at: argument?.span,
        consequence: "nothing was named",
        remedy: "choose another name, or:  snapshot \(dataset)@\(name) --remove")
    }
  }

  func remove(_ argument: Argument?) throws -> SnapshotResult {
    let reference = argument.flatMap { $0.reference ?? Reference($0.text) }
    guard case .dataset(let name, .snapshot(let snapshot)?, let field)? = reference, field.isEmpty
    else {
      throw Failure(
        .wrongReference, "--remove takes a name that was given to a revision",
        at: argument?.span, consequence: "nothing was removed",
        remedy: "snapshot marv@before-cleaning --remove;  list snapshots  shows them")
    }
    let dataset = try session.selections.dataset(named: name, at: argument?.span)
    _ = try session.selections.revision(.snapshot(snapshot), of: dataset, at: argument?.span)
    let removed = try session.workspace.removeSnapshot(snapshot, of: dataset)
    return try result(removed, of: dataset, isRemoved: true)
  }

  private func result(
    _ snapshot: Snapshot, of dataset: Dataset, isRemoved: Bool
  ) throws -> SnapshotResult {
    SnapshotResult(
      dataset: dataset.name, name: snapshot.name, revision: snapshot.revision,
      exampleCount: try session.workspace.revision(snapshot.revision, of: dataset).exampleCount,
      isRemoved: isRemoved)
  }

  private func requireWhole(_ selection: Selection, _ argument: Argument?) throws(Failure) {
    if selection.numbers == nil { return }
    throw Failure(
      .partOfDataset, "a snapshot is of a whole dataset", at: argument?.span,
      consequence: "nothing was named", remedy: "snapshot \(selection.name) as NAME")
  }
}
