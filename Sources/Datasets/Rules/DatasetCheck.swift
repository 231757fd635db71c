/// What is kept of every example for the rules about the whole.
package struct DatasetFacts: Sendable {
  /// One example, without its text.
  struct Entry: Sendable {
    let number: Int
    /// 0 when it is not known.
    let line: Int
    let digest: ExampleDigest
    let kind: ExampleKind
  }

  /// A pair of which the later repeats the earlier.
  struct Pair: Sendable {
    let earlier: Entry
    let later: Entry
  }

  /// A system prompt and who has it.
  struct SystemPrompt: Sendable {
    let text: String
    let firstNumber: Int
    var count: Int
  }

  /// Distinct system prompts kept; beyond them only ``otherSystemCount`` grows.
  static let systemLimit = 200

  private(set) var examples: [Entry] = []
  private(set) var systems: [UInt64: SystemPrompt] = [:]
  private(set) var otherSystemCount = 0
  private(set) var flagged: [Int: Severity] = [:]

  mutating func add(_ example: Example, number: Int, line: Int?, digest: ExampleDigest) {
    examples.append(
      Entry(number: number, line: line ?? 0, digest: digest, kind: example.kind))
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

  mutating func noteExample(_ number: Int, severity: Severity) {
    flagged[number] = max(flagged[number] ?? severity, severity)
  }

  mutating func merge(_ later: DatasetFacts) {
    examples += later.examples
    otherSystemCount += later.otherSystemCount
    flagged.merge(later.flagged, uniquingKeysWith: max)
    for (digest, prompt) in later.systems {
      if systems[digest] != nil {
        systems[digest]?.count += prompt.count
      } else if systems.count < Self.systemLimit {
        systems[digest] = prompt
      } else {
        otherSystemCount += prompt.count
      }
    }
  }

  /// Each example that says the same as an earlier one, with the first that does.
  func duplicates() -> [Pair] {
    var first: [UInt64: Int] = [:]
    first.reserveCapacity(examples.count)
    return examples.indices.compactMap { index in
      let entry = examples[index]
      guard let earlier = first[entry.digest.conversation] else {
        first[entry.digest.conversation] = index
        return nil
      }
      return Pair(earlier: examples[earlier], later: entry)
    }
  }
}

/// All examples under one rule about the whole, and what it found.
struct DatasetCheck {
  /// What a rule reported.
  struct Note {
    let detail: String
    let example: Int?
    let line: Int?
    /// Nil for the rule's own.
    let severity: Severity?
  }

  let facts: DatasetFacts
  let lookUp: ((Int) -> Example?)?
  private(set) var notes: [Note] = []

  init(facts: DatasetFacts, lookUp: ((Int) -> Example?)?) {
    self.facts = facts
    self.lookUp = lookUp
  }

  /// Reports about one example, or about the whole dataset.
  mutating func report(
    _ detail: String, _ entry: DatasetFacts.Entry? = nil, severity: Severity? = nil
  ) {
    let line = entry.flatMap { $0.line > 0 ? $0.line : nil }
    notes.append(Note(detail: detail, example: entry?.number, line: line, severity: severity))
  }
}
