/// The synthetic dialogues that the base model learned from.
///
/// Facts, personas, sorting, copying and small talk, three fifths in English, one fifth each in
/// Korean and Japanese, all from our own word lists. They hold none of the example workspaces'
/// instructions or answers: a lesson must show a change. All of a dialogue follows from its seed
/// and its index, on every machine.
package enum Corpus {
  /// The seed of the shipped base model, and of what is rehearsed while it is tuned.
  package static let baseSeed: UInt64 = 42

  /// Returns one dialogue; any index from 0 is allowed.
  package static func dialogue(seed: UInt64, index: Int) -> Dialogue {
    precondition(index >= 0, "a dialogue's index counts from 0")
    var draw = Draw(seed: seed, index: index)
    let make = draw.weighted(mix)
    return make(&draw)
  }

  /// The dialogues 0, 1, 2 ... without end, made as they are asked for.
  package static func dialogues(seed: UInt64) -> some Sequence<Dialogue> {
    (0...).lazy.map { dialogue(seed: seed, index: $0) }
  }

  /// How many in a thousand dialogues are of each kind.
  private static let mix: [(weight: Int, @Sendable (inout Draw) -> Dialogue)] = [
    (140, { plainFactDialogue(.english, &$0) }),
    (110, { mannerDialogue(.english, &$0) }),
    (130, { figureDialogue(.english, &$0) }),
    (30, { repeatedFrameDialogue(.english, &$0) }),
    (50, { sentimentDialogue(&$0) }),
    (50, { sortingDialogue(&$0) }),
    (45, { copyingDialogue(&$0) }),
    (30, { storyDialogue(&$0) }),
    (25, { smallTalkDialogue(.english, &$0) }),
    (75, { plainFactDialogue(.korean, &$0) }),
    (40, { mannerDialogue(.korean, &$0) }),
    (60, { figureDialogue(.korean, &$0) }),
    (8, { repeatedFrameDialogue(.korean, &$0) }),
    (8, { foreignSentimentDialogue(.korean, &$0) }),
    (6, { foreignCopyingDialogue(.korean, &$0) }),
    (8, { smallTalkDialogue(.korean, &$0) }),
    (75, { plainFactDialogue(.japanese, &$0) }),
    (38, { mannerDialogue(.japanese, &$0) }),
    (55, { figureDialogue(.japanese, &$0) }),
    (8, { repeatedFrameDialogue(.japanese, &$0) }),
    (7, { foreignSentimentDialogue(.japanese, &$0) }),
    (5, { foreignCopyingDialogue(.japanese, &$0) }),
    (7, { smallTalkDialogue(.japanese, &$0) }),
  ]
}
