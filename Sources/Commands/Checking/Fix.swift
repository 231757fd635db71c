import CommandLanguage
package import Datasets
package import JSON
import Quantities
import Spelling
package import Workspaces

/// What `fix` is asked.
package struct FixInput: Sendable {
  var selection: SelectionRequest
  /// The rules whose findings are mended; empty for all that can be without losing anything.
  var rules: [Argument]
  /// Whether the examples are changed, and not only shown.
  var isAgreed: Bool
}

/// What repairs make of some examples: made, or to be looked at.
package struct FixResult: VerbResult {
  /// One example that a repair changes.
  package struct Change: Sendable {
    package var number: Int
    /// What is done, as phrases; empty for one that is dropped.
    package var phrases: [String]
    package var old: [ExampleTurn]
    package var new: [ExampleTurn]
    /// The example that it repeats, where it is dropped.
    package var repeats: Int?
  }

  /// A rule whose findings are left.
  package struct Remainder: Sendable {
    package var rule: Rule
    package var severity: Severity
    package var count: Int
    /// The first example; nil where the dataset as a whole is meant.
    package var first: Int?
    /// Whether naming the rule on the line would mend it.
    package var isMendable: Bool
  }

  package var dataset: String
  package var exampleCount: Int
  package var changedCount: Int
  /// The first ones, in order of number.
  package var changes: [Change]
  /// How many examples each rule's repair changes, by code.
  package var counts: [String: Int]
  package var remainders: [Remainder]
  /// nil where nothing was changed yet.
  package var outcome: ChangeOutcome?
  /// The words of the line that chose rules, to be repeated.
  package var ruleNames: [String]

  package var json: JSONValue {
    [
      "dataset": .string(dataset), "changed": .integer(changedCount),
      "applied": .bool(outcome != nil),
      "revision": outcome.map { .integer($0.after.revision) } ?? .null,
      "rules": .object(
        counts.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) }),
      "left": .array(
        remainders.map {
          [
            "rule": .string($0.rule.code), "severity": .string("\($0.severity)"),
            "count": .integer($0.count), "example": .init($0.first),
          ]
        }),
    ]
  }

  package var replayFacts: ReplayFacts {
    ReplayFacts(dataset: dataset, changedCount: outcome == nil ? 0 : changedCount)
  }
}

extension Verb where Input == FixInput, Result == FixResult {
  /// `fix`: repairs of what the rules find.
  package static var fix: Self {
    Self(
      VerbDeclaration(
        "fix", .data, "mend what rules find; shows the changes first, --yes makes them",
        usage: ["fix NAME [RULE ...]", "fix NAME [RULE ...] --yes"],
        options: [.init("yes", nil, "change the examples, as one operation")],
        examples: [
          .init("fix marv", "what would be mended, and what is left for you"),
          .init("fix marv W27 --yes", "trim white space; undo takes it back"),
          .init("fix marv D10", "take the messages after the last answer out"),
        ], operands: [.examples]),
      read: { reader in
        let dataset = reader.optionalArgument()
        return FixInput(
          selection: reader.selection(dataset), rules: reader.remainingArguments(),
          isAgreed: reader.flag("yes"))
      },
      perform: { input, session in try Fixing(input, in: session).result() })
  }
}

/// Repairs on their way into a selection.
private struct Fixing {
  let session: Session
  let selection: Selection
  let input: FixInput
  let repairs: [Repair]
  /// Whether later examples that repeat earlier ones go.
  let dropsDuplicates: Bool

  /// Changes shown at most; all of them are counted.
  private static let shownLimit = 10

  init(_ input: FixInput, in session: Session) throws {
    self.session = session
    self.input = input
    selection = try session.selections.selection(input.selection)
    if let revision = selection.revision, revision != selection.dataset.revision {
      throw Failure(
        .oldRevision, "\(selection.name) is an older revision", consequence: "nothing was changed",
        remedy: "fix the current one:  fix \(selection.dataset.name)")
    }
    var repairs: [Repair] = []
    var drops = input.rules.isEmpty
    for argument in input.rules {
      guard let rule = Rule.named(argument.text) else {
        throw Self.unknown(argument)
      }
      if rule.code == Rule.duplicates.code {
        drops = true
      } else if let repair = Repair.of(rule) {
        repairs.append(repair)
      } else {
        throw Failure(
          .unknownTopic, "\(rule.code) has no repair: \(rule.title)", at: argument.span,
          consequence: "nothing was changed", remedy: "help \(rule.code)")
      }
    }
    let order = Repair.all.map(\.rule.code)
    self.repairs =
      input.rules.isEmpty
      ? Repair.all.filter { !$0.isOnRequest }
      : repairs.sorted {
        order.firstIndex(of: $0.rule.code) ?? 0 < order.firstIndex(of: $1.rule.code) ?? 0
      }
    dropsDuplicates = drops
  }

