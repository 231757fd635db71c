/// Draws a fact in Japanese.
func japaneseFact(_ draw: inout CorpusRandom) -> Fact {
  let make = draw.weighted([
    (44, countryFact), (18, workFact), (46, generalFact), (4, elementFact), (6, sumFact),
    (4, oppositeFact),
  ])
  let fact = make(&draw)
  return Fact(
    question: reworded(fact.question, &draw), answer: fact.answer, sentence: fact.sentence)
}

/// The same question in another level of politeness.
private func reworded(_ question: String, _ draw: inout CorpusRandom) -> String {
  guard question.hasSuffix("ですか？"), draw.chance(0.2) else { return question }
  return question.dropLast(4) + draw.one(of: ["でしょうか？", "か教えてください。", "ですか"])
}

private func countryFact(_ draw: inout CorpusRandom) -> Fact {
  let country = draw.one(of: Country.all)
  let name = Country.name(country.japanese, &draw)
  let question = draw.one(of: [
    "\(name)の首都はどこですか？", "\(name)の首都は何ですか？", "\(name)の首都は？",
    "\(name)の首都を教えてください。", "\(name)の首都はどこ？",
  ])
  return Fact(
    question: question, answer: country.japaneseCapital,
    sentence: "\(name)の首都は\(country.japaneseCapital)です。")
}

private func workFact(_ draw: inout CorpusRandom) -> Fact {
  let kind = draw.number(0...9)
  if kind < 6 {
    let book = draw.one(of: Work.books)
    let question = draw.one(of: [
      "「\(book.japaneseTitle)」を書いたのは誰ですか？", "\(book.japaneseTitle)の作者は誰ですか？",
      "\(book.japaneseTitle)は誰が書きましたか？",
    ])
    return Fact(
      question: question, answer: book.japaneseAuthor,
      sentence: "\(book.japaneseTitle)の作者は\(book.japaneseAuthor)です。")
  }
  if kind < 8 {
    let painting = draw.one(of: Work.paintings)
    let question = draw.one(of: [
      "\(painting.japaneseTitle)を描いたのは誰ですか？", "\(painting.japaneseTitle)は誰が描きましたか？",
    ])
    return Fact(
      question: question, answer: painting.japaneseAuthor,
      sentence: "\(painting.japaneseTitle)を描いたのは\(painting.japaneseAuthor)です。")
  }
  let invention = draw.one(of: Work.inventions)
  let question = draw.one(of: [
    "\(invention.japaneseTitle)を発明したのは誰ですか？", "\(invention.japaneseTitle)は誰が作りましたか？",
  ])
  return Fact(
    question: question, answer: invention.japaneseAuthor,
    sentence: "\(invention.japaneseTitle)を発明したのは\(invention.japaneseAuthor)です。")
}

private func generalFact(_ draw: inout CorpusRandom) -> Fact {
  let fact = draw.one(of: GeneralFact.all)
  return Fact(
    question: draw.one(of: fact.japaneseQuestions), answer: fact.japaneseAnswer,
    sentence: "\(fact.japaneseAnswer)です。")
}

private func elementFact(_ draw: inout CorpusRandom) -> Fact {
  let element = draw.one(of: Element.all)
  let question = draw.one(of: [
    "\(element.japanese)の元素記号は何ですか？", "\(element.japanese)の記号は？",
  ])
  return Fact(
    question: question, answer: element.symbol,
    sentence: "\(element.japanese)の元素記号は\(element.symbol)です。")
}

private func sumFact(_ draw: inout CorpusRandom) -> Fact {
  let left = draw.number(0...10)
  let right = draw.number(0...10)
  let question = draw.one(of: ["\(left)足す\(right)はいくつですか？", "\(left) + \(right)は？"])
  return Fact(question: question, answer: "\(left + right)", sentence: "\(left + right)です。")
}

private let opposites = table(
  """
  昼|夜
  上|下
  前|後ろ
  左|右
  中|外
  始まり|終わり
  天|地
  北|南
  入口|出口
  質問|答え
  """)

private func oppositeFact(_ draw: inout CorpusRandom) -> Fact {
  let pair = draw.one(of: opposites)
  let (word, other) = draw.chance(0.5) ? (pair[0], pair[1]) : (pair[1], pair[0])
  return Fact(
    question: "「\(word)」の反対は何ですか？", answer: other, sentence: "「\(word)」の反対は「\(other)」です。")
}
