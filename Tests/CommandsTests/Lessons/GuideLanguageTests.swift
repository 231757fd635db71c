import CommandLanguage
import Commands
import Reports
import Scripts
import TestSupport
import Testing

/// A guide speaks the language that its lesson is written in.
@Suite struct GuideLanguageTests {
  private static func script(_ prose: String) -> ScriptDocument {
    ScriptDocument(
      "# \(prose)\n## 1. A\nlist\n", file: "lesson.ft",
      parser: Parser(options: CommandTable.standard.catalog))
  }

  @Test(arguments: [
    ("Load the file marv.jsonl.", LessonLanguage.english),
    ("marv.jsonl을 marv라는 이름으로 불러오세요(load).", .korean),
    ("marv.jsonl を marv という名前で読みこんでください（load）。", .japanese),
    ("The word 안녕 means hello in Korean.", .english), ("Это урок.", .english), ("", .english),
  ])
  func `The language is that of the prose`(prose: String, language: LessonLanguage) {
    #expect(LessonLanguage(of: Self.script(prose)) == language)
  }

  /// All that a guide can say but for wrong answers.
  private static let events: [GuideEvent] = [
    .lesson(title: nil, stepCount: 5), .resuming(doneCount: 2, stepCount: 5),
    .restoring(number: 1, count: 3, line: "tail @first"), .restored,
    .restoreInterrupted(resume: "ft guide 6"), .step(title: "A", number: 1, count: 5),
    .doneBefore(title: "A", number: 1, count: 5), .prose(["A"]), .line("list", inChat: nil),
    .turn, .reminder(inChat: false), .reminder(inChat: true),
    .hint("A", number: 1, count: 2), .usage(["load FILE"]), .messageWanted, .revealed("list"),
    .right, .stepDone(isLast: false), .stepDone(isLast: true), .tookBack, .chatGoesOn, .chatIsOpen,
    .chatLeft, .chatReopened, .scratchOpened, .scratchClosed, .scratchKept, .notNow("back"),
    .notNow("try"), .notNow("hint"), .rebuilt, .left(title: "A", resume: "ft guide 6"),
    .left(title: nil, resume: "ft guide 6"), .next(command: "ft guide 7", title: "A"),
    .interruptedOnce, .interrupted,
  ]

  private static let wrongAnswers: [WrongAnswer] =
    [
      .expectation(.wentWell(expected: "E101")),
      .expectation(.otherFailure(expected: "E101", code: "E310", message: "no dataset \"a\"")),
      .changesNothing, .looksElsewhere, .wentWell(expected: nil), .wentWell(expected: "E101"),
      .otherFailure(code: "E310", expected: "E101"),
    ]
    + Comparison.allCases.map {
      .expectation(
        .value(
          left: "marv.count", reference: Reference("marv.count"), $0, wanted: .plain("12"),
          actual: .plain("4")))
    }
    + [
      StateDifference.missingDataset("a"), .extraDataset("a"),
      .count(dataset: "a", is: 9, should: 11), .example("a#4"), .missingJob("a"), .extraJob("a"),
      .otherJob("a", field: nil), .otherJob("a", field: "method"), .otherJob("a", field: "beta"),
      .missingFile("a"), .otherFile("a"), .settings,
    ].map { .effect($0) }
    + [
      UnansweredExpectation.missingDataset("b"), .missingExample("a#4"), .missingJob("b"),
      .noResult, .otherResult,
    ].map { .unanswered($0) }

  private func said(_ language: LessonLanguage) -> [String] {
    let console = RecordingConsole(isInteractive: false)
    let wrong = Self.wrongAnswers.map {
      GuideEvent.wrong($0, attempts: 1, changedSomething: true)
    }
    let others = [
      GuideEvent.wrong(.changesNothing, attempts: 2, changedSomething: true),
      .wrong(.changesNothing, attempts: 1, changedSomething: false),
      .wrong(.changesNothing, attempts: 2, changedSomething: false),
    ]
    return (Self.events + wrong + others).map {
      console.tell(.guide($0, language))
      return console.take()
    }
  }

  /// Names, words that are typed, and what stands for itself.
  private static let kept: Set = [
    "hint", "reveal", "skip", "try", "quit", "back", "done", "Enter", "Ctrl", "C", "ft", "guide",
    "tail", "first", "list", "load", "FILE", "A", "a", "b", "E", "marv", "no", "dataset",
  ]

  @Test(arguments: [LessonLanguage.korean, .japanese])
  func `Nothing of the guide's own is English in a lesson of another language`(
    language: LessonLanguage
  ) {
    let all = said(language)
    for (text, english) in zip(all, said(.english)) where !english.isEmpty {
      let words = text.matches(of: #/[A-Za-z]+/#).map { String($0.output) }
      #expect(Set(words).isSubset(of: Self.kept), "\(text)")
    }
    #expect(Set(all).count >= Set(said(.english)).count - 1)
  }

  private static let korean = """
    # 짧은 수업
    # 데이터를 불러오고 빈 답을 채웁니다.
    ## 1. 불러오기
    # marv.jsonl을 marv라는 이름으로 불러오세요.
    hint "load 파일 as 이름"
    load marv.jsonl as marv
    expect marv.count = 12
    """

  @Test func `A Korean lesson speaks Korean from beginning to end`() async throws {
    let fixture = try GuideFixture(Self.korean)
    #expect(
      try await fixture.begin() == """
        짧은 수업
        총 1단계 · hint, reveal, skip, try, quit은 언제든지 쓸 수 있습니다
        데이터를 불러오고 빈 답을 채웁니다.

        1/1단계  불러오기
        marv.jsonl을 marv라는 이름으로 불러오세요.
        이제 직접 해 보세요.

        """)
    #expect(
      try await fixture.type("load clean.jsonl as marv").hasSuffix(
        """
        아직 아닙니다: marv에는 예제가 12개 있어야 합니다. 지금은 4개입니다
        그 명령은 되돌렸습니다. 다시 해 보거나 hint를 입력하세요

        """))
    #expect(try await fixture.type("hint") == "힌트 1/1  load 파일 as 이름\n")
    #expect(try await fixture.type("load marv.jsonl as marv").hasSuffix("✓ 잘하셨습니다\n"))
  }

  @Test func `A Japanese lesson speaks Japanese`() async throws {
    let lesson = """
      # みじかいレッスン
      ## 1. 読みこむ
      # marv.jsonl を marv という名前で読みこんでください。
      hint "load ファイル as 名前"
      load marv.jsonl as marv
      """
    let fixture = try GuideFixture(lesson)
    #expect(try await fixture.begin().hasSuffix("では、やってみましょう。\n"))
    #expect(
      try await fixture.type("load clean.jsonl as marv").hasSuffix(
        """
        まだです: marv の例の数を 12 にしてください。今は 4 です
        そのコマンドは取り消しました。もう一度試すか、hint と入力してください

        """))
    #expect(try await fixture.type("reveal") == "答えは次のとおりです\nload marv.jsonl as marv\n")
    #expect(try await fixture.type("load marv.jsonl as marv").hasSuffix("✓ できました\n"))
  }
}
