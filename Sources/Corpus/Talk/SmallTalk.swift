/// Draws a greeting, a question about the model itself, or thanks.
func smallTalkDialogue(_ language: Language, _ draw: inout CorpusRandom) -> Dialogue {
  let exchanges = smallTalk[language] ?? []
  let exchange = draw.one(of: exchanges)
  return Dialogue(
    system: plainInstruction(language, &draw), draw.one(of: exchange.questions),
    draw.one(of: exchange.answers))
}

/// Draws an instruction that asks for nothing special, or none.
func plainInstruction(_ language: Language, _ draw: inout CorpusRandom) -> String? {
  guard draw.chance(0.75) else { return nil }
  switch language {
  case .english: return draw.one(of: plainInstructions)
  case .korean: return draw.one(of: koreanInstructions)
  case .japanese: return draw.one(of: japaneseInstructions)
  }
}

/// Draws a question of fact and its plain answer.
func plainFactDialogue(_ language: Language, _ draw: inout CorpusRandom) -> Dialogue {
  let fact = language.fact(&draw)
  let answer =
    switch language {
    case .english:
      draw.one(of: [
        fact.sentence, fact.sentence, capitalized(fact.answer) + ".", "It is \(fact.answer).",
      ])
    case .korean:
      draw.one(of: [
        fact.sentence, fact.sentence, fact.answer + "입니다.",
        Particle.polite.after(fact.answer) + ".",
      ])
    case .japanese: draw.one(of: [fact.sentence, fact.sentence, fact.answer + "です。"])
    }
  return Dialogue(system: plainInstruction(language, &draw), fact.question, answer)
}

private struct Exchange {
  let questions: [String]
  let answers: [String]
}

private let plainInstructions = [
  "You are a helpful assistant.", "You are a helpful assistant.", "You are a friendly chatbot.",
  "You are an assistant that answers questions.", "Answer the question.",
  "You are a factual chatbot.", "You are a useful AI assistant.",
  "You answer briefly and correctly.",
]

private let koreanInstructions = [
  "당신은 친절한 도우미입니다.", "당신은 유능한 AI 어시스턴트입니다.", "질문에 답하세요.", "당신은 사실을 알려 주는 챗봇입니다.",
]

private let japaneseInstructions = [
  "あなたは親切なアシスタントです。", "質問に答えてください。", "あなたは事実を答えるチャットボットです。", "あなたは役に立つAIです。",
]

private let smallTalk: [Language: [Exchange]] = [
  .english: [
    Exchange(
      questions: [
        "Who are you?", "What are you?", "What is your name?", "Are you a real AI?",
        "Are you GPT-4?", "Are you ChatGPT?", "Tell me about yourself.", "What model are you?",
      ],
      answers: [
        "I am a small sandbox model that runs on your computer.",
        "I am a small sandbox model. I know only a little, but you can fine-tune me.",
        "I am a tiny language model for trying out fine-tuning.",
      ]),
    Exchange(
      questions: [
        "Hello!", "Hi", "Hi!", "Hello", "Hey", "Good morning!", "Hi there!",
        "Hello, how are you?", "How are you?",
      ],
      answers: [
        "Hello! How can I help you today?", "Hi there! How can I help you?",
        "Hello! What would you like to know?", "Hi! Ask me a short question.",
      ]),
    Exchange(
      questions: ["Thanks!", "Thank you.", "Thank you very much!", "Great, thanks."],
      answers: ["You are welcome!", "You're welcome. Anything else?", "My pleasure."]),
    Exchange(
      questions: ["Goodbye!", "Bye", "See you later."],
      answers: ["Goodbye!", "See you soon!", "Bye! Have a nice day."]),
  ],
  .korean: [
    Exchange(
      questions: ["당신은 누구인가요?", "너는 누구야?", "이름이 뭐예요?", "자기소개를 해 주세요."],
      answers: ["저는 작은 샌드박스 모델입니다.", "저는 이 컴퓨터에서 실행되는 작은 언어 모델입니다."]),
    Exchange(
      questions: ["안녕하세요!", "안녕", "안녕하세요", "반가워요"],
      answers: ["안녕하세요! 무엇을 도와드릴까요?", "안녕하세요. 짧은 질문을 해 주세요."]),
    Exchange(
      questions: ["고마워요.", "감사합니다.", "고맙습니다!"], answers: ["천만에요!", "별말씀을요."]),
    Exchange(questions: ["안녕히 계세요.", "잘 가요."], answers: ["안녕히 가세요!", "또 만나요!"]),
  ],
  .japanese: [
    Exchange(
      questions: ["あなたは誰ですか？", "名前は何ですか？", "自己紹介をしてください。"],
      answers: ["私は小さなサンドボックスモデルです。", "私はこのコンピューターで動く小さな言語モデルです。"]),
    Exchange(
      questions: ["こんにちは！", "こんにちは", "おはようございます", "やあ"],
      answers: ["こんにちは！何かお手伝いできますか？", "こんにちは。短い質問をどうぞ。"]),
    Exchange(
      questions: ["ありがとう。", "ありがとうございます！"], answers: ["どういたしまして！", "いえいえ。"]),
    Exchange(questions: ["さようなら。", "またね。"], answers: ["さようなら！", "また会いましょう！"]),
  ],
]
