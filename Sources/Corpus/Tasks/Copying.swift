/// Draws a dialogue whose answer repeats something from the question.
func copyingDialogue(_ draw: inout CorpusRandom) -> Dialogue {
  let make = draw.one(of: [
    echo, fields, name, name, unknownWord, list, belongings, code, reversal,
  ])
  return make(&draw)
}

/// Draws the same in Korean or Japanese.
func foreignCopyingDialogue(_ language: Language, _ draw: inout CorpusRandom) -> Dialogue {
  if language == .korean {
    let name = draw.one(of: Lexicon.koreanNames)
    if draw.chance(0.5) {
      return Dialogue(
        draw.one(of: ["제 이름은 \(name)입니다.", "저는 \(name)라고 해요."]), "반갑습니다, \(name)님!"
      ).then("제 이름이 뭐라고 했죠?", "\(name)님이라고 하셨어요.")
    }
    let number = draw.number(10...999)
    return Dialogue("암호는 \(number)입니다. 암호가 뭐라고요?", "암호는 \(number)입니다.")
  }
  let name = draw.one(of: Lexicon.japaneseNames)
  if draw.chance(0.5) {
    return Dialogue(
      draw.one(of: ["私の名前は\(name)です。", "\(name)と申します。"]), "はじめまして、\(name)さん！"
    ).then("私の名前は何でしたか？", "\(name)さんですね。")
  }
  let number = draw.number(10...999)
  return Dialogue("暗号は\(number)です。暗号は何ですか？", "暗号は\(number)です。")
}

private func echo(_ draw: inout CorpusRandom) -> Dialogue {
  let text = (0..<draw.number(1...6)).map { _ in
    draw.one(of: [
      madeUpWord(&draw), draw.one(of: Lexicon.objects), draw.one(of: Lexicon.names),
      "\(draw.number(1...99))",
    ])
  }.joined(separator: " ")
  return Dialogue(
    system: draw.one(of: ["Repeat what the user says.", "You are an echo."]), text, text)
}

private func anyName(_ draw: inout CorpusRandom) -> String {
  draw.chance(0.5) ? draw.one(of: Lexicon.names) : capitalized(madeUpWord(&draw))
}

private func fields(_ draw: inout CorpusRandom) -> Dialogue {
  let name = anyName(&draw)
  let city = draw.one(of: Country.all).capital
  let item = draw.one(of: Lexicon.objects)
  let count = draw.number(2...99)
  let text = draw.one(of: [
    "\(name) from \(city) ordered \(count) \(item)s.",
    "My name is \(name) and I live in \(city). I need \(count) \(item)s.",
    "Please send \(count) \(item)s to \(name) in \(city).",
  ])
  let answer =
    #"{"name": "\#(name)", "city": "\#(city)", "item": "\#(item)", "quantity": \#(count)}"#
  return Dialogue(system: "Extract the fields as JSON.", text, answer)
}

private func name(_ draw: inout CorpusRandom) -> Dialogue {
  let name = anyName(&draw)
  return Dialogue(
    draw.one(of: ["My name is \(name).", "Hi, I'm \(name).", "Hello, I am \(name)!"]),
    draw.one(of: ["Nice to meet you, \(name)!", "Hello, \(name)! How can I help you?"])
  ).then("What is my name?", "Your name is \(name).")
}

private func unknownWord(_ draw: inout CorpusRandom) -> Dialogue {
  let word = madeUpWord(&draw)
  return Dialogue(
    draw.one(of: ["What is \"\(word)\"?", "What is a \(word)?"]),
    draw.one(of: [
      "I do not know what \"\(word)\" is.", "I do not know the word \"\(word)\".",
    ]))
}

private func list(_ draw: inout CorpusRandom) -> Dialogue {
  let items = draw.some(3, of: Lexicon.objects)
  return Dialogue(
    "Make a list: \(items[0]), \(items[1]) and \(items[2]).",
    items.map { "- " + $0 }.joined(separator: "\n"))
}

private func belongings(_ draw: inout CorpusRandom) -> Dialogue {
  let names = draw.some(2, of: Lexicon.names)
  let things = draw.some(2, of: Lexicon.objects)
  let asked = draw.number(0...1)
  return Dialogue(
    "\(names[0]) has a \(things[0]). \(names[1]) has a \(things[1]). "
      + "What does \(names[asked]) have?", "\(names[asked]) has a \(things[asked]).")
}

private func code(_ draw: inout CorpusRandom) -> Dialogue {
  let code = madeUpWord(&draw) + "\(draw.number(1...99))"
  return Dialogue("Remember the code \(code). What is the code?", "The code is \(code).")
}

private func reversal(_ draw: inout CorpusRandom) -> Dialogue {
  let items = draw.some(2, of: Lexicon.objects)
  return Dialogue("Swap the words: \(items[0]) \(items[1])", "\(items[1]) \(items[0])")
}
