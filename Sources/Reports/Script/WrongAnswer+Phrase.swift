import CommandLanguage
import Commands
import Quantities

// What comes in: facts about an answer that is not the right one. What goes out: a sentence in every
// language of a guide, which names fields in the words of its reader where they have one.

extension WrongAnswer {
  /// What is otherwise, behind "not yet: ".
  var phrase: GuidePhrase {
    switch self {
    case .expectation(let unmet): unmet.phrase
    case .unanswered(let unanswered): unanswered.phrase
    case .changesNothing: .changesNothing
    case .looksElsewhere: .looksElsewhere
    case .wentWell(let code): .wentWell(code)
    case .otherFailure(let code, let expected): .failsOtherwise(code, expected)
    case .effect(let difference): difference.phrase
    }
  }
}

extension UnansweredExpectation {
  fileprivate var phrase: GuidePhrase {
    switch self {
    case .missingDataset(let name): StateDifference.missingDataset(name).phrase
    case .missingExample(let name):
      GuidePhrase("there is no \(name)", ko: "\(name) 예제가 있어야 합니다", ja: "例 \(name) がありません")
    case .missingJob(let name): StateDifference.missingJob(name).phrase
    case .noResult:
      GuidePhrase("there is no result yet", ko: "아직 결과가 없습니다", ja: "まだ結果がありません")
    case .otherResult: .looksElsewhere
    case .other(let message): GuidePhrase(message, ko: message, ja: message)
    }
  }
}

extension StateDifference {
  fileprivate var phrase: GuidePhrase {
    switch self {
    case .missingDataset(let name):
      GuidePhrase(
        "there is no dataset \(name)", ko: "\(name) 데이터셋이 있어야 합니다",
        ja: "データセット \(name) がありません")
    case .extraDataset(let name):
      GuidePhrase(
        "this step makes no dataset \(name)", ko: "이 단계에서는 \(name) 데이터셋을 만들지 않습니다",
        ja: "このステップではデータセット \(name) を作りません")
    case .count(let name, let actual, let wanted):
      Countable.count.phrase(of: name, actual: actual, wanted: wanted)
    case .example(let name):
      GuidePhrase(
        "\(name) is not as it should be", ko: "\(name)의 내용이 목표와 다릅니다", ja: "\(name) の内容が違います")
    case .missingJob(let name):
      GuidePhrase(
        "there is no job @\(name)", ko: "@\(name) 작업이 있어야 합니다", ja: "学習ジョブ @\(name) がありません")
    case .extraJob(let name):
      GuidePhrase(
        "this step starts no job @\(name)", ko: "이 단계에서는 @\(name) 작업을 시작하지 않습니다",
        ja: "このステップでは学習ジョブ @\(name) を作りません")
    case .otherJob(let name, let field):
      field.flatMap { Subject.words[$0] }.map { .otherLaunch(name, $0) }
        ?? GuidePhrase(
          "@\(name) should be launched with other options", ko: "@\(name) 작업은 다른 옵션으로 시작해야 합니다",
          ja: "@\(name) は別のオプションで始めてください")
    case .missingFile(let name):
      GuidePhrase(
        "there is no file \(name)", ko: "\(name) 파일이 있어야 합니다", ja: "ファイル \(name) がありません")
    case .otherFile(let name):
      GuidePhrase(
        "the file \(name) should hold something else", ko: "\(name) 파일의 내용이 목표와 다릅니다",
        ja: "ファイル \(name) の内容が違います")
    case .settings:
      GuidePhrase(
        "something else is set than should be", ko: "설정이 목표와 다릅니다", ja: "設定が違います")
    }
  }
}

extension UnmetExpectation {
  fileprivate var phrase: GuidePhrase {
    switch self {
    case .value(let left, let reference, let comparison, let wanted, let actual):
      if comparison == .equal, case .dataset(let name, nil, let field)? = reference,
        let things = field.name.flatMap({ Countable(rawValue: $0) }), let wanted = wanted.count,
        let actual = actual.count
      {
        return things.phrase(of: name, actual: actual, wanted: wanted)
      }
      return ValueSentence(
        subject: Subject(reference, written: left), comparison: comparison, wanted: wanted.shown,
        actual: actual
      ).phrase
    case .wentWell(let code):
      return GuidePhrase(
        "expected error \(code), and the command went well",
        ko: "\(code) 오류가 나야 하는데 명령이 성공했습니다", ja: "エラー \(code) になるはずが、コマンドは成功しました")
    case .otherFailure(let code, let other, let message):
      return GuidePhrase(
        "expected error \(code), and it was \(other): \(message)",
        ko: "\(code) 오류가 나야 하는데 \(other) 오류가 났습니다: \(message)",
        ja: "エラー \(code) になるはずが、\(other) になりました: \(message)")
    }
  }
}

extension UnmetExpectation.Value {
  fileprivate var count: Int? { if case .plain(let text) = self { Int(text) } else { nil } }

  /// The value in a sentence: a text stands in quotes.
  fileprivate var shown: String {
    switch self {
    case .nothing: "\"\""
    case .plain(let text), .structure(let text): text
    case .text(let text): Literal.shortest(text)
    }
  }

