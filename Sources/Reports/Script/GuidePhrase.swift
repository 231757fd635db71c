import Commands
import Quantities

/// One thing said in every language of a guide; none can be left out.
struct GuidePhrase {
  var english: String
  var korean: String
  var japanese: String

  init(_ english: String, ko korean: String, ja japanese: String) {
    self.english = english
    self.korean = korean
    self.japanese = japanese
  }

  subscript(language: LessonLanguage) -> String {
    switch language {
    case .english: english
    case .korean: korean
    case .japanese: japanese
    }
  }
}

/// The table of what a guide says in its own words.
///
/// Names of datasets and files stand where no Korean particle depends on how they end.
extension GuidePhrase {
  // MARK: On the way through the lesson

  static var untitled: GuidePhrase {
    GuidePhrase("a lesson", ko: "수업", ja: "レッスン")
  }

  static func overview(_ count: Int) -> GuidePhrase {
    GuidePhrase(
      "\(NumberFormat.count(count, "step")) · hint, reveal, skip, try and quit work at any time",
      ko: "총 \(count)단계 · hint, reveal, skip, try, quit은 언제든지 쓸 수 있습니다",
      ja: "全 \(count) ステップ · hint、reveal、skip、try、quit はいつでも使えます")
  }

  static func resuming(_ done: Int, _ count: Int) -> GuidePhrase {
    GuidePhrase(
      "\(done) of \(NumberFormat.count(count, "step")) done before; their lines run again, "
        + "also those that train",
      ko: "단계 \(count)개 중 \(done)개를 마쳤습니다. 마친 단계의 명령을 다시 실행합니다. 학습이 들어 있으면 1분쯤 걸립니다",
      ja: "\(count) ステップのうち \(done) ステップが済んでいます。済んだステップのコマンドをもう一度実行します。"
        + "学習があれば 1 分ほどかかります")
  }

  static func restoring(_ number: Int, _ count: Int) -> GuidePhrase {
    GuidePhrase(
      "line \(number) of \(count)", ko: "명령 \(number)/\(count)", ja: "コマンド \(number)/\(count)")
  }

  static var restoreInterrupted: GuidePhrase {
    GuidePhrase(
      "interrupted; the steps done are kept:", ko: "중단했습니다. 마친 단계는 그대로 남아 있습니다:",
      ja: "中断しました。済んだステップは残っています:")
  }

  static func stepOf(_ number: Int, _ count: Int) -> GuidePhrase {
    GuidePhrase(
      "step \(number) of \(count)", ko: "\(number)/\(count)단계", ja: "ステップ \(number)/\(count)")
  }

  static var doneBefore: GuidePhrase {
    GuidePhrase("done before", ko: "이미 마침", ja: "済み")
  }

  static func leftAt(_ title: String, _ resume: String) -> GuidePhrase {
    GuidePhrase(
      "you stopped at \"\(title)\";  \(resume)  goes on there",
      ko: "\"\(title)\" 단계에서 멈췄습니다. 이어서 하려면  \(resume)",
      ja: "「\(title)」で止めました。続きは  \(resume)")
  }

  static func leftDone(_ resume: String) -> GuidePhrase {
    GuidePhrase(
      "the lesson is done;  \(resume)  begins it again", ko: "수업을 마쳤습니다. 다시 하려면  \(resume)",
      ja: "レッスンは終わりました。もう一度するには  \(resume)")
  }

  static var next: GuidePhrase {
    GuidePhrase("next:", ko: "다음 수업:", ja: "次のレッスン:")
  }

  static var rebuilt: GuidePhrase {
    GuidePhrase(
      "your data went another way; the lesson goes on with its own from here",
      ko: "데이터가 수업과 달라져서, 여기부터는 수업의 데이터로 이어 갑니다",
      ja: "データがレッスンと違ってきたので、ここからはレッスンのデータで続けます")
  }

  static var interruptedOnce: GuidePhrase {
    GuidePhrase(
      "Ctrl-C again, or quit, leaves", ko: "Ctrl-C를 한 번 더 누르거나 quit을 입력하면 나갑니다",
      ja: "もう一度 Ctrl-C を押すか、quit と入力すると終わります")
  }

