/// What is kept of every example for the rules about the whole.
package struct DatasetFacts: Sendable {
  /// One example, without its text.
  struct Entry: Sendable {
    private(set) var number: Int
    /// 0 when it is not known.
    private(set) var line: UInt32
    let kind: ExampleKind
    let hasSystem: Bool
    /// How the last answer ends.
    let ending: AnswerEnding.Mark
    /// The digests of ``ExampleDigest``, without the system prompt's.
    let exact: UInt64
    let identity: UInt64
    let prompt: UInt64
    let answer: UInt64
    /// Bytes of the last answer as it is written; 0 without one.
    let answerLength: UInt32
    let answerSize: AnswerEnding.Size

    func moved(by numberCount: Int, lines lineCount: Int) -> Entry {
      var entry = self
      entry.number += numberCount
      if line > 0 { entry.line += UInt32(clamping: lineCount) }
      return entry
    }
  }

  /// A pair of which the later repeats the earlier.
  struct Pair: Sendable {
    let earlier: Entry
    let later: Entry
  }

  /// A system prompt and who has it.
  struct SystemPrompt: Sendable {
    let text: String
    var firstNumber: Int
    var count: Int
  }

  /// Distinct system prompts kept; beyond them only ``otherSystemCount`` grows.
  static let systemLimit = 200

  private(set) var examples: [Entry] = []
  private(set) var systems: [UInt64: SystemPrompt] = [:]
  private(set) var otherSystemCount = 0
  private(set) var flagged: [Int: Severity] = [:]
  /// Examples with keys that are not sent, by key; at most ``unsentLimit`` keys.
  private(set) var unsentKeys: [String: Int] = [:]
  private(set) var unsentExampleCount = 0
  /// Examples whose letters and marks are apart.
  private(set) var decomposedCount = 0
  private(set) var firstDecomposed: Entry?
  /// Examples whose last answer refuses.
  private(set) var refusalCount = 0
  private(set) var firstRefusal: Entry?
  /// Answers in another language than their question, by both, with the first of each.
  private(set) var foreignAnswers: [ForeignAnswer: (count: Int, first: Entry)] = [:]
  private var answers = AnswerFacts()
  /// How many answers there are of each form.
  var answerForms: [AnswerFacts.Form: Int] { answers.forms }
  /// What all answers begin and end with.
  var affixes: [(what: String, text: String)] { answers.affixes }
  /// Examples with tools in the older form.
  private(set) var oldToolsCount = 0
  /// Examples of which the target reads something to learn.
  private var readCount = 0
  /// The limit of a target that reads none of what an example trains.
  private var passedLimit: Int?

  /// Distinct keys that are kept.
  private static let unsentLimit = 100

  /// The limit where no example keeps anything to learn because of it; nil elsewhere.
  var limitOfNothing: Int? { readCount == 0 ? passedLimit : nil }

  mutating func reserve(_ exampleCount: Int) { examples.reserveCapacity(exampleCount) }

  /// Takes an example in; `trained` are the tokens that it trains, where they are known.
  mutating func add(
    _ example: Example, number: Int, line: Int?, digest: ExampleDigest, trained: Int?
  ) {
    let answer = answers.add(example, trained: trained)
    let entry = Entry(
      number: number, line: UInt32(clamping: line ?? 0), kind: example.kind,
      hasSystem: digest.system != nil, ending: answer.ending.mark, exact: digest.exact,
      identity: digest.identity, prompt: digest.prompt, answer: digest.answer,
      answerLength: answer.length, answerSize: answer.ending.size)
    examples.append(entry)
    if answer.isRefusal {
      refusalCount += 1
      if firstRefusal == nil { firstRefusal = entry }
    }
    if let foreign = ForeignAnswer(example) {
      foreignAnswers[foreign, default: (0, entry)].count += 1
    }
    if digest.isDecomposed {
      decomposedCount += 1
      if firstDecomposed == nil { firstDecomposed = entry }
    }
    let unsent = example.unsentKeys
    if !unsent.isEmpty { unsentExampleCount += 1 }
    for key in unsent { countUnsent(key, times: 1) }
    if example.functions != nil || example.messages.contains(where: { $0.functionCall != nil }) {
      oldToolsCount += 1
    }
    guard let system = digest.system else { return }
    if systems[system] != nil {
      systems[system]?.count += 1
    } else if systems.count < Self.systemLimit {
      let text = example.text(of: .last(.system)) ?? ""
      systems[system] = SystemPrompt(text: text, firstNumber: number, count: 1)
    } else {
      otherSystemCount += 1
    }
  }

  private mutating func countUnsent(_ key: String, times: Int) {
    guard unsentKeys[key] != nil || unsentKeys.count < Self.unsentLimit else { return }
    unsentKeys[key, default: 0] += times
  }

  /// Takes what the target leaves of an example; nil when nothing of it is cut.
  mutating func note(_ fit: ContextFit?) {
    if let fit, fit.trained > 0, fit.lost == fit.trained {
      passedLimit = fit.limit
    } else {
      readCount += 1
    }
  }

  mutating func noteExample(_ number: Int, severity: Severity) {
    flagged[number] = max(flagged[number] ?? severity, severity)
  }

  mutating func merge(_ later: DatasetFacts, movedBy numberCount: Int, lines lineCount: Int) {
    for entry in later.examples {
      examples.append(entry.moved(by: numberCount, lines: lineCount))
    }
    if firstDecomposed == nil {
      firstDecomposed = later.firstDecomposed?.moved(by: numberCount, lines: lineCount)
    }
    decomposedCount += later.decomposedCount
    if firstRefusal == nil {
      firstRefusal = later.firstRefusal?.moved(by: numberCount, lines: lineCount)
    }
    refusalCount += later.refusalCount
    for (foreign, found) in later.foreignAnswers {
      let first = found.first.moved(by: numberCount, lines: lineCount)
      foreignAnswers[foreign, default: (0, first)].count += found.count
    }
    answers.merge(later.answers)
    otherSystemCount += later.otherSystemCount
    for (key, times) in later.unsentKeys.sorted(by: { $0.key < $1.key }) {
      countUnsent(key, times: times)
    }
    unsentExampleCount += later.unsentExampleCount
    oldToolsCount += later.oldToolsCount
    readCount += later.readCount
    passedLimit = later.passedLimit ?? passedLimit
    for (number, severity) in later.flagged {
      noteExample(number + numberCount, severity: severity)
    }
    // By number, so that the same are kept whichever way the parts were cut.
    for (digest, prompt) in later.systems.sorted(by: { $0.value.firstNumber < $1.value.firstNumber }
    ) {
      var prompt = prompt
      prompt.firstNumber += numberCount
      if systems[digest] != nil {
        systems[digest]?.count += prompt.count
      } else if systems.count < Self.systemLimit {
        systems[digest] = prompt
      } else {
        otherSystemCount += prompt.count
      }
    }
  }

  /// Each example that trains the same as an earlier one, with the first that does.
  func duplicates() -> some Sequence<Pair> { repeats { $0.identity } }

  /// Each example whose digest an earlier one has too, with the first that has it; in order.
  ///
  /// Sorted rather than hashed: 16 bytes per example instead of 40.
  func repeats(of digest: (Entry) -> UInt64) -> some Sequence<Pair> {
    var order: [(digest: UInt64, index: UInt32)] = []
    order.reserveCapacity(examples.count)
    for (index, entry) in examples.enumerated() {
      order.append((digest(entry), UInt32(truncatingIfNeeded: index)))
    }
    order.sort { $0 < $1 }
    var pairs: [(earlier: UInt32, later: UInt32)] = []
    var first: (digest: UInt64, index: UInt32)?
    for entry in order {
      if let first, first.digest == entry.digest {
        pairs.append((first.index, entry.index))
      } else {
        first = entry
      }
    }
    pairs.sort { $0.later < $1.later }
    return pairs.lazy.map { [examples] in
      Pair(earlier: examples[Int($0.earlier)], later: examples[Int($0.later)])
    }
  }
}

