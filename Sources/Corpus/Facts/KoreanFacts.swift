/// Draws a fact in Korean.
func koreanFact(_ draw: inout CorpusRandom) -> Fact {
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
  guard question.hasSuffix("인가요?"), draw.chance(0.2) else { return question }
  return question.dropLast(4) + draw.one(of: ["입니까?", "인지 알려 주세요.", "인가요"])
}

private func countryFact(_ draw: inout CorpusRandom) -> Fact {
  let country = draw.one(of: Country.all)
  let name = Country.name(country.korean, &draw)
  let question = draw.one(of: [
    "\(name)의 수도는 어디인가요?", "\(name)의 수도가 어디예요?", "\(name)의 수도는 무엇인가요?",
    "\(name)의 수도는?", "\(name) 수도는 어디야?", "\(name)의 수도를 알려 주세요.",
    "\(name)의 수도가 무엇인가요?",
  ])
  return Fact(
    question: question, answer: country.koreanCapital,
    sentence: "\(name)의 수도는 \(country.koreanCapital)입니다.")
}

private func workFact(_ draw: inout CorpusRandom) -> Fact {
  let kind = draw.number(0...9)
  if kind < 6 {
    let book = draw.one(of: Work.books)
    let question = draw.one(of: [
      "'\(book.koreanTitle)'\(particle(.object, book.koreanTitle)) 쓴 사람은 누구인가요?",
      "\(Particle.object.after(book.koreanTitle)) 쓴 사람은 누구예요?",
      "\(book.koreanTitle)의 작가는 누구인가요?", "\(Particle.topic.after(book.koreanTitle)) 누가 썼나요?",
    ])
    return Fact(
      question: question, answer: book.koreanAuthor,
      sentence: "\(book.koreanTitle)의 작가는 \(book.koreanAuthor)입니다.")
  }
  if kind < 8 {
    let painting = draw.one(of: Work.paintings)
    let question = draw.one(of: [
      "\(Particle.object.after(painting.koreanTitle)) 그린 화가는 누구인가요?",
      "\(Particle.topic.after(painting.koreanTitle)) 누가 그렸나요?",
    ])
    return Fact(
      question: question, answer: painting.koreanAuthor,
      sentence: "\(Particle.object.after(painting.koreanTitle)) 그린 사람은 \(painting.koreanAuthor)입니다."
    )
  }
  let invention = draw.one(of: Work.inventions)
  let question = draw.one(of: [
    "\(Particle.topic.after(invention.koreanTitle)) 누가 발명했나요?",
    "\(Particle.object.after(invention.koreanTitle)) 만든 사람은 누구예요?",
    "\(Particle.object.after(invention.koreanTitle)) 처음 만든 사람은 누구인가요?",
  ])
  return Fact(
    question: question, answer: invention.koreanAuthor,
    sentence: "\(Particle.object.after(invention.koreanTitle)) 만든 사람은 \(invention.koreanAuthor)입니다."
  )
}

private func particle(_ particle: Particle, _ word: String) -> String {
  String(particle.after(word).dropFirst(word.count))
}

private func generalFact(_ draw: inout CorpusRandom) -> Fact {
  let fact = draw.one(of: GeneralFact.all)
  return Fact(
    question: draw.one(of: fact.koreanQuestions), answer: fact.koreanAnswer,
    sentence: "\(fact.koreanAnswer)입니다.")
}

private func elementFact(_ draw: inout CorpusRandom) -> Fact {
  let element = draw.one(of: Element.all)
  let question = draw.one(of: [
    "\(element.korean)의 원소 기호는 무엇인가요?", "\(element.korean)의 기호는?",
    "\(element.korean)의 화학 기호가 뭐예요?",
  ])
  return Fact(
    question: question, answer: element.symbol,
    sentence: "\(element.korean)의 화학 기호는 \(element.symbol)입니다.")
}

private func sumFact(_ draw: inout CorpusRandom) -> Fact {
  let left = draw.number(0...10)
  let right = draw.number(0...10)
  let question = draw.one(of: [
    "\(left) 더하기 \(Particle.topic.after("\(right)")) 얼마인가요?",
    "\(left) + \(Particle.topic.after("\(right)")) 얼마예요?",
  ])
  return Fact(question: question, answer: "\(left + right)", sentence: "\(left + right)입니다.")
}

private let opposites = table(
  """
  낮|밤
  위|아래
  앞|뒤
  왼쪽|오른쪽
  안|밖
  시작|끝
  하늘|땅
  북쪽|남쪽
  입구|출구
  질문|대답
  """)

private func oppositeFact(_ draw: inout CorpusRandom) -> Fact {
  let pair = draw.one(of: opposites)
  let (word, other) = draw.chance(0.5) ? (pair[0], pair[1]) : (pair[1], pair[0])
  return Fact(
    question: "'\(word)'의 반대말은 무엇인가요?", answer: other,
    sentence: "'\(word)'의 반대말은 '\(other)'입니다.")
}
