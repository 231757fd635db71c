internal import CTraining
internal import Randomness

/// One token that a model wrote.
package struct GeneratedToken: Sendable, Hashable {
  /// A token that might have been.
  package struct Alternative: Sendable, Hashable {
    package let token: Int32
    package let bytes: [UInt8]
    /// Natural logarithm, of the model's own distribution.
    package let logProbability: Double
  }

  package let token: Int32
  /// The token's own bytes, possibly part of a character.
  package let bytes: [UInt8]
  /// The characters that this token completes; empty while one is still incomplete.
  package let text: String
  /// Natural logarithm, of the model's own distribution: before bias, penalties and temperature.
  package let logProbability: Double
  /// The most likely tokens, best first.
  package let alternatives: [Alternative]
}

/// Why a model stopped writing.
package enum FinishReason: Sendable, Hashable {
  /// It ended its turn.
  case endOfTurn
  /// It wrote as many tokens as it may, or the context is full.
  case length
}

/// Writes an answer token by token.
///
/// ```swift
/// let prompt = model.tokenizer.prompt(turns, limit: model.configuration.contextLimit - 1)
/// let generator = TextGenerator(model, prompt: prompt, sampling: .greedy())
/// while let token = generator.next() { print(token.text, terminator: "") }
/// ```
package final class TextGenerator {
  private let tokenizer: SubwordTokenizer
  private let sampling: Sampling
  private let decoder: Decoder
  private let kernels: InstructionSet
  private let capacity: Int
  private var generator: SeededGenerator
  private var logits: [Float]
  private var assembler = CharacterAssembler()
  private var counts: [Int32: Int] = [:]
  private var written = 0
  /// Why the answer is over; nil while it is not.
  package private(set) var finishReason: FinishReason?

  /// Reads the prompt: from ``SubwordTokenizer/prompt(_:limit:)``, not empty and within the
  /// context.
  package init(
    _ model: LanguageModel, prompt: [Int32], sampling: Sampling,
    kernels: InstructionSet = .fastest
  ) {
    tokenizer = model.tokenizer
    self.sampling = sampling
    capacity = min(
      model.configuration.contextLimit, prompt.count + max(sampling.maximumTokens, 0))
    self.kernels = kernels
    decoder = Decoder(model, capacity: capacity, kernels: kernels)
    generator = SeededGenerator(seed: sampling.seed)
    logits = decoder.read(prompt)
    if sampling.maximumTokens <= 0 { finishReason = .length }
  }

  /// Returns the next token, or nil when the answer is over.
  ///
  /// A character that the length limit cuts in two is left out of the text.
  package func next() -> GeneratedToken? {
    guard finishReason == nil else { return nil }
    let token = choose()
    guard token != SubwordTokenizer.end else {
      finishReason = .endOfTurn
      return nil
    }
    let bytes = tokenizer.bytes(of: token)
    let report = report(on: token)
    counts[token, default: 0] += 1
    written += 1
    if written >= sampling.maximumTokens || decoder.position >= capacity {
      finishReason = .length
    } else {
      logits = decoder.read([token])
    }
    return GeneratedToken(
      token: token, bytes: bytes, text: assembler.append(bytes),
      logProbability: report.logProbability, alternatives: report.alternatives)
  }

  /// Returns the rest of the answer.
  package func text() -> String {
    var text = ""
    while let token = next() { text += token.text }
    return text
  }

  // MARK: Choosing

  private func choose() -> Int32 {
    var adjusted = logits
    // Only the end marker may be written.
    for marker in 0..<Int(SubwordTokenizer.end) { adjusted[marker] = -.greatestFiniteMagnitude }
    for (token, bias) in sampling.logitBias where adjusted.indices.contains(Int(token)) {
      adjusted[Int(token)] += Float(bias)
    }
    for (token, count) in counts {
      adjusted[Int(token)] -= Float(
        sampling.presencePenalty + sampling.frequencyPenalty * Double(count))
    }
    guard sampling.temperature > 0 else { return Int32(firstLargest(adjusted)) }
    for index in adjusted.indices { adjusted[index] /= Float(sampling.temperature) }
    return sample(softmax(adjusted))
  }

  private func sample(_ probabilities: [Float]) -> Int32 {
    let ranked = ranking(probabilities, count: probabilities.count)
    var kept = ranked[...]
    if sampling.topP < 1 {
      var sum = 0.0
      let last = ranked.firstIndex { index in
        sum += Double(probabilities[index])
        return sum >= sampling.topP
      }
      kept = ranked[...(last ?? ranked.count - 1)]
    }
    let total = kept.reduce(0) { $0 + Double(probabilities[$1]) }
    var remaining = generator.unit() * total
    for index in kept {
      remaining -= Double(probabilities[index])
      if remaining < 0 { return Int32(index) }
    }
    return Int32(kept.last ?? 0)
  }

  private func report(
    on token: Int32
  ) -> (logProbability: Double, alternatives: [GeneratedToken.Alternative]) {
    var probabilities = logits
    let normalizer = unsafe ct_softmax(
      kernels.set, Int32(probabilities.count), &probabilities)
    let logits = logits
    let alternatives = ranking(logits, count: sampling.alternativeCount).map { index in
      GeneratedToken.Alternative(
        token: Int32(index), bytes: tokenizer.bytes(of: Int32(index)),
        logProbability: Double(logits[index]) - normalizer)
    }
    return (Double(logits[Int(token)]) - normalizer, alternatives)
  }

  private func softmax(_ values: [Float]) -> [Float] {
    var values = values
    _ = unsafe ct_softmax(kernels.set, Int32(values.count), &values)
    return values
  }

  private func firstLargest(_ values: [Float]) -> Int {
    var best = 0
    for index in values.indices where values[index] > values[best] { best = index }
    return best
  }

  /// The indices of the `count` largest values, largest first, lowest index first among equals.
  private func ranking(_ values: [Float], count: Int) -> [Int] {
    guard count > 0 else { return [] }
    let order = values.indices.sorted { (values[$1], $0) < (values[$0], $1) }
    return Array(order.prefix(count))
  }
}
