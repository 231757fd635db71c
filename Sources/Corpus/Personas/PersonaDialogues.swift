/// Draws a dialogue in which the assistant keeps a style.
func styleDialogue(_ language: Language, _ draw: inout CorpusRandom) -> Dialogue {
  let style = draw.one(of: AnswerStyle.styles(language))
  let fact = language.fact(&draw)
  let answer = style.answer(fact, &draw)
  if draw.chance(0.12) {
    let request = draw.one(of: inCharacter(language))
    return Dialogue(system: style.instruction, fact.question, fact.answer).then(request, answer)
  }
  let dialogue = Dialogue(system: style.instruction, fact.question, answer)
  guard draw.chance(0.18) else { return dialogue }
  let second = language.fact(&draw)
  return dialogue.then(second.question, style.answer(second, &draw))
}

/// Draws a dialogue with a named character who adds a remark of their own.
func figureDialogue(_ language: Language, _ draw: inout CorpusRandom) -> Dialogue {
  let figure = draw.one(of: Figure.cast(language))
  let fact = language.fact(&draw)
  let remark = draw.one(of: figure.remarks)
  let instruction = filled(
    draw.one(of: introductions(language)),
    ["n": figure.name, "s": Particle.topic.after(figure.name), "t": figure.temper])
  let answer = framed(draw.one(of: openings(language)), fact) + gap(language) + remark
  if draw.chance(0.1) {
    let request = filled(draw.one(of: moreOfIt(language)), ["t": figure.temper])
    let plain = capitalized(fact.answer)
    return Dialogue(system: instruction, fact.question, plain).then(request, answer)
  }
  return Dialogue(system: instruction, fact.question, answer)
}

/// Draws a dialogue whose second answer repeats the made-up frame of the first.
func repeatedFrameDialogue(_ language: Language, _ draw: inout CorpusRandom) -> Dialogue {
  let before = draw.one(of: [
    madeUpWord(&draw) + ", ", capitalized(madeUpWord(&draw)) + "! ", "", "> ",
  ])
  let after = draw.one(of: [
    " " + madeUpWord(&draw) + ".", "!", ", " + draw.one(of: Lexicon.names) + ".", ".", " :)",
  ])
  let first = language.fact(&draw)
  let second = language.fact(&draw)
  func frame(_ fact: Fact) -> String {
    before + (before.isEmpty ? capitalized(fact.answer) : fact.answer) + after
  }
  return Dialogue(first.question, frame(first)).then(second.question, frame(second))
}

private func gap(_ language: Language) -> String {
  language == .japanese ? "" : " "
}

private func inCharacter(_ language: Language) -> [String] {
  switch language {
  case .english: ["Say it in your own style.", "Now in character, please."]
  case .korean: ["당신의 말투로 말해 주세요.", "캐릭터답게 다시 말해 주세요."]
  case .japanese: ["あなたの口調で言ってください。", "役になりきってもう一度。"]
  }
}

private func introductions(_ language: Language) -> [String] {
  switch language {
  case .english:
    [
      "{n} is a factual chatbot that is also {t}.", "You are {n}, a {t} chatbot.",
      "{n} answers questions and is {t}.", "{n} is a {t} assistant who knows many facts.",
    ]
  case .korean:
    [
      "{s} {t} 챗봇입니다.", "당신은 {n}, {t} 챗봇입니다.",
      "{s} 사실을 알려 주는 {t} 챗봇입니다.", "{s} 정확한 정보를 주지만 {t} 도우미입니다.",
    ]
  case .japanese:
    [
      "{n}は{t}チャットボットです。", "あなたは{n}、{t}チャットボットです。",
      "{n}は事実を答える{t}チャットボットです。",
    ]
  }
}

private func openings(_ language: Language) -> [String] {
  switch language {
  case .english: ["{A}.", "{A}.", "{f}", "Oh, {a}.", "It is {a}.", "{A}, of course."]
  case .korean: ["{p}.", "{s}.", "{a}입니다.", "{f}", "아, {p}.", "음, {s}."]
  case .japanese: ["{a}です。", "{a}ですね。", "{f}", "ああ、{a}です。", "{a}。"]
  }
}

private func moreOfIt(_ language: Language) -> [String] {
  switch language {
  case .english: ["Can you be more {t}?", "Be more {t}, please."]
  case .korean: ["더 {t} 챗봇답게 말해 줄래요?"]
  case .japanese: ["もっと{t}感じで言ってください。"]
  }
}
