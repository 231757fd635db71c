/// How much a finding matters.
package enum Severity: Int, Sendable, Hashable, CaseIterable, Comparable {
  /// Worth knowing, often right as it is.
  case note
  /// Accepted by services, but likely to harm the model.
  case warning
  /// Refused or silently dropped by at least one service.
  case error

  package static func < (one: Severity, other: Severity) -> Bool { one.rawValue < other.rawValue }
}

/// One thing that can be wrong with training data, described once for checks, help and reports.
package struct Rule: Sendable {
  /// How the rule is applied.
  enum Test: Sendable {
    /// Found while the file is read; see ``ReadingFault/rule``.
    case reading
    /// Looks at one example.
    case example(@Sendable (inout ExampleCheck) -> Void)
    /// Looks at what is kept of every example, once all are there.
    case dataset(@Sendable (inout DatasetCheck) -> Void)
    /// Compares what is trained on with what is measured on.
    case measuring(@Sendable (inout MeasuringCheck) -> Void)
    /// Tells what a service said when it was asked, which is kept elsewhere.
    case service
    /// Asks what a reader makes of the whole, for a profile.
    case reader(@Sendable (inout ReaderCheck) -> Void)
  }

  /// `D` and two digits for what services refuse, `W` for what harms, `R` for what readers do to
  /// valid files; never reused.
  package let code: String
  /// The name by which people speak of it, such as `last-role`.
  package let slug: String
  package let severity: Severity
  /// The rule as a sentence without a full stop.
  package let title: String
  /// Why it matters and what to do, as paragraphs of plain text.
  package let explanation: String
  /// A line to type, where `REF` stands for the example; nil when there is no single remedy.
  package let remedy: String?
  /// What it compares with, where a user may set that; nil for most.
  package let threshold: Threshold?
  /// An example without any of these signs has nothing that the rule would report.
  let signs: Signs
  let test: Test

  init(
    _ code: String, _ slug: String, _ severity: Severity, _ title: String, explanation: String,
    remedy: String? = nil, threshold: Threshold? = nil, on signs: Signs = .all, test: Test
  ) {
    self.code = code
    self.slug = slug
    self.severity = severity
    self.title = title
    self.explanation = explanation
    self.remedy = remedy
    self.threshold = threshold
    self.signs = signs
    self.test = test
  }

  /// Whether it speaks of the dataset as a whole.
  package var isAboutDataset: Bool {
    switch test {
    case .dataset, .measuring: true
    case .reading, .example, .reader, .service: false
    }
  }

  /// Whether it compares two datasets, so that a check of one of them never asks it.
  package var isAboutMeasuring: Bool {
    if case .measuring = test { true } else { false }
  }

  /// The rule with the code or slug `name`, in any case.
  package static func named(_ name: String) -> Rule? {
    let name = name.lowercased()
    return (all + aboutReaders).first { $0.code.lowercased() == name || $0.slug == name }
  }
}
