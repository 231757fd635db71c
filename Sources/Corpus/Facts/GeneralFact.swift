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
