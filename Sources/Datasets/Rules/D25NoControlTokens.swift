import JSON

extension Rule {
  /// D25: no text holds a control token of the models.
  package static let noControlTokens = Rule(
    "D25", "control-token", .error, "no text holds a control token of the models",
    explanation: """
      Texts such as '<|endoftext|>' and '<|im_start|>' are marks by which models tell where a \
      message begins and ends. In a content they come from a dump of another tool; services \
      refuse them. Take them out.
      """,
    on: [.controlToken, .unicodeEscape],
    test: .example({ check in
      for place in check.places {
        for span in check.texts(of: place.message) {
          guard let token = check.controlToken(in: span) else { continue }
          check.report("the control token \(token) in the text", place, "content", at: span.quoted)
        }
      }
    }))
}

extension ExampleCheck {
  /// The first control token in a text; nil in any usual one.
  fileprivate func controlToken(in span: JSONStringSpan) -> String? {
    if !span.hasEscapes { return controlTokenText.first(in: example.bytes, span.contents)?.name }
    return Rule.controlToken(in: example.text(span))
  }
}

extension Rule {
  /// The control token that a text holds; nil for any usual text.
  package static func controlToken(in text: String) -> String? {
    controlTokens.first { text.contains($0) }
  }
}

/// Marks of the tokenizers of hosted models, which their service refuses in text.
private let controlTokens = [
  "<|endoftext|>", "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>", "<|endofprompt|>",
  "<|im_start|>", "<|im_end|>", "<|im_sep|>",
]

private let controlTokenText = TextPatterns(controlTokens.map { ($0, $0) })
