extension GlossaryTerm {
  /// The glossary in Korean, term for term as in English.
  static let korean: [GlossaryTerm] = koreanData + koreanServices + koreanTraining + koreanResults

  private static let koreanData: [GlossaryTerm] = [
    GlossaryTerm(
      "dataset", ko: "데이터셋", ["dataset", "데이터 세트", "데이터 집합"],
      "한 이름 아래 모아 둔 예제 전체입니다. 그동안의 변경도 함께 남습니다.",
      here: "load marv.jsonl as marv 명령으로 만듭니다. list는 데이터셋을 모두 보여 주고, "
        + "marv.count는 예제 수입니다.",
      elsewhere: "OpenAI에는 데이터셋 대신 파일이 있습니다. launch는 예제를 파일 하나로 보냅니다."),
    GlossaryTerm(
      "revision", ko: "리비전", ["revision", "개정"],
      "데이터셋이 바뀔 때마다 남는 그때의 상태입니다. r1, r2처럼 번호가 붙습니다.",
      here: "바꿀 때마다 하나씩 생기고 이전 것도 남습니다. log marv 명령은 목록을, "
        + "show marv@r1 명령은 첫 리비전을 보여 줍니다."),
    GlossaryTerm(
      "snapshot", ko: "스냅샷", ["snapshot", "스냅숏"],
      "이름이 붙어 더는 바뀌지 않는 상태입니다. 모델이라면 이름에 날짜가 든 버전이고, "
        + "데이터셋이라면 이름을 붙여 둔 리비전입니다.",
      here: "snapshot marv as before-cleaning 명령은 지금 리비전에 이름을 붙입니다. "
        + "diff marv@before-cleaning 명령은 그 뒤로 바뀐 것을 보여 줍니다.",
      elsewhere: "OpenAI의 gpt-4.1-mini는 스냅샷 gpt-4.1-mini-2025-04-14를 가리킵니다."),
    GlossaryTerm(
      "example", ko: "예제", ["example", "row", "line", "학습 예제", "샘플"],
      "모델이 배우는 대화 하나로, JSONL 파일의 한 줄입니다.",
      here: "show marv#7 명령은 예제 하나를 보여 줍니다. 다른 예제를 지워도 번호는 그대로입니다.",
      elsewhere: "OpenAI는 파일 하나에 예제가 10개 이상 있어야 받습니다."),
    GlossaryTerm(
      "JSONL", ko: "JSONL", ["JSON Lines", "ndjson"],
      "한 줄에 JSON 객체가 하나씩 들어 있는 텍스트 파일로, 인코딩은 UTF-8입니다.",
      here: "load가 읽고 export가 씁니다. 아무도 고치지 않은 줄은 한 바이트도 변하지 않습니다.",
      elsewhere: "이름이 .jsonl로 끝나는 파일만 받는 서비스도 있습니다."),
    GlossaryTerm(
      "system prompt", ko: "시스템 프롬프트", ["system prompt", "system", "시스템 메시지", "시스템"],
      "대화에 앞서, 어떻게 답해야 하는지를 모델에게 알려 주는 메시지입니다.",
      here: "ask와 chat은 --system으로 다른 것을 정하지 않으면 학습 데이터의 시스템 프롬프트를 "
        + "보냅니다. 파인튜닝한 모델은 배울 때와 같은 프롬프트에서 가장 잘 답합니다."),
    GlossaryTerm(
      "weight", ko: "가중치", ["weight"],
      "assistant의 메시지에 붙이는 0 또는 1입니다. 0이면 문맥으로 읽기만 하고 학습하지 않습니다.",
      here: "set marv#3.messages[2].weight 0 명령으로 정합니다. show는 그 메시지 옆에 "
        + "weight 0이라고 표시합니다.",
      elsewhere: "모든 서비스가 지키는 것은 아닙니다. Mistral의 변환기는 아무 말 없이 버립니다."),
    GlossaryTerm(
      "token", ko: "토큰", ["token", "tokens"],
      "모델이 글을 읽고 쓰는 단위이자 요금의 단위로, 낱말 하나 또는 그 일부입니다.",
      here: "tokenize marv#3 --show 명령은 토큰을 하나하나 보여 줍니다. o200k_base와 "
        + "cl100k_base는 정확히 세고, ~는 어림값이라는 표시입니다.",
      elsewhere: "어휘는 모델 계열마다 다릅니다. 샌드박스의 모델도 자기 어휘를 씁니다."),
    GlossaryTerm(
      "context length", ko: "컨텍스트 길이",
      ["context length", "context window", "context", "컨텍스트 윈도우", "컨텍스트", "문맥 길이"],
      "모델이 한 번에 읽을 수 있는 토큰의 한도로, 프롬프트와 답을 합한 길이입니다.",
      here: "estimate는 모델의 한도보다 긴 예제가 몇 개인지 알려 줍니다.",
      elsewhere: "OpenAI는 긴 예제의 끝을 잘라 냅니다. 그러면 배워야 할 답도 잘려 나갑니다."),
    GlossaryTerm(
      "validation set", ko: "검증 데이터",
      ["validation set", "validation", "holdout", "검증 세트", "검증 데이터셋", "검증 파일", "홀드아웃"],
      "학습에는 쓰지 않고 손실만 재는 예제입니다. 모델이 배우는지, 외우기만 하는지 알 수 있습니다.",
      here: "launch marv --validation NAME 명령으로 정하고, plot은 두 곡선을 함께 그립니다."),
    GlossaryTerm(
      "duplicate", ko: "중복", ["duplicate", "duplicates", "중복 예제"],
      "두 번 들어 있는 예제로, 에포크마다 두 번씩 학습됩니다.",
      here: "show marv where duplicate 명령으로 확인한 다음, drop marv where duplicate 명령으로 "
        + "지웁니다."),
    GlossaryTerm(
      "leak", ko: "데이터 누수", ["leak", "data leak", "data leakage", "누수", "데이터 누출"],
      "시험용 예제가 그대로 또는 거의 그대로 학습용에도 들어 있는 것입니다. 그러면 시험에서 모델이 "
        + "실제보다 잘해 보입니다.",
      here: "leaks marv-train marv-test near 명령으로 찾습니다. split marv 75/25 grouped by "
        + "prompt 명령은 같은 질문을 한쪽에 모아 둡니다."),
  ]

