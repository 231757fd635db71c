import Conversions
import JSON
import Testing

/// A log, of which program it is, and what is learned of it.
struct LogCase: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  let container: SourceContainer
  let assistant: String
  /// Conversations, each as `u: …` and `a: …` with bars between them.
  let becomes: [String]
  let leftOut: [ChatLogNoise: Int]

  init(
    _ name: String, _ container: SourceContainer, _ text: String, as assistant: String,
    becomes: String..., leftOut: [ChatLogNoise: Int] = [:]
  ) {
    self.name = name
    self.text = text
    self.container = container
    self.assistant = assistant
    self.becomes = becomes
    self.leftOut = leftOut
  }

  var testDescription: String { name }
}

private let logs: [LogCase] = [
  LogCase(
    "KakaoTalk, Android, Korean", .chatLog(.kakaoTalk),
    """
    윤하늘 님과 카카오톡 대화
    저장한 날짜 : 2024년 3월 5일 오전 9:00

    2024년 3월 2일 오후 2:10
    2024년 3월 2일 오후 2:10, 윤하늘 : 언제 열어요?
    2024년 3월 2일 오후 2:10, 윤하늘 : 내일 가려고요
    2024년 3월 2일 오후 2:12, 도서관 : 열 시에 엽니다.
    : 일요일은 쉽니다.
    2024년 3월 2일 오후 2:13, 윤하늘 : 사진
    2024년 3월 2일 오후 2:14, 윤하늘 : 감사합니다
    2024년 3월 3일 오전 11:00, 윤하늘 : 오늘은요?
    2024년 3월 3일 오전 11:02, 도서관 : 쉬는 날이에요.
    2024년 3월 3일 오전 11:03, 윤하늘님이 나갔습니다.
    """, as: "도서관",
    becomes: "u: 언제 열어요?/내일 가려고요 | a: 열 시에 엽니다./: 일요일은 쉽니다.", "u: 오늘은요? | a: 쉬는 날이에요.",
    leftOut: [.media: 1, .outside: 1, .notices: 1]),
  LogCase(
    "KakaoTalk, iPhone, Korean", .chatLog(.kakaoTalk),
    """
    2024. 3. 2. 오후 2:10, 윤하늘 : 책 있어요?
    2024. 3. 2. 오후 2:12, 도서관 : 네, 있습니다.
    2024. 3. 2. 오후 2:13, 윤하늘 : 몇 권이요?
    2024. 3. 2. 오후 2:14, 도서관 : 두 권이요.
    """, as: "도서관", becomes: "u: 책 있어요? | a: 네, 있습니다. | u: 몇 권이요? | a: 두 권이요."),
  LogCase(
    "KakaoTalk, phone, English", .chatLog(.kakaoTalk),
    """
    KakaoTalk Chats with Haneul
    Date Saved : Mar 5, 2024 at 9:00 AM

    Mar 2, 2024 at 2:10 PM, Haneul : Open today?
    Mar 2, 2024 at 2:12 PM, Library : Until six.
    Mar 2, 2024 at 2:13 PM, Haneul : This message was deleted.
    """, as: "Library", becomes: "u: Open today? | a: Until six.", leftOut: [.deleted: 1]),
  LogCase(
    "KakaoTalk, computer, Korean", .chatLog(.kakaoTalkPC),
    """
    윤하늘 님과 카카오톡 대화
    저장한 날짜 : 2024-03-05 09:00:00

    --------------- 2024년 3월 2일 토요일 ---------------
    [윤하늘] [오후 2:10] 연체료가 얼마예요?
    [도서관] [오후 2:12] 하루 100원이에요.
    다섯 권까지 같아요.
    [윤하늘] [오후 2:13] 이모티콘
    """, as: "도서관", becomes: "u: 연체료가 얼마예요? | a: 하루 100원이에요./다섯 권까지 같아요.",
    leftOut: [.media: 1]),
  LogCase(
    "KakaoTalk, computer, English", .chatLog(.kakaoTalkPC),
    """
    --------------- Saturday, March 2, 2024 ---------------
    [Haneul] [2:10 PM] Hello
    [Library] [2:12 PM] Hello!
    --------------- Monday, March 4, 2024 ---------------
    [Haneul] [9:10 AM] Late fee?
    [Library] [9:12 AM] Ten cents.
    """, as: "Library", becomes: "u: Hello | a: Hello!", "u: Late fee? | a: Ten cents."),
  LogCase(
    "LINE, Japanese", .chatLog(.line),
    """
    [LINE] 空とのトーク履歴
    保存日時：2024/03/05 09:00

    2024/03/02(土)
    14:10\t空\t何時に開きますか
    14:11\t空\t[スタンプ]
    14:12\t図書館\t"十時です。
    日曜は休みです。"
    14:13\t空がメッセージの送信を取り消しました
    """, as: "図書館", becomes: "u: 何時に開きますか | a: 十時です。/日曜は休みです。",
    leftOut: [.media: 1, .notices: 1]),
  LogCase(
    "LINE, Korean", .chatLog(.line),
    """
    [LINE] 윤하늘님과의 대화
    저장 일시: 2024/03/05 09:00

    2024.03.02 토요일
    오후 2:10\t윤하늘\t열었어요?
    오후 2:12\t도서관\t네.
    오후 2:13\t윤하늘\t☎ 부재중 전화
    """, as: "도서관", becomes: "u: 열었어요? | a: 네.", leftOut: [.notices: 1]),
  LogCase(
    "LINE, quotes that are not closed", .chatLog(.line),
    """
    [LINE] Chat history with Haneul
    Saved on: 03/05/2024, 09:00

    Sat, 03/02/2024
    14:10\tHaneul\t"Open late" today?
    14:12\tLibrary\tUntil six.
    14:20\tHaneul\t"We close at six
    14:21\tLibrary\tThat is so.
    """, as: "Library",
    becomes: "u: \"Open late\" today? | a: Until six. | u: \"We close at six | a: That is so."),
  LogCase(
    "LINE, English", .chatLog(.line),
    """
    [LINE] Chat history with Haneul
    Saved on: 03/05/2024, 09:00

    Sat, 03/02/2024
    14:10\tHaneul\tOpen?
    14:12\tLibrary\tYes, until six.
    """, as: "Library", becomes: "u: Open? | a: Yes, until six."),
  LogCase(
    "LINE on a computer, Japanese", .chatLog(.linePC),
    """
    2024.03.02 土曜日
    14:10 空 何時に開きますか
    14:11 空 スタンプ
    14:12 図書館 十時です。
    日曜は 休みです。
    14:13 空がメッセージの送信を取り消しました
    2024.03.03 日曜日
    09:00 空 今日は？
    09:01 図書館 休みです。
    """, as: "図書館",
    becomes: "u: 何時に開きますか | a: 十時です。/日曜は 休みです。", "u: 今日は？ | a: 休みです。",
    leftOut: [.media: 1, .notices: 1]),
  LogCase(
    "LINE on a computer, English names of two words", .chatLog(.linePC),
    """
    2024.03.02 Saturday
    14:10 Haneul Yun Are you open today?
    14:11 Haneul Yun Photos
    14:12 Public Library Yes, until six.
    14:13 Amy Is it far?
    14:14 Public Library Two stops.
    14:15 Haneul Yun joined the group.
    14:16 Amy Thanks
    14:17 Public Library You are welcome.
    """, as: "Public Library",
    becomes:
      "u: Are you open today? | a: Yes, until six. | u: Is it far? | a: Two stops. | u: Thanks | a: You are welcome.",
    leftOut: [.media: 1, .notices: 1]),
  LogCase(
    "LINE on a computer, Korean, names with the same first word", .chatLog(.linePC),
    """
    2024년 3월 2일 토요일
    오전 10:10 김 민아 오늘 열어요?
    오전 10:11 도서관 네.
    오전 10:12 김 지수 내일은요?
    오전 10:13 도서관 쉽니다.
    오전 10:14 김 민아 모레는 어때요?
    오전 10:15 도서관 열어요.
    오전 10:16 김 지수 알겠습니다 그럼 그때 갈게요
    오전 10:17 김 민아 저도 그때 갈게요
    오전 10:18 김 지수 책은 몇 권까지 되나요?
    오전 10:19 도서관 다섯 권이요.
    오전 10:20 김 민아 고맙습니다 안녕히 계세요
    오전 10:21 김 지수 네, 감사합니다
    오전 10:22 도서관 안녕히 가세요.
    """, as: "도서관",
    becomes:
      "u: 오늘 열어요? | a: 네. | u: 내일은요? | a: 쉽니다. | u: 모레는 어때요? | a: 열어요. | "
      + "u: 알겠습니다 그럼 그때 갈게요 | u: 저도 그때 갈게요 | u: 책은 몇 권까지 되나요? | a: 다섯 권이요. | "
      + "u: 고맙습니다 안녕히 계세요 | u: 네, 감사합니다 | a: 안녕히 가세요."),
  LogCase(
    "LINE on a computer, a name that nothing tells, and one that the line tells",
    .chatLog(.linePC),
    """
    2025.02.15 星期六
    17:22 小明 幾點 開門
    17:23 圖書館 十點 以後
    17:24 小明 謝謝
    17:25 Visitor from far away
    17:26 圖書館 十點 整
    """, as: "圖書館 十點", becomes: "u: 幾點 開門 | a: 以後 | u: 謝謝 | a: 整", leftOut: [.unclear: 1]),
  LogCase(
    "LINE on a computer, a name that is shorter than its messages tell", .chatLog(.linePC),
    """
    2025.02.15 星期六
    17:22 小明 幾點 開門
    17:23 圖書館 十點 以後
    17:24 小明 謝謝
    17:26 圖書館 十點 整
    """, as: "圖書館", becomes: "u: 幾點 開門 | a: 十點 以後 | u: 謝謝 | a: 十點 整"),
  LogCase(
    "WhatsApp, Android", .chatLog(.whatsApp),
    """
    3/2/24, 14:05 - Messages and calls are end-to-end encrypted.
    3/2/24, 14:10 - Haneul: Open?
    3/2/24, 14:12 - Library: Yes.
    Until six.
    3/2/24, 14:13 - Haneul: <Media omitted>
    """, as: "Library", becomes: "u: Open? | a: Yes./Until six.", leftOut: [.notices: 1, .media: 1]),
  LogCase(
    "WhatsApp, iPhone", .chatLog(.whatsApp),
    """
    [02.03.24, 14:10:33] Haneul: Offen?
    [02.03.24, 14:12:01] Bücherei: Ja.
    \u{200E}[02.03.24, 14:13:01] Haneul: \u{200E}image omitted
    """, as: "Bücherei", becomes: "u: Offen? | a: Ja.", leftOut: [.media: 1]),
  LogCase(
    "Slack, a day of a channel", .values,
    """
    [
      {"type": "message", "user": "U01", "text": "Open?", "ts": "1709388600.000100",
       "user_profile": {"display_name": "", "real_name": "Haneul Yun"}},
      {"type": "message", "subtype": "channel_join", "user": "U03", "text": "joined", "ts": "1709388601.000100"},
      {"type": "message", "user": "U02", "text": "Yes &amp; until <https://example.com|six>", "ts": "1709388660.000100",
       "user_profile": {"display_name": "library", "real_name": "L"}}
    ]
    """, as: "library", becomes: "u: Open? | a: Yes & until six", leftOut: [.notices: 1]),
  LogCase(
    "Discord, JSON", .values,
    """
    {
      "guild": {"id": "1"}, "channel": {"id": "2", "name": "help"},
      "messages": [
        {"id": "1", "type": "Default", "timestamp": "2024-03-02T14:10:00+00:00", "content": "Open?",
         "author": {"id": "7", "name": "haneul", "nickname": "Haneul"}},
        {"id": "2", "type": "GuildMemberJoin", "timestamp": "2024-03-02T14:10:30+00:00", "content": "Joined.",
         "author": {"id": "9", "name": "x"}},
        {"id": "3", "type": "Reply", "timestamp": "2024-03-02T14:11:00+00:00", "content": "Until six.",
         "author": {"id": "8", "name": "library"}}
      ]
    }
    """, as: "library", becomes: "u: Open? | a: Until six.", leftOut: [.notices: 1]),
  LogCase(
    "Discord, CSV", .table(separator: UInt8(ascii: ",")),
    """
    AuthorID,Author,Date,Content,Attachments,Reactions
    "7","haneul","2024-03-02T14:10:00.0000000+00:00","Open?","",""
    "8","library","2024-03-02T14:11:00.0000000+00:00","Until six.","",""
    """, as: "library", becomes: "u: Open? | a: Until six."),
]