  private static func unknown(_ argument: Argument) -> Failure {
    let codes = Repair.all.map(\.rule).flatMap { [$0.code, $0.slug] }
    let near = nearest(to: argument.text, in: codes)
    return Failure(
      .unknownTopic, "no rule \"\(argument.text)\"", at: argument.span,
      consequence: "nothing was changed",
      remedy: near.map { "did you mean \($0)?" }
        ?? "repairs are for \(Repair.all.map(\.rule.code).joined(separator: ", "))")
  }

  func result() throws -> FixResult {
    var work = Work()
    try session.selections.forEach(selection) { stored in
      try mend(stored, into: &work)
      return true
    }
    let outcome = input.isAgreed && work.changedCount > 0 ? try apply(work) : nil
    return FixResult(
      dataset: selection.dataset.name, exampleCount: selection.count,
      changedCount: work.changedCount, changes: work.changes, counts: work.counts,
      remainders: remainders(work.checking), outcome: outcome,
      ruleNames: input.rules.map(\.text))
  }

  /// Makes the changes that the walk found, all of them as one operation.
  private func apply(_ work: Work) throws -> ChangeOutcome? {
    let (session, dataset, repairs) = (session, selection.dataset, repairs)
    let change = BulkChange(numbers: selection.ranges) { [dropped = work.dropped] in
      let contents = EditedContents(of: dataset, in: session)
      return { stored in
        if dropped.contains(stored.number) { return .drop }
        let example = try Example(stored.bytes)
        guard let mended = example.mended(by: repairs) else { return nil }
        return try contents.content(of: example, stored.facts, after: .example(mended.example))
          .map { .set($0) }
      }
    }
    let rules = work.counts.keys.sorted().joined(separator: ", ")
    return try session.workspace.apply(change, to: dataset) { tally in
      ChangeDescription(
        "fix", "fixed \(rules) in \(NumberFormat.count(tally.count, "example")) of \(dataset.name)",
        cell: session.cells.current)
    }
  }

  /// What one walk over the examples gathers.
  private struct Work {
    var changedCount = 0
    /// The numbers of those that repeat an earlier one.
    var dropped: Set<Int> = []
    var changes: [FixResult.Change] = []
    var counts: [String: Int] = [:]
    /// What is left when everything is mended.
    var checking = Checking()
    var digester = ExampleDigester()
    var seen: [UInt64: Int] = [:]
  }

  private func mend(_ stored: StoredExample, into work: inout Work) throws {
    let example = try Example(stored.bytes)
    let mended = example.mended(by: repairs)
    let result = mended?.example ?? example
    if dropsDuplicates {
      // Compared as they are afterwards: what a repair makes equal is a duplicate too.
      let identity = work.digester.digest(of: result).identity
      if let first = work.seen[identity] {
        work.counts[Rule.duplicates.code, default: 0] += 1
        work.changedCount += 1
        work.dropped.insert(stored.number)
        if work.changes.count < Self.shownLimit {
          work.changes.append(
            FixResult.Change(
              number: stored.number, phrases: [], old: example.turns, new: [], repeats: first))
        }
        return
      }
      work.seen[identity] = stored.number
    }
    work.checking.add(result, number: stored.number, line: stored.facts.line)
    guard let mended, mended.example.bytes != example.bytes else { return }
    for (rule, _) in mended.done { work.counts[rule, default: 0] += 1 }
    work.changedCount += 1
    guard work.changes.count < Self.shownLimit else { return }
    work.changes.append(
      FixResult.Change(
        number: stored.number,
        phrases: mended.done.map { "\($0.rule) \($0.phrases.joined(separator: ", "))" },
        old: example.turns, new: mended.example.turns))
  }

  private func remainders(_ checking: Checking) -> [FixResult.Remainder] {
    let report = checking.report { [workspace = session.workspace, dataset = selection.dataset] in
      (try? workspace.example($0, of: dataset)).flatMap { try? Example($0.bytes) }
    }
    return Rule.all.compactMap { rule in
      // About the whole is nothing to be said of a part.
      if selection.numbers != nil, rule.isAboutDataset { return nil }
      let findings = report.findings.filter { $0.rule == rule.code }
      guard let first = findings.first, let count = report.counts[rule.code],
        let severity = findings.map(\.severity).max(), severity > .note
      else { return nil }
      return FixResult.Remainder(
        rule: rule, severity: severity, count: count, first: first.example,
        isMendable: Repair.of(rule)?.isOnRequest == true
          || !repairs.contains { $0.rule.code == rule.code } && Repair.of(rule) != nil)
    }
  }
}