  static var interrupted: GuidePhrase {
    GuidePhrase(
      "interrupted; your data are as they were before the line",
      ko: "중단했습니다. 데이터는 이 명령 전과 같습니다", ja: "中断しました。データはこのコマンドの前のままです")
  }

  // MARK: What is asked for, and help

  static var turn: GuidePhrase {
    GuidePhrase("Your turn.", ko: "이제 직접 해 보세요.", ja: "では、やってみましょう。")
  }

  static var reminder: GuidePhrase {
    GuidePhrase(
      "type a line, or  hint  reveal  skip  try  quit",
      ko: "명령을 입력하세요. hint  reveal  skip  try  quit도 쓸 수 있습니다",
      ja: "コマンドを入力してください。hint  reveal  skip  try  quit も使えます")
  }

  static var reminderInChat: GuidePhrase {
    GuidePhrase(
      "type a message, or  /hint  /reveal  /skip; /done leaves the chat",
      ko: "보낼 말을 입력하세요. /hint  /reveal  /skip도 쓸 수 있습니다. /done은 대화를 끝냅니다",
      ja: "メッセージを入力してください。/hint  /reveal  /skip も使えます。/done で会話を終えます")
  }

  static func hintOf(_ number: Int, _ count: Int) -> GuidePhrase {
    GuidePhrase(
      "hint \(number) of \(count)", ko: "힌트 \(number)/\(count)", ja: "ヒント \(number)/\(count)")
  }

  static var noFurtherHint: GuidePhrase {
    GuidePhrase(
      "there is no further hint; the line has this form:", ko: "힌트는 여기까지입니다. 명령의 형식은 이렇습니다:",
      ja: "ヒントはここまでです。コマンドは次の形です:")
  }

  static var revealShows: GuidePhrase {
    GuidePhrase("reveal shows the answer", ko: "reveal을 입력하면 답을 볼 수 있습니다", ja: "reveal で答えを見られます")
  }

  static var messageWanted: GuidePhrase {
    GuidePhrase(
      "a message to the model; a question that is given above, as it stands there",
      ko: "모델에게 보낼 말을 입력하세요. 위에 질문이 나와 있으면 그대로 입력합니다",
      ja: "モデルへのメッセージを入力してください。上に質問があれば、そのまま入力します")
  }

  static var answerIs: GuidePhrase {
    GuidePhrase("the answer is", ko: "답은 이렇습니다", ja: "答えは次のとおりです")
  }

  static var nothingToType: GuidePhrase {
    GuidePhrase(
      "there is no line to type now; Enter goes on", ko: "지금은 입력할 명령이 없습니다. Enter를 누르면 계속합니다",
      ja: "今は入力するコマンドがありません。Enter で次へ進みます")
  }

  // MARK: What an answer is worth

  static var notYet: GuidePhrase {
    GuidePhrase("not yet", ko: "아직 아닙니다", ja: "まだです")
  }

  /// What stands before the help where the line changed something.
  static var takenBack: GuidePhrase {
    GuidePhrase("nothing of that line stays; ", ko: "그 명령은 되돌렸습니다. ", ja: "そのコマンドは取り消しました。")
  }

  static var help: GuidePhrase {
    GuidePhrase(
      "try again, or hint", ko: "다시 해 보거나 hint를 입력하세요", ja: "もう一度試すか、hint と入力してください")
  }

  static var helpAgain: GuidePhrase {
    GuidePhrase(
      "hint helps, reveal shows the line", ko: "hint는 힌트를, reveal은 답을 보여 줍니다",
      ja: "hint でヒント、reveal で答えを見られます")
  }

  static var done: GuidePhrase {
    GuidePhrase("done", ko: "잘하셨습니다", ja: "できました")
  }

  static var enterGoesOn: GuidePhrase {
    GuidePhrase("Enter goes on", ko: "Enter를 누르면 계속합니다", ja: "Enter で次へ進みます")
  }

  static var tookBack: GuidePhrase {
    GuidePhrase(
      "taken back: this step is done; Enter goes on",
      ko: "이 단계는 끝났으므로 되돌렸습니다. Enter를 누르면 계속합니다",
      ja: "このステップは済んでいるので、取り消しました。Enter で次へ進みます")
  }