/// A conversation in one line.
private func line(_ example: [UInt8]) throws -> String {
  let messages = try JSONValue(parsing: example)["messages"]?.array ?? []
  return messages.map { message in
    let role = message["role"]?.string?.first.map(String.init) ?? ""
    let text = message["content"]?.string ?? ""
    return "\(role): \(text.replacing("\n", with: "/"))"
  }.joined(separator: " | ")
}

@Suite struct ChatLogTests {
  @Test(arguments: logs) private func `A log is known, and becomes conversations`(
    _ log: LogCase
  ) throws {
    let guess = ContainerGuess(of: Array(log.text.utf8), isWhole: true)
    #expect(guess.container == log.container)
    #expect(RowShape.detect(guess.rows).first?.shape == .chatLog)
    var reader = RowReader(guess.container, repairs: false)
    var items: [RowReader.Item] = []
    // In pieces that end anywhere.
    let bytes = Array(log.text.utf8)
    for start in stride(from: 0, to: bytes.count, by: 7) {
      items += reader.read(bytes[start..<min(start + 7, bytes.count)])
    }
    reader.finish { items.append($0) }
    var conversations = ChatConversations(assistant: log.assistant)
    var said: [String] = []
    var leftOut: [ChatLogNoise: Int] = [:]
    for item in items {
      guard case .row(let row) = item else {
        Issue.record("\(item)")
        continue
      }
      let read = try conversations.add(row)
      said += try (read?.examples ?? []).map(line)
      leftOut.merge(read?.leftOut ?? [:], uniquingKeysWith: +)
    }
    let rest = conversations.finish()
    said += try (rest?.examples ?? []).map(line)
    leftOut.merge(rest?.leftOut ?? [:], uniquingKeysWith: +)
    #expect(said == log.becomes)
    #expect(leftOut == log.leftOut)
  }

