/// A check of many examples, fed one by one; parts of it may be fed apart and merged.
///
/// Kept per example: about 50 bytes. Findings are kept up to a limit per rule and counted beyond.
package struct Checking: Sendable {
  /// Findings kept per rule; more are only counted.
  package static let findingLimit = 1_000

  private let rules: [Rule]
  /// Those that look at examples one by one.
  private let exampleRules: [(rule: Rule, test: @Sendable (inout ExampleCheck) -> Void)]
  private let target: TrainingTarget?
  private let thresholds: Thresholds
  private let asksAll: Bool
  /// Findings of one rule that are kept.
  private let limit: Int
  /// Whether a rule compares examples with one another; else all ask about a model alone.
  private let compares: Bool
  private var findings: [Finding] = []
  private var counts: [String: Int] = [:]
  private var severities: [Severity: Int] = [:]
  private var facts = DatasetFacts()
  private var digester = ExampleDigester()

  /// A check by `rules`; those about a model speak where there is a target.
  ///
  /// Rules that cannot have anything to say about an example are not asked, unless `asksAll`: that
  /// finds the same, several times as slowly. Of one rule no more than `limit` findings are kept.
  package init(
    rules: [Rule] = Rule.all, target: TrainingTarget? = nil,
    thresholds: Thresholds = Thresholds(), asksAll: Bool = false,
    keeping limit: Int = Checking.findingLimit
  ) {
    self.thresholds = thresholds
    self.limit = limit
    self.rules = rules
    self.asksAll = asksAll
    let aboutModels = Set(Rule.aboutModels.map(\.code))
    compares = !rules.allSatisfy { aboutModels.contains($0.code) }
    exampleRules = rules.compactMap { rule in
      guard case .example(let test) = rule.test else { return nil }
      return (rule, test)
    }
    self.target = target
  }

  /// Reserves storage for so many examples, which is then not moved as they come.
  package mutating func reserve(_ exampleCount: Int) { facts.reserve(exampleCount) }

  /// Checks one example.
  ///
  /// `number` is what reports call it, `line` its line in the file; numbers grow. `fit` says what
  /// the target leaves of the example; nil when nothing can be cut. `trained` are the tokens that
  /// it trains, where they are known.
  package mutating func add(
    _ example: Example, number: Int, line: Int? = nil, fit: ContextFit? = nil, trained: Int? = nil
  ) {
    let signs = asksAll ? .all : compares ? Signs(of: example, fit: fit) : Signs(of: fit)
    if !signs.isEmpty { ask(signs, example, number: number, line: line, fit: fit) }
    let digest = compares ? digester.digest(of: example) : .none
    facts.add(example, number: number, line: line, digest: digest, trained: trained)
    facts.note(fit)
  }

  /// Asks the rules that have one of the signs.
  private mutating func ask(
    _ signs: Signs, _ example: Example, number: Int, line: Int?, fit: ContextFit?
  ) {
    var check = ExampleCheck(example, fit: fit)
    for (rule, test) in exampleRules where !rule.signs.isDisjoint(with: signs) {
      test(&check)
      if check.notes.isEmpty { continue }
      for note in check.notes {
        let severity = note.severity ?? rule.severity
        record(
          Finding(
            rule: rule.code, severity: severity, example: number, line: line,
            message: note.message, field: note.field, range: note.range, detail: note.detail))
        facts.noteExample(number, severity: severity)
      }
      check.removeNotes()
    }
  }

  /// Takes over what a scan of the file found.
  package mutating func add(_ scan: ChunkScan) {
    for fault in scan.faults {
      guard let rule = rules.first(where: { $0.code == fault.rule }) else { continue }
      record(
        Finding(
          rule: rule.code, severity: rule.severity, example: nil, line: fault.line,
          range: fault.range, detail: "column \(fault.column): \(fault.code.sentence)"))
    }
    if scan.hasByteOrderMark, let rule = rules.first(where: { $0.code == Rule.validUTF8.code }) {
      record(
        Finding(
          rule: rule.code, severity: .warning, example: nil, line: 1,
          detail: "the file begins with a byte-order mark"))
    }
  }

  /// Adds what another part found; its examples come after the ones that are here.
  ///
  /// A part that did not know where it stands counted from 1, and is moved down by the numbers and
  /// the lines before it.
  package mutating func merge(
    _ later: Checking, movedBy numberCount: Int = 0, lines lineCount: Int = 0
  ) {
    // Each part keeps as many of a rule as the whole does, and they are many.
    var places = counts.mapValues { max(0, limit - $0) }
    for finding in later.findings where places[finding.rule, default: limit] > 0 {
      places[finding.rule, default: limit] -= 1
      findings.append(finding.moved(by: numberCount, lines: lineCount))
    }
    counts.merge(later.counts, uniquingKeysWith: +)
    severities.merge(later.severities, uniquingKeysWith: +)
    facts.merge(later.facts, movedBy: numberCount, lines: lineCount)
  }

  private mutating func record(_ finding: Finding) {
    counts[finding.rule, default: 0] += 1
    severities[finding.severity, default: 0] += 1
    if counts[finding.rule, default: 0] <= limit { findings.append(finding) }
  }

  /// What all rules found, those about the whole dataset included.
  ///
  /// `lookUp` gives an example by its number, for rules that compare texts; without it they judge
  /// by digests alone.
  package func report(lookUp: ((Int) -> Example?)? = nil) -> CheckReport {
    var whole = self
    for rule in rules {
      guard case .dataset(let test) = rule.test else { continue }
      var check = DatasetCheck(
        facts: facts, target: target, threshold: thresholds.value(of: rule) ?? 0,
        keeping: limit, lookUp: lookUp)
      test(&check)
      for note in check.notes {
        whole.record(
          Finding(
            rule: rule.code, severity: note.severity ?? rule.severity, example: note.example,
            line: note.line, detail: note.detail))
        if let number = note.example {
          whole.facts.noteExample(number, severity: note.severity ?? rule.severity)
        }
      }
    }
    return CheckReport(
      exampleCount: facts.examples.count,
      findings: Self.kept(whole.findings, limit), counts: whole.counts,
      severities: whole.severities, flagged: whole.facts.flagged,
      duplicates: compares ? facts.duplicates().map { $0.later.number } : [])
  }

  /// The findings in the order of a report, as many of each rule as are kept.
  static func kept(
    _ findings: [Finding], _ limit: Int = findingLimit
  ) -> [Finding] {
    var kept: [String: Int] = [:]
    let sorted = findings.enumerated().sorted {
      let one = $0.element
      let other = $1.element
      return (one.example ?? Int.min, one.line ?? 0, $0.offset)
        < (other.example ?? Int.min, other.line ?? 0, $1.offset)
    }
    return sorted.map(\.element).filter { finding in
      kept[finding.rule, default: 0] += 1
      return kept[finding.rule, default: 0] <= limit
    }
  }
}

