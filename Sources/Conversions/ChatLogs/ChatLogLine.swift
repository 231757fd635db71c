/// One line of a messenger's export.
enum ChatLogLine: Hashable {
  /// What stands at the top: the other side's name, where the line tells it.
  case heading(String?)
  /// The day of what follows.
  case day(LogDate)
  case message(date: LogDate?, minute: Int, speaker: String, text: String)
  /// What the program says.
  case notice
  /// More of the message before, or no part of a log.
  case other

  init(_ line: String, as kind: ChatLogKind) {
    self =
      switch kind {
      case .kakaoTalk: Self.kakaoTalk(line)
      case .kakaoTalkPC: Self.kakaoTalkPC(line)
      case .line: Self.line(line)
      case .linePC: Self.linePC(line)
      case .whatsApp: Self.whatsApp(line)
      case .questions: .other
      }
  }

  /// Whether the line is one that only the program writes.
  var isOfLog: Bool {
    switch self {
    case .heading, .day, .message: true
    case .notice, .other: false
    }
  }

  // MARK: KakaoTalk

  private static func kakaoHeading(_ line: String) -> ChatLogLine? {
    if let range = line.firstRange(of: " 님과 카카오톡 대화") {
      return .heading(String(line[..<range.lowerBound]))
    }
    if line.hasPrefix("KakaoTalk Chats with ") {
      return .heading(String(line.dropFirst("KakaoTalk Chats with ".count)))
    }
    let starts = ["저장한 날짜 : ", "저장한 날짜: ", "Date Saved : ", "Date Saved: "]
    return starts.contains(where: line.hasPrefix) ? .heading(nil) : nil
  }

  private static func kakaoTalk(_ line: String) -> ChatLogLine {
    if let heading = kakaoHeading(line) { return heading }
    var scanner = LineScanner(line)
    guard let date = scanner.date() else { return .other }
    _ = scanner.take(",")
    scanner.spaces()
    _ = scanner.take("at ")
    guard let minute = scanner.clock() else {
      // `2024년 3월 2일 토요일` alone on its line.
      return scanner.rest.count <= 12 ? .day(date) : .other
    }
    if scanner.isAtEnd { return .day(date) }
    guard scanner.take(", ") else { return .other }
    guard let speaker = scanner.text(before: " : ") else { return .notice }
    return .message(date: date, minute: minute, speaker: speaker, text: String(scanner.rest))
  }

  private static func kakaoTalkPC(_ line: String) -> ChatLogLine {
    if let heading = kakaoHeading(line) { return heading }
    if line.hasPrefix("-----") {
      let inner = line.drop { $0 == "-" || $0 == " " }
      var scanner = LineScanner(inner)
      if let date = scanner.date() { return .day(date) }
      // `Saturday, March 2, 2024`.
      scanner = LineScanner(inner)
      if scanner.word() != nil, scanner.take(", "), let date = scanner.date() { return .day(date) }
      return .other
    }
    var scanner = LineScanner(line)
    guard scanner.take("["), let speaker = scanner.text(before: "] ["),
      let minute = scanner.clock(), scanner.take("]")
    else { return ChatLogWords.isNotice(line) ? .notice : .other }
    _ = scanner.take(" ")
    return .message(date: nil, minute: minute, speaker: speaker, text: String(scanner.rest))
  }

  // MARK: LINE

  private static let lineEnds = ["とのトーク履歴", "님과의 대화", "님과 대화한 내용", "의 대화"]
  private static let lineSaved = ["保存日時", "저장 일시", "저장일", "Saved on", "保存日："]

  private static func lineHeading(_ line: String) -> ChatLogLine? {
    if line.hasPrefix("[LINE] ") {
      let title = line.dropFirst("[LINE] ".count)
      if title.hasPrefix("Chat history with ") {
        return .heading(String(title.dropFirst("Chat history with ".count)))
      }
      let end = lineEnds.first(where: title.hasSuffix)
      return .heading(end.map { String(title.dropLast($0.count)) })
    }
    return lineSaved.contains(where: line.hasPrefix) ? .heading(nil) : nil
  }

  private static func line(_ line: String) -> ChatLogLine {
    if let heading = lineHeading(line) { return heading }
    var scanner = LineScanner(line)
    if let minute = scanner.clock() {
      guard scanner.take("\t") else { return .other }
      guard let speaker = scanner.text(before: "\t") else { return .notice }
      return .message(date: nil, minute: minute, speaker: speaker, text: String(scanner.rest))
    }
    return lineDay(line)
  }

  private static func lineDay(_ line: String) -> ChatLogLine {
    if line.contains("\t") { return .other }
    var scanner = LineScanner(line)
    if let date = scanner.date(), scanner.rest.count <= 12 { return .day(date) }
    // `Sat, 03/02/2024`.
    scanner = LineScanner(line)
    if let word = scanner.word(), word.count <= 9, scanner.take(", "), let date = scanner.date(),
      scanner.isAtEnd
    {
      return .day(date)
    }
    return .other
  }

  /// Whose message it is, ``SpacedNames`` tells: here the text begins with the name.
  private static func linePC(_ line: String) -> ChatLogLine {
    if let heading = lineHeading(line) { return heading }
    var scanner = LineScanner(line)
    guard let minute = scanner.clock() else { return lineDay(line) }
    guard scanner.take(" "), !scanner.isAtEnd, !line.contains("\t") else { return .other }
    let text = String(scanner.rest)
    let isNotice =
      !text.contains(" ") || ChatLogWords.isNotice(text)
      || ChatLogWords.noise(in: text) == .deleted
    return isNotice ? .notice : .message(date: nil, minute: minute, speaker: "", text: text)
  }

  // MARK: WhatsApp

  private static func whatsApp(_ line: String) -> ChatLogLine {
    var scanner = LineScanner(line)
    _ = scanner.take("\u{200E}")
    let isBracketed = scanner.take("[")
    guard let date = scanner.date() else { return .other }
    _ = scanner.take(",")
    scanner.spaces()
    guard let minute = scanner.clock() else { return .other }
    guard isBracketed ? scanner.take("] ") : scanner.take(" - ") else { return .other }
    _ = scanner.take("\u{200E}")
    guard let speaker = scanner.text(before: ": ") else { return .notice }
    return .message(date: date, minute: minute, speaker: speaker, text: String(scanner.rest))
  }
}
