/// Two answers to one prompt, of which the first is preferred.
package struct Preference: Sendable, Hashable {
  package var preferred: TrainingSequence
  package var rejected: TrainingSequence

  /// Creates a preference from whole dialogues whose weights mark the answers.
  package init(preferred: TrainingSequence, rejected: TrainingSequence) {
    self.preferred = preferred
    self.rejected = rejected
  }
}
