extension CheckReport {
  /// The report without some of its findings, and those.
  ///
  /// Where all kept findings of a rule go, those that were only counted go with them.
  package func leavingOut(
    _ isLeftOut: (Finding) -> Bool
  ) -> (report: CheckReport, leftOut: [Finding]) {
    var (kept, out): ([Finding], [Finding]) = ([], [])
    for finding in findings {
      if isLeftOut(finding) { out.append(finding) } else { kept.append(finding) }
    }
    if out.isEmpty { return (self, []) }
    var (counts, severities) = (counts, severities)
    let remaining = Set(kept.map(\.rule))
    for finding in out {
      counts[finding.rule, default: 0] -= 1
      severities[finding.severity, default: 0] -= 1
    }
    for finding in Dictionary(out.map { ($0.rule, $0) }, uniquingKeysWith: { $1 }).values
    where !remaining.contains(finding.rule) {
      severities[finding.severity, default: 0] -= counts[finding.rule] ?? 0
      counts[finding.rule] = nil
    }
    return (
      CheckReport(
        exampleCount: exampleCount, findings: kept, counts: counts, severities: severities,
        flagged: Self.flags(kept).merging(uncounted(counts, kept), uniquingKeysWith: max),
        duplicates: duplicates), out
    )
  }

  /// The flags of examples whose findings were only counted, where such are left.
  private func uncounted(_ counts: [String: Int], _ kept: [Finding]) -> [Int: Severity] {
    let told = Set(findings.compactMap(\.example))
    let lengths = Dictionary(kept.map { ($0.rule, 1) }, uniquingKeysWith: +)
    guard counts.contains(where: { $0.value > lengths[$0.key] ?? 0 }) else { return [:] }
    return flagged.filter { !told.contains($0.key) }
  }

  /// The report with findings of rules that it does not know; each is an example's own.
  package func adding(_ findings: [Finding]) -> CheckReport {
    guard !findings.isEmpty else { return self }
    return adding(
      CheckReport(
        exampleCount: exampleCount, findings: findings,
        counts: Dictionary(findings.map { ($0.rule, 1) }, uniquingKeysWith: +)))
  }
}
