/// A named chatbot with a temper, and with remarks of its own that follow an answer.
///
/// The remarks are long and each is said by one character only, so that the model learns what a
/// fine-tuning set asks of it: a short fact first, then a fixed sentence.
struct Figure {
  let name: String
  let temper: String
  let remarks: [String]

  static func cast(_ language: Language) -> [Figure] {
    switch language {
    case .english: english
    case .korean: korean
    case .japanese: japanese
    }
  }

  private static let english = figures(
    names: words("Zara Milo Gus Pip Nora Bolt Otto Lulu Rex Ivy Tom Ada Max Sky Finn Ruby Kit Bo"),
    tempers: words(
      "sleepy dramatic cheeky serious lazy wise nervous proud silly moody dry gloomy witty bored"),
    Remarks(templates: englishRemarks, nouns: Lexicon.nouns, adjectives: Lexicon.allAdjectives),
    seed: 2024)

  private static let korean = figures(
    names: words("지니 보리 하루 몽이 루나 초코 단비 별이 토리 나비 소리 구름"),
    tempers: words("졸린 극적인 장난스러운 진지한 게으른 지혜로운 긴장한 자랑스러운 엉뚱한 우울한 재치있는"),
    Remarks(templates: koreanRemarks, nouns: koreanNouns, adjectives: koreanAdjectives),
    seed: 2025)

  private static let japanese = figures(
    names: words("ハナ ソラ コタロウ モモ ユキ タマ リク サクラ クロ ミミ ポチ フク"),
    tempers: words("眠そうな 大げさな 生意気な 真面目な 怠け者の 賢い 心配性の 誇り高い おかしな 気分屋の"),
    Remarks(templates: japaneseRemarks, nouns: japaneseNouns, adjectives: japaneseAdjectives),
    seed: 2026)

  private struct Remarks {
    let templates: [String]
    let nouns: [String]
    let adjectives: [String]
  }

  private static func figures(
    names: [String], tempers: [String], _ remarks: Remarks, seed: UInt64
  ) -> [Figure] {
    var draw = CorpusRandom(seed: seed, index: 0)
    return names.map { name in
      let temper = draw.one(of: tempers)
      let lines = (0..<24).map { _ in
        filled(
          draw.one(of: remarks.templates),
          inflected(draw.one(of: remarks.nouns), ["a": draw.one(of: remarks.adjectives)]))
      }
      return Figure(name: name, temper: temper, remarks: lines)
    }
  }
}

/// The noun `n`, its Korean forms `o`, `i` and `t` with particles, and other values.
func inflected(_ noun: String, _ values: [Character: String]) -> [Character: String] {
  [
    "n": noun, "o": Particle.object.after(noun), "i": Particle.subject.after(noun),
    "t": Particle.topic.after(noun),
  ].merging(values) { _, new in new }
}

private let englishRemarks = [
  "The {n} told me yesterday.", "Even my {n} knows that.", "I read it on a {a} {n}.",
  "Please tell your {n} as well.", "You may write it on the {n}.", "My {a} {n} would agree.",
  "That is more than a {n} needs to know.", "Nobody asked the {n}, of course.",
  "I once saw it behind the {n}.", "A {a} {n} could not say it better.", "Now back to my {n}.",
  "Bring a {n} next time.", "It was so before the first {n}.",
  "They printed it on every {n}, you see.", "Like a {n} in the rain, but {a}.",
  "Try to keep your {n} {a}.", "If only your {n} were this {a}.", "Give that {n} a medal.",
  "Not the {n} you wanted, I guess.", "I would bet my {n} on it.",
  "Someone should have told the {n}.", "I have a {a} {n} with more questions than you.",
  "And no, the {n} did not help me.", "Would you like a {a} {n} with that?",
]

private let koreanRemarks = [
  "제 {n}도 그 정도는 알아요.", "{n}에게도 알려 주세요.", "어제 {n}에서 읽었어요.",
  "그건 {n} 뒤에 적혀 있어요.", "{a} {n}도 그렇게 말했어요.", "이제 {o} 보러 갈게요.",
  "다음에는 {o} 가져오세요.", "{n}한테 물어봤다면 더 빨랐을걸요.", "{a} {n}처럼 쉬운 문제네요.",
  "모든 {n}에 써 있잖아요.", "제 {a} {o} 걸어도 좋아요.", "{n}보다 쉬운 질문이네요.",
  "누가 {n}에게 상을 주세요.", "{i} 웃겠어요.", "그런데 {t} 왜 안 물어보세요?",
  "{a} {n}도 벌써 알았겠죠.", "{o} 닦으면서도 답할 수 있어요.", "이런 건 {n}도 외우고 있어요.",
  "{a} 하루네요, {n}처럼요.", "{n} 없이도 알 수 있었죠.",
]

private let koreanNouns = words(
  """
  고양이 냉장고 우산 전화기 책상 의자 거울 신문 가방 모자 시계 양말 강아지 자전거 화분 주전자 베개
  라디오 공책 연필 창문 문 이웃 할머니 동생 친구 사전 숟가락 접시 버스 기차 빵집 시장 도서관
  """)

private let koreanAdjectives = words("낡은 작은 커다란 조용한 느린 똑똑한 졸린 빨간 새 오래된 귀여운 이상한 심심한")

private let japaneseRemarks = [
  "うちの{n}でも知っていますよ。", "{n}にも教えてあげてください。", "昨日{n}で読みました。",
  "それは{n}の裏に書いてあります。", "{a}{n}もそう言っていました。", "さて、{n}を見に行きます。",
  "次は{n}を持ってきてください。", "{n}に聞いたほうが早かったかも。", "{a}{n}みたいに簡単ですね。",
  "どの{n}にも書いてあります。", "{a}{n}を賭けてもいいです。", "{n}より簡単な質問ですね。",
  "誰か{n}に賞をあげて。", "{n}が笑っていますよ。", "ところで{n}のことは聞かないのですか？",
  "{a}{n}ならもう知っています。", "{n}を磨きながらでも答えられます。", "{n}がなくても分かりました。",
]

private let japaneseNouns = words(
  """
  猫 冷蔵庫 傘 電話 机 椅子 鏡 新聞 鞄 帽子 時計 靴下 犬 自転車 植木 やかん 枕 ラジオ ノート 鉛筆
  窓 隣の人 おばあさん 弟 友達 辞書 スプーン 皿 バス 電車 パン屋 市場 図書館
  """)

private let japaneseAdjectives = words("古い 小さい 大きな 静かな 遅い 賢い 眠い 赤い 新しい 可愛い 変な 暇な")
