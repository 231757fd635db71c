/// What is trained on and what is measured on, under the rules that compare the two.
///
/// Findings are about the data to measure on.
package struct MeasuringCheck {
  /// One of the two datasets.
  package struct Side {
    package var name: String
    /// The digest of each example's last answer, with its number, in order.
    package var answers: [(number: Int, digest: UInt64)]
    /// Gives the text of an example's last answer.
    package var answer: (Int) -> String?

    package init(
      name: String, answers: [(number: Int, digest: UInt64)], answer: @escaping (Int) -> String?
    ) {
      self.name = name
      self.answers = answers
      self.answer = answer
    }
  }

  let training: Side
  let measuring: Side
  /// By the number in the data to measure on.
  let leaks: [Leak]
  /// What the rule compares with; 0 for one that compares with nothing.
  private(set) var threshold = 0
  private var rule = Rule.leakage
  private var findings: [Finding] = []

  /// `leaks` are from the training data into the data to measure on.
  package init(training: Side, measuring: Side, leaks: [Leak]) {
    self.training = training
    self.measuring = measuring
    self.leaks = leaks
  }

  mutating func report(_ detail: String, _ number: Int? = nil, severity: Severity? = nil) {
    findings.append(
      Finding(
        rule: rule.code, severity: severity ?? rule.severity, example: number, line: nil,
        detail: detail))
  }

  /// What the rules find, with thresholds that may be the user's.
  package func report(_ thresholds: Thresholds) -> CheckReport {
    var whole = self
    for rule in Rule.aboutMeasuring {
      guard case .measuring(let test) = rule.test else { continue }
      whole.rule = rule
      whole.threshold = thresholds.value(of: rule) ?? 0
      test(&whole)
    }
    let counts = Dictionary(whole.findings.map { ($0.rule, 1) }, uniquingKeysWith: +)
    return CheckReport(
      exampleCount: measuring.answers.count, findings: Checking.kept(whole.findings),
      counts: counts)
  }

  /// The answers that are labels: a few distinct ones of many that are trained; nil where they are
  /// none.
  ///
  /// Each is there with the first example that has it.
  var labels: [UInt64: Int]? {
    guard training.answers.count >= DatasetFacts.fewestForLabels else { return nil }
    var (first, counts) = ([UInt64: Int](), [UInt64: Int]())
    for (number, digest) in training.answers {
      if first[digest] == nil { first[digest] = number }
      counts[digest, default: 0] += 1
      if counts.count > DatasetFacts.mostLabels { return nil }
    }
    return counts.values.allSatisfy { $0 > 1 } ? first : nil
  }
}
