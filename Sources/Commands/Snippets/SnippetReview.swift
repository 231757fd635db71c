import JSON
import Pricing
import Tokenization

/// What walk-throughs of fine-tuning get wrong, found in their source line by line.
struct SnippetReview {
  private(set) var remarks: [SnippetRemark] = []

  private let lines: [String]
  private let python: PythonCalls
  /// Models that are named in the source, of which prices and limits are known.
  private let models: [PricedModel]

  init(_ python: PythonCalls, source: String) {
    self.python = python
    lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    models = python.tokens.compactMap { token in
      guard case .string(let text) = token.kind else { return nil }
      return PriceTable.openAI.model(text)
    }
    for (index, line) in lines.enumerated() { review(line, index + 1) }
    for token in python.tokens {
      if case .string(let text) = token.kind { review(text: text, token.line) }
    }
    for call in python.calls { review(call) }
    reviewValidationLoop()
  }

  private mutating func add(_ line: Int, _ text: String) {
    remarks.append(SnippetRemark(line: line, text: text))
  }

  // MARK: Lines

  private mutating func review(_ line: String, _ number: Int) {
    if line.contains("cl100k_base"), let model = models.first(where: { $0.encoding == .o200k }) {
      add(
        number,
        "\(model.snapshot) reads o200k_base; cl100k_base counts other tokens:  "
          + "tokenize NAME --model \(model.snapshot)")
    }
    let numbers = line.filter { $0 != "," && $0 != "_" }
    if numbers.contains("16385"), models.contains(where: { $0.limits.example != 16_385 }) {
      let model = models.first { $0.limits.example != 16_385 }
      add(
        number,
        "16,385 tokens are the limit of gpt-3.5-turbo; \(model?.snapshot ?? "") takes "
          + "\(model?.limits.example ?? 0) in an example")
    }
    if line.contains(#/p5\b.*p95\b/#), line.contains("0.1"), line.contains("0.9") {
      add(number, "0.1 and 0.9 are p10 and p90; p5 and p95 are 0.05 and 0.95:  stats NAME")
    }
    if line.contains(#/not\s+content\s+and\s+not\s+function_call/#) {
      add(
        number,
        "this refuses what the service takes: content may be null beside tool calls, and a list "
          + "with images:  check NAME")
    }
    if line.contains(#/\.encode\(\s*(value|v)\s*\)/#), !line.contains("str(") {
      add(
        number,
        "a message may have a number, such as weight, which has no tokens and which encode() "
          + "refuses:  tokenize NAME")
    }
    if line.lowercased().contains(#/hyperparameters?\b.*(cannot|can't|can not|not) be/#) {
      add(number, "hyperparameters can be set: epochs, batch size, learning rate factor, beta")
    }
    let text = line.lowercased()
    if text.contains(#/(2\s*[x×*]|twice|double).*(inference|output)/#), text.contains("train") {
      add(
        number,
        "training has a price of its own, no multiple of another:  estimate NAME --all  shows the "
          + "arithmetic")
    }
  }

  // MARK: Texts

  private mutating func review(text: String, _ line: Int) {
    if text == "pending" {
      add(
        line,
        "no job is ever \"pending\": validating_files, queued, running, succeeded, failed, "
          + "cancelled")
    }
    if text.maskingKeys != text {
      add(line, "a key stands in the source; take it out and give the key back to its maker")
    }
    if text.hasPrefix("ft:"), text.split(separator: ":").count < 5,
      text.split(separator: ":", omittingEmptySubsequences: false).count < 5
    {
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
    reviewExamples(text, line)
  }

  private static let endedModels: Set = [
    "davinci", "curie", "babbage", "ada", "text-davinci-003", "text-davinci-002", "text-curie-001",
    "text-babbage-001", "text-ada-001",
  ]

  /// Training data that stands in the source as JSON Lines.
  private mutating func reviewExamples(_ text: String, _ start: Int) {
    let trimmed = text.drop(while: \.isWhitespace)
    guard trimmed.hasPrefix("{"), text.contains("\"messages\"") else { return }
    var number = start
    var hasBlank = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let content = line.drop { $0.isWhitespace }
      if content.isEmpty {
        hasBlank = hasBlank || number > start
      } else if (try? JSONValue(parsing: String(line))) == nil {
        let isTwo = content.contains(#/\}\s*\{"messages"/#)
        add(
          number,
          isTwo
            ? "two examples stand on one line; JSON Lines has a line for each:  load FILE --repair"
            : "an example goes over several lines; JSON Lines has a line for each:  "
              + "load FILE --repair")
        return
      } else if hasBlank {
        add(number, "an empty line stands between two examples; ft passes over it and says so")
        return
      }
      number += 1
    }
  }

  // MARK: Calls

  private mutating func review(_ call: PythonCall) {
    guard call.function == "open" else { return }
    let mode =
      call["mode"]?.string ?? (call.arguments.count > 1 ? call.arguments[1].value.string : nil)
    if !(mode ?? "r").contains("b"), call["encoding"] == nil {
      add(
        call.line,
        "a file in text mode has the encoding of the machine; say encoding=\"utf-8\"")
    }
    let isInWith = lines.indices.contains(call.line - 1) && lines[call.line - 1].contains("with ")
    if !isInWith { add(call.line, "the file is never closed; with open(...) as f: closes it") }
  }

  /// A loop over the rows of the validation part that reads the training part.
  private mutating func reviewValidationLoop() {
    var loop: (indent: Int, frame: String)?
    for (index, line) in lines.enumerated() {
      let indent = line.prefix { $0 == " " || $0 == "\t" }.count
      let content = line.dropFirst(indent)
      if content.isEmpty { continue }
      if let open = loop, indent <= open.indent { loop = nil }
      if let match = content.firstMatch(of: #/^for\s+.*\bin\s+.*\b(val|valid|validation)\w*/#) {
        loop = (indent, String(match.output.1))
      }
      guard loop != nil, content.contains(#/\btrain\w*\s*(\.i?loc\s*)?\[/#) else { continue }
      add(
        index + 1,
        "this loop over the validation part reads the training part, so that the model is measured "
          + "on what it was trained on:  split NAME, then leaks")
      loop = nil
    }
  }
}
