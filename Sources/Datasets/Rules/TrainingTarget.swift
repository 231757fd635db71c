/// The model that examples are checked for.
package struct TrainingTarget: Sendable, Hashable {
  package var model: String
  /// The kinds of examples that it trains on.
  package var kinds: Set<ExampleKind>

  package init(model: String, kinds: Set<ExampleKind> = [.chat, .preference]) {
    self.model = model
    self.kinds = kinds
  }
}
