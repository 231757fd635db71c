extension BenchText {
  /// Prose: words with their particles, nouns made of syllables, sentence endings.
  static let korean = BenchText(name: "korean") { source, text in
    for _ in 0..<(2 + source.below(5)) {
      for _ in 0..<(3 + source.below(9)) {
        text += source.chance(38) ? source.common(koreanShortWords) : koreanWord(&source)
        if source.chance(45) { text += source.pick(particles) }
        text += source.pick([" ", " ", " ", " ", " ", ", ", ". ", "\n", " (", ") "])
      }
      text += source.common(koreanWords) + source.pick(koreanEndings) + " "
    }
    text += "\n"
  }

  private static func koreanWord(_ source: inout WordSource) -> String {
    switch source.below(100) {
    case 0...79: source.common(koreanWords)
    case 80...90: (0..<2 + source.below(2)).map { _ in source.pick(syllables) }.joined()
    case 91...93: source.pick(koreanWords) + source.pick(koreanWords)
    case 94...96: "\(source.below(2_030))" + source.pick(["개", "년", "월", "명", "원", "%"])
    default:
      source.pick(["GPT-4o", "JSONL", "API", "Seoul", "AI", "'" + source.pick(koreanWords) + "'"])
    }
  }

  private static let koreanShortWords = [
    "이", "그", "수", "것", "더", "및", "등", "또", "한", "두", "중", "때", "년", "월", "일", "할", "한다", "있다",
    "있는", "하는", "대한",
    "통해", "위해", "있습니다", "합니다", "제", "각", "첫", "새", "큰", "잘", "안", "못", "다른", "모든", "같은", "우리", "나는",
    "1", "2", "3",
    "10", "100", "2026",
  ]
  private static let particles = [
    "은", "는", "이", "가", "을", "를", "에", "에서", "으로", "로", "와", "과", "의", "도", "만", "까지", "부터", "에게",
    "처럼", "", "", "", "하고", "이나", "보다",
  ]
  private static let koreanEndings = [
    "합니다.", "입니다.", "했습니다.", "하세요.", "할 수 있습니다.", "해야 합니다.", "인가요?", "할까요?", "하지 않습니다.",
    "될 것입니다.", "해 주세요.", "이라고 생각해요.", "했어요!", "거든요.", "네요.", "하였다.", "된다.", "한다고 말했다.",
  ]
  private static let syllables = Array(
    "가각간갈감강개거건걸검게겨격견결경계고곡골공과관광교구국군권귀규균그극근금기길김나난날남내네녀년노농누눈니다단달담당대도독돈동두둔드등라락란람랑래량려력련령로록론료루류륙률리림립마막만말망매머면명모목무문물미민바박반발방배백번벌법변별병보복본부북분불비빈사산살삼상새생서석선설섬성세소속손송수숙순술스습승시식신실심아악안알암압애야약양어억언업여역연열영예오옥온올와완왕외요용우욱운울원월위유육윤은음의이인일임입자작잔장재저적전절점정제조족존종좌주죽준중증지직진질집차찬창채책처천철청체초촌총최추축출충치칠침카코쿠크타탁탄탑태택터토통투특파판팔평포표품풍피필하학한함합항해행향허험혁현혈협형혜호혼홍화확환활황회효후훈휘흥희"
  ).map(String.init)
  private static let koreanWords = """
    그리고 하지만 그래서 모델 데이터 학습 예제 질문 답변 시스템 사용자 메시지 내용 형식 검증 토큰 개수 비용 계산 파일 업로드 서버 요청 응답 오류 해결 \
    방법 설정 함수 변수 문자열 목록 배열 객체 성능 속도 메모리 네트워크 보안 권한 정책 계약 일정 회의 프로젝트 예산 매출 전략 마케팅 고객 환불 배송 \
    주소 계정 비밀번호 여행 공항 박물관 식당 산 강 섬 역사 세기 제국 혁명 과학 물리 화학 생물 진화 단백질 가설 실험 측정 확률 분포 정리 증명 방정식 음악 \
    그림 조각 소설 인물 대화 관점 요리 재료 마늘 양파 버터 채소 온도 습도 날씨 서울 부산 제주도 한국어 영어 일본어 번역 요약 문장 문법 어휘 단어 사람 시간 \
    생각 문제 정도 경우 사실 이유 결과 과정 의미 필요 가능 중요 다양 기본 전체 부분 처음 마지막 오늘 내일 어제 지금 항상 가끔 매우 조금 많이 함께 다시 먼저 \
    나중에 정말 아마 특히 따라서 즉 또한 물론 안녕하세요 감사합니다 좋은 새로운 오래된 빠른 느린 높은 낮은 깊은 넓은 복잡한 단순한 것 수 등 때 더 이 그 저 \
    우리 나라 세계 사회 경제 정부 국민 대통령 문화 교육 학교 학생 선생님 회사 직원 시장 기업 산업 기술 개발 연구 대학 병원 의사 환자 건강 운동 음식 가족 \
    부모 아이 친구 사랑 마음 이야기 책 영화 노래 집 방 길 차 비행기 바다 하늘 땅 나무 꽃 동물 물 불 바람 눈 비
    """.split(separator: " ").map(String.init)
}
