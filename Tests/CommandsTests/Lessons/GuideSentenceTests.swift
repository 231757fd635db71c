import CommandLanguage
import Commands
import Reports
import Testing

/// What a guide says of an answer that is not the right one, in the words of its reader.
@Suite struct GuideSentenceTests {
  /// What is told of an answer, behind "not yet: "; a line that was broken is one again.
  private func said(_ answer: WrongAnswer, _ language: LessonLanguage) -> String {
    let console = RecordingConsole(isInteractive: false)
    console.tell(.guide(.wrong(answer, attempts: 1, changedSomething: false), language))
    let lines = console.take().replacing("\n  ", with: " ").split(separator: "\n")
    return lines.first.map { String($0.drop { $0 != ":" }.dropFirst(2)) } ?? ""
  }

  private static func unmet(
    _ left: String, _ comparison: Comparison, _ wanted: UnmetExpectation.Value,
    is actual: UnmetExpectation.Value
  ) -> WrongAnswer {
    .expectation(
      .value(
        left: left, reference: Reference(left), comparison, wanted: wanted, actual: actual))
  }

  private static let sentences:
    [(answer: WrongAnswer, english: String, korean: String, japanese: String)] = [
      (
        unmet("dal.count", .equal, .plain("11"), is: .plain("12")),
        "dal should have 11 examples; it has 12",
        "dal에는 예제가 11개 있어야 합니다. 지금은 12개입니다",
        "dal の例の数を 11 にしてください。今は 12 です"
      ),
      (
        unmet("dal.errors", .equal, .plain("0"), is: .plain("2")),
        "dal should have no errors; it has 2", "dal에는 오류가 없어야 합니다. 지금은 2개입니다",
        "dal のエラーの数を 0 にしてください。今は 2 です"
      ),
      (
        unmet("dal-test.count", .less, .plain("10"), is: .plain("12")),
        "the number of examples of dal-test should be less than 10; it is 12",
        "dal-test의 예제 수는 10보다 작아야 합니다. 지금은 12입니다",
        "dal-test の例の数を 10 より小さくしてください。今は 12 です"
      ),
      // 12 ends in a vowel when it is read, and 10 in a consonant.
      (
        unmet("@long.epochs", .equal, .plain("12"), is: .plain("3")),
        "the number of epochs of @long should be 12; it is 3",
        "@long의 에포크 수는 12여야 합니다. 지금은 3입니다",
        "@long のエポック数を 12 にしてください。今は 3 です"
      ),
      (
        unmet("@long.seed", .equal, .plain("10"), is: .plain("3")),
        "the seed of @long should be 10; it is 3",
        "@long의 시드는 10이어야 합니다. 지금은 3입니다",
        "@long のシードを 10 にしてください。今は 3 です"
      ),
      (
        unmet("@long.status", .equal, .text("succeeded"), is: .text("running")),
        "the status of @long should be \"succeeded\"; it is \"running\"",
        "@long의 상태는 \"succeeded\"이어야 합니다. 지금 값: \"running\"",
        "@long の状態を \"succeeded\" にしてください。今の値: \"running\""
      ),
      (
        unmet("%.cap", .equal, .plain("0.5"), is: .plain("1")),
        "the daily limit should be 0.5; it is 1", "하루 한도는 0.5여야 합니다. 지금은 1입니다",
        "一日の上限を 0.5 にしてください。今は 1 です"
      ),
      (
        unmet("%.likeness", .greater, .plain("0"), is: .nothing),
        "the result's likeness should be more than 0; it is empty",
        "결과의 유사도는 0보다 커야 합니다. 지금은 비어 있습니다",
        "結果の類似度を 0 より大きくしてください。今は空です"
      ),
      (
        unmet("%.bytes", .atMost, .plain("9"), is: .plain("12")),
        "the result's bytes should be at most 9; it is 12",
        "결과의 bytes의 값은 9 이하여야 합니다. 지금은 12입니다",
        "結果の bytes を 9 以下にしてください。今は 12 です"
      ),
      // An object is not printed.
      (
        unmet("%", .contains, .text("감사"), is: .structure("{\"name\":\"job1\"}")),
        "the answer should contain \"감사\"", "답에 \"감사\"가 들어 있어야 합니다",
        "答えに \"감사\" が入るようにしてください"
      ),
      (
        unmet("d#5.user", .contains, .text("0134로 이틀"), is: .text("네.")),
        "d#5.user should contain \"0134로 이틀\"; it is \"네.\"",
        "d#5.user에 \"0134로 이틀\"이 들어 있어야 합니다. 지금 값: \"네.\"",
        "d#5.user に \"0134로 이틀\" が入るようにしてください。今の値: \"네.\""
      ),
      (
        unmet("dal#1.note", .contains, .text("slow"), is: .nothing),
        "dal#1.note should contain \"slow\"; it is empty",
        "dal#1.note에 \"slow\"라는 말이 들어 있어야 합니다. 지금은 비어 있습니다",
        "dal#1.note に \"slow\" が入るようにしてください。今は空です"
      ),
      (
        .unanswered(.missingJob("long")), "there is no job @long", "@long 작업이 있어야 합니다",
        "学習ジョブ @long がありません"
      ),
      (
        .unanswered(.missingDataset("yuzu")), "there is no dataset yuzu",
        "yuzu 데이터셋이 있어야 합니다", "データセット yuzu がありません"
      ),
      (
        .unanswered(.otherResult), "the result is not the one that this step is about",
        "이 단계에서 봐야 할 결과가 아닙니다", "このステップで見るものとは違う結果です"
      ),
      (
        .effect(.extraJob("job1")), "this step starts no job @job1",
        "이 단계에서는 @job1 작업을 시작하지 않습니다", "このステップでは学習ジョブ @job1 を作りません"
      ),
    ]

  @Test(arguments: sentences)
  func `An answer that is not the right one is told of in the words of the reader`(
    answer: WrongAnswer, english: String, korean: String, japanese: String
  ) {
    #expect(said(answer, .english) == english)
    #expect(said(answer, .korean) == korean)
    #expect(said(answer, .japanese) == japanese)
  }

  private static let lesson = """
    ## 1. Load
    # Load marv.jsonl as part.
    load marv.jsonl as part
    expect part.count = 12

    ## 2. Set a limit
    # Let a day cost half a dollar.
    budget 0.50
    expect %.cap = 0.5

    ## 3. Train
    # Launch part with 3 epochs, as long.
    launch part --anyway --epochs 3 --seed 1 as long
    expect @long.epochs = 3
    """

  @Test(arguments: [
    (1, "load marv.jsonl as other", "there is no dataset part"),
    (2, "tag part#1 dear", "the result is not the one that this step is about"),
    (3, "launch part --anyway --epochs 3 --seed 1 as short", "there is no job @long"),
  ])
  func `What an expectation speaks of and is not there is named`(
    step: Int, line: String, reason: String
  ) async throws {
    let fixture = try GuideFixture(Self.lesson)
    _ = try await fixture.begin()
    for _ in 1..<step { try await fixture.type("skip", "") }
    let said = try await fixture.type(line)
    #expect(
      said.hasSuffix("not yet: \(reason)\nnothing of that line stays; try again, or hint\n"),
      "\(said)")
  }
}
