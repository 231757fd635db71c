/// One place where a rule is broken.
package struct Finding: Sendable, Hashable {
  /// The rule's code.
  package let rule: String
  package let severity: Severity
  /// The example's number; nil when the finding is about the file or the whole dataset.
  package let example: Int?
  /// The line of the file, counted from 1, when it is known.
  package let line: Int?
  /// The message's index, counted from 0.
  package let message: Int?
  /// The path of the field, such as `messages[2].content`; empty for the whole example.
  package let field: String
  /// The bytes of the example that are meant.
  package let range: Range<Int>?
  /// What was found, as a phrase; may quote untrusted text.
  package let detail: String

  package init(
    rule: String, severity: Severity, example: Int?, line: Int?, message: Int? = nil,
    field: String = "", range: Range<Int>? = nil, detail: String
  ) {
    self.rule = rule
    self.severity = severity
    self.example = example
    self.line = line
    self.message = message
    self.field = field
    self.range = range
    self.detail = detail
  }
  /// The finding in a part of a dataset that begins so many numbers and lines further down.
  func moved(by numberCount: Int, lines lineCount: Int) -> Finding {
    Finding(
      rule: rule, severity: severity, example: example.map { $0 + numberCount },
      line: line.map { $0 + lineCount }, message: message, field: field, range: range,
      detail: detail)
  }
}
