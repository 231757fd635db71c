import JSON

// Each program's export, written by rules that were made by hand: a conversation a day.

/// A message with the day and the minute on which it was written.
private struct Said {
  let talk: SupportTalk
  let isAnswer: Bool
  let text: String
  let minute: Int

  /// A day of 2024 for each conversation.
  var month: Int { (talk.number - 1) / 28 + 1 }
  var day: Int { (talk.number - 1) % 28 + 1 }
  var clock: String { "2:\(minute < 10 ? "0" : "")\(minute)" }
  var clock24: String { "14:\(minute < 10 ? "0" : "")\(minute)" }
  var isFirst: Bool { minute == 0 }
  var speaker: String { isAnswer ? "Shop" : "민아" }

  /// As `05`.
  static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  static func all(_ talks: [SupportTalk]) -> [Said] {
    talks.flatMap { talk in
      let texts = talk.turns.flatMap { [$0.question, $0.answer] }
      return texts.enumerated().map { index, text in
        Said(talk: talk, isAnswer: index % 2 == 1, text: text, minute: index)
      }
    }
  }
}

private func kakaoTalk(_ talks: [SupportTalk]) -> String {
  let lines = Said.all(talks).map { said in
    let date = "2024년 \(said.month)월 \(said.day)일 오후 \(said.clock)"
    return (said.isFirst ? "\n\(date)\n" : "") + "\(date), \(said.speaker) : \(said.text)\n"
  }
  return "민아 님과 카카오톡 대화\n저장한 날짜 : 2024년 12월 2일 오후 3:00\n\n" + lines.joined()
}

private func kakaoTalkPC(_ talks: [SupportTalk]) -> String {
  let lines = Said.all(talks).map { said in
    let day = "--------------- 2024년 \(said.month)월 \(said.day)일 토요일 ---------------\r\n"
    return (said.isFirst ? day : "")
      + "[\(said.speaker)] [오후 \(said.clock)] "
      + said.text.replacing("\n", with: "\r\n") + "\r\n"
  }
  return "민아 님과 카카오톡 대화\r\n저장한 날짜 : 2024-12-02 15:00:00\r\n\r\n" + lines.joined()
}

private func line(_ talks: [SupportTalk]) -> String {
  let lines = Said.all(talks).map { said in
    let day = "\n2024/\(Said.two(said.month))/\(Said.two(said.day))(土)\n"
    let text =
      said.text.contains("\n")
      ? "\"" + said.text.replacing("\"", with: "\"\"") + "\"" : said.text
    return (said.isFirst ? day : "") + "\(said.clock24)\t\(said.speaker)\t\(text)\n"
  }
  return "[LINE] 민아とのトーク履歴\n保存日時：2024/12/02 15:00\n" + lines.joined()
}

/// With names of one word, and of two.
private func linePC(_ talks: [SupportTalk]) -> String {
  Said.all(talks).map { said in
    let day = "2024.\(Said.two(said.month)).\(Said.two(said.day)) 토요일\r\n"
    let speaker = said.isAnswer ? "Online Shop" : said.speaker
    return (said.isFirst ? day : "")
      + "\(said.clock24) \(speaker) \(said.text.replacing("\n", with: "\r\n"))\r\n"
  }.joined()
}

private func whatsApp(_ talks: [SupportTalk]) -> String {
  Said.all(talks).map { said in
    "\(said.month)/\(said.day)/24, \(said.clock24) - \(said.speaker): \(said.text)\n"
  }.joined()
}

/// Seconds since 1970.
private func seconds(_ said: Said) -> Int {
  1_704_117_600 + (said.talk.number - 1) * 86_400 + said.minute * 60
}

private func slack(_ talks: [SupportTalk]) -> String {
  let messages = Said.all(talks).map { said -> JSONValue in
    let text = said.text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;")
    return [
      "type": "message", "user": .string(said.isAnswer ? "U02" : "U01"),
      "text": .string(text), "ts": .string("\(seconds(said)).000100"),
      "user_profile": ["display_name": .string(said.speaker), "real_name": "Somebody"],
    ]
  }
  return JSONValue.array(messages).text
}

