import JSON

/// The words that heads of columns have for what stands below them.
enum ColumnNames {
  static let user = [
    "user", "question", "prompt", "instruction", "input", "query", "human", "input_text",
    "problem", "request", "inquiry", "message", "inputs", "질문", "문의", "문의내용", "사용자", "입력", "質問",
    "問い合わせ", "お問い合わせ", "入力", "ユーザー", "问题", "用户", "text", "q",
  ]
  static let assistant = [
    "assistant", "answer", "completion", "response", "output", "reply", "output_text", "solution",
    "target", "gpt", "bot", "답변", "응답", "대답", "출력", "回答", "答え", "応答", "出力", "答案",
    "回复", "answers", "targets", "label", "a",
  ]
  static let system = [
    "system", "system_prompt", "system prompt", "system_message", "시스템", "システム", "系统",
  ]

  /// Heads above definitions of tools.
  static let tools = ["tools", "functions"]

  /// Words of a longer head, such as `customer_message` and `Agent reply`, the telling ones first.
  private static let userWords = [
    "question", "prompt", "instruction", "inquiry", "query", "customer", "client", "user", "human",
    "request", "input", "질문", "문의", "고객", "質問", "問い合わせ", "お客様", "问题", "客户",
  ]
  private static let assistantWords = [
    "answer", "answers", "reply", "response", "completion", "assistant", "agent", "support",
    "staff",
    "resolution", "output", "bot", "답변", "상담원", "상담사", "回答", "返信", "担当者", "回复", "客服",
  ]
  /// Words of heads below which stands something about a text and no text.
  private static let otherWords: Set<String> = [
    "id", "ids", "uid", "uuid", "number", "no", "name", "email", "mail", "phone", "tel", "date",
    "time", "at", "timestamp", "created", "updated", "type", "kind", "category", "status", "state",
    "score", "rating", "count", "length", "len", "tokens", "language", "lang", "url", "link",
    "address", "age", "gender", "country", "city", "model", "번호", "이름", "날짜", "시간", "番号",
    "名前", "日時", "时间", "编号",
  ]

  /// The key among `keys` that is the earliest of `names`, in any case.
  static func key(of names: [String], among keys: [String]) -> String? {
    for name in names {
      if let key = keys.first(where: { normalized($0) == name }) { return key }
    }
    return nil
  }

  /// The column of the user among `keys`: one that is called so, else one with a word for it.
  static func userKey(among keys: [String]) -> String? {
    key(of: user, among: keys) ?? key(withWordOf: userWords, among: keys)
  }

  /// The column of the assistant among `keys`, as ``userKey(among:)`` finds the user's.
  static func assistantKey(among keys: [String]) -> String? {
    key(of: assistant, among: keys) ?? key(withWordOf: assistantWords, among: keys)
  }

  /// The usual meaning of the columns `keys`; nil when a side is missing.
  static func mapping(of keys: [String]) -> FieldMapping? {
    guard let user = userKey(among: keys),
      let assistant = assistantKey(among: keys.filter { $0 != user })
    else { return nil }
    var mapping = FieldMapping([.user: user, .assistant: assistant])
    mapping[.system] = key(of: system, among: keys)
    mapping[.tools] = key(of: tools, among: keys)
    return mapping
  }

  /// Words of heads that are guessed last: no letter is called so, however long its text is.
  private static let lastWords: Set<String> = [
    "id", "ids", "uid", "uuid", "source", "dataset", "split", "model", "models", "task", "topic",
    "language", "lang", "status", "state", "type", "kind", "category", "url", "link", "timestamp",
    "date",
  ]

  /// Whether below a head stands something about a text rather than a text.
  static func isLast(_ key: String) -> Bool { !lastWords.isDisjoint(with: words(of: key)) }

