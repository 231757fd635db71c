/// A check of many examples for several profiles at once: what each asks besides the rules.
///
/// Parts may be fed apart and merged in order; the rules' own findings are judged in the end.
package struct ProfileChecking: Sendable {
  private let profiles: [Profile]
  private var findings: [[Finding]]
  /// By profile, how often each rule was broken, beyond what is kept too.
  private var counts: [[String: Int]]
  private var facts = ReaderFacts()

  package init(_ profiles: [Profile]) {
    self.profiles = profiles
    findings = profiles.map { _ in [] }
    counts = profiles.map { _ in [:] }
  }

  /// Looks at one example; numbers grow.
  package mutating func add(_ example: Example, number: Int, line: Int?) {
    facts.add(example, number: number, line: line)
    for index in profiles.indices {
      for note in profiles[index].notes(on: example) {
        record(
          Finding(
            rule: note.rule.code, severity: note.severity, example: number, line: line,
            message: note.message, field: note.field, range: note.range, detail: note.detail),
          at: index)
      }
    }
  }

  package mutating func merge(_ later: ProfileChecking) {
    facts.merge(later.facts)
    for index in profiles.indices {
      counts[index].merge(later.counts[index], uniquingKeysWith: +)
      findings[index] += later.findings[index]
    }
  }

  private mutating func record(_ finding: Finding, at index: Int) {
    counts[index][finding.rule, default: 0] += 1
    if counts[index][finding.rule, default: 0] <= Checking.findingLimit {
      findings[index].append(finding)
    }
  }

  /// What each profile says, in their order; `base` is what the rules themselves found.
  ///
  /// Of a part of a dataset nothing is said of limits, and of kinds only where no model is named:
  /// the rules judge those by the model.
  package func reports(
    judging base: CheckReport, isPart: Bool = false, isForModel: Bool = false
  ) -> [CheckReport] {
    profiles.indices.map { index in
      let profile = profiles[index]
      var whole = self
      let limits = isPart ? [] : profile.limitFindings(facts)
      let kinds = isForModel ? [] : profile.kindFindings(facts)
      for finding in limits + kinds + profile.readerFindings(facts) {
        whole.record(finding, at: index)
      }
      let own = CheckReport(
        exampleCount: base.exampleCount, findings: whole.findings[index],
        counts: whole.counts[index])
      return base.judged(by: profile).adding(own)
    }
  }
}

extension Profile {
  /// What the rules about readers find that this profile has a ruling on.
  func readerFindings(_ facts: ReaderFacts) -> [Finding] {
    Rule.aboutReaders.flatMap { rule -> [Finding] in
      guard case .reader(let test) = rule.test, let severity = ruling(on: rule.code)?.severity
      else { return [] }
      var check = ReaderCheck(facts: facts, profile: self)
      test(&check)
      return check.notes.map { note in
        Finding(
          rule: rule.code, severity: severity, example: note.sighting?.number,
          line: note.sighting?.line, detail: note.detail)
      }
    }
  }
}

extension CheckReport {
  /// The report as a profile takes it: with its severities, and without what it does not mind.
  ///
  /// Of a rule that it says nothing on, findings keep their severity.
  package func judged(by profile: Profile) -> CheckReport {
    var counts = counts
    if profile.limit(.fewestExamples) != nil {
      // The profile has a number of its own.
      counts[Rule.minimumCount.code] = nil
    }
    var judged: [Finding] = []
    var severities: [Severity: Int] = [:]
    for finding in findings where counts[finding.rule] != nil {
      // A ruling on bytes is on the mark at the start: what is no text is text nowhere.
      let isNoText = finding.rule == Rule.validUTF8.code && finding.severity == .error
      guard !isNoText, let ruling = profile.ruling(on: finding.rule) else {
        judged.append(finding)
        severities[finding.severity, default: 0] += 1
        continue
      }
      guard let severity = ruling.severity else {
        counts[finding.rule] = nil
        continue
      }
      judged.append(finding.with(severity))
      severities[severity, default: 0] += 1
    }
    // Findings beyond the kept ones are of the severity of the last kept one of their rule.
    let kept = Dictionary(judged.map { ($0.rule, 1) }, uniquingKeysWith: +)
    let last = Dictionary(judged.map { ($0.rule, $0.severity) }, uniquingKeysWith: { $1 })
    for (rule, count) in counts {
      guard let severity = last[rule] else { continue }
      severities[severity, default: 0] += max(0, count - (kept[rule] ?? 0))
    }
    return CheckReport(
      exampleCount: exampleCount, findings: judged, counts: counts, severities: severities,
      flagged: Self.flags(judged), duplicates: duplicates)
  }

  /// A report of findings whose severity depends on their rule alone.
  init(exampleCount: Int, findings: [Finding], counts: [String: Int]) {
    var severities = Dictionary(findings.map { ($0.severity, 1) }, uniquingKeysWith: +)
    let kept = Dictionary(findings.map { ($0.rule, 1) }, uniquingKeysWith: +)
    for finding in Dictionary(findings.map { ($0.rule, $0) }, uniquingKeysWith: { $1 }).values {
      let beyond = (counts[finding.rule] ?? 0) - (kept[finding.rule] ?? 0)
      severities[finding.severity, default: 0] += max(0, beyond)
    }
    self.init(
      exampleCount: exampleCount, findings: findings, counts: counts, severities: severities,
      flagged: Self.flags(findings), duplicates: [])
  }

  static func flags(_ findings: [Finding]) -> [Int: Severity] {
    Dictionary(
      findings.compactMap { finding in finding.example.map { ($0, finding.severity) } },
      uniquingKeysWith: max)
  }
}

extension Finding {
  /// The finding with another severity.
  package func with(_ severity: Severity) -> Finding {
    Finding(
      rule: rule, severity: severity, example: example, line: line, message: message,
      field: field, range: range, detail: detail)
  }
}
