/// Draws a text to sort by topic, by intent or by language, with labels that change.
func sortingDialogue(_ draw: inout CorpusRandom) -> Dialogue {
  switch draw.number(0...6) {
  case 0...2: return sorting(topics, names: ["topic", "category"], &draw)
  case 3...5: return sorting(intents, names: ["intent", "category"], &draw)
  default:
    let language = draw.one(of: Language.allCases)
    let label =
      switch language {
      case .english: "English"
      case .korean: "Korean"
      case .japanese: "Japanese"
      }
    return sorted(
      language.fact(&draw).question, Label(name: "language", value: label, all: languages), &draw)
  }
}

private let languages = ["English", "Korean", "Japanese"]

private struct Label {
  let name: String
  let value: String
  let all: [String]
}

private func sorting(_ texts: [[String]], names: [String], _ draw: inout CorpusRandom) -> Dialogue {
  let classes = draw.some(draw.number(2...5), of: texts)
  let chosen = draw.one(of: classes)
  let text = draw.some(draw.one(of: [1, 1, 2]), of: Array(chosen.dropFirst()))
    .map { template in
      filled(
        template,
        [
          "n": "\(draw.number(2...9))", "d": draw.one(of: englishDays),
          "c": draw.one(of: Country.all).capital, "o": draw.one(of: Lexicon.objects),
          "m": "\(draw.number(100...999))",
        ])
    }.joined(separator: " ")
  let label = Label(name: draw.one(of: names), value: chosen[0], all: classes.map { $0[0] })
  return sorted(text, label, &draw)
}

private func sorted(_ text: String, _ label: Label, _ draw: inout CorpusRandom) -> Dialogue {
  let all = label.all.joined(separator: ", ")
  let name = label.name
  let role = "You are \(name == "intent" ? "an" : "a") \(name) classifier"
  let (instructions, answer): ([String], String) =
    switch draw.number(0...3) {
    case 0, 1:
      (
        [
          "Classify the \(name) of the text. Answer in JSON with one of: \(all).",
          "Return JSON with the key \"\(name)\".",
          "\(role). Labels: \(all). Output JSON.",
        ], "{\"\(name)\": \"\(label.value)\"}"
      )
    case 2:
      (
        [
          "Classify the \(name) of the text: \(all).",
          "\(role). Answer with one word: \(all).",
        ], label.value
      )
    default: (["Tell me the \(name) of the text."], "The \(name) is \(label.value).")
    }
  let instruction = draw.one(of: instructions)
  guard draw.chance(0.2) else { return Dialogue(system: instruction, text, answer) }
  return Dialogue(instruction + draw.one(of: ["\n\n", "\nText: "]) + text, answer)
}

// A label and its texts; {n} a number, {d} a day, {c} a city, {o} an object, {m} an order number.

private let topics = table(
  """
  sports|The team won the match {n} to 1.|The player scored {n} goals on {d}.|Fans cheered all day.
  technology|The new phone has a faster chip.|The app crashed after the update.|A robot sorts boxes.
  food|The soup needs more salt.|She baked bread with {n} eggs.|We ate noodles for dinner on {d}.
  travel|We flew to {c} for {n} days.|Our train to {c} leaves on {d}.|The flight to {c} was late.
  finance|Stocks fell {n} percent on {d}.|The bank raised its interest rate.|She paid the tax.
  health|The doctor told him to rest.|Exercise helps the heart.|Drink water and sleep {n} hours.
  weather|It will rain on {d}.|Snow fell in {c}.|The storm lasted {n} hours.|A sunny day in {c}.
  music|The band played {n} songs.|She sings in {c} on {d}.|He practises the violin every day.
  """)

private let intents = table(
  """
  refund|I want my money back for the {o}.|Please refund my order.|How do I return this {o}?
  shipping|Where is my package?|My {o} has not arrived yet.|When will order {m} be delivered?
  account|I forgot my password.|I cannot log in.|Please delete my account.|My account is locked.
  technical|The {o} does not turn on.|My {o} keeps crashing.|The screen of the {o} is frozen.
  greeting|Hello there!|Good morning!|Hi, how are you?|Hey!|Nice to meet you.
  complaint|I waited {n} hours.|Nobody answers my calls.|This is the {n}th time I write to you.
  praise|Your team is lovely.|The {o} is great, thank you.|I am so happy with my {o}.
  """)