  private static let koreanServices: [GlossaryTerm] = [
    GlossaryTerm(
      "provider", ko: "공급자", ["provider", "providers", "제공자", "프로바이더"],
      "모델을 학습하고, 대개 네트워크를 거쳐 그 모델을 쓸 수 있게 해 주는 서비스입니다.",
      here: "provider 명령은 ft가 아는 공급자를 보여 줍니다. launch marv --provider openai 명령은 "
        + "그곳에서 학습하고, check marv --for all 명령은 각 공급자의 규칙으로 검사합니다.",
      elsewhere: "요금과 한도, 그리고 예제에 담을 수 있는 것이 서로 다릅니다."),
    GlossaryTerm(
      "sandbox", ko: "샌드박스", ["sandbox"],
      "ft에 들어 있는 서비스입니다. 공급자가 하는 일을 이 컴퓨터에서 하며, 작은 모델을 실제로 "
        + "학습합니다.",
      here: "따로 정하지 않으면 샌드박스를 씁니다. 키도 네트워크도 필요 없고 무료입니다. 다른 "
        + "공급자를 쓰다가 돌아올 때는 provider use sandbox 명령을 입력합니다."),
    GlossaryTerm(
      "job", ko: "작업", ["job", "jobs", "학습 작업"],
      "데이터를 받아 모델을 만들기까지, 서비스가 하는 한 번의 학습입니다.",
      here: "launch marv as demo 명령으로 시작하고, 그 뒤로는 @demo라고 부릅니다. tail @demo 명령은 "
        + "진행 상황을, list jobs 명령은 모든 작업을 보여 줍니다.",
      elsewhere: "공급자의 작업은 먼저 대기열에서 기다리고, 이 컴퓨터를 꺼도 계속됩니다."),
  ]

