import CommandLanguage

/// A review as a conversation: one example after another is shown, and a key is taken each time,
/// from a person or from the lines of a file.
struct ReviewTalk {
  /// Something that was typed.
  private enum Typed {
    case key(ReviewKey, String?)
    case help
    case unknown(String)
    /// White space.
    case nothing
  }

  private let session: Session
  private var reviewing: Reviewing
  private var answers: ReviewAnswers?
  /// Keys that came together, as those of a syllable.
  private var waiting: [Character] = []
  private var isFolded: Bool
  private var marked: String?

  init(_ reviewing: Reviewing, _ answers: ReviewAnswers?) {
    session = reviewing.session
    self.reviewing = reviewing
    self.answers = answers
    isFolded = answers == nil
  }

  /// Goes on until everything is decided, or nobody decides any more.
  mutating func run() async throws -> ReviewResult {
    var screen = try reviewing.result().screen
    var isFirst = true
    while let shown = screen {
      show(shown, explainsKeys: isFirst)
      isFirst = false
      // What changes nothing leaves the example on the screen as it is.
      var isSame = true
      while isSame {
        guard let typed = try await next() else {
          return ReviewResult(progress: reviewing.state.progress)
        }
        switch typed {
        case .key(.quit, _): return ReviewResult(progress: reviewing.state.progress)
        case .key(let key, let text): isSame = try await !act(key, text)
        case .help: session.console.tell(.review(.keys))
        case .unknown(let word): session.console.tell(.review(.unknownKey(word)))
        case .nothing: continue
        }
      }
      screen = try reviewing.result().screen
    }
    return ReviewResult(progress: reviewing.state.progress)
  }

  private func show(_ screen: ReviewScreen, explainsKeys: Bool) {
    var screen = screen
    screen.isFolded = isFolded
    screen.marked = marked
    session.console.tell(.review(.screen(screen, explainsKeys: explainsKeys)))
  }

  /// Does what a key says; false where nothing has come of it.
  private mutating func act(_ key: ReviewKey, _ text: String?) async throws -> Bool {
    switch key {
    case .fold:
      isFolded.toggle()
      return true
    case .find:
      guard let wanted = text.flatMap({ $0.isEmpty ? nil : $0 }) ?? marked else { return false }
      guard try reviewing.next(having: wanted) != nil else {
        session.console.tell(.review(.nowhere(wanted)))
        return false
      }
      marked = wanted
    default: break
    }
    do {
      let step = try await reviewing.step(key, key == .find ? marked : text)
      if let change = step.change { session.console.tell(.review(.changed(change))) }
    } catch {
      let failure = session.failure(explaining: error)
      if let answers { throw failure.at(answers) }
      session.console.tell(.review(.failed(failure.message, remedy: failure.remedy)))
      return false
    }
    isFolded = answers == nil
    return true
  }

  // MARK: Typing

  private mutating func next() async throws -> Typed? {
    if !waiting.isEmpty { return await typed(waiting.removeFirst()) }
    if answers != nil { return try answers?.next().map(line) }
    switch await session.console.key(.reviewKey) {
    case nil: return nil
    case .line(let text): return try line(text)
    case .key(let character):
      waiting = character.latinKeys
      return waiting.isEmpty ? .nothing : await typed(waiting.removeFirst())
    }
  }

  /// What a key means, with the text that it asks for.
  private func typed(_ character: Character) async -> Typed {
    if let rating = character.wholeNumberValue, (1...5).contains(rating) {
      return .key(.rate, String(rating))
    }
    if character == "?" { return .help }
    if character.isWhitespace { return .nothing }
    guard let key = ReviewKey(typed: String(character)) else {
      return .unknown(String(character))
    }
    guard key.takesText else { return .key(key, nil) }
    guard let text = await session.console.ask(.reviewText(key)) else { return .nothing }
    let isOptional = key == .note || key == .find
    return text.isEmpty && !isOptional ? .nothing : .key(key, key == .note ? text : text.trimmed)
  }

  /// What a line means: a key, with what stands behind it.
  ///
  /// - Throws: ``Failure`` E020 for a line of a file that is no key.
  private func line(_ answer: String) throws -> Typed {
    if answer.hasPrefix("/") { return .key(.find, String(answer.dropFirst()).trimmed) }
    let words = answer.split(maxSplits: 1, whereSeparator: \.isWhitespace).map(String.init)
    guard let word = words.first else { return .nothing }
    if let key = ReviewKey(typed: word) {
      let text = words.count > 1 ? words[1] : nil
      return .key(key, key == .note ? text : text?.trimmed)
    }
    let plain = String(word.flatMap(\.latinKeys))
    if Int(plain) != nil { return .key(.rate, plain) }
    if let answers {
      throw Failure(
        .badOptionValue, "\"\(word)\" is no key", remedy: "k, d, e, t, n, 1 to 5, s, u, q"
      )
      .at(answers)
    }
    return plain == "?" ? .help : .unknown(word)
  }
}

extension String {
  /// Without white space at its ends.
  fileprivate var trimmed: String {
    let rest = drop(while: \.isWhitespace)
    return String(rest.reversed().drop(while: \.isWhitespace).reversed())
  }
}

extension Failure {
  /// The same with the line of the keys where it came up.
  fileprivate func at(_ answers: ReviewAnswers) -> Failure {
    var failure = self
    failure.message = "\(answers.name) line \(answers.lineNumber): \(message)"
    failure.consequence = "the lines before it are decided"
    return failure
  }
}
