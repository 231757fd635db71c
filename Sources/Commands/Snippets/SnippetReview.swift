import JSON
import Pricing
import Tokenization

/// What walk-throughs of fine-tuning get wrong, found in their source.
struct SnippetReview {
  private(set) var remarks: [SnippetRemark] = []

  let source: SnippetSource
  let calls: [PythonCall]
  let statements: [SnippetStatement]
  /// Models that are named in the source, the trained ones alone where there are any.
  let models: [String]
  /// Those of ``models`` of which prices and limits are known.
  let priced: [PricedModel]

  init(_ source: SnippetSource, _ calls: [PythonCall]) {
    self.source = source
    self.calls = calls
    statements = SnippetStatement.all(source.tokens)
    let trained = calls.filter(\.makesJob).compactMap { $0["model"]?.string }
    let counted = calls.filter { $0.function.lastPart == "encoding_for_model" }
      .compactMap { ($0["model_name"] ?? $0.first)?.string }
    let named = source.texts.map(\.text).filter { text in
      TokenEncoding(model: text) != nil && !counted.contains(text)
    }
    models = trained.isEmpty ? named : trained
    priced = models.compactMap { PriceTable.openAI.model($0) }
    reviewProse()
    reviewEncodings()
    reviewExamples()
    for token in source.tokens {
      if let text = token.text { review(text: text, token.line) }
    }
    for call in calls { review(call) }
    for index in statements.indices { reviewStatement(index) }
    reviewPercentiles()
  }

  mutating func add(_ line: Int, _ text: String) {
    remarks.append(SnippetRemark(line: line, text: text))
  }

  // MARK: Models

  private mutating func review(text: String, _ line: Int) {
    if text.maskingKeys != text {
      add(line, "a key stands in the source; take it out and give the key back to its maker")
    }
    guard !text.contains(where: \.isWhitespace) else { return }
    let isOddName = text.contains(#/^ft[-_](gpt|o\d|davinci|babbage|curie|ada)\b/#)
    if isOddName || (text.hasPrefix("ft:") && !TunedModelName.isWellFormed(text)) {
      add(
        line,
        "no tuned model has such a name; it is ft:BASE:ORGANIZATION:SUFFIX:ID, with "
          + ":ckpt-step-N for a checkpoint")
    }
    if let model = PriceTable.openAI.model(text), let end = model.shutdown {
      let successor = model.successor.map { "; \($0) takes its place" } ?? ""
      add(line, "\(model.snapshot) ends on \(end)\(successor)")
    } else if Self.endedModels.contains(text) {
      add(line, "\(text) was shut down on 2024-01-04")
    }
  }

  private static let endedModels: Set = [
    "davinci", "curie", "babbage", "ada", "text-davinci-003", "text-davinci-002", "text-curie-001",
    "text-babbage-001", "text-ada-001",
  ]

  /// Encodings that no model of the source reads.
  private mutating func reviewEncodings() {
    guard let model = models.first, let encoding = TokenEncoding(model: model) else { return }
    let read = models.compactMap { TokenEncoding(model: $0) }.map(\.rawValue)
    let name = PriceTable.openAI.model(model)?.snapshot ?? model
    let advice = "\(name) reads \(encoding.rawValue)"
    let remedy = "counts other tokens:  tokenize NAME --model \(name)"
    for text in source.texts
    where ["cl100k_base", "o200k_base", "p50k_base", "r50k_base", "gpt2"].contains(text.text)
      && !read.contains(text.text)
    {
      add(text.line, "\(advice); \(text.text) \(remedy)")
    }
    for call in calls where call.function.lastPart == "encoding_for_model" {
      guard let other = (call["model_name"] ?? call.first)?.string,
        let used = TokenEncoding(model: other)?.rawValue, !read.contains(used)
      else { continue }
      add(call.line, "\(advice); \(used), that of \(other), \(remedy)")
    }
  }

  // MARK: Examples

  private static let keys = [
    "messages", "prompt", "completion", "input", "preferred_output", "non_preferred_output",
  ]

  /// Training data that stands in the source as JSON Lines.
  private mutating func reviewExamples() {
    for (index, token) in source.tokens.enumerated() {
      guard let text = token.text, text.contains(where: { $0 == "{" }) else { continue }
      // A text that is read as JSON at once may well have lines.
      let isRead = index > 1 && source.tokens[index - 2].name == "loads"
      if !isRead { reviewExamples(text, token.line) }
    }
    for block in source.blocks { reviewExamples(block.text, block.line) }
  }

  private mutating func reviewExamples(_ text: String, _ start: Int) {
    guard text.drop(while: \.isWhitespace).hasPrefix("{"),
      Self.keys.contains(where: { text.contains("\"\($0)\"") }), !text.contains("\"model\"")
    else { return }
    var number = start
    var (hasBlank, hasExample) = (false, false)
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let content = line.drop(while: \.isWhitespace)
      if content.isEmpty {
        hasBlank = hasBlank || hasExample
      } else if (try? JSONValue(parsing: String(line))) != nil {
        if hasBlank {
          add(number, "an empty line stands between two examples; ft passes over it and says so")
          return
        }
        hasExample = true
      } else if content.contains(#/\}\s*,?\s*\{\s*"(messages|prompt|input|completion)"/#) {
        add(
          number,
          "two examples stand on one line; JSON Lines has a line for each:  load FILE --repair")
        return
      } else if content.count(of: "{") > content.count(of: "}") {
        add(
          number,
          "an example goes over several lines; JSON Lines has a line for each:  "
            + "load FILE --repair")
        return
      }
      number += 1
    }
  }
}

extension Substring {
  fileprivate func count(of character: Character) -> Int { count { $0 == character } }
}
