/// Draws a fact in English.
func englishFact(_ draw: inout CorpusRandom) -> Fact {
  let make = draw.weighted([
    (34, countryFact), (13, workFact), (35, generalFact), (6, elementFact), (7, oppositeFact),
    (9, sumFact), (4, orderFact), (4, translationFact),
  ])
  let fact = make(&draw)
  return Fact(
    question: reworded(fact.question, &draw), answer: fact.answer, sentence: fact.sentence)
}

/// The same question as people also type it.
private func reworded(_ question: String, _ draw: inout CorpusRandom) -> String {
  if question.hasPrefix("What is "), draw.chance(0.2) { return "What's " + question.dropFirst(8) }
  if question.hasSuffix("?"), draw.chance(0.04) { return question.dropLast().lowercased() }
  return question
}

private func countryFact(_ draw: inout CorpusRandom) -> Fact {
  let country = draw.one(of: Country.all)
  let name = Country.name(country.english, &draw)
  let kind = draw.number(0...9)
  if kind < 6 {
    let question = draw.one(of: [
      "What's the capital of \(name)?", "What is the capital of \(name)?",
      "What's the capital city of \(name)?", "Which city is the capital of \(name)?",
      "Capital of \(name)?", "Tell me the capital of \(name).", "Name the capital of \(name).",
    ])
    let sentence = draw.one(of: [
      "The capital of \(name) is \(country.capital).",
      "\(country.capital) is the capital of \(name).",
    ])
    return Fact(question: question, answer: country.capital, sentence: sentence)
  }
  if kind < 8 {
    let question = draw.one(of: [
      "What language do people speak in \(name)?", "Which language is spoken in \(name)?",
      "What language do they speak in \(name)?",
    ])
    return Fact(
      question: question, answer: country.language,
      sentence: "People in \(name) speak \(country.language).")
  }
  if kind < 9 {
    let question = draw.one(of: [
      "What is the currency of \(name)?", "What money is used in \(name)?",
    ])
    return Fact(
      question: question, answer: "the \(country.currency)",
      sentence: "The currency of \(name) is the \(country.currency).")
  }
  return Fact(
    question: draw.one(of: ["Which continent is \(name) in?", "Where is \(name)?"]),
    answer: country.continent, sentence: "\(capitalized(name)) is in \(country.continent).")
}

private func workFact(_ draw: inout CorpusRandom) -> Fact {
  let kind = draw.number(0...9)
  if kind < 6 {
    let book = draw.one(of: Work.books)
    let question = draw.one(of: [
      "Who wrote '\(book.title)'?", "Who wrote \(book.title)?",
      "Who is the author of \(book.title)?", "Who is the author of '\(book.title)'?",
      "Which author wrote \(book.title)?",
    ])
    let sentence = draw.one(of: [
      "\(book.author) wrote \(book.title).", "\(book.title) was written by \(book.author).",
    ])
    return Fact(question: question, answer: book.author, sentence: sentence)
  }
  if kind < 8 {
    let painting = draw.one(of: Work.paintings)
    let question = draw.one(of: [
      "Who painted \(painting.title)?", "Which artist painted \(painting.title)?",
      "\(capitalized(painting.title)) was painted by whom?",
    ])
    return Fact(
      question: question, answer: painting.author,
      sentence: "\(painting.author) painted \(painting.title).")
  }
  let invention = draw.one(of: Work.inventions)
  let question = draw.one(of: [
    "Who invented \(invention.title)?", "Who is known for inventing \(invention.title)?",
    "Who made \(invention.title) first?",
  ])
  return Fact(
    question: question, answer: invention.author,
    sentence: "\(capitalized(invention.author)) invented \(invention.title).")
}

private func generalFact(_ draw: inout CorpusRandom) -> Fact {
  let fact = draw.one(of: GeneralFact.all)
  return Fact(
    question: draw.one(of: fact.questions), answer: fact.answer, sentence: fact.sentence)
}

private func elementFact(_ draw: inout CorpusRandom) -> Fact {
  let element = draw.one(of: Element.all)
  let question = draw.one(of: [
    "What is the symbol of \(element.name)?", "What is the symbol for \(element.name)?",
    "Which symbol does \(element.name) have?", "What is the chemical symbol for \(element.name)?",
  ])
  return Fact(
    question: question, answer: element.symbol,
    sentence: "The chemical symbol for \(element.name) is \(element.symbol).")
}

private func translationFact(_ draw: inout CorpusRandom) -> Fact {
  let country = draw.one(of: Country.all)
  let name = country.english[0]
  let (language, word) =
    draw.chance(0.5) ? ("Korean", country.korean[0]) : ("Japanese", country.japanese[0])
  let question = draw.one(of: [
    "What is '\(name)' in \(language)?", "How do you say '\(name)' in \(language)?",
  ])
  return Fact(
    question: question, answer: word, sentence: "In \(language), \(name) is \(word).")
}

private let opposites = table(
  """
  hot|cold
  big|small
  fast|slow
  happy|sad
  light|dark
  open|closed
  early|late
  old|young
  hard|soft
  high|low
  wet|dry
  rich|poor
  strong|weak
  full|empty
  clean|dirty
  quiet|loud
  easy|difficult
  near|far
  true|false
  good|bad
  up|down
  left|right
  day|night
  black|white
  """)

private func oppositeFact(_ draw: inout CorpusRandom) -> Fact {
  let pair = draw.one(of: opposites)
  let (word, other) = draw.chance(0.5) ? (pair[0], pair[1]) : (pair[1], pair[0])
  let question = draw.one(of: [
    "What is the opposite of \(word)?", "Give me the opposite of \(word).",
    "What is the opposite of '\(word)'?",
  ])
  return Fact(
    question: question, answer: other, sentence: "The opposite of \(word) is \(other).")
}

private func sumFact(_ draw: inout CorpusRandom) -> Fact {
  let left = draw.number(0...10)
  let right = draw.number(0...10)
  if draw.chance(0.25) {
    let question = draw.one(of: ["What is \(left) x \(right)?", "What is \(left) times \(right)?"])
    return Fact(
      question: question, answer: "\(left * right)",
      sentence: "\(left) times \(right) is \(left * right).")
  }
  let question = draw.one(of: [
    "What is \(left) + \(right)?", "What is \(left) plus \(right)?", "\(left) + \(right) = ?",
    "How much is \(left) plus \(right)?",
  ])
  return Fact(
    question: question, answer: "\(left + right)",
    sentence: "\(left) plus \(right) is \(left + right).")
}

let englishDays = words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
private let months = words(
  """
  January February March April May June July August September October November December
  """)

private func orderFact(_ draw: inout CorpusRandom) -> Fact {
  let (names, kind) = draw.chance(0.6) ? (englishDays, "day") : (months, "month")
  let index = draw.number(0...names.count - 1)
  let name = names[index]
  let next = names[(index + 1) % names.count]
  let question = draw.one(of: [
    "What \(kind) comes after \(name)?", "Which \(kind) follows \(name)?",
  ])
  return Fact(question: question, answer: next, sentence: "\(next) comes after \(name).")
}
