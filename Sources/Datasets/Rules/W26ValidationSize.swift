extension Rule {
  /// W26: the data to measure on can tell something.
  static let validationSize = Rule(
    "W26", "validation-size", .warning, "the data to measure on can tell something",
    explanation: """
      The loss on fewer than ten examples jumps about by chance, and one good or bad answer \
      decides it. A set to measure on that is larger than the one to train on is mostly the two \
      in each other's place. Where the answers are labels, one that is only measured cannot be \
      learned, and one that is only trained is not measured. Asked by check TRAIN --validation \
      TEST and by a launch with --validation. 'split TRAIN 80/20 stratified by answer' makes two \
      that fit.
      """,
    remedy: "split TRAIN 80/20 seed 42",
    threshold: Threshold(10, "examples to measure on", in: 1...1_000_000),
    test: .measuring({ check in
      let (count, trained) = (check.measuring.answers.count, check.training.answers.count)
      if count < check.threshold {
        check.report(
          "\(count) example\(count == 1 ? "" : "s") to measure on; fewer than "
            + "\(check.threshold) tell little")
      }
      if count > trained {
        check.report(
          "\(count) to measure on and \(trained) to train on: the two in each other's place?")
      }
      check.reportLabels()
    }))
}

extension MeasuringCheck {
  /// Reports labels that only one of the two has.
  fileprivate mutating func reportLabels() {
    guard let labels else { return }
    var unlearned: [UInt64: (first: Int, count: Int)] = [:]
    var measured: Set<UInt64> = []
    for (number, digest) in measuring.answers {
      if labels[digest] == nil {
        unlearned[digest, default: (number, 0)].count += 1
      } else {
        measured.insert(digest)
      }
    }
    if measured.isEmpty, !measuring.answers.isEmpty {
      report("no answer is one of the \(labels.count) that are trained")
      return
    }
    for (first, count) in unlearned.values.sorted(by: { $0.first < $1.first }) {
      let more = count > 1 ? ", in \(count) examples" : ""
      report("the answer \(quoted(measuring.answer(first))) is never trained\(more)", first)
    }
    let missing = labels.filter { !measured.contains($0.key) }.values.sorted()
    if missing.isEmpty { return }
    let names = missing.prefix(3).map { quoted(training.answer($0)) }.joined(separator: ", ")
    report(
      "\(missing.count) of \(labels.count) answers are not measured: \(names)"
        + (missing.count > 3 ? " and more" : ""), severity: .note)
  }

  private func quoted(_ answer: String?) -> String {
    let text = answer ?? ""
    return "'\(text.prefix(40))\(text.count > 40 ? "…" : "")'"
  }
}