private func discord(_ talks: [SupportTalk]) -> String {
  let messages = Said.all(talks).map { said -> JSONValue in
    let time = "2024-\(Said.two(said.month))-\(Said.two(said.day))T\(said.clock24):00.000+00:00"
    return [
      "id": .string("\(seconds(said))"), "type": "Default", "timestamp": .string(time),
      "content": .string(said.text), "attachments": [],
      "author": ["id": "1", "name": "n", "nickname": .string(said.speaker)],
    ]
  }
  let file: JSONValue = [
    "guild": ["id": "1", "name": "G"], "channel": ["id": "2", "name": "support"],
    "messages": .array(messages), "messageCount": .integer(messages.count),
  ]
  return file.text
}

/// An export of ChatGPT, in which the last answer of each conversation was asked for again.
private func chatGPT(_ talks: [SupportTalk]) -> String {
  let conversations = talks.map { talk -> JSONValue in
    func node(_ id: Int, _ parent: Int?, _ children: [Int], _ message: JSONValue) -> JSONMember {
      JSONMember(
        "n\(id)",
        [
          "id": .string("n\(id)"), "parent": parent.map { .string("n\($0)") } ?? .null,
          "children": .array(children.map { .string("n\($0)") }), "message": message,
        ])
    }
    func message(_ role: String, _ text: String) -> JSONValue {
      [
        "author": ["role": .string(role)], "status": "finished_successfully", "weight": 1.0,
        "content": ["content_type": "text", "parts": [.string(text)]], "recipient": "all",
      ]
    }
    let texts = talk.turns.flatMap { [("user", $0.question), ("assistant", $0.answer)] }
    var nodes = [node(0, nil, [1], .null)]
    for (index, (role, text)) in texts.enumerated() {
      let isAsked = index == texts.count - 2
      let next = index + 1 < texts.count ? (isAsked ? [99] : []) + [index + 2] : []
      nodes.append(node(index + 1, index, next, message(role, text)))
    }
    nodes.append(node(99, texts.count - 1, [], message("assistant", talk.rejected)))
    return [
      "title": .string("Talk \(talk.number)"), "create_time": 1_751_000_000.5,
      "mapping": .object(nodes), "current_node": .string("n\(texts.count)"),
    ]
  }
  return JSONValue.array(conversations).text
}

private func titled(_ example: JSONValue, _ talk: SupportTalk) -> JSONValue {
  .object(
    (example.members ?? []) + [
      JSONMember("title", .string("Talk \(talk.number)")),
      JSONMember("create_time", 1_751_000_000.5),
    ])
}

/// A row for each message, as other programs keep them.
private func turns(_ talk: SupportTalk) -> [JSONValue] {
  talk.all().enumerated().map { index, message in
    [
      "conversation_id": .string("c\(talk.number)"), "turn": .integer(index + 1),
      "role": message["role"] ?? .null, "content": message["content"] ?? .null,
    ]
  }
}

private func numbered(_ talk: SupportTalk) -> JSONValue {
  [
    "messages": .array(talk.all()), "conversation_id": .string("c\(talk.number)"),
  ]
}

/// OpenAssistant's rows: each message with its parent, the worse answer before the better one.
private func tree(_ talk: SupportTalk) -> [JSONValue] {
  func row(_ id: Int, _ parent: Int?, _ role: String, _ text: String, _ rank: Int?) -> JSONValue {
    [
      "message_id": .string("\(talk.number)-\(id)"),
      "parent_id": parent.map { .string("\(talk.number)-\($0)") } ?? .null,
      "text": .string(text), "role": .string(role),
      "rank": rank.map { .integer($0) } ?? .null,
      "message_tree_id": .string("\(talk.number)-0"),
    ]
  }
  let texts = talk.turns.flatMap { [$0.question, $0.answer] }
  return texts.enumerated().flatMap { index, text -> [JSONValue] in
    let parent = index == 0 ? nil : index - 1
    let isAnswer = index % 2 == 1
    let kept = row(index, parent, isAnswer ? "assistant" : "prompter", text, isAnswer ? 0 : nil)
    guard index == texts.count - 1 else { return [kept] }
    return [row(99, parent, "assistant", talk.rejected, 1), kept]
  }
}