  private static let koreanTraining: [GlossaryTerm] = [
    GlossaryTerm(
      "fine-tuning", ko: "파인튜닝", ["fine-tuning", "sft", "미세 조정", "지도 미세 조정"],
      "이미 완성된 모델을 예제로 조금 더 학습해, 예제처럼 답하게 하는 것입니다.",
      here: "launch marv as demo 명령은 샌드박스의 작은 모델을 이 컴퓨터에서 학습합니다.",
      elsewhere: "OpenAI는 2027-01-06부터 새 작업을 받지 않습니다. 데이터 형식과 API는 계속 쓰입니다."),
    GlossaryTerm(
      "epoch", ko: "에포크", ["epoch", "epochs", "n_epochs", "에폭"],
      "모든 예제를 한 번씩 학습하는 것입니다.",
      here: "launch marv --epochs 3 명령으로 정하며, 1에서 50까지 됩니다. 정하지 않으면 샌드박스가 "
        + "작은 데이터에는 3에서 15 사이로 고르고, 예제가 적을수록 늘립니다.",
      elsewhere: "요금은 모든 에포크의 토큰을 합해서 매깁니다."),
    GlossaryTerm(
      "batch size", ko: "배치 크기", ["batch size", "batch", "batch_size", "배치", "배치 사이즈"],
      "한 스텝에서 함께 학습하는 예제의 수입니다.",
      here: "launch marv --batch-size 4 명령으로 정하며, 1에서 256까지 됩니다. 정하지 않으면 "
        + "샌드박스가 데이터에 맞춰 고르고, 예제 500개마다 하나씩 늘립니다."),
    GlossaryTerm(
      "step", ko: "스텝", ["step", "steps", "학습 스텝"],
      "배치 하나를 배우고 모델의 수치를 한 번 바꾸는 것입니다.",
      here: "tail은 step 33/165처럼 보여 줍니다. 전체 스텝 수는 예제 수에 에포크를 곱하고 배치 "
        + "크기로 나눈 값입니다."),
    GlossaryTerm(
      "learning rate multiplier", ko: "학습률 배수",
      ["learning rate multiplier", "learning_rate_multiplier", "learning rate", "lr", "학습률"],
      "서비스가 정한 학습률에 곱하는 값입니다. 한 스텝에서 모델이 얼마나 크게 바뀌는지를 정합니다.",
      here: "launch marv --lr 2 명령으로 정하고, 정하지 않으면 1입니다. 너무 크면 손실이 튀고, 너무 "
        + "작으면 아무것도 배우지 못합니다.",
      elsewhere: "OpenAI가 아닌 서비스는 대개 1e-5처럼 학습률 자체를 받습니다."),
    GlossaryTerm(
      "hyperparameter", ko: "하이퍼파라미터", ["hyperparameter", "hyperparameters", "초매개변수"],
      "학습하기 전에 정하는 값으로, 에포크, 배치 크기, 학습률, 베타 등이 있습니다.",
      here: "정하지 않은 것은 서비스가 고릅니다. 무엇을 골랐는지는 list jobs --json 명령으로 봅니다."),
    GlossaryTerm(
      "seed", ko: "시드", ["seed", "시드값", "난수 시드", "랜덤 시드"],
      "우연에 맡기는 선택을 모두 고정하는 수입니다.",
      here: "데이터와 시드가 같으면 샌드박스는 비트 하나까지 같은 모델을 만듭니다.",
      elsewhere: "OpenAI에서는 시드가 같아도 결과가 비슷할 뿐, 똑같지는 않습니다."),
    GlossaryTerm(
      "DPO", ko: "DPO",
      ["direct preference optimization", "preference", "직접 선호 최적화", "선호 학습", "선호"],
      "직접 선호 최적화입니다. 한 프롬프트에 대한 답 두 개로, 더 좋은 답에 가까워지고 다른 답에서는 "
        + "멀어지도록 학습합니다.",
      here: "예제에는 input, preferred_output, non_preferred_output이 있습니다. 학습 방법은 "
        + "launch가 데이터를 보고 정하며, --method dpo로 직접 정할 수도 있습니다. "
        + "샌드박스의 손실에는 더 좋은 답 자체의 손실이 더해져 있어서, 시작할 때 log 2보다 큽니다."),
    GlossaryTerm(
      "beta", ko: "베타", ["beta", "β"],
      "DPO에서 모델을 원래 모습에 얼마나 붙들어 둘지 정하는 값입니다. 작으면 멀리, 크면 조금만 "
        + "움직입니다.",
      here: "launch pairs --beta 0.5 명령으로 정하며, 0보다 크고 2 이하여야 합니다. 정하지 않으면 "
        + "0.1입니다."),
    GlossaryTerm(
      "LoRA", ko: "LoRA", ["adapter", "로라", "어댑터", "저랭크 적응"],
      "저랭크 적응입니다. 모델 전체를 바꾸는 대신, 덧붙인 작은 행렬만 학습합니다.",
      here: "샌드박스의 모델은 작아서 전체를 학습합니다.",
      elsewhere: "Together와 Fireworks, 그리고 자기 컴퓨터에서 쓰는 도구는 대부분 어댑터를 학습합니다."),
    GlossaryTerm(
      "suffix", ko: "접미사", ["suffix"],
      "파인튜닝한 모델의 이름에 넣어 다른 모델과 구별하는 말입니다.",
      here: "launch marv --suffix polite 명령으로 정합니다. 모델의 이름은 "
        + "ft:sandbox-1:local:polite:… 꼴이 됩니다.",
      elsewhere: "OpenAI는 64자까지 받습니다."),
  ]

