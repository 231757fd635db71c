import CommandLanguage
package import JSON
import Quantities
package import Workspaces

/// What `restore` is asked.
package struct RestoreInput: Sendable {
  /// A revision, or a job.
  var target: Argument
  /// The name of a dataset that was removed, where its own is taken.
  var name: Argument?
}

/// What came of restoring.
package enum RestoreResult: VerbResult {
  /// The dataset is equal to `revision` of itself.
  case restored(RestoreOutcome, revision: Int)
  /// Nothing was to be done.
  case same(Dataset, revision: Int)

  private var dataset: Dataset {
    switch self {
    case .restored(let outcome, _): outcome.after
    case .same(let dataset, _): dataset
    }
  }

  package var json: JSONValue {
    let (isChanged, revision) =
      switch self {
      case .restored(_, let revision): (true, revision)
      case .same(_, let revision): (false, revision)
      }
    return [
      "dataset": .string(dataset.name), "revision": .integer(dataset.revision),
      "restored": .integer(revision), "changed": .bool(isChanged),
      "count": .integer(dataset.exampleCount),
    ]
  }

  package var replayFacts: ReplayFacts { ReplayFacts(dataset: dataset.name) }
}

extension Verb where Input == RestoreInput, Result == RestoreResult {
  /// `restore`: a dataset as it was.
  package static var restore: Self {
    Self(
      VerbDeclaration(
        "restore", .curate, "make a dataset as it was in a revision, or for a job",
        usage: ["restore NAME@rN", "restore NAME@SNAPSHOT", "restore @JOB [as NAME]"],
        examples: [
          .init("restore marv@r1", "a new revision that is equal to r1; undo takes it back"),
          .init("restore @demo", "the dataset as demo was trained on it"),
        ], operands: [.dataset]),
      read: { reader throws(Failure) in
        RestoreInput(
          target: try reader.argument("a revision or a job:  restore marv@r3"),
          name: reader.clause(.as))
      },
      perform: { input, session in try Restoring(input: input, session: session).result() })
  }
}

/// One revision on its way back.
private struct Restoring {
  let input: RestoreInput
  let session: Session

  private struct Target {
    var dataset: Dataset
    var revision: Int
    /// How it was named, for the list of operations.
    var words: String
  }

  func result() throws -> RestoreResult {
    let target = try target()
    let (dataset, revision) = (target.dataset, target.revision)
    let isVisible = try session.workspace.isVisible(dataset)
    if let name = input.name { try require(name, isVisible: isVisible, target) }
    let name = input.name?.text ?? dataset.name
    do {
      let outcome = try session.workspace.restore(
        dataset, to: revision, as: name,
        describedAs: ChangeDescription(
          "restore", "\(name) as in \(target.words)", cell: session.cells.current))
      session.currentDataset = name
      return outcome.map { .restored($0, revision: revision) }
        ?? .same(dataset, revision: revision)
    } catch WorkspaceError.datasetExists {
      throw Failure(
        .datasetExists,
        "\(target.words) is of a dataset that was removed, and another one is called \(name) now",
        at: input.target.span, consequence: "nothing was restored",
        remedy: "restore \(input.target.text) as \(name)2")
    }
  }

  private func require(_ name: Argument, isVisible: Bool, _ target: Target) throws(Failure) {
    let old = "\(target.dataset.name)@r\(target.revision)"
    if isVisible {
      throw Failure(
        .unexpectedArgument, "restore changes \(target.dataset.name) itself", at: name.span,
        consequence: "nothing was restored",
        remedy: "for another dataset:  fork \(old) as \(name.text)")
    }
    guard isName(name.text) else {
      throw Failure(
        .badName, "\"\(name.text)\" cannot be a dataset's name", at: name.span,
        consequence: "nothing was restored", remedy: "names are letters, digits, - and _")
    }
  }

  private func target() throws -> Target {
    let argument = input.target
    if argument.namesJobOrResult { return try trained(by: session.jobs.job(argument)) }
    guard
      case .dataset(let name, let revision, let field)? = argument.reference
        ?? Reference(argument.text) ?? .dataset(argument.text, revision: nil, field: FieldPath()),
      field.isEmpty
    else {
      throw Failure(
        .wrongReference, "\"\(argument.text)\" is not a revision of a dataset", at: argument.span,
        consequence: "nothing was restored", remedy: "restore marv@r3;  log marv  lists them")
    }
    let visible = try session.workspace.datasets().first { $0.name == name }
    let found = try visible ?? session.workspace.removedDataset(named: name)
    let dataset = try found ?? session.selections.dataset(named: name, at: argument.span)
    guard let number = try session.selections.revision(revision, of: dataset, at: argument.span)
    else {
      guard visible == nil else {
        throw Failure(
          .missingArgument, "restore needs a revision of \(name)", at: argument.span,
          consequence: "nothing was restored",
          remedy: "restore \(name)@r\(max(1, dataset.revision - 1));  log \(name)  lists them")
      }
      return Target(dataset: dataset, revision: dataset.revision, words: "r\(dataset.revision)")
    }
    let words = revision.map { "\($0)" } ?? ""
    return Target(dataset: dataset, revision: number, words: words)
  }

  private func trained(by record: JobRecord) throws -> Target {
    guard let id = record.launch.dataset, let revision = record.launch.revision,
      let dataset = try session.workspace.dataset(id)
    else {
      throw Failure(
        .noDatasetOrExample, "@\(record.name) was not launched with a dataset of this workspace",
        at: input.target.span, consequence: "nothing was restored", remedy: "list jobs")
    }
    return Target(dataset: dataset, revision: revision, words: "@\(record.name)")
  }
}