/// All examples under one rule about the whole, and what it found.
struct DatasetCheck {
  /// What a rule reported.
  struct Note {
    /// Empty in those that are only counted.
    let detail: String
    let example: Int?
    let line: Int?
    /// Nil for the rule's own.
    let severity: Severity?
  }

  let facts: DatasetFacts
  /// The model that is asked for; nil when no model is meant.
  let target: TrainingTarget?
  /// What the rule compares with; 0 for one that compares with nothing.
  let threshold: Int
  let lookUp: ((Int) -> Example?)?
  /// Notes that are kept with what they say.
  private let limit: Int
  private(set) var notes: [Note] = []

  init(
    facts: DatasetFacts, target: TrainingTarget?, threshold: Int, keeping limit: Int,
    lookUp: ((Int) -> Example?)?
  ) {
    self.limit = limit
    self.threshold = threshold
    self.facts = facts
    self.target = target
    self.lookUp = lookUp
  }

  /// Reports about one example, or about the whole dataset.
  mutating func report(
    _ detail: String, _ entry: DatasetFacts.Entry? = nil,
    severity: Severity? = nil
  ) {
    let line = entry.flatMap { $0.line > 0 ? Int($0.line) : nil }
    notes.append(
      Note(
        detail: notes.count < limit ? detail : "", example: entry?.number, line: line,
        severity: severity))
  }
}