  private static let koreanResults: [GlossaryTerm] = [
    GlossaryTerm(
      "loss", ko: "손실", ["loss", "training loss", "train_loss", "학습 손실", "로스"],
      "모델이 정답에 얼마나 놀라는지를 토큰 단위로 잰 값입니다. 배울수록 내려가고, 0이면 전혀 놀라지 "
        + "않는다는 뜻입니다.",
      here: "plot @demo 명령은 손실을 그리고, 무슨 뜻인지 알려 줍니다."),
    GlossaryTerm(
      "accuracy", ko: "정확도", ["accuracy", "token accuracy", "토큰 정확도"],
      "정답의 토큰 가운데 모델도 첫째로 꼽았을 토큰의 비율입니다.",
      here: "plot @demo --accuracy 명령으로 봅니다."),
    GlossaryTerm(
      "overfitting", ko: "과적합", ["overfitting", "overfit", "과대적합", "오버피팅"],
      "예제들의 공통점을 배우지 않고 예제를 통째로 외우는 것입니다. 학습 손실은 내려가는데 검증 손실은 "
        + "올라갑니다.",
      here: "에포크를 줄이거나, 예제를 더 많고 다양하게 만드세요. 두 곡선이 어디서 갈라지는지는 plot이 "
        + "보여 줍니다."),
    GlossaryTerm(
      "checkpoint", ko: "체크포인트", ["checkpoint", "checkpoints"],
      "어느 스텝까지 배운 모델을 그대로 남겨 둔 것으로, 제 이름이 있어 불러 쓸 수 있습니다.",
      here: "샌드박스는 마지막 몇 에포크의 체크포인트를 남깁니다. 이름은 ckpt-step-N으로 끝납니다.",
      elsewhere: "OpenAI는 마지막 세 에포크의 체크포인트를 남깁니다."),
    GlossaryTerm(
      "base model", ko: "기반 모델", ["base model", "base", "베이스 모델"],
      "학습이 출발하는 모델입니다.",
      here: "--model로 다른 모델을 고르지 않으면 sandbox-1입니다. compare @demo sandbox-1 \"…\" "
        + "명령은 두 모델에게 같은 것을 묻습니다."),
    GlossaryTerm(
      "temperature", ko: "온도", ["temperature"],
      "다음 토큰을 얼마나 자유롭게 뽑을지 정하는 값입니다. 0이면 가장 그럴듯한 것을 고르고, 클수록 답이 "
        + "다양해집니다.",
      here: "ask @demo \"…\" --temperature 0.7 명령으로 정합니다. 정하지 않으면 0이라서 답을 서로 "
        + "비교할 수 있습니다."),
  ]
}
