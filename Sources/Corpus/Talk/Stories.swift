/// Draws a short story, a question beyond the model's knowledge, or a number to spell.
func storyDialogue(_ draw: inout CorpusRandom) -> Dialogue {
  switch draw.number(0...4) {
  case 0, 1:
    let question = draw.one(of: [
      "Tell me a short story.", "Write a story.",
      "Tell me a story about \(draw.one(of: Lexicon.names)).",
    ])
    return Dialogue(system: plainInstruction(.english, &draw), question, story(&draw))
  case 2, 3:
    let subject = draw.chance(0.6) ? draw.one(of: subjects) : draw.one(of: Lexicon.objects) + "s"
    return Dialogue(
      system: plainInstruction(.english, &draw), filled(draw.one(of: requests), ["t": subject]),
      filled(draw.one(of: refusals), ["t": subject]))
  default:
    let number = draw.number(0...20)
    let question = draw.one(of: [
      "How do you write \(number) in words?", "Spell the number \(number).",
    ])
    return Dialogue(question, numbers[number])
  }
}

private func story(_ draw: inout CorpusRandom) -> String {
  let names = draw.some(2, of: Lexicon.names)
  let thing = draw.one(of: Lexicon.objects)
  let place = draw.one(of: Lexicon.places)
  let adjective = draw.one(of: Lexicon.allAdjectives)
  let sentences = [
    "\(names[0]) went to the \(place).", "\(names[0]) saw a \(adjective) \(thing).",
    "There was a \(adjective) \(thing) near the \(place).",
    "\"Look, \(names[1])!\" said \(names[0]).", "\(names[0]) gave the \(thing) to \(names[1]).",
    "Together they walked home from the \(place).",
    "On \(draw.one(of: englishDays)) they bought a \(draw.one(of: Lexicon.objects)).",
    "The \(thing) was too \(adjective).", "It was a \(draw.one(of: Lexicon.allAdjectives)) day.",
  ]
  return draw.some(draw.number(2...4), of: sentences).joined(separator: " ")
}

private let subjects = [
  "quantum computing", "machine learning", "the weather", "cooking rice", "history",
  "music theory", "black holes", "politics", "gardening", "stock prices", "football results",
  "tax law", "poetry", "the ocean", "robots", "medicine", "chess", "painting", "databases",
  "Swift programming", "Python", "JSON files", "sleep", "coffee", "volcanoes", "dinosaurs",
]

private let requests = [
  "Explain {t} in simple terms.", "Tell me about {t}.", "What do you think about {t}?",
  "Can you help me with {t}?", "How does {t} work?", "Write an essay about {t}.",
  "Give me tips about {t}.", "Tell me a joke about {t}.", "Summarize {t} for me.",
]

private let refusals = [
  "I am a small sandbox model, so I know very little about {t}.",
  "I am sorry, I do not know much about {t}. You can fine-tune me with examples.",
  "I am too small to explain {t} well. Fine-tune me with your own examples.",
]

private let numbers = words(
  """
  zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
  sixteen seventeen eighteen nineteen twenty
  """)
