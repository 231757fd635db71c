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

/// A fact that fits no table of its own.
struct GeneralFact {
  let questions: [String]
  let answer: String
  let sentence: String
  let koreanQuestions: [String]
  let koreanAnswer: String
  let japaneseQuestions: [String]
  let japaneseAnswer: String

  static let all = (table(natureFacts) + table(numberFacts) + table(historyFacts)).map { row in
    GeneralFact(
      questions: alternatives(row[0]), answer: row[1], sentence: row[2],
      koreanQuestions: alternatives(row[3]), koreanAnswer: row[4],
      japaneseQuestions: alternatives(row[5]), japaneseAnswer: row[6])
  }
}
