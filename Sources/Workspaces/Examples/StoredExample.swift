/// One example with where it came from and what was said about it.
package struct StoredExample: Sendable, Hashable {
  /// Counted from 1 within its dataset, and its own for ever.
  package var number: Int
  /// The JSON object alone, without the line's end.
  package var bytes: [UInt8]
  package var facts: ExampleFacts

  package init(number: Int, bytes: [UInt8], facts: ExampleFacts) {
    self.number = number
    self.bytes = bytes
    self.facts = facts
  }
}

/// What the workspace knows of an example besides its bytes.
package struct ExampleFacts: Sendable, Hashable {
  /// Which state of the example this is: 0 as loaded, else an id that no other state has.
  package var version: Int64
  /// The line of the loaded file, counted from 1; nil for an example that was added.
  package var line: Int?
  /// Where it was loaded from, as the user named it; nil for an example that was added.
  package var source: String?
  /// nil when they were not counted.
  package var tokens: Int?
  package var trainedTokens: Int?
  package var tags: [String]
  package var note: String?

  package init(
    version: Int64 = 0, line: Int? = nil, source: String? = nil, tokens: Int? = nil,
    trainedTokens: Int? = nil, tags: [String] = [], note: String? = nil
  ) {
    self.version = version
    self.line = line
    self.source = source
    self.tokens = tokens
    self.trainedTokens = trainedTokens
    self.tags = tags
    self.note = note
  }
}

/// Consecutive examples that lie in one buffer: what a check or a search reads at a time.
package struct ExampleBatch: Sendable {
  /// One example's place.
  package struct Entry: Sendable {
    package let number: Int
    /// Where the example's JSON object lies in ``ExampleBatch/bytes``.
    package let range: Range<Int>
    package let facts: ExampleFacts
    /// How many layers the text is made of, above the loaded line; nil where it is a row's own.
    let depth: Int?
  }

  /// About a megabyte; between the entries lie line ends and lines that hold no example.
  package let bytes: [UInt8]
  /// By number, without the dropped.
  package let entries: [Entry]

  init(bytes: [UInt8], entries: [Entry]) {
    self.bytes = bytes
    self.entries = entries
  }

  /// One example alone.
  package init(_ example: StoredExample) {
    bytes = example.bytes
    entries = [
      Entry(number: example.number, range: example.bytes.indices, facts: example.facts, depth: nil)
    ]
  }

  /// A copy of one entry that can be kept.
  package func example(_ entry: Entry) -> StoredExample {
    StoredExample(number: entry.number, bytes: Array(bytes[entry.range]), facts: entry.facts)
  }
}