  /// The sentence's second half, which says what is so; nil for what is too long to read.
  fileprivate var now: GuidePhrase? {
    switch self {
    case .nothing: GuidePhrase("it is empty", ko: "지금은 비어 있습니다", ja: "今は空です")
    case .plain: GuidePhrase("it is \(shown)", ko: "지금은 \(shown)입니다", ja: "今は \(shown) です")
    case .text: GuidePhrase("it is \(shown)", ko: "지금 값: \(shown)", ja: "今の値: \(shown)")
    case .structure: nil
    }
  }
}

/// What a dataset has a number of, by the name of its field.
private enum Countable: String {
  case count
  case errors
  case warnings
  case duplicates

  private var noun: GuidePhrase {
    switch self {
    case .count: GuidePhrase("example", ko: "예제", ja: "例")
    case .errors: GuidePhrase("error", ko: "오류", ja: "エラー")
    case .warnings: GuidePhrase("warning", ko: "경고", ja: "警告")
    case .duplicates: GuidePhrase("duplicate", ko: "중복", ja: "重複")
    }
  }

  var number: GuidePhrase {
    GuidePhrase(
      "number of \(noun[.english])s", ko: "\(noun[.korean]) 수", ja: "\(noun[.japanese])の数")
  }

  /// That a dataset should have another number of them.
  func phrase(of name: String, actual: Int, wanted: Int) -> GuidePhrase {
    let english = noun[.english]
    let korean = noun[.korean].withParticle("이", "가")
    let number = self.number[.japanese]
    return GuidePhrase(
      "\(name) should have \(wanted == 0 ? "no \(english)s" : NumberFormat.count(wanted, english)); "
        + "it has \(NumberFormat.count(actual))",
      ko: "\(name)에는 \(korean) " + (wanted == 0 ? "없어야" : "\(wanted)개 있어야")
        + " 합니다. 지금은 \(actual)개입니다",
      ja: "\(name) の\(number)を \(wanted) にしてください。今は \(actual) です")
  }
}

/// What a sentence about a value is about.
private struct Subject {
  var name: GuidePhrase
  /// Whether it is said in words of the language, and is no path.
  var isInWords = true

  init(_ reference: Reference?, written: String) {
    let word = reference?.field.name.flatMap { Countable(rawValue: $0)?.number ?? Self.words[$0] }
    switch (reference, word) {
    case (.dataset(let owner, nil, _)?, let word?): name = word.of(owner)
    case (.job(let owner, _)?, let word?): name = word.of("@\(owner)")
    // A percent sign says nothing to a reader who has not met it.
    case (.result(nil, let field)?, _) where field.isEmpty: name = .answer
    case (.result(nil, let field)?, _) where field.name == "question": name = .question
    case (.result(nil, let field)?, _) where field.name == "reply": name = .answer
    case (.result(nil, let field)?, _) where field.name == "cap": name = .dailyLimit
    case (.result(nil, _)?, let word?): name = word.ofResult
    case (.result(nil, let field)?, nil):
      let path = String(field.description.drop { $0 == "." })
      name = GuidePhrase(path, ko: path, ja: " \(path)").ofResult
      isInWords = false
    default:
      name = GuidePhrase(written, ko: written, ja: written)
      isInWords = false
    }
  }

  /// The fields of datasets, jobs and results that are no count of a dataset.
  static let words: [String: GuidePhrase] = [
    "tokens": GuidePhrase("number of tokens", ko: "토큰 수", ja: "トークンの数"),
    "trained_tokens": GuidePhrase("number of trained tokens", ko: "학습한 토큰 수", ja: "学習したトークンの数"),
    "revision": GuidePhrase("revision", ko: "리비전", ja: "リビジョン"),
    "file": GuidePhrase("file", ko: "파일", ja: "ファイル"),
    "dataset": GuidePhrase("dataset", ko: "데이터셋", ja: "データセット"),
    "validation_dataset": GuidePhrase("validation set", ko: "검증 데이터", ja: "検証データ"),
    "provider": GuidePhrase("provider", ko: "공급자", ja: "提供元"),
    "status": GuidePhrase("status", ko: "상태", ja: "状態"),
    "base": GuidePhrase("base model", ko: "기반 모델", ja: "ベースモデル"),
    "model": GuidePhrase("model", ko: "모델", ja: "モデル"),
    "method": GuidePhrase("method", ko: "학습 방법", ja: "学習方法"),
    "epochs": GuidePhrase("number of epochs", ko: "에포크 수", ja: "エポック数"),
    "batch_size": GuidePhrase("batch size", ko: "배치 크기", ja: "バッチサイズ"),
    "seed": GuidePhrase("seed", ko: "시드", ja: "シード"),
    "beta": GuidePhrase("beta", ko: "베타", ja: "ベータ"),
    "steps": GuidePhrase("number of steps", ko: "스텝 수", ja: "ステップ数"),
    "loss": GuidePhrase("loss", ko: "손실", ja: "損失"),
    "cost": GuidePhrase("cost", ko: "비용", ja: "料金"),
    "leaked": GuidePhrase("number of leaks", ko: "누수 수", ja: "リークの数"),
    "suffix": GuidePhrase("suffix", ko: "접미사", ja: "サフィックス"),
    "learning_rate_multiplier": GuidePhrase(
      "learning rate multiplier", ko: "학습률 배수", ja: "学習率の倍率"),
    "likeness": GuidePhrase("likeness", ko: "유사도", ja: "類似度"),
  ]
}

