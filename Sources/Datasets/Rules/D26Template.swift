extension Rule {
  /// D26: the model's template writes all of an example.
  package static let template = Rule(
    "D26", "template", .warning, "the model's template writes all of an example",
    explanation: """
      A model of one's own is given each example as its chat template writes it. Some templates \
      have no place for a system prompt, a tool call or a list of tools, and leave it out without \
      a word, or refuse the example; what is left out is not learned. tokenize NAME#3 --model \
      MODEL --show shows what is written. Put a lost system prompt into the first question, or \
      take a model whose template has the place. Only check --for MODEL asks, since it renders \
      every example.
      """,
    on: .template,
    test: .example({ check in
      guard let fit = check.fit else { return }
      if let refusal = fit.refusal {
        check.report("refused: \(refusal)", severity: .error)
      }
      for part in fit.unwritten {
        let detail = "the \(part.what) is not written"
        if check.example.kind == .chat, let index = part.message,
          let place = check.places.first(where: { $0.index == index })
        {
          check.report(detail, place)
        } else {
          check.report(detail)
        }
      }
    }))
}
