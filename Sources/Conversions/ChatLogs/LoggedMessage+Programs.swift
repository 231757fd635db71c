import JSON

extension LoggedMessage {
  /// The messages that one row of a log holds; nil where it is no row of one.
  static func messages(
    of row: JSONTree, _ noise: inout [ChatLogNoise: Int]
  ) -> [LoggedMessage]? {
    guard row.kind == .object else { return nil }
    if let word = row["noise"]?.text, let known = ChatLogNoise(rawValue: word) {
      noise[known, default: 0] += 1
      return []
    }
    if let speaker = row["speaker"]?.text, let text = row["text"].flatMap({ WrittenText($0) }),
      let minute = row["minute"]
    {
      let minute = Int(String(decoding: minute.bytes, as: UTF8.self))
      var message = LoggedMessage(minute: minute, speaker: speaker, text: text)
      message.joined = row["joined"]?.text
      return [message]
    }
    if row["ts"] != nil { return slack(row, &noise).map { [$0] } ?? [] }
    if let list = row["messages"], row["channel"] != nil {
      return list.elements.compactMap { discord($0, &noise) }
    }
    return table(row, &noise)
  }

  private static func kept(
    _ message: LoggedMessage, _ noise: inout [ChatLogNoise: Int]
  ) -> LoggedMessage? {
    let text = message.text.text
    if let kind = ChatLogWords.noise(in: text) {
      noise[kind, default: 0] += 1
      return nil
    }
    if text.allSatisfy(\.isWhitespace) {
      noise[.media, default: 0] += 1
      return nil
    }
    return message
  }

  // MARK: Slack

  /// A message of a channel's day; nil for what the program itself says.
  private static func slack(
    _ row: JSONTree, _ noise: inout [ChatLogNoise: Int]
  ) -> LoggedMessage? {
    let subtype = row["subtype"]?.text
    guard row["type"]?.text == "message",
      subtype == nil || ["thread_broadcast", "me_message", "bot_message"].contains(subtype)
    else {
      noise[subtype == "tombstone" ? .deleted : .notices, default: 0] += 1
      return nil
    }
    let profile = row["user_profile"]
    let names = [
      profile?["display_name"], profile?["real_name"], row["username"], row["user"], row["bot_id"],
    ]
    let speaker = names.lazy.compactMap { $0?.text }.first { !$0.isEmpty }
    guard let speaker, let text = row["text"]?.text else {
      noise[.notices, default: 0] += 1
      return nil
    }
    let seconds = row["ts"]?.text.flatMap { Double($0) } ?? 0
    let minute = Int(exactly: (seconds / 60).rounded(.down))
    var message = LoggedMessage(
      minute: minute, speaker: speaker, text: WrittenText(slackText(text)))
    // A thread is a conversation of its own.
    message.thread = row["thread_ts"]?.text ?? ""
    return kept(message, &noise)
  }

  /// The text without Slack's marks: `<url|label>`, and the three signs that it escapes.
  static func slackText(_ text: String) -> String {
    var plain = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "<") {
      guard let close = rest[open...].firstIndex(of: ">") else { break }
      plain += rest[..<open]
      let inner = rest[rest.index(after: open)..<close]
      let parts = inner.split(separator: "|", maxSplits: 1)
      plain += parts.count == 2 ? String(parts[1]) : String(inner)
      rest = rest[rest.index(after: close)...]
    }
    plain += rest
    return plain.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&amp;", with: "&")
  }

  // MARK: Discord

  /// A message of DiscordChatExporter's JSON.
  private static func discord(
    _ row: JSONTree, _ noise: inout [ChatLogNoise: Int]
  ) -> LoggedMessage? {
    let author = row["author"]
    let name = author?["nickname"]?.text.flatMap { $0.isEmpty ? nil : $0 } ?? author?["name"]?.text
    guard let name, let text = row["content"].flatMap({ WrittenText($0) }),
      ["Default", "Reply"].contains(row["type"]?.text ?? "Default")
    else {
      noise[.notices, default: 0] += 1
      return nil
    }
    let minute = row["timestamp"]?.text.flatMap(LogDate.minute)
    return kept(LoggedMessage(minute: minute, speaker: name, text: text), &noise)
  }

  // MARK: Tables

  /// The columns of a messenger's table: who, when, what.
  static let tables: [(speaker: String, time: String, text: String, sign: String)] = [
    ("Author", "Date", "Content", "AuthorID"), ("User", "Date", "Message", "User"),
  ]

  private static func table(
    _ row: JSONTree, _ noise: inout [ChatLogNoise: Int]
  ) -> [LoggedMessage]? {
    for names in tables {
      guard row[names.sign] != nil, let speaker = row[names.speaker]?.text,
        let time = row[names.time]?.text, let text = row[names.text].flatMap({ WrittenText($0) })
      else { continue }
      let message = LoggedMessage(minute: LogDate.minute(time), speaker: speaker, text: text)
      return kept(message, &noise).map { [$0] } ?? []
    }
    return nil
  }
}

extension LogDate {
  /// The minute of a time such as `2024-03-02T14:10:00+00:00` or `3/2/2024 2:10 PM`; a time zone
  /// is the same in all of a log and is left alone.
  static func minute(_ text: String) -> Int? {
    var scanner = LineScanner(text)
    guard let days = scanner.date()?.days else { return nil }
    _ = scanner.take("T")
    _ = scanner.take(",")
    scanner.spaces()
    return days * 1_440 + (scanner.clock() ?? 0)
  }
}
