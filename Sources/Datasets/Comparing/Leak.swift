/// An example of one dataset that repeats one of another, as of the data to measure on one that is
/// trained on.
package struct Leak: Sendable, Hashable {
  /// How an example is found in the other dataset; the worst comes first.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// All that is trained is equal.
    case same
    /// The prompt is equal, and so is the answer, but for case, white space or weights.
    case samePromptAndAnswer = "same_prompt_and_answer"
    /// The prompt is equal, and the answer is another one.
    case contradiction
    /// Prompt and answer together are nearly equal.
    case near

    /// 0 for the worst.
    package var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// The number in the first dataset, such as the one that is trained on.
  package var left: Int
  /// The number in the second dataset.
  package var right: Int
  package var kind: Kind
  package var likeness: Double

  package init(left: Int, right: Int, kind: Kind, likeness: Double) {
    self.left = left
    self.right = right
    self.kind = kind
    self.likeness = likeness
  }
}
