import FineTuning
import Training

/// One request being answered: each call of ``next()`` computes as far as the next delta.
///
/// The reader sets the pace, so an answer that is not read costs nothing.
actor ChatRun: ChatDeltas {
  /// What the answer says of itself before its first word.
  struct Head: Sendable {
    var id: String
    var createdAt: Int
    var model: String
    var fingerprint: String
    /// Draws every random choice.
    var seed: Int
  }

  private let head: Head
  private let model: LanguageModel
  private let prompt: ChatPrompt
  private let sampling: SamplingOptions

  private var isStarted = false
  private var choice = 0
  private var generator: TextGenerator?
  private var filter = StopFilter([])
  private var completionTokens = 0
  private var waiting: [ChatDelta] = []
  private var isOver = false

  init(_ head: Head, model: LanguageModel, prompt: ChatPrompt, sampling: SamplingOptions) {
    self.head = head
    self.model = model
    self.prompt = prompt
    self.sampling = sampling
  }

  /// The next piece of the answer; nil after the usage.
  func next() -> ChatDelta? {
    guard isStarted else {
      isStarted = true
      return .started(
        id: head.id, createdAt: head.createdAt, model: head.model,
        systemFingerprint: head.fingerprint)
    }
    while waiting.isEmpty, !isOver { advance() }
    return waiting.isEmpty ? nil : waiting.removeFirst()
  }

  private func advance() {
    guard choice < sampling.choiceCount ?? 1 else {
      isOver = true
      let usage = TokenUsage(prompt: prompt.tokens.count, completion: completionTokens)
      return waiting.append(.usage(usage))
    }
    let generator = generator ?? begin()
    guard let token = generator.next() else {
      emit(filter.flush())
      return end(generator.finishReason == .length ? "length" : "stop")
    }
    completionTokens += 1
    let release = filter.take(token.text, sampling.wantsLogProbabilities ? report(token) : nil)
    emit(release)
    if release.isStop { end("stop") }
  }

  private func begin() -> TextGenerator {
    let generator = TextGenerator(
      model, prompt: prompt.tokens,
      sampling: sampling.sampling(choice: choice, seed: head.seed))
    filter = StopFilter(sampling.stop)
    self.generator = generator
    return generator
  }

  private func emit(_ release: StopFilter.Release) {
    guard !release.text.isEmpty || !release.tokens.isEmpty else { return }
    waiting.append(.text(index: choice, release.text, logProbabilities: release.tokens))
  }

  private func end(_ reason: String) {
    waiting.append(.finished(index: choice, reason: reason))
    generator = nil
    choice += 1
  }

  private func report(_ token: GeneratedToken) -> TokenLogProbability {
    let alternatives = token.alternatives.map { other in
      TokenLogProbability(
        token: String(decoding: other.bytes, as: UTF8.self), logProbability: other.logProbability,
        bytes: other.bytes)
    }
    return TokenLogProbability(
      token: String(decoding: token.bytes, as: UTF8.self), logProbability: token.logProbability,
      bytes: token.bytes, alternatives: alternatives)
  }
}