  static var changesNothing: GuidePhrase {
    GuidePhrase("this changes nothing", ko: "바뀐 것이 없습니다", ja: "何も変わっていません")
  }

  static var looksElsewhere: GuidePhrase {
    GuidePhrase(
      "the result is not the one that this step is about", ko: "이 단계에서 봐야 할 결과가 아닙니다",
      ja: "このステップで見るものとは違う結果です")
  }

  static func wentWell(_ code: String?) -> GuidePhrase {
    GuidePhrase(
      "this line went well, and the step asks for one that fails"
        + (code.map { " with \($0)" } ?? ""),
      ko: "이 명령은 성공했습니다. 이 단계에서는 실패하는 명령이 필요합니다" + (code.map { " (\($0))" } ?? ""),
      ja: "このコマンドは成功しました。このステップで使うのは失敗するコマンドです" + (code.map { "（\($0)）" } ?? ""))
  }

  static func failsOtherwise(_ code: String, _ expected: String) -> GuidePhrase {
    GuidePhrase(
      "this fails with \(code), and not with \(expected)",
      ko: "\(expected) 오류가 아니라 \(code) 오류가 났습니다", ja: "\(expected) ではなく \(code) のエラーになりました")
  }

  // MARK: Where lines go

  static var chatGoesOn: GuidePhrase {
    GuidePhrase(
      "the lesson goes on in this chat, so it is open again",
      ko: "수업이 이 대화에서 이어지므로 다시 열었습니다", ja: "レッスンはこの会話で続くので、もう一度開きました")
  }

  static var chatIsOpen: GuidePhrase {
    GuidePhrase(
      "a chat is open, and what you type goes to the model; /done leaves it",
      ko: "대화가 열려 있어서 입력한 말은 모델에게 갑니다. /done을 입력하면 대화를 끝냅니다",
      ja: "会話が開いているので、入力した文はモデルに送られます。/done で会話を終えます")
  }

  static var chatLeft: GuidePhrase {
    GuidePhrase(
      "this line is for ft, so the chat is left; what was said there is kept",
      ko: "ft 명령이므로 대화를 끝내고 실행합니다. 나눈 대화는 그대로 남아 있습니다",
      ja: "ft のコマンドなので、会話を終えて実行します。話した内容は残ります")
  }

  static var chatReopened: GuidePhrase {
    GuidePhrase(
      "the chat is open again; /done leaves it", ko: "대화를 다시 열었습니다. /done을 입력하면 끝냅니다",
      ja: "会話をもう一度開きました。/done で終えます")
  }

  static var scratchOpened: GuidePhrase {
    GuidePhrase(
      "a copy to try things in; back returns and nothing of it stays",
      ko: "마음껏 해 볼 수 있는 사본입니다. back을 입력하면 원래 자리로 돌아가며, 여기서 한 일은 남지 않습니다",
      ja: "自由に試せるコピーです。back で元に戻ります。ここでしたことは残りません")
  }

  static var scratchClosed: GuidePhrase {
    GuidePhrase(
      "back; everything is as it was before try", ko: "돌아왔습니다. 모든 것이 try 전과 같습니다",
      ja: "戻りました。すべて try の前のままです")
  }

  static var scratchKept: GuidePhrase {
    GuidePhrase(
      "that is what was asked for, so it stays", ko: "이 단계에서 할 일을 했으므로 그대로 둡니다",
      ja: "このステップですることなので、そのまま残します")
  }

  static var noCopy: GuidePhrase {
    GuidePhrase(
      "there is no copy to leave; try makes one", ko: "돌아갈 사본이 없습니다. try를 입력하면 사본을 만듭니다",
      ja: "今はコピーの中ではありません。try でコピーを作れます")
  }

  static var copyAlready: GuidePhrase {
    GuidePhrase(
      "this is a copy already; back returns", ko: "이미 사본 안입니다. back을 입력하면 돌아갑니다",
      ja: "すでにコピーの中です。back で戻ります")
  }
}
