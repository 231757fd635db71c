import GRDB

/// What one dataset has changed since another was made of it, or it of that one.
package struct MergePlan: Sendable {
  /// Whose state holds where both have changed an example.
  package enum Side: Sendable, Hashable {
    /// The dataset that takes over.
    case ours
    /// The dataset whose changes are taken over.
    case theirs
  }

  /// An example that both have changed, each in its own way; nil where it was dropped.
  package struct Conflict: Sendable, Hashable {
    /// In the dataset that takes over.
    package var number: Int
    /// In the dataset whose changes are taken over.
    package var sourceNumber: Int
    package var base: StoredExample?
    package var ours: StoredExample?
    package var theirs: StoredExample?
  }

  package let source: Dataset
  package let sourceRevision: Int
  package let target: Dataset
  /// The revision that both have in common, such as `marv@r1`.
  package let base: String
  package fileprivate(set) var conflicts: [Conflict] = []
  package fileprivate(set) var counts = StepCounts()
  /// Examples that the source has added and that stay there, since only some are taken over.
  package fileprivate(set) var passedAdditions = 0
  /// Whether only chosen examples are taken over, so that the rest is still to be.
  fileprivate let isPartial: Bool
  fileprivate var changes: [ExampleChange] = []
  /// What is added, with its number in the source.
  fileprivate var additions: [StoredExample] = []

  /// Whether there is nothing to take over.
  package var isEmpty: Bool { changes.isEmpty && additions.isEmpty && conflicts.isEmpty }
}

extension Workspace {
  /// Finds out what `source`, in its current revision unless said, has changed since it had
  /// everything in common with `target`; with `chosen`, of those numbers of the source alone, and
  /// without those that it has added: taken twice, they would be there twice.
  ///
  /// What is not changed is not read, where the common state is one of the source. The texts of what
  /// is changed are kept.
  ///
  /// - Throws: ``WorkspaceError/unrelated(_:_:)``.
  package func mergePlan(
    of source: Dataset, revision: Int? = nil, numbers chosen: Set<Int>? = nil, into target: Dataset
  ) throws -> MergePlan {
    guard let bond = try read({ try Bond(of: source, at: revision, and: target, in: $0) }) else {
      throw WorkspaceError.unrelated(source.name, target.name)
    }
    var plan = MergePlan(
      source: source, sourceRevision: bond.sourceRevision, target: target, base: bond.baseName,
      isPartial: chosen != nil)
    let keepsCounts = source.tokenEncoding == target.tokenEncoding
    var numbers = try read { try bond.changedNumbers(in: $0) }
    if let chosen { numbers = numbers.filter(chosen.contains) }
    for start in stride(from: 0, to: numbers.count, by: Self.mergeStretch) {
      try requireGoingOn()
      let stretch = Array(numbers[start..<min(start + Self.mergeStretch, numbers.count)])
      let places = stretch.compactMap { bond.targets[$0] }
      let theirs = try examples(stretch, of: source, revision: bond.sourceRevision)
      let ours = try examples(places, of: target, revision: target.revision)
      let base =
        try bond.isBaseOfSource
        ? examples(stretch, of: source, revision: bond.baseRevision)
        : examples(places, of: target, revision: bond.baseRevision)
      for number in stretch {
        guard let place = bond.targets[number] else {
          guard number > bond.lastKnown, let added = theirs[number] else { continue }
          if plan.isPartial {
            plan.passedAdditions += 1
          } else {
            plan.additions.append(added.counted(keepsCounts))
            plan.counts.added += 1
          }
          continue
        }
        plan.take(
          MergePlan.Conflict(
            number: place, sourceNumber: number,
            base: base[bond.isBaseOfSource ? number : place], ours: ours[place],
            theirs: theirs[number]?.counted(keepsCounts)))
      }
    }
    return plan
  }

  /// Examples that are compared at a time.
  private static let mergeStretch = 8_192

  private func examples(
    _ numbers: [Int], of dataset: Dataset, revision: Int
  ) throws -> [Int: StoredExample] {
    var found: [Int: StoredExample] = [:]
    if numbers.isEmpty { return found }
    try forEachExample(of: dataset, revision: revision, numbers: numbers.ascendingRanges) {
      found[$0.number] = $0
      return true
    }
    return found
  }

