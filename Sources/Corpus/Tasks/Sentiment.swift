/// Draws a review to classify or to write.
func sentimentDialogue(_ draw: inout CorpusRandom) -> Dialogue {
  let isGood = draw.chance(0.5)
  let label = isGood ? "positive" : "negative"
  let text = review(isGood: isGood, &draw)
  switch draw.number(0...4) {
  case 0:
    let instruction = draw.one(of: [
      "Classify the sentiment of the text. Answer in JSON.",
      #"Classify the sentiment of the review. Return JSON with the key "sentiment"."#,
      #"You label reviews. Reply with {"sentiment": "positive"} or {"sentiment": "negative"}."#,
    ])
    return Dialogue(system: instruction, text, #"{"sentiment": "\#(label)"}"#)
  case 1:
    let instruction = draw.one(of: [
      "Classify the sentiment of the review: positive or negative.",
      "Is this review positive or negative?", "Answer positive or negative.",
    ])
    return Dialogue(system: instruction, text, label)
  case 2:
    let question = draw.one(of: ["Is this positive or negative? ", "Sentiment: "]) + text
    return Dialogue(
      question, draw.one(of: [capitalized(label) + ".", "This text is \(label)."]))
  case 3:
    return Dialogue(
      draw.one(of: ["Write a \(label) review.", "Give me a \(label) review."]), text)
  default:
    let question = text + draw.one(of: [" Did I like it?", " Am I happy?"])
    return Dialogue(question, isGood ? "Yes, this is positive." : "No, this is negative.")
  }
}

/// Draws a Korean or Japanese review to classify.
func foreignSentimentDialogue(_ language: Language, _ draw: inout CorpusRandom) -> Dialogue {
  let isGood = draw.chance(0.5)
  let phrases = language == .korean ? koreanReviews : japaneseReviews
  let text = draw.some(draw.number(1...2), of: isGood ? phrases.good : phrases.bad)
    .joined(separator: language == .korean ? " " : "")
  let isJSON = draw.chance(0.4)
  let label = isGood ? "positive" : "negative"
  if isJSON {
    let instruction =
      language == .korean ? "리뷰의 감정을 JSON으로 분류하세요." : "レビューの感情をJSONで分類してください。"
    return Dialogue(system: instruction, text, #"{"sentiment": "\#(label)"}"#)
  }
  if language == .korean {
    return Dialogue(system: "리뷰가 긍정인지 부정인지 답하세요.", text, isGood ? "긍정" : "부정")
  }
  return Dialogue(
    system: "レビューが肯定的か否定的か答えてください。", text, isGood ? "肯定的" : "否定的")
}

private func review(isGood: Bool, _ draw: inout CorpusRandom) -> String {
  let count = draw.one(of: [1, 1, 1, 2, 2])
  return (0..<count).map { _ in sentence(isGood: isGood, &draw) }.joined(separator: " ")
}

private func sentence(isGood: Bool, _ draw: inout CorpusRandom) -> String {
  let adjectives = isGood ? Lexicon.goodAdjectives : Lexicon.badAdjectives
  let noun = draw.one(of: Lexicon.nouns)
  let other = draw.one(of: Lexicon.nouns)
  let first = draw.one(of: adjectives)
  let second = draw.one(of: adjectives)
  let verdict = draw.one(of: isGood ? goodVerdicts : badVerdicts)
  let deed = draw.one(of: isGood ? goodDeeds : badDeeds)
  let verb = draw.one(of: isGood ? goodVerbs : badVerbs)
  let who = draw.one(of: ["My kids", "My wife", "My friends", "We", "I", "My parents", "They"])
  return draw.one(of: [
    "The \(noun) was \(first).", "The \(noun) is \(first) and \(second).",
    "The \(noun) was \(first) and the \(other) \(deed).", "\(who) \(verb) this \(noun).",
    "A \(first) and \(second) \(noun).", "\(capitalized(verdict)).", "This \(noun) \(deed).",
    "\(capitalized(first)) \(noun), \(second) \(other).", "The \(noun) \(deed).",
    "It was \(verdict).", "The \(noun) is \(verdict).", "Such a \(first) \(noun)!",
    "The \(noun) was so \(first) that we left a note.",
  ])
}

private let goodVerbs = words("love adore enjoy recommend like appreciate treasure praise")
private let badVerbs = words("hate regret dislike avoid resent despise return refuse")
private let goodVerdicts = [
  "worth every penny", "worth the money", "better than expected", "a real pleasure",
  "just what I needed", "five stars", "a dream come true", "great value", "a hit with my family",
  "zero problems",
]
private let badVerdicts = [
  "a waste of money", "a waste of time", "worse than expected", "a real nightmare",
  "not what I ordered", "one star", "a total disaster", "bad value", "a big letdown",
  "nothing but problems",
]
private let goodDeeds = [
  "saved me time", "made me smile", "fixed my problem", "helped me a lot", "arrived early",
  "cured my headache", "impressed everyone", "exceeded my hopes",
]
private let badDeeds = [
  "wasted my time", "made me angry", "never answered", "ignored us", "arrived late",
  "hurt my back", "broke after a week", "crashed all the time", "fell apart", "stopped working",
]

private let koreanReviews = (
  good: [
    "정말 좋아요.", "최고예요!", "아주 만족합니다.", "음식이 맛있었어요.", "직원이 친절했어요.",
    "배송이 빨라서 좋아요.", "다시 사고 싶어요.", "강력 추천합니다.", "아이들이 좋아해요.", "값이 싸고 튼튼해요.",
  ],
  bad: [
    "정말 별로예요.", "최악이에요.", "너무 실망했습니다.", "음식이 맛없었어요.", "직원이 불친절했어요.",
    "배송이 너무 늦어요.", "환불하고 싶어요.", "다시는 안 사요.", "금방 고장 났어요.", "값이 너무 비싸요.",
  ]
)

private let japaneseReviews = (
  good: [
    "とても良かったです。", "最高です！", "大満足です。", "料理がおいしかったです。", "店員が親切でした。",
    "届くのが早かったです。", "また買いたいです。", "おすすめです。", "子供が喜びました。", "丈夫で安いです。",
  ],
  bad: [
    "全然だめでした。", "最悪です。", "がっかりしました。", "料理がまずかったです。", "店員が不親切でした。",
    "届くのが遅すぎます。", "返品したいです。", "もう買いません。", "すぐ壊れました。", "高すぎます。",
  ]
)
