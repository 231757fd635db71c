import Datasets
import Workspaces

/// The numbers of the examples that a check speaks of.
struct CheckFlags {
  var errors: Set<Int>
  var warnings: Set<Int>
  /// Those of which nothing worse than a note is told.
  var notes: Set<Int>
  /// Those that repeat an earlier example.
  var duplicates: Set<Int>
}

/// What the rules say of datasets; kept with the revision where a load has found it out already.
package struct Checks {
  let session: Session

  /// What each profile makes of a revision, in their order: what the rules found, judged by it, and
  /// what it asks besides.
  ///
  /// A `reading` is of the model that a profile's line names. Of a part of a dataset it is told
  /// what is said of its examples, and what readers would make of them as a file.
  func check(
    _ selection: Selection, for profiles: [Profile], _ reading: ModelReading? = nil
  ) throws -> [CheckReport] {
    let (dataset, revision) = (selection.dataset, selection.revision)
    var base = try check(dataset, revision: revision, for: reading)
    if let numbers = selection.numbers { base = base.narrowed(to: Set(numbers)) }
    var checking = ProfileChecking(profiles)
    try session.workspace.forEachTransformedBatch(
      of: dataset, revision: revision, numbers: selection.ranges,
      makeTransform: {
        { batch in
          var part = ProfileChecking(profiles)
          for entry in batch.entries {
            guard let example = try? Example(Array(batch.bytes[entry.range])) else { continue }
            part.add(example, number: entry.number, line: entry.facts.line)
          }
          return part
        }
      }, combine: { checking.merge($0) })
    return checking.reports(
      judging: base, isPart: selection.numbers != nil, isForModel: reading != nil)
  }

  /// What every rule says of a revision, for the usual model of the provider in use.
  func check(_ dataset: Dataset, revision: Int?) throws -> CheckReport {
    try check(dataset, revision: revision, for: readingInUse())
  }

  /// What every rule says of a revision: from the load or the check that found it out, where it is
  /// kept, else by reading all examples on both cores, a megabyte at a time.
  func check(
    _ dataset: Dataset, revision: Int?, for reading: ModelReading?
  ) throws -> CheckReport {
    guard let loaded = try session.workspace.keptReport(of: dataset, revision: revision) else {
      return try withThresholds(
        report(
          of: dataset, revision: revision, Rule.all, for: reading,
          keptAs: "every rule, \(reading?.identity ?? "no model")"),
        of: dataset, revision: revision)
    }
    let judged = try withThresholds(loaded, of: dataset, revision: revision)
    guard let reading else { return judged }
    let model = try report(
      of: dataset, revision: revision, Rule.aboutModels, for: reading, keptAs: reading.identity)
    return judged.adding(model)
  }

  /// The thresholds of rules, as the user has set them.
  var thresholds: Thresholds { get throws { try UserRules(session: session).thresholds } }

  /// What all rules found, with the findings of those whose thresholds the user has set.
  private func withThresholds(
    _ loaded: CheckReport, of dataset: Dataset, revision: Int?
  ) throws -> CheckReport {
    let thresholds = try thresholds
    let rules = thresholds.rules.filter(\.isAboutDataset).filter { !$0.isAboutMeasuring }
    if rules.isEmpty { return loaded }
    let name = thresholds.set.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    let other = try report(
      of: dataset, revision: revision, rules, for: nil,
      keptAs: "thresholds \(name.joined(separator: ", "))")
    return rules.reduce(loaded) { $0.without($1.code) }.adding(other)
  }

  /// Examples from which on it takes long enough to read them that the result is kept.
  private static let keptFrom = 1_000

  /// What rules find; kept with the revision, under a name that tells them and the model, where
  /// there are many examples.
  private func report(
    of dataset: Dataset, revision: Int?, _ rules: [Rule], for reading: ModelReading?,
    keptAs name: String
  ) throws -> CheckReport {
    let kept = try session.workspace.keptReport(of: dataset, revision: revision, forReading: name)
    if let kept { return kept }
    let report = try self.report(of: dataset, revision: revision, rules, for: reading)
    if report.exampleCount >= Self.keptFrom {
      // Only spares the next check its work.
      try? session.workspace.keep(report, of: dataset, revision: revision, forReading: name)
    }
    return report
  }

  private func report(
    of dataset: Dataset, revision: Int?, _ rules: [Rule], for reading: ModelReading?,
    keeping limit: Int = Checking.findingLimit
  ) throws -> CheckReport {
    let target = reading?.target
    let thresholds = try thresholds
    let isCounted = dataset.tokenEncoding != nil
    var checking = Checking(
      rules: rules, target: target, thresholds: thresholds, keeping: limit)
    checking.reserve(dataset.exampleCount)
    try session.workspace.forEachTransformedBatch(
      of: dataset, revision: revision,
      makeTransform: {
        let measure = reading?.measure()
        return { batch in
          var part = Checking(rules: rules, target: target, keeping: limit)
          for entry in batch.entries {
            guard let example = try? Example(Array(batch.bytes[entry.range])) else { continue }
            part.add(
              example, number: entry.number, line: entry.facts.line, fit: measure?(example),
              trained: isCounted ? entry.facts.trainedTokens : nil)
          }
          return part
        }
      }, combine: { checking.merge($0) })
    return report(of: checking, dataset, revision: revision)
  }

  /// The report of a check whose rules may ask for examples of the revision.
  func report(of checking: Checking, _ dataset: Dataset, revision: Int?) -> CheckReport {
    checking.report { [workspace = session.workspace] number in
      guard let stored = try? workspace.example(number, of: dataset, revision: revision) else {
        return nil
      }
      return try? Example(stored.bytes)
    }
  }

  /// What `where error`, `warning`, `note` and `duplicate` mean for a revision: the user's own
  /// rules count, and what is waived does not.
  func flags(of dataset: Dataset, revision: Int?) throws -> CheckFlags {
    let report = try judged(dataset, revision: revision)
    func numbers(_ severity: Severity) -> Set<Int> {
      Set(report.flagged.filter { $0.value == severity }.keys)
    }
    return CheckFlags(
      errors: numbers(.error), warnings: numbers(.warning), notes: numbers(.note),
      duplicates: Set(report.duplicates))
  }

  /// The numbers of all examples of which a rule has something to say, however many they are, and
  /// that is not waived.
  func numbers(breaking rule: String, of dataset: Dataset, revision: Int?) throws -> Set<Int> {
    if rule == Rule.moderation.code {
      return Set(
        try judged(dataset, revision: revision).findings.filter { $0.rule == rule }
          .compactMap(\.example))
    }
    let reading = try readingInUse()
    var report = try check(dataset, revision: revision, for: reading)
    let kept = report.findings.count { $0.rule == rule }
    if kept < report.counts[rule] ?? 0, let rule = Rule.named(rule) {
      let isAboutModel = Rule.aboutModels.contains { $0.code == rule.code }
      report = try self.report(
        of: dataset, revision: revision, [rule], for: isAboutModel ? reading : nil, keeping: .max)
    }
    // Without the user's own rules, which may ask for this one.
    let left = Waivers(try session.workspace.waivers(of: dataset)).applied(to: report).report
    return Set(left.findings.filter { $0.rule == rule }.compactMap(\.example))
  }
}
