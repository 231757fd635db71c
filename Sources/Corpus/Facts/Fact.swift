/// A question with its answer, in one language.
struct Fact {
  let question: String
  /// The answer alone, as it stands inside a sentence.
  let answer: String
  /// The answer as a whole sentence.
  let sentence: String
}

/// The languages of the corpus.
enum Language: CaseIterable {
  case english
  case korean
  case japanese

  /// Draws a fact.
  func fact(_ draw: inout CorpusRandom) -> Fact {
    switch self {
    case .english: englishFact(&draw)
    case .korean: koreanFact(&draw)
    case .japanese: japaneseFact(&draw)
    }
  }
}