extension Example {
  /// What the rules call an error in the example itself: of its messages in their order, then of
  /// the whole.
  ///
  /// A service refuses an example for the first of them.
  package var errors: [Finding] {
    let signs = Signs(of: self, fit: nil)
    var check = ExampleCheck(self, fit: nil)
    var found: [Finding] = []
    for rule in Rule.all where !rule.signs.isDisjoint(with: signs) {
      guard case .example(let test) = rule.test else { continue }
      test(&check)
      for note in check.notes where note.severity ?? rule.severity == .error {
        found.append(
          Finding(
            rule: rule.code, severity: .error, example: nil, line: nil, message: note.message,
            field: note.field, range: note.range, detail: note.detail))
      }
      check.removeNotes()
    }
    return found.enumerated().sorted {
      ($0.element.message ?? .max, $0.offset) < ($1.element.message ?? .max, $1.offset)
    }.map(\.element)
  }
}

/// What a check found.
package struct CheckReport: Sendable, Hashable {
  package let exampleCount: Int
  /// By example, then in the order of the rules; those about the whole dataset come first.
  package let findings: [Finding]
  /// How often each rule was broken, by code; rules that hold are absent.
  package let counts: [String: Int]
  let severities: [Severity: Int]
  /// The worst severity of each example that has a finding, by number.
  package let flagged: [Int: Severity]
  /// Numbers of examples that repeat an earlier one, message by message, with their weights and tools.
  package let duplicates: [Int]

  /// What the report says of some examples, without what is said of the dataset as a whole.
  ///
  /// Counts are of the findings that were kept.
  package func narrowed(to numbers: Set<Int>) -> CheckReport {
    let kept = findings.filter { $0.example.map(numbers.contains) ?? false }
    return CheckReport(
      exampleCount: numbers.count, findings: kept,
      counts: Dictionary(kept.map { ($0.rule, 1) }, uniquingKeysWith: +),
      severities: Dictionary(kept.map { ($0.severity, 1) }, uniquingKeysWith: +),
      flagged: flagged.filter { numbers.contains($0.key) },
      duplicates: duplicates.filter(numbers.contains))
  }

  /// The report with what other rules found in the same examples.
  package func adding(_ other: CheckReport) -> CheckReport {
    CheckReport(
      exampleCount: exampleCount, findings: Checking.kept(findings + other.findings),
      counts: counts.merging(other.counts, uniquingKeysWith: +),
      severities: severities.merging(other.severities, uniquingKeysWith: +),
      flagged: flagged.merging(other.flagged, uniquingKeysWith: max), duplicates: duplicates)
  }

  /// The report without what one rule found.
  ///
  /// The severity of that rule's findings must be the same in all of them.
  package func without(_ rule: String) -> CheckReport {
    guard let count = counts[rule],
      let severity = findings.first(where: { $0.rule == rule })?.severity
    else { return self }
    return CheckReport(
      exampleCount: exampleCount, findings: findings.filter { $0.rule != rule },
      counts: counts.filter { $0.key != rule },
      severities: severities.merging([severity: -count], uniquingKeysWith: +), flagged: flagged,
      duplicates: duplicates)
  }

  /// How many findings have the severity; exact even beyond the kept ones.
  package func count(_ severity: Severity) -> Int { severities[severity] ?? 0 }
}
