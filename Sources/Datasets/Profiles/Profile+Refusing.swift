extension Profile {
  /// How much a finding of a rule matters there; nil where it does no harm.
  package func severity(of rule: Rule) -> Severity? {
    guard let ruling = ruling(on: rule.code) else { return rule.severity }
    return ruling.severity
  }

  /// The first reason for which it refuses one example; nil where it takes the example.
  ///
  /// The same as the first error of `check --for`, without what is asked of the file as a whole.
  package func refusal(of example: Example) -> Finding? {
    func finding(_ rule: Rule, _ detail: String) -> Finding {
      Finding(rule: rule.code, severity: .error, example: nil, line: nil, detail: detail)
    }
    let signs = Signs(of: example, fit: nil)
    var check = ExampleCheck(example, fit: nil)
    for rule in Rule.all where !rule.signs.isDisjoint(with: signs) {
      guard case .example(let test) = rule.test else { continue }
      let ruling = ruling(on: rule.code)
      test(&check)
      for note in check.notes {
        let severity = ruling == nil ? note.severity ?? rule.severity : ruling?.severity
        if severity == .error { return finding(rule, note.detail) }
      }
      check.removeNotes()
    }
    if let note = notes(on: example).first(where: { $0.severity == .error }) {
      return finding(note.rule, note.detail)
    }
    var facts = ReaderFacts()
    facts.add(example, number: 1, line: nil)
    return readerFindings(facts).first { $0.severity == .error }
  }
}
