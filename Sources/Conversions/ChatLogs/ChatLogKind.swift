// Logs of messengers come in as lines of text or as rows of JSON and CSV; conversations between a
// person and the one who is to be the assistant go out. `ChatLogLine` reads one line of each
// program's export, `ChatLogReader` a whole file, `ChatLogConversations` cuts what was said into
// conversations. Read this file first.

/// A messenger whose exported text is read.
package enum ChatLogKind: String, Sendable, Hashable, CaseIterable {
  /// KakaoTalk on a phone: `2024년 3월 2일 오후 2:10, 미나 : 안녕`.
  case kakaoTalk
  /// KakaoTalk on a computer: `[미나] [오후 2:10] 안녕` under a line for each day.
  case kakaoTalkPC
  /// LINE: a time, a name and a text with tabs between them, under a line for each day.
  case line
  /// LINE on a computer: as on a phone, with spaces where the tabs were, and without a heading.
  case linePC
  /// WhatsApp: `3/2/24, 14:10 - Mina: hello`, or the time in brackets.
  case whatsApp
  /// No messenger: questions and answers with a mark before each.
  case questions

  /// What the program is called.
  package var name: String {
    switch self {
    case .kakaoTalk: "KakaoTalk on a phone"
    case .kakaoTalkPC: "KakaoTalk on a computer"
    case .line: "LINE"
    case .linePC: "LINE on a computer"
    case .whatsApp: "WhatsApp"
    case .questions: "questions and answers"
    }
  }
}

/// What a log holds that is no message of a person.
package enum ChatLogNoise: String, Sendable, Hashable, CaseIterable {
  /// Somebody joined or left, a call was missed, what the program says of itself.
  case notices
  /// A photo, a sticker, a file or a voice message in whose place a word stands.
  case media
  /// A message that was taken back.
  case deleted
  /// A message that may begin with more of a name than its first word.
  case unclear
  /// What was said before the first question or after the last answer of a conversation, or in one
  /// in which the assistant says nothing.
  case outside
}

/// What stands in the place of what a text cannot hold.
enum ChatLogWords {
  /// What a text is, if it is no text of a person.
  static func noise(in text: String, of kind: ChatLogKind? = nil) -> ChatLogNoise? {
    let text = text.replacing("\u{200E}", with: "")
    if kind == .linePC, linePCMedia.contains(text) { return .media }
    if media.contains(text) || mediaStarts.contains(where: text.hasPrefix) { return .media }
    if isCounted(text, "사진 ", "장") || text.hasSuffix(" omitted") && text.count < 25 {
      return .media
    }
    if deleted.contains(text) || deletedEnds.contains(where: text.hasSuffix) { return .deleted }
    return text.hasPrefix("☎") || calls.contains(text) ? .notices : nil
  }

  /// Whether a line without a speaker tells who came and went.
  static func isNotice(_ line: String) -> Bool {
    notices.contains(where: line.contains) && line.count < 120
  }

  private static func isCounted(_ text: String, _ start: String, _ end: String) -> Bool {
    text.hasPrefix(start) && text.hasSuffix(end)
      && Int(text.dropFirst(start.count).dropLast(end.count)) != nil
  }

  private static let media: Set<String> = [
    "사진", "동영상", "이모티콘", "음성메시지", "음성 메시지", "지도", "연락처", "Photo", "Video", "Emoticon",
    "Voice Message", "Sticker", "[스티커]", "[사진]", "[동영상]", "[음성 메시지]", "[파일]", "[연락처]", "[위치 정보]",
    "[スタンプ]", "[写真]", "[動画]", "[ボイスメッセージ]", "[ファイル]", "[連絡先]", "[位置情報]", "[アルバム]", "[ノート]",
    "[Sticker]", "[Photo]", "[Video]", "[Voice message]", "[File]", "[Contact]", "[Location]",
    "<Media omitted>", "<미디어 파일 제외됨>", "<미디어 제외됨>", "<メディアは含まれていません>", "<メディア省略>",
    "(이모티콘)", "(사진)", "(emoticon)",
  ]
  /// Without brackets, as only LINE on a computer writes them.
  private static let linePCMedia: Set<String> = [
    "スタンプ", "写真", "動画", "ファイル", "ボイスメッセージ", "連絡先", "位置情報", "アルバム", "ノート", "Stickers", "Photos",
    "Videos", "Audio", "File", "Files", "GIF", "스티커", "음성메시지", "파일", "贴图", "照片", "视频", "貼圖", "影片",
  ]
  private static let mediaStarts = [
    "파일: ", "File: ", "<첨부: ", "<attached: ", "<添付: ", "샵검색: #",
  ]
  private static let deleted: Set<String> = [
    "삭제된 메시지입니다.", "메시지가 삭제되었습니다.", "메시지가 삭제되었습니다", "이 메시지는 삭제되었습니다",
    "This message was deleted.", "This message was deleted", "You deleted this message",
    "You deleted this message.", "このメッセージは削除されました", "メッセージは削除されました",
  ]
  private static let deletedEnds = [
    "unsent a message.", "unsent a message", "送信を取り消しました", "메시지 보내기를 취소했습니다.", "메시지를 삭제했습니다.",
  ]
  private static let calls: Set<String> = [
    "보이스톡 해요", "페이스톡 해요", "보이스톡 취소", "보이스톡 부재중", "페이스톡 부재중", "Missed voice call",
    "Missed video call", "通話に応答がありませんでした", "通話をキャンセルしました",
  ]
  private static let notices = [
    "님이 들어왔습니다", "님이 나갔습니다", "님을 초대했습니다", "님을 내보냈습니다", "채팅방 관리자가", "joined this chatroom",
    "left this chatroom", "invited ", "joined the", "left the", "グループに参加しました", "が退出しました",
    "退会しました", "招待しました", "운영정책을 위반한",
  ]
}
