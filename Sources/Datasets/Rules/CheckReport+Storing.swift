package import JSON

extension CheckReport {
  /// The report as it is kept in a workspace.
  package var stored: JSONValue {
    var flaggedNumbers: [Severity: [Int]] = [:]
    for (number, severity) in flagged { flaggedNumbers[severity, default: []].append(number) }
    return [
      "count": .integer(exampleCount),
      "findings": .array(findings.map(\.stored)),
      "counts": .object(
        counts.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) }),
      "severities": .array(Severity.allCases.map { .integer(count($0)) }),
      "flagged": .array(
        Severity.allCases.map { .string(gaps(between: (flaggedNumbers[$0] ?? []).sorted())) }),
      "duplicates": .string(gaps(between: duplicates)),
    ]
  }

  /// The report that ``stored`` was made of; nil for anything else.
  package init?(stored: JSONValue) {
    guard let exampleCount = stored["count"]?.count,
      let findings = stored["findings"]?.array?.map(Finding.init(stored:)),
      let counts = stored["counts"]?.members,
      let severities = stored["severities"]?.array,
      let flagged = stored["flagged"]?.array,
      let duplicates = stored["duplicates"]?.string
    else { return nil }
    var flags: [Int: Severity] = [:]
    for (severity, numbers) in zip(Severity.allCases, flagged) {
      for number in Self.numbers(ofGaps: numbers.string ?? "") { flags[number] = severity }
    }
    let severityCounts = zip(Severity.allCases, severities.map { $0.count ?? 0 })
    self.init(
      exampleCount: exampleCount, findings: findings.compactMap(\.self),
      counts: Dictionary(
        counts.map { ($0.key, $0.value.count ?? 0) }, uniquingKeysWith: { $1 }),
      severities: Dictionary(
        severityCounts.filter { $0.1 > 0 }, uniquingKeysWith: { $1 }),
      flagged: flags, duplicates: Self.numbers(ofGaps: duplicates))
  }

  /// Ascending numbers as the distances between them, since there may be one for each example.
  private func gaps(between numbers: [Int]) -> String {
    var last = 0
    var text: [UInt8] = []
    for number in numbers {
      if !text.isEmpty { text.append(UInt8(ascii: " ")) }
      text += String(number - last).utf8
      last = number
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func numbers(ofGaps text: String) -> [Int] {
    var last = 0
    return text.utf8.split(separator: UInt8(ascii: " ")).compactMap { digits in
      guard let gap = Int(Substring(digits)), gap >= 0 else { return nil }
      let (number, isTooLarge) = last.addingReportingOverflow(gap)
      if isTooLarge { return nil }
      last = number
      return number
    }
  }
}

extension Finding {
  fileprivate var stored: JSONValue {
    .array([
      .string(rule), .integer(severity.rawValue), example.map(JSONValue.integer) ?? .null,
      line.map(JSONValue.integer) ?? .null, message.map(JSONValue.integer) ?? .null,
      .string(field), range.map { .integer($0.lowerBound) } ?? .null,
      range.map { .integer($0.upperBound) } ?? .null, .string(detail),
    ])
  }

  fileprivate init?(stored: JSONValue) {
    guard let rule = stored[0]?.string,
      let severity = stored[1]?.integer.flatMap(Severity.init(rawValue:)),
      let field = stored[5]?.string, let detail = stored[8]?.string
    else { return nil }
    var range: Range<Int>?
    if let lower = stored[6]?.count, let upper = stored[7]?.count, lower <= upper {
      range = lower..<upper
    }
    self.init(
      rule: rule, severity: severity, example: stored[2]?.count, line: stored[3]?.count,
      message: stored[4]?.count, field: field, range: range, detail: detail)
  }
}
