// A seed and an index come in; a dialogue goes out. Each folder makes one kind of dialogue from
// word lists, with choices from `CorpusRandom`. Every byte counts: the base model was trained on
// these dialogues, so a changed word needs a new base model. Read this file first.

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
    var draw = CorpusRandom(seed: seed, index: index)
    while true {
      let make = draw.weighted(mix)
      let dialogue = make(&draw)
      if dialogue.utterances.allSatisfy({ !heldOut.contains($0.text) }) { return dialogue }
    }
  }

  /// The dialogues from 0 on without end, made as they are asked for.
  package static func dialogues(seed: UInt64) -> some Sequence<Dialogue> {
    (0...).lazy.map { dialogue(seed: seed, index: $0) }
  }

  /// Questions of the example workspaces that the templates would make: they stay unseen.
  private static let heldOut: Set = [
    "What's the capital of France?", "Who wrote 'Romeo and Juliet'?",
    "What's the capital of Japan?", "Who painted the Mona Lisa?", "Who invented the telephone?",
    "Who is the author of 1984?", "What language do they speak in Brazil?",
    "What's the capital of Australia?", "What is the currency of Japan?",
    "What is the capital of Italy?", "What's the capital of Canada?", "What is 2 + 2?",
    "Who painted the Starry Night?", "프랑스의 수도가 무엇인가요?",
    "'로미오와 줄리엣'을 쓴 사람은 누구인가요?", "일본의 수도는 어디인가요?", "한국의 수도는 어디인가요?",
  ]

  /// How many in a thousand dialogues are of each kind.
  private static let mix: [(weight: Int, @Sendable (inout CorpusRandom) -> Dialogue)] = [
    (140, { plainFactDialogue(.english, &$0) }),
    (110, { styleDialogue(.english, &$0) }),
    (130, { figureDialogue(.english, &$0) }),
    (30, { repeatedFrameDialogue(.english, &$0) }),
    (50, { sentimentDialogue(&$0) }),
    (50, { sortingDialogue(&$0) }),
    (45, { copyingDialogue(&$0) }),
    (30, { storyDialogue(&$0) }),
    (25, { smallTalkDialogue(.english, &$0) }),
    (75, { plainFactDialogue(.korean, &$0) }),
    (40, { styleDialogue(.korean, &$0) }),
    (60, { figureDialogue(.korean, &$0) }),
    (8, { repeatedFrameDialogue(.korean, &$0) }),
    (8, { foreignSentimentDialogue(.korean, &$0) }),
    (6, { foreignCopyingDialogue(.korean, &$0) }),
    (8, { smallTalkDialogue(.korean, &$0) }),
    (75, { plainFactDialogue(.japanese, &$0) }),
    (38, { styleDialogue(.japanese, &$0) }),
    (55, { figureDialogue(.japanese, &$0) }),
    (8, { repeatedFrameDialogue(.japanese, &$0) }),
    (7, { foreignSentimentDialogue(.japanese, &$0) }),
    (5, { foreignCopyingDialogue(.japanese, &$0) }),
    (7, { smallTalkDialogue(.japanese, &$0) }),
  ]
}