  @Test(arguments: [
    "Q: Open?\nA: Until six.\n\nQ: Late fee?\nA: Ten cents\na day.\n",
    "Q1. Open?\nA1. Until six.\nQ2. Late fee?\nA2. Ten cents\na day.",
    "질문: Open?\n답변: Until six.\n질문: Late fee?\n답변: Ten cents\na day.",
    "問：Open?\n答：Until six.\n\n問：Late fee?\n答：Ten cents\na day.",
    "# FAQ\n\n### 질문\nOpen?\n### 답변\nUntil six.\n### 질문\nLate fee?\n### 답변\nTen cents\na day.",
    "**Q:** Open?\n\n**A:** Until six.\n\n**Q:** Late fee?\n\n**A:** Ten cents\na day.",
    "# FAQ\n\n## Open?\nUntil six.\n\n## Late fee?\n\nTen cents\na day.\n",
  ])
  func `Questions and answers in plain text are a column each`(_ text: String) throws {
    let guess = ContainerGuess(of: Array(text.utf8), isWhole: true)
    #expect(guess.container == .chatLog(.questions))
    #expect(RowShape.detect(guess.rows).first?.shape == .columns)
    #expect(
      guess.rows.map { String(decoding: $0.bytes, as: UTF8.self) } == [
        #"{"user": "Open?", "assistant": "Until six."}"#,
        #"{"user": "Late fee?", "assistant": "Ten cents\na day."}"#,
      ])
  }

  @Test(arguments: [
    "Meeting notes\n3/2/24, 14:10 - Mina: hello\n",
    "[1] A list\n[2] of notes\n", "Dear all,\nthe shop opens at ten.\n",
    "question,answer\nOpen?,Until six\nFee?,Ten cents\n", "[LINE] up, please\nand wait\n",
    "2024.03.02 Saturday\n09:00 Meet Tom at the station\n10:00 Lunch with Jane there\n",
    "09:00 Mina hello\n09:10 Tom hi\n09:11 Mina bye\n",
    "2024.03.02\n00:01 Hello.\n00:04 Good night.\n00:08 Hello.\n",
    "2024-03-02 14:10 INFO started\n2024-03-02 14:11 INFO stopped\n",
    "Q: Why?\nNobody knows.\n", "A: first\nB: second\nA: third\nB: fourth\n",
    #"[{"role": "user", "content": "Hi"}]"#,
  ])
  func `What only looks a little like a log is none`(_ text: String) {
    let guess = ContainerGuess(of: Array(text.utf8), isWhole: true)
    if case .chatLog(let kind) = guess.container { Issue.record("\(kind)") }
  }

  @Test func `Silence cuts, and a thread of Slack is a conversation of its own`() throws {
    func row(_ user: String, _ text: String, _ seconds: Int, thread: Int? = nil) -> SourceRow {
      let thread = thread.map { #", "thread_ts": "\#($0).0""# } ?? ""
      return SourceRow(
        Array(
          #"{"type": "message", "user": "\#(user)", "text": "\#(text)", "ts": "\#(seconds).0"\#(thread)}"#
            .utf8), line: 1)
    }
    var conversations = ChatConversations(assistant: "B", gap: 60)
    var said: [String] = []
    for row in [
      row("A", "one", 0), row("A", "asked in a thread", 60, thread: 60), row("B", "two", 120),
      row("B", "in the thread", 180, thread: 60), row("A", "three", 7_200), row("B", "four", 7_260),
    ] {
      said += try (conversations.add(row)?.examples ?? []).map(line)
    }
    said += try (conversations.finish()?.examples ?? []).map(line)
    #expect(
      said == [
        "u: one | a: two", "u: three | a: four", "u: asked in a thread | a: in the thread",
      ])
  }
}
