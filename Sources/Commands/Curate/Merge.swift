import CommandLanguage
import Datasets
package import JSON
import Quantities
package import Workspaces

/// What `merge` is asked.
package struct MergeInput: Sendable {
  var source: SelectionRequest
  var target: Argument
  /// Whose state holds where both changed an example; nil when nobody said.
  var side: MergePlan.Side?
}

/// What was taken over.
package struct MergeResult: VerbResult {
  /// The dataset whose changes were taken over, with its revision.
  package var source: String
  package var target: String
  package var counts: StepCounts
  /// How many examples both had changed.
  package var conflictCount: Int
  package var side: MergePlan.Side?
  /// Examples that the fork added, which a merge of chosen ones leaves where they are.
  package var passedCount: Int
  /// nil when there was nothing to take over.
  package var change: ChangeOutcome?

  package var json: JSONValue {
    [
      "source": .string(source), "dataset": .string(target),
      "revision": change.map { .integer($0.after.revision) } ?? .null,
      "added": .integer(counts.added), "removed": .integer(counts.removed),
      "changed": .integer(counts.changed), "marked": .integer(counts.marked),
      "conflicts": .integer(conflictCount),
    ]
  }

  package var replayFacts: ReplayFacts { ReplayFacts(dataset: target) }
}

extension Verb where Input == MergeInput, Result == MergeResult {
  /// `merge`: the changes of a fork, in the dataset that it was made of.
  package static var merge: Self {
    Self(
      VerbDeclaration(
        "merge", .curate, "take over what a fork has changed since it was made",
        usage: [
          "merge FORK into NAME [where TEST]", "merge FORK into NAME --ours",
          "merge FORK into NAME --theirs",
        ],
        options: [
          .init("ours", nil, "what both changed stays as it is in NAME"),
          .init("theirs", nil, "what both changed becomes as it is in FORK"),
        ],
        examples: [
          .init("merge attempt into marv", "as one change, which one undo takes back"),
          .init("merge attempt#4 into marv", "what the fork changed of that example"),
        ], operands: [.examples, .words(["into"]), .dataset]),
      read: { reader throws(Failure) in
        let source = reader.selection(try reader.argument("a fork:  merge FORK into NAME"))
        let word = try reader.argument("\"into\" and a dataset:  merge FORK into NAME")
        guard word.text == "into" else { throw reader.unexpected(word) }
        let target = try reader.argument("a dataset behind \"into\":  merge FORK into NAME")
        let (ours, theirs) = (reader.flag("ours"), reader.flag("theirs"))
        if ours, theirs {
          throw Failure(
            .exclusiveOptions, "--ours and --theirs are opposites",
            consequence: "nothing was merged",
            remedy: "leave one of them out")
        }
        return MergeInput(
          source: source, target: target, side: ours ? .ours : theirs ? .theirs : nil)
      },
      perform: { input, session in try Merging(input: input, session: session).result() })
  }
}

/// One merge on its way.
private struct Merging {
  let input: MergeInput
  let session: Session

  /// Conflicts that are shown; all are counted.
  private static let shownLimit = 5

  func result() throws -> MergeResult {
    // What is merged into becomes the dataset in use, not what comes from elsewhere.
    let inUse = session.currentDataset
    let source = try session.selections.selection(input.source)
    session.currentDataset = inUse
    let target = try session.selections.dataset(named: input.target.text, at: input.target.span)
    let plan = try plan(source, target)
    if input.side == nil, !plan.conflicts.isEmpty { throw conflict(plan, source, target) }
    let whole = "\(source.dataset.name) r\(plan.sourceRevision)"
    let words =
      source.numbers.map { "\(whole) (\(NumberFormat.count($0.count, "example")))" } ?? whole
    let change = try session.workspace.merge(
      plan, preferring: input.side,
      describedAs: ChangeDescription(
        "merge", "merged \(words) into \(target.name)", cell: session.cells.current))
    session.currentDataset = target.name
    return MergeResult(
      source: words, target: target.name, counts: plan.counts,
      conflictCount: plan.conflicts.count, side: input.side, passedCount: plan.passedAdditions,
      change: change)
  }

  private func plan(_ source: Selection, _ target: Dataset) throws -> MergePlan {
    guard source.dataset.id != target.id else {
      throw Failure(
        .unrelatedDatasets, "\(target.name) cannot be merged into itself", at: input.target.span,
        consequence: "nothing was merged",
        remedy: "for an older revision of it:  restore \(target.name)@r1")
    }
    do {
      return try session.workspace.mergePlan(
        of: source.dataset, revision: source.revision, numbers: source.numbers.map(Set.init),
        into: target)
    } catch WorkspaceError.unrelated {
      throw Failure(
        .unrelatedDatasets,
        "neither \(source.dataset.name) nor \(target.name) was made of the other",
        at: input.target.span, consequence: "nothing was merged",
        remedy: "diff \(target.name) \(source.name)  shows what is not the same")
    }
  }

  private func conflict(
    _ plan: MergePlan, _ source: Selection, _ target: Dataset
  ) -> Failure {
    let count = plan.conflicts.count
    let shown = plan.conflicts.prefix(Self.shownLimit)
    var lines = shown.flatMap { conflict in
      [
        "\(target.name)#\(conflict.number)"
          + (conflict.sourceNumber == conflict.number
            ? "" : " (\(source.dataset.name)#\(conflict.sourceNumber))")
      ] + versions(of: conflict)
    }
    if count > shown.count { lines.append("and \(NumberFormat.count(count - shown.count)) more") }
    let line = "merge \(source.name) into \(target.name)"
    return Failure(
      .mergeConflict,
      "\(NumberFormat.count(count, "example")) changed in both since \(plan.base)",
      at: input.source.argument?.span, context: lines, consequence: "nothing was merged",
      remedy: (source.numbers == nil ? "\(line) --ours" : "the same line with --ours")
        + ", or --theirs; or first make them equal with set or edit")
  }

  /// What was, and what each side made of it.
  private func versions(of conflict: MergePlan.Conflict) -> [String] {
    let base = turns(conflict.base)
    return [("was", conflict.base), ("ours", conflict.ours), ("theirs", conflict.theirs)].map {
      name, state in
      let label = "  " + name + String(repeating: " ", count: 8 - name.count)
      guard let state else { return label + "dropped" }
      let reference = name == "was" ? turns(conflict.theirs) : base
      let difference = turnDifferences(reference, turns(state)).first {
        if case .removed = $0 { false } else { true }
      }
      switch difference {
      case .added(let turn)?, .changed(_, let turn, _)?: return label + words(turn)
      default: break
      }
      let marks = state.facts.tags + [state.facts.note].compactMap(\.self)
      return label + (marks.isEmpty ? "no tags, no note" : marks.joined(separator: " "))
    }
  }

  private func turns(_ example: StoredExample?) -> [ExampleTurn] {
    example.flatMap { try? Example($0.bytes).turns } ?? []
  }

  private func words(_ turn: ExampleTurn) -> String {
    let text = turn.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let shown = text.count > 80 ? text.prefix(80) + "…" : text
    return "\(turn.role): \(shown.isEmpty ? "(empty)" : shown)"
  }
}
