/// Whether an option stands alone or takes the next word.
package enum OptionKind: Sendable, Hashable {
  case flag
  case value
}

/// What the parser must know about commands; it knows nothing else of them.
package protocol OptionCatalog: Sendable {
  /// Returns how an option of a verb reads, or `nil` when the verb has no such option.
  ///
  /// An option without a kind is kept, as a flag unless `=` gives it a value, so that the caller
  /// can say which options there are.
  func kind(ofOption option: String, verb: String) -> OptionKind?

  /// Whether `where`, `head`, `to` and the other clause words mean clauses behind a verb.
  ///
  /// They do not behind verbs that take plain words, such as `help`.
  func readsClauses(verb: String) -> Bool
}

extension OptionCatalog {
  /// Answers yes, as nearly every verb does.
  package func readsClauses(verb: String) -> Bool { true }
}