  /// Takes over what a plan says, as one undoable operation.
  ///
  /// - Returns: nil when nothing was to be done.
  /// - Throws: ``WorkspaceError/changedMeanwhile(dataset:number:)`` when an example of the target
  ///   was changed since the plan was made.
  package func merge(
    _ plan: MergePlan, preferring side: MergePlan.Side? = nil,
    describedAs description: ChangeDescription
  ) throws -> ChangeOutcome? {
    precondition(plan.conflicts.isEmpty || side != nil, "conflicts are decided before they merge")
    var changes = plan.changes
    if side == .theirs { changes += plan.conflicts.flatMap(\.taken) }
    changes += plan.additions.map {
      ExampleChange(.add($0.content, tags: $0.facts.tags, note: $0.facts.note))
    }
    if plan.isEmpty { return nil }
    return try write { database in
      let before = try Self.dataset(named: plan.target.name, in: database)
      guard before.id == plan.target.id else { throw WorkspaceError.noDataset(plan.target.name) }
      var edit = try RevisionEdit(of: before, in: database)
      edit.lastChanged = changes.reduce(0) { max($0, $1.number ?? 0) }
      for change in changes { try edit.apply(change, in: database) }
      var operation = try PendingOperation(description, at: now(), in: database)
      let number = try RevisionTotals.nextRevision(of: before.id, in: database)
      try edit.write(number, operation: operation.id, at: now(), in: database)
      // What is left of a fork is found by what both had in common before.
      if !plan.isPartial {
        var copies = NumberMap()
        for (new, old) in zip(edit.added, plan.additions) { copies.append(new, copyOf: old.number) }
        try CopiedExamples.write(
          copies, of: before.id, number, from: plan.source.id, plan.sourceRevision, in: database)
      }
      try operation.apply(
        .revision(before.id, before: before.revision, after: number), in: database)
      return ChangeOutcome(
        operation: try operation.finish(in: database), before: before,
        after: try Self.dataset(named: before.name, in: database), addedNumbers: edit.added)
    }
  }
}

extension MergePlan {
  /// Decides one example that both know.
  fileprivate mutating func take(_ states: Conflict) {
    let (base, ours, theirs) = (states.base, states.ours, states.theirs)
    if isEqual(theirs, base) || isEqual(ours, theirs) { return }
    guard let theirs else {
      // They dropped it.
      guard let ours else { return }
      if isEqual(ours, base) {
        changes += states.taken
        counts.removed += 1
      } else {
        conflicts.append(states)
      }
      return
    }
    guard let ours else {
      // We dropped what they changed, or neither had it and they have it back.
      if base == nil {
        changes += states.taken
        counts.added += 1
      } else {
        conflicts.append(states)
      }
      return
    }
    guard let merged = merged(base, ours, theirs) else {
      conflicts.append(states)
      return
    }
    let actions = merged.changes(of: ours)
    if actions.isEmpty { return }
    if merged.bytes != ours.bytes { counts.changed += 1 } else { counts.marked += 1 }
    changes += actions.map {
      ExampleChange($0, number: states.number, seenVersion: ours.facts.version)
    }
  }

  /// Bytes, tags and note, each from the side that changed it; nil where both did, differently.
  private func merged(
    _ base: StoredExample?, _ ours: StoredExample, _ theirs: StoredExample
  ) -> StoredExample? {
    var merged = ours
    if ours.bytes != theirs.bytes, base?.bytes != theirs.bytes {
      guard base?.bytes == ours.bytes else { return nil }
      merged.bytes = theirs.bytes
      merged.facts.tokens = theirs.facts.tokens
      merged.facts.trainedTokens = theirs.facts.trainedTokens
    }
    if ours.facts.note != theirs.facts.note, base?.facts.note != theirs.facts.note {
      guard base?.facts.note == ours.facts.note else { return nil }
      merged.facts.note = theirs.facts.note
    }
    // A tag that one side took off is off, and one that a side put on is on.
    let before = base?.facts.tags ?? []
    merged.facts.tags = ours.facts.tags.filter { tag in
      !before.contains(tag) || theirs.facts.tags.contains(tag)
    }
    for tag in theirs.facts.tags where !before.contains(tag) && !merged.facts.tags.contains(tag) {
      merged.facts.tags.append(tag)
    }
    return merged
  }
}

/// Whether two states say the same.
private func isEqual(_ one: StoredExample?, _ other: StoredExample?) -> Bool {
  guard let one, let other else { return one == nil && other == nil }
  return one.bytes == other.bytes && one.facts.tags == other.facts.tags
    && one.facts.note == other.facts.note
}

extension MergePlan.Conflict {
  /// What makes our example theirs.
  fileprivate var taken: [ExampleChange] {
    let seen = ours?.facts.version
    guard let theirs else { return [ExampleChange(.drop, number: number, seenVersion: seen)] }
    let restored = ours == nil ? [ExampleChange(.restore, number: number)] : []
    let actions = theirs.changes(of: ours)
    return restored
      + actions.map { ExampleChange($0, number: number, seenVersion: seen) }
  }
}

extension StoredExample {
  fileprivate var content: ExampleChange.Content {
    ExampleChange.Content(
      bytes: bytes, tokens: facts.tokens, trainedTokens: facts.trainedTokens)
  }

  /// Without counts of another encoding.
  fileprivate func counted(_ keepsCounts: Bool) -> StoredExample {
    if keepsCounts { return self }
    var example = self
    example.facts.tokens = nil
    example.facts.trainedTokens = nil
    return example
  }

  /// The changes that make another state this one.
  fileprivate func changes(of other: StoredExample?) -> [ExampleChange.Action] {
    var actions: [ExampleChange.Action] = []
    if bytes != other?.bytes { actions.append(.set(content)) }
    if facts.tags != other?.facts.tags { actions.append(.tag(facts.tags)) }
    if facts.note != other?.facts.note { actions.append(.note(facts.note)) }
    return actions
  }
}
