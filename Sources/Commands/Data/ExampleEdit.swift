import Datasets
import Tokenization
import Workspaces

/// A new text of an example, in the way in which it was made.
enum ExampleEdit {
  /// Strings in the place of strings, by their place.
  ///
  /// `occurrences` counts what was replaced within them.
  case texts([ExampleTextEdit], occurrences: Int = 1)
  /// An example as a whole; `place` is what a sample of the change shows.
  case example(Example, place: ExampleField? = nil)
}

extension ExampleEdit {
  /// What a sample of the change shows; nil for what the line names.
  var place: ExampleField? { if case .example(_, let place) = self { place } else { nil } }
}

/// Makes the contents of edited examples, on one thread; only what an edit changed is counted.
struct EditedContents {
  private let counter: TextCounter
  /// Whether what was counted of an example is what would be counted now.
  private let trustsCounts: Bool

  init(of dataset: Dataset, in session: Session) {
    counter = session.tokens.makeCounter()
    trustsCounts = session.tokens.trustsStoredCounts(of: dataset)
  }

  /// The content of `example` after `edit`; nil where every byte stays.
  func content(
    of example: Example, _ facts: ExampleFacts, after edit: ExampleEdit
  ) throws -> ExampleChange.Content? {
    switch edit {
    case .texts(let edits, _):
      let bytes = example.bytes(replacing: edits)
      if bytes == example.bytes { return nil }
      guard isCounted(facts) else { return counted(try Example(bytes)) }
      return content(
        bytes, facts, TokenChange(edits, of: example, counter: counter))
    case .example(let edited, _):
      if edited.bytes == example.bytes { return nil }
      guard isCounted(facts), let change = TokenChange(from: example, to: edited, counter: counter)
      else { return counted(edited) }
      return content(edited.bytes, facts, change)
    }
  }

  private func isCounted(_ facts: ExampleFacts) -> Bool {
    trustsCounts && facts.tokens != nil && facts.trainedTokens != nil
  }

  private func content(
    _ bytes: [UInt8], _ facts: ExampleFacts, _ change: TokenChange
  ) -> ExampleChange.Content {
    ExampleChange.Content(
      bytes: bytes, tokens: facts.tokens.map { $0 + change.total },
      trainedTokens: facts.trainedTokens.map { $0 + change.trained })
  }

  private func counted(_ example: Example) -> ExampleChange.Content {
    let tokens = ExampleTokens(of: example, counter: counter)
    return ExampleChange.Content(
      bytes: example.bytes, tokens: tokens.total, trainedTokens: tokens.trained)
  }
}
