package import CommandLanguage
import Datasets
import Spelling
package import Workspaces

/// The words of a line that choose examples, before anything was looked up.
package struct SelectionRequest: Sendable {
  /// The dataset or its examples; nil for the current dataset.
  package var argument: Argument?
  /// In the order of the line.
  package var clauses: [Clause]
  /// The verb, where it is about whole examples and a field would be passed over.
  package var fieldlessVerb: String?
  /// Whether a locked dataset is taken.
  package var mayBeLocked = false
}

/// Examples that a line means: a dataset in a revision, and which of its numbers.
package struct Selection: Sendable {
  package var dataset: Dataset
  /// nil for the current revision.
  package var revision: Int?
  /// In the order to show them; nil for all, by number.
  package var numbers: [Int]?
  /// The way into each example, when the reference had one.
  package var field: FieldPath

  /// How many examples are meant.
  package var count: Int { numbers?.count ?? dataset.exampleCount }

  /// The numbers as ascending ranges that do not overlap; nil for all.
  var ranges: [ClosedRange<Int>]? { numbers?.ascendingRanges }

  /// How the dataset is named in results: `marv`, or `marv@r3` for an older revision.
  package var name: String { dataset.name + (revision.map { "@r\($0)" } ?? "") }
}

/// What lines mean by datasets and examples, and how the meant examples are read.
package struct Selections {
  let session: Session

  /// The dataset named `name`.
  ///
  /// - Throws: ``Failure`` E310 with the nearest name.
  package func dataset(named name: String, at span: Span?) throws -> Dataset {
    do {
      return try session.workspace.dataset(named: name)
    } catch WorkspaceError.noDataset {
      let names = try session.workspace.datasets().map(\.name)
      let near = nearest(to: name, in: names)
      throw Failure(
        .noDatasetOrExample, "no dataset \"\(name)\"", at: span,
        remedy: near.map { "did you mean \($0)?" }
          ?? (names.isEmpty ? "load FILE.jsonl as \(name)" : "list shows the datasets"))
    }
  }

  /// The dataset that bare `#12` and verbs without a dataset mean.
  package func requireCurrentDataset(at span: Span?) throws -> Dataset {
    if let name = session.currentDataset { return try dataset(named: name, at: span) }
    let all = try session.workspace.datasets()
    guard all.count == 1 else {
      throw Failure(
        .noCurrentDataset, all.isEmpty ? "there is no dataset yet" : "no dataset is in use",
        at: span,
        remedy: all.isEmpty ? "load FILE.jsonl as NAME" : "use \(all[0].name)")
    }
    return all[0]
  }

  /// The examples that a request means; their dataset becomes the current one.
  ///
  /// - Throws: ``Failure`` E310 for what is not there, E301 for a field that the verb does not
  ///   take, E222 for a locked dataset, and for a clause that cannot be answered.
  package func selection(_ request: SelectionRequest) throws -> Selection {
    var selection = try selection(naming: request.argument)
    try refuseField(of: selection, request)
    if !request.mayBeLocked {
      try refuseLocked(selection.dataset, at: request.argument?.span)
    }
    session.currentDataset = selection.dataset.name
    for clause in request.clauses {
      try narrow(&selection, by: clause)
    }
    if selection.revision == nil { session.cells.notes(selection.dataset, selection.numbers) }
    return selection
  }

  /// Refuses a field that would be passed over: dropping `marv#2.user` must not drop the example.
  private func refuseField(
    of selection: Selection, _ request: SelectionRequest
  ) throws(Failure) {
    guard let verb = request.fieldlessVerb, !selection.field.isEmpty,
      let argument = request.argument
    else { return }
    let field = selection.field.description
    let whole =
      argument.text.hasSuffix(field) ? String(argument.text.dropLast(field.count)) : selection.name
    throw Failure(
      .wrongReference, "\(verb) is about whole examples, not about \(field)",
      at: argument.span, consequence: "nothing was done",
      remedy: "leave the field out:  \(whole)")
  }

  /// What an argument names, without clauses and without making it the current dataset.
  func selection(naming argument: Argument?) throws -> Selection {
    guard let argument else {
      return Selection(dataset: try requireCurrentDataset(at: nil), field: FieldPath())
    }
    switch argument.value {
    case .word(let name):
      // `marv.system` is a field where no dataset is called so.
      if case .dataset(let name, let revision, let field)? = Reference(name) {
        let found = try dataset(named: name, at: argument.span)
        return Selection(
          dataset: found, revision: try self.revision(revision, of: found, at: argument.span),
          field: field)
      }
      return Selection(dataset: try dataset(named: name, at: argument.span), field: FieldPath())
    case .reference(.dataset(let name, let revision, let field)):
      let found = try dataset(named: name, at: argument.span)
      return Selection(
        dataset: found, revision: try self.revision(revision, of: found, at: argument.span),
        field: field)
    case .reference(.examples(let name, let revision, let ranges, let field)):
      let found =
        try name.map { try dataset(named: $0, at: argument.span) }
        ?? requireCurrentDataset(at: argument.span)
      var selection = Selection(
        dataset: found, revision: try self.revision(revision, of: found, at: argument.span),
        field: field)
      selection.numbers = try numbers(ranges, of: selection, at: argument.span)
      return selection
    default:
      throw Failure(
        .wrongReference, "\"\(argument.text)\" is not a dataset or its examples", at: argument.span,
        remedy: "name a dataset, such as marv, or examples of it, such as marv#3..7")
    }
  }

  /// The number of the revision that a reference names; nil where it names none.
  ///
  /// - Throws: ``Failure`` E310 with what there is.
  func revision(_ name: RevisionName?, of dataset: Dataset, at span: Span?) throws -> Int? {
    switch name {
    case nil: return nil
    case .number(let number):
      do {
        return try session.workspace.revision(number, of: dataset).number
      } catch WorkspaceError.noRevision {
        throw Failure(
          .noDatasetOrExample, "no revision r\(number) of \(dataset.name)", at: span,
          remedy: "the current one is \(dataset.name)@r\(dataset.revision)")
      }
    case .snapshot(let text):
      if let found = try session.workspace.snapshot(text, of: dataset) { return found.revision }
      let names = try session.workspace.snapshots(of: dataset).map(\.name)
      throw Failure(
        .noDatasetOrExample, "no revision of \(dataset.name) is called \(text)", at: span,
        remedy: nearest(to: text, in: names).map { "did you mean \(dataset.name)@\($0)?" }
          ?? "log \(dataset.name)  shows the revisions and their names")
    }
  }

  /// The existing numbers in `ranges`, in their order.
  private func numbers(
    _ ranges: [ExampleRange], of selection: Selection, at span: Span
  ) throws -> [Int] {
    let (dataset, revision) = (selection.dataset, selection.revision)
    let last = try session.workspace.lastNumber(of: dataset, revision: revision) ?? 0
    func resolved(_ bound: ExampleBound) -> Int {
      switch bound {
      case .number(let number): number
      case .last: last
      }
    }
    // Only what is asked for is looked up, so that one example of a million is there at once.
    let wanted = ranges.map { (resolved($0.first), min(resolved($0.last), last)) }
    let existing = try session.workspace.numbers(
      of: dataset, revision: revision,
      in: wanted.compactMap { $0 <= $1 ? $0...$1 : nil }.ascendingRanges)
    var numbers: [Int] = []
    for (range, (low, high)) in zip(ranges, wanted) {
      let found = existing.lazy.drop { $0 < low }.prefix { $0 <= high }
      if found.isEmpty {
        throw Failure(
          .noDatasetOrExample, "no example \(selection.name)#\(range)", at: span,
          remedy: last > 0
            ? "the last one is \(dataset.name)#\(last)" : "the dataset is empty")
      }
      numbers += found
    }
    return numbers
  }
}
