import Datasets
import Spelling

/// What a word for a speaker means.
enum SpeakerMeaning: Hashable, Sendable {
  case role(Role)
  /// The assistant, calling a tool.
  case call
}

/// The words that shapes have for who speaks.
enum RoleNames {
  private static let words: [String: SpeakerMeaning] = {
    let lists: [(SpeakerMeaning, [String])] = [
      (.role(.system), ["system", "시스템", "システム", "系统"]),
      (.role(.developer), ["developer"]),
      (
        .role(.user),
        [
          "user", "human", "prompter", "customer", "client", "사용자", "유저", "ユーザー", "用户",
        ]
      ),
      (
        .role(.assistant),
        [
          "assistant", "gpt", "bot", "chatgpt", "bard", "bing", "model", "chatbot", "ai", "claude",
          "gemini", "agent", "llm", "어시스턴트", "アシスタント", "助手",
        ]
      ),
      (
        .role(.tool),
        ["tool", "observation", "tool_response", "function_response", "tool_result", "ipython"]
      ),
      (.role(.function), ["function"]),
      (.call, ["function_call", "tool_call"]),
    ]
    var words: [String: SpeakerMeaning] = [:]
    for (meaning, names) in lists {
      for name in names { words[name] = meaning }
    }
    return words
  }()

  /// What `word` means, in any case and with slips of the pen; nil for words like none.
  static func meaning(of word: String) -> SpeakerMeaning? {
    let word = trimmed(word).lowercased()
    if let meaning = words[word] { return meaning }
    // Short words are like too many others.
    guard word.count >= 4 else { return nil }
    return nearest(to: word, in: words.keys.sorted().filter { $0.count >= 4 })
      .flatMap { words[$0] }
  }

  /// Whether `word` is one of the words, not only like one.
  static func knows(_ word: String) -> Bool { words[trimmed(word).lowercased()] != nil }

  private static func trimmed(_ word: String) -> String {
    var slice = word[...]
    while slice.first?.isWhitespace == true { slice = slice.dropFirst() }
    while let last = slice.last, last.isWhitespace || last == ":" { slice = slice.dropLast() }
    return String(slice)
  }
}