  /// Whether a second column is called as an answer is, so that either may be meant.
  static func hasRival(of assistant: String, among keys: [String]) -> Bool {
    // These are called so in tables about something else too.
    let names = Set(self.assistant).subtracting(["target", "label", "a"])
    return keys.contains { $0 != assistant && names.contains(normalized($0)) }
  }

  /// Whether a head is one of the names, not only a longer one with a word for it.
  static func isKnown(_ key: String) -> Bool {
    let name = normalized(key)
    return user.contains(name) || assistant.contains(name) || system.contains(name)
  }

  private static func normalized(_ key: String) -> String {
    var slice = key[...]
    while slice.first?.isWhitespace == true { slice = slice.dropFirst() }
    while slice.last?.isWhitespace == true { slice = slice.dropLast() }
    return slice.lowercased()
  }

  private static func key(withWordOf names: [String], among keys: [String]) -> String? {
    let split = keys.map { (key: $0, words: words(of: $0)) }
      .filter { otherWords.isDisjoint(with: $0.words) }
    for name in names {
      // Japanese and Korean heads have no spaces: 顧客の質問, 고객문의.
      let isSpaced = name.utf8.allSatisfy { $0 < 0x80 }
      let found = split.first { entry in
        isSpaced ? entry.words.contains(name) : entry.key.contains(name)
      }
      if let found { return found.key }
    }
    return nil
  }

  /// The words of a head that is written in any of the usual ways: `agent_reply`, `agentReply`.
  private static func words(of head: String) -> [String] {
    var words: [String] = []
    var word = ""
    var lastWasSmall = false
    for character in head {
      let isBreak = !(character.isLetter || character.isNumber)
      if isBreak || (character.isUppercase && lastWasSmall) {
        if !word.isEmpty { words.append(word.lowercased()) }
        word = ""
      }
      if !isBreak { word.append(character) }
      lastWasSmall = character.isLowercase
    }
    if !word.isEmpty { words.append(word.lowercased()) }
    return words
  }
}

extension FieldMapping {
  /// What the columns of a table may be where their names do not say it: a side that no name tells
  /// is the column with the longest texts.
  ///
  /// Nil where fewer than two columns have texts.
  package init?(guessing columns: [String], in rows: [SourceRow]) {
    var lengths: [String: Int] = [:]
    for row in rows {
      guard let tree = try? JSONTree(parsing: row.bytes) else { continue }
      for column in columns {
        lengths[column, default: 0] += tree.value(inColumn: column)?.text?.utf8.count ?? 0
      }
    }
    let system = ColumnNames.key(of: ColumnNames.system, among: columns)
    let tools = ColumnNames.key(of: ColumnNames.tools, among: columns).flatMap { column in
      rows.contains { row in
        RowReading.holdsTools((try? JSONTree(parsing: row.bytes))?[column])
      } ? column : nil
    }
    let columns = columns.filter { $0 != system && $0 != tools }
    let longest = columns.filter { lengths[$0] ?? 0 > 0 }.sorted { one, other in
      let (isLast, mayBe) = (ColumnNames.isLast(one), ColumnNames.isLast(other))
      if isLast != mayBe { return mayBe }
      return (lengths[other] ?? 0, one) < (lengths[one] ?? 0, other)
    }
    let knownUser = ColumnNames.userKey(among: columns)
    let knownAssistant = ColumnNames.assistantKey(among: columns.filter { $0 != knownUser })
    let free = longest.filter { $0 != knownUser && $0 != knownAssistant }
    let missing = (knownUser == nil ? 1 : 0) + (knownAssistant == nil ? 1 : 0)
    guard free.count >= missing else { return nil }
    // What is asked stands before what is answered, in nearly every table.
    var guessed = columns.filter(Set(free.prefix(missing)).contains)[...]
    self.init()
    self[.system] = system
    self[.tools] = tools
    self[.user] = knownUser ?? guessed.popFirst()
    self[.assistant] = knownAssistant ?? guessed.popFirst()
  }
}