extension GuidePhrase {
  fileprivate static func otherLaunch(_ name: String, _ field: GuidePhrase) -> GuidePhrase {
    let (korean, japanese) = (field[.korean], field[.japanese])
    return GuidePhrase(
      "@\(name) should be launched with another \(field[.english])",
      ko: "@\(name) 작업은 \(korean.withParticle("을", "를", unknown: "을")) 바꾸어 시작해야 합니다",
      ja: "@\(name) は\(japanese)を変えて始めてください")
  }

  fileprivate static var question: GuidePhrase {
    GuidePhrase("the question", ko: "질문", ja: "質問")
  }
  fileprivate static var answer: GuidePhrase { GuidePhrase("the answer", ko: "답", ja: "答え") }

  fileprivate static var dailyLimit: GuidePhrase {
    GuidePhrase("the daily limit", ko: "하루 한도", ja: "一日の上限")
  }

  /// A field of something that has a name.
  fileprivate func of(_ owner: String) -> GuidePhrase {
    GuidePhrase(
      "the \(english) of \(owner)", ko: "\(owner)의 \(korean)", ja: "\(owner) の\(japanese)")
  }

  fileprivate var ofResult: GuidePhrase {
    GuidePhrase("the result's \(english)", ko: "결과의 \(korean)", ja: "結果の\(japanese)")
  }
}

/// What a value should be, and what it is.
private struct ValueSentence {
  var subject: Subject
  var comparison: Comparison
  var wanted: String
  var actual: UnmetExpectation.Value

  var phrase: GuidePhrase {
    let english = "\(subject.name[.english]) should \(comparison.verb) \(wanted)"
    guard let now = actual.now else { return GuidePhrase(english, ko: korean, ja: japanese) }
    return GuidePhrase(
      "\(english); \(now[.english])", ko: "\(korean). \(now[.korean])",
      ja: "\(japanese)。\(now[.japanese])")
  }

  private var korean: String {
    let name = subject.name[.korean]
    let topic = subject.isInWords ? name.withParticle("은", "는") : "\(name)의 값은"
    return switch comparison {
    case .equal: "\(topic) \(wanted.withParticle("이어야", "여야", unknown: "이어야")) 합니다"
    case .unequal: "\(topic) \(wanted.withParticle("이", "가")) 아니어야 합니다"
    case .less: "\(topic) \(wanted)보다 작아야 합니다"
    case .atMost: "\(topic) \(wanted) 이하여야 합니다"
    case .greater: "\(topic) \(wanted)보다 커야 합니다"
    case .atLeast: "\(topic) \(wanted) 이상이어야 합니다"
    case .contains: "\(name)에 \(wanted.withParticle("이", "가", unknown: "라는 말이")) 들어 있어야 합니다"
    case .matches: "\(topic) \(wanted) 형식에 맞아야 합니다"
    case .similar: "\(topic) \(wanted.withParticle("과", "와", unknown: "과")) 같아야 합니다"
    }
  }

  private var japanese: String {
    // A space stands between Latin and Japanese letters, and none between Japanese ones.
    let name = subject.name[.japanese] + (subject.isInWords ? "" : " ")
    return switch comparison {
    case .equal: "\(name)を \(wanted) にしてください"
    case .unequal: "\(name)を \(wanted) 以外にしてください"
    case .less: "\(name)を \(wanted) より小さくしてください"
    case .atMost: "\(name)を \(wanted) 以下にしてください"
    case .greater: "\(name)を \(wanted) より大きくしてください"
    case .atLeast: "\(name)を \(wanted) 以上にしてください"
    case .contains: "\(name)に \(wanted) が入るようにしてください"
    case .matches: "\(name)が \(wanted) の形に合うようにしてください"
    case .similar: "\(name)が \(wanted) と同じように読めるようにしてください"
    }
  }
}

extension String {
  /// The text with the Korean particle that goes with its last sound: one behind a consonant and one
  /// behind a vowel, in Hangul and digits; how anything else is read is not known.
  fileprivate func withParticle(
    _ closed: String, _ open: String, unknown: String? = nil
  ) -> String {
    let last = unicodeScalars.last {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
    return switch last?.value {
    // A syllable without a final consonant is a multiple of 28 past the first.
    case let value? where (0xAC00...0xD7A3).contains(value):
      self + ((value - 0xAC00) % 28 == 0 ? open : closed)
    case let value? where (0x30...0x39).contains(value):
      // 2, 4, 5 and 9 end in a vowel: i, sa, o, gu.
      self + ([0x32, 0x34, 0x35, 0x39].contains(value) ? open : closed)
    default: self + (unknown ?? "\(closed)(\(open))")
    }
  }
}
