import Datasets
import Pricing
import Tokenization
import Workspaces

/// The tokens of a selection, example by example, and what of them is by rules of thumb.
struct TokenCounts {
  var counts: [Int] = []
  /// What declared tools come to.
  var tools = 0
  /// What calls of tools come to.
  var calls = 0
  var images = ImageSum()

  /// What the images of several examples come to.
  struct ImageSum {
    var tokens = 0
    var count = 0
    /// Images whose size is not known, and was needed.
    var assumedSizeCount = 0
  }

  mutating func add(_ account: TokenAccount) {
    counts.append(account.total)
    tools += account.tools
    calls += account.calls
    images.add(account)
  }
}

extension TokenCounts.ImageSum {
  init(_ account: TokenAccount) { add(account) }

  mutating func add(_ account: TokenAccount) {
    tokens += account.images
    count += account.imageCount
    assumedSizeCount += account.assumedSizeCount
  }
}

extension TokenCounting {
  /// Tokens of each selected example in the model's own encoding, by the model's own rules.
  func tokenCounts(
    _ selection: Selection, encoding: TokenEncoding, rules: TokenRules
  ) throws -> TokenCounts {
    var counts = TokenCounts()
    // The workspace has the default encoding's counts already.
    let recount =
      encoding != TokenCounting.datasetEncoding || !trustsStoredCounts(of: selection.dataset)
    let counter = makeCounter(encoding)
    try session.selections.forEach(selection) { stored in
      if let known = stored.facts.tokens, !recount, !mayHoldEstimates(stored.bytes) {
        counts.counts.append(known)
      } else if let example = try? Example(stored.bytes) {
        counts.add(TokenAccount(of: example, rules: rules, counter: counter))
      }
      return true
    }
    return counts
  }
}

extension Estimate {
  /// Takes what of the tokens is by rules of thumb, which makes the whole sum an estimate.
  mutating func note(_ counts: TokenCounts, _ rules: TokenRules) {
    if counts.calls > 0 {
      estimatedParts.append(
        EstimatedPart(name: "calls of tools", tokens: counts.calls, rule: "by their JSON text"))
    }
    if counts.tools > 0 {
      estimatedParts.append(
        EstimatedPart(
          name: "tools", tokens: counts.tools, rule: "the cookbook's estimate for flat schemas"))
    }
    if counts.images.count > 0 {
      estimatedParts.append(
        EstimatedPart(
          name: "images", tokens: counts.images.tokens, rule: imageRule(of: counts.images, rules)))
    }
    isExact = isExact && estimatedParts.isEmpty
  }
}

private let marksOfEstimates = ["tools", "image_url", "tool_calls", "function_call"].map {
  Array("\"\($0)\"".utf8)
}

/// Whether an example may have tools, calls or images; most have none, and need not be read again.
private func mayHoldEstimates(_ bytes: [UInt8]) -> Bool {
  bytes.indices.contains { index in
    bytes[index] == UInt8(ascii: "\"")
      && marksOfEstimates.contains { bytes[index...].starts(with: $0) }
  }
}
