/// A service that can say before a job what its models would read of an example.
package protocol ExampleMeasuring: Sendable {
  /// How `model` reads the lines of a training file; nil when there is no such model.
  func measure(for model: String) throws -> ExampleMeasure?
}

/// How one model reads the lines of a training file.
package struct ExampleMeasure: Sendable {
  /// What one line is to the model.
  package struct Reading: Sendable, Hashable {
    /// Tokens of the line; of a preference, of the longer of its conversations.
    package var tokens: Int
    /// Tokens that would be learned if nothing were cut.
    package var trained: Int
    /// Of ``trained``, those that are cut.
    package var lost: Int
    /// Tokens that one pass over the line computes.
    ///
    /// Of a preference those of both conversations, without what is cut; a job's trained tokens are
    /// the sum of these, times its epochs.
    package var computed: Int
    /// What of the line the model's template does not write.
    package var unwritten: [Unwritten]
    /// Why the model's template refuses the line; nil where it takes it.
    package var refusal: String?

    package init(
      tokens: Int, trained: Int, lost: Int, computed: Int, unwritten: [Unwritten] = [],
      refusal: String? = nil
    ) {
      self.computed = computed
      self.tokens = tokens
      self.trained = trained
      self.lost = lost
      self.unwritten = unwritten
      self.refusal = refusal
    }
  }

  /// A part of a line that a template does not write.
  package struct Unwritten: Sendable, Hashable {
    /// Such as `system` or `tool call`.
    package let what: String
    /// The message, counted from 0 through the conversation; nil for what stands beside them.
    package let message: Int?

    package init(what: String, message: Int?) {
      self.what = what
      self.message = message
    }
  }

  /// Tokens of an example that are read; the rest is cut from its end.
  package var limit: Int
  /// Whether a template stands between a line and the model, so that short lines may lose
  /// something as well.
  package var hasTemplate: Bool
  /// Makes, for one thread, what says of a line what it is, whatever rules it breaks; nil for one
  /// that is no example.
  ///
  /// A line has at most as many tokens as bytes, so that short ones need not be asked for where only
  /// their length counts.
  package var makeReader: @Sendable () -> ([UInt8]) -> Reading?

  package init(
    limit: Int, hasTemplate: Bool = false,
    makeReader: @escaping @Sendable () -> ([UInt8]) -> Reading?
  ) {
    self.limit = limit
    self.hasTemplate = hasTemplate
    self.makeReader = makeReader
  }
}
