/// One change of one example.
package struct ExampleChange: Sendable, Hashable {
  /// The bytes of an example and what they cost.
  package struct Content: Sendable, Hashable {
    /// One JSON object, without a line end.
    package var bytes: [UInt8]
    /// nil when they were not counted.
    package var tokens: Int?
    package var trainedTokens: Int?

    package init(bytes: [UInt8], tokens: Int? = nil, trainedTokens: Int? = nil) {
      self.bytes = bytes
      self.tokens = tokens
      self.trainedTokens = trainedTokens
    }
  }

  /// What happens to the example.
  package enum Action: Sendable, Hashable {
    case set(Content)
    case add(Content, tags: [String], note: String?)
    case drop
    /// Brings a dropped example back as it was.
    case restore
    /// Replaces all tags; a tag holds no space.
    case tag([String])
    /// nil takes the note away.
    case note(String?)
  }

  /// The example; nil for one that is added and gets the next number.
  package var number: Int?
  /// The state that the caller saw (``ExampleFacts/version``); nil to change whatever is there.
  package var seenVersion: Int64?
  package var action: Action

  package init(_ action: Action, number: Int? = nil, seenVersion: Int64? = nil) {
    self.action = action
    self.number = number
    self.seenVersion = seenVersion
  }
}

/// What a new revision is to be called in the history.
package struct ChangeDescription: Sendable, Hashable {
  /// The verb, such as `set`.
  package var kind: String
  /// One line for people.
  package var summary: String
  package var cell: Int?

  package init(_ kind: String, _ summary: String, cell: Int? = nil) {
    self.kind = kind
    self.summary = summary
    self.cell = cell
  }
}

/// What applying changes has led to.
package struct ChangeOutcome: Sendable, Hashable {
  package var operation: Operation
  /// The dataset in the revision before.
  package var before: Dataset
  /// The dataset in the new revision.
  package var after: Dataset
  /// The numbers of the added examples, in the order of the changes.
  package var addedNumbers: [Int]
}
