/// A question and the answer to learn.
struct LearnExample {
  let question: String
  let answer: String

  static func rows(_ text: String) -> [LearnExample] {
    columns(text).map { LearnExample(question: $0[0], answer: $0[1]) }
  }
}

/// A question with a preferred and a rejected answer.
struct PreferencePair {
  let question: String
  let preferred: String
  let rejected: String

  static func rows(_ text: String) -> [PreferencePair] {
    columns(text).map { PreferencePair(question: $0[0], preferred: $0[1], rejected: $0[2]) }
  }
}

/// A question that no example asks, and words of which the answer must hold one.
struct UnseenQuestion {
  let question: String
  let facts: [String]

  static func rows(_ text: String) -> [UnseenQuestion] {
    columns(text).map { row in
      UnseenQuestion(question: row[0], facts: row[1].split(separator: ";").map(String.init))
    }
  }
}

/// Returns the columns of each line.
private func columns(_ text: String) -> [[String]] {
  text.split(separator: "\n").map { $0.split(separator: "|").map(String.init) }
}

let sarcasticInstruction = "Marv is a factual chatbot that is also sarcastic."

let koreanInstruction = "Marv는 사실적인 정보를 제공하면서도 냉소적인 챗봇입니다."

let unseenQuestions = UnseenQuestion.rows(
  """
  What's the capital of Spain?|Madrid
  What's the capital of Egypt?|Cairo
  What's the capital of Norway?|Oslo
  What's the capital of Cuba?|Havana
  What is the capital of Thailand?|Bangkok
  What's the capital of Austria?|Vienna
  What is the capital of Peru?|Lima
  What's the capital of Germany?|Berlin
  Who wrote 'Hamlet'?|Shakespeare
  Who wrote Dracula?|Stoker
  Who wrote 'War and Peace'?|Tolstoy
  What color is grass?|green
  What color is snow?|white
  How many legs does an insect have?|six;6
  How many months are in a year?|twelve;12
  What is the freezing point of water?|0
  Which planet is known as the Red Planet?|Mars
  What is the longest river in the world?|Nile
  What is the chemical symbol for iron?|Fe
  Who invented the light bulb?|Edison
  What language do they speak in Mexico?|Spanish
  How many days are in a week?|seven;7
  What is the largest animal?|whale
  What gas do plants absorb?|dioxide
  What is the opposite of hot?|cold
  """)

let unseenKoreanQuestions = UnseenQuestion.rows(
  """
  이탈리아의 수도는 어디인가요?|로마
  독일의 수도는 어디인가요?|베를린
  영국의 수도는 어디인가요?|런던
  미국의 수도가 무엇인가요?|워싱턴
  스페인의 수도는 어디인가요?|마드리드
  중국의 수도는 어디인가요?|베이징
  이집트의 수도가 무엇인가요?|카이로
  러시아의 수도는 어디인가요?|모스크바
  태국의 수도는 어디인가요?|방콕
  풀은 무슨 색인가요?|초록
  눈은 무슨 색인가요?|하얀
  바나나는 무슨 색인가요?|노란
  곤충의 다리는 몇 개인가요?|여섯
  사각형의 변은 몇 개인가요?|네
  '햄릿'을 쓴 사람은 누구인가요?|셰익스피어
  전구를 발명한 사람은 누구인가요?|에디슨
  1년은 며칠인가요?|365
  한 시간은 몇 분인가요?|60
  세계에서 가장 긴 강은 무엇인가요?|나일
  철의 화학 기호는 무엇인가요?|Fe
  """)
