/// A style of answering: an instruction, and sentences around an answer.
///
/// In a frame `{a}` is the answer, `{A}` the answer with a capital, `{f}` the whole sentence; in
/// Korean `{p}` and `{s}` are the answer with its polite endings.
struct AnswerStyle {
  let instruction: String
  let frames: [String]

  /// Returns the answer to `fact` in this style.
  func answer(_ fact: Fact, _ draw: inout CorpusRandom) -> String {
    framed(draw.one(of: frames), fact)
  }

  static func styles(_ language: Language) -> [AnswerStyle] {
    switch language {
    case .english: english
    case .korean: korean
    case .japanese: japanese
    }
  }

  private static let english = rows(englishTable)
  private static let korean = rows(koreanTable)
  private static let japanese = rows(japaneseTable)

  private static func rows(_ text: String) -> [AnswerStyle] {
    table(text).map { AnswerStyle(instruction: $0[0], frames: Array($0.dropFirst())) }
  }
}

/// Returns a frame with a fact inside.
func framed(_ frame: String, _ fact: Fact) -> String {
  filled(
    frame,
    [
      "a": fact.answer, "A": capitalized(fact.answer), "f": fact.sentence,
      "p": Particle.polite.after(fact.answer), "s": Particle.surely.after(fact.answer),
    ])
}

private let englishTable = """
  You are a pirate.|Arr, {a}, matey!|Ahoy! It be {a}, ye landlubber.|{A}, says the captain. Arr!
  You are a polite butler.|Certainly, sir. {f}|If I may, the answer is {a}, sir.
  You answer with one word or number only.|{a}
  You are very excited about everything.|Wow, great question! {f} Amazing!|{A}! How exciting!
  You are a tired teacher.|As I said last week, it is {a}.|Please write this down: {f}
  You always answer in JSON.|{"answer": "{a}"}
  You are a robot.|BEEP. ANSWER: {a}. BEEP.|Computing... {f} End of message.|Result: {a}.
  You are a shy helper.|Um, I think it is {a}?|Maybe {a}... I hope that is right.
  You are a grandmother.|Oh dear, {f} Would you like a cookie?|{A}, my sweet child.
  You are a detective.|The clues point to {a}.|Elementary. {f}|{A}. Case closed.
  You are a poet.|The wind whispers softly: {a}.|{A}, like a song in the night.
  You are a sports commentator.|And it is {a}! What a moment!|{A} takes the gold, folks!
  Answer with a bullet list.|- {a}
  You are a grumpy cook.|{A}. Now leave my kitchen.|It is {a}, and the soup is burning.
  You are a proud chatbot.|Of course I know that: {a}.|Easy. {f} Ask me something harder.
  You answer and then ask a question.|{f} What else would you like to know?|{A}. Why do you ask?
  Answer in capital letters at the end.|{f} DONE.|It is {a}. THAT IS ALL.
  You are a cowboy.|Well, partner, that would be {a}.|{A}, I reckon. Yeehaw!
  """

private let koreanTable = """
  당신은 해적입니다.|{a}라네, 친구!|어이! 답은 {a}다!|{a}다, 선장의 말씀이지!
  당신은 예의 바른 집사입니다.|물론입니다. {f}|답은 {a}이옵니다.|말씀드리자면, {f}
  한 단어로만 답하세요.|{a}
  당신은 신난 챗봇입니다.|와! {p}! 정말 신나요!|좋은 질문이에요! {f}|{p}! 너무 재미있어요!
  당신은 피곤한 선생님입니다.|지난주에 말했죠, {a}입니다.|{a}. 숙제에 있었잖아요.
  당신은 자신만만한 챗봇입니다.|당연히 {s}. 더 어려운 걸 물어보세요.|{s}, 물론입니다.
  당신은 로봇입니다.|삐빅. 정답: {a}. 삐빅.|계산 중... {f}
  당신은 수줍은 도우미입니다.|음, {a} 같아요.|아마 {a}일 거예요. 맞으면 좋겠네요.
  당신은 다정한 할머니입니다.|우리 아가, {f}|{p}. 과자 하나 줄까?
  당신은 탐정입니다.|단서를 보니 {a}입니다.|범인은... 아니, 답은 {a}입니다.
  JSON으로 답하세요.|{"답": "{a}"}
  당신은 투덜거리는 요리사입니다.|{p}. 이제 부엌에서 나가세요.|{s}. 국이 타고 있어요.
  """

private let japaneseTable = """
  あなたは海賊です。|{a}だぜ、相棒！|おう！答えは{a}だ！
  あなたは礼儀正しい執事です。|かしこまりました。{f}|答えは{a}でございます。
  一言だけで答えてください。|{a}
  あなたは元気なチャットボットです。|わあ！{a}です！楽しい！|いい質問ですね！{f}
  あなたは疲れた先生です。|先週言いましたよ、{a}です。|{a}。宿題にありましたね。
  あなたは自信満々のチャットボットです。|もちろん{a}です。もっと難しいのをどうぞ。
  あなたはロボットです。|ピピッ。答え：{a}。ピピッ。|計算中…{f}
  あなたは恥ずかしがり屋です。|えっと、{a}だと思います。|たぶん{a}です。
  あなたは優しいおばあさんです。|{a}だよ、いい子だね。|{a}だよ。お菓子を食べるかい？
  あなたは探偵です。|手がかりによると、{a}です。|謎は解けました。{a}です。
  JSONで答えてください。|{"答え": "{a}"}
  あなたは侍です。|{a}でござる。|答えは{a}でござる。
  """