private func rooted(_ example: JSONValue, _ talk: SupportTalk) -> JSONValue {
  .object(
    (example.members ?? []) + [JSONMember("message_tree_id", .string("\(talk.number)-0"))])
}

private func lines(_ rows: [JSONValue]) -> String { rows.map { $0.text + "\n" }.joined() }

private func csv(_ rows: [JSONValue]) -> String {
  let columns = rows.first?.members?.map(\.key) ?? []
  return
    ([columns.joined(separator: ",")]
    + rows.map { row in
      columns.map { column in
        let cell = row[column]?.string ?? row[column]?.text ?? ""
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
      }.joined(separator: ",")
    }).joined(separator: "\r\n") + "\r\n"
}

let wholeTexts = [
  WholeText(name: "KakaoTalk on a phone", options: " --map assistant=Shop", text: kakaoTalk),
  WholeText(name: "KakaoTalk on a computer", options: " --map assistant=Shop", text: kakaoTalkPC),
  WholeText(name: "LINE", options: " --map assistant=Shop", text: line),
  WholeText(
    name: "LINE on a computer", options: " --map \"assistant=Online Shop\"", text: linePC),
  WholeText(name: "WhatsApp", options: " --map assistant=Shop", text: whatsApp),
  WholeText(
    name: "a day of Slack", options: " --map assistant=Shop", file: "in.json", text: slack),
  WholeText(
    name: "a channel of Discord", options: " --map assistant=Shop", file: "in.json", text: discord),
  WholeText(
    name: "an export of ChatGPT", file: "conversations.json", text: chatGPT,
    example: { titled($0.chat, $0) }, leavesOut: "further answers to the same request"),
  WholeText(
    name: "the other answers of ChatGPT", options: " --as preference", file: "conversations.json",
    text: chatGPT, example: { titled($0.pair, $0) }),
  WholeText(
    name: "OpenAssistant's messages", file: "in.jsonl", text: { lines($0.flatMap(tree)) },
    example: { rooted($0.chat, $0) },
    leavesOut: "answers to the same request that were ranked lower"),
  WholeText(
    name: "OpenAssistant's ranks", options: " --as preference", file: "in.jsonl",
    text: { lines($0.flatMap(tree)) }, example: { rooted($0.pair, $0) }),
  WholeText(
    name: "a row for each message", withSystem: true, file: "in.jsonl",
    text: { lines($0.flatMap(turns)) }, example: numbered),
  WholeText(
    name: "a table with a row for each message", withSystem: true, file: "in.csv",
    text: { csv($0.flatMap(turns)) }, example: numbered),
  WholeText(
    name: "a row for each message, turns in reverse", withSystem: true, file: "in.jsonl",
    text: { lines($0.flatMap { turns($0).reversed() }) }, example: numbered),
  WholeText(
    name: "columns that only a mapping tells", withSystem: true,
    options: " --map conversation=thread,turn=no,role=wer,content=was", file: "in.csv",
    text: { talks in
      csv(
        talks.flatMap(turns).map { row in
          [
            "thread": row["conversation_id"] ?? .null, "no": row["turn"] ?? .null,
            "wer": row["role"] ?? .null, "was": row["content"] ?? .null,
          ]
        })
    },
    example: { talk in
      ["messages": .array(talk.all()), "thread": .string("c\(talk.number)")]
    }),
]
