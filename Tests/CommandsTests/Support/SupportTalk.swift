import JSON
import Randomness

/// A conversation with the support of a shop, as one of 200 in a file.
struct SupportTalk {
  let number: Int
  /// In half of the conversations.
  let system: String?
  let turns: [(question: String, answer: String)]
  /// A worse last answer.
  let rejected: String
  let isLiked: Bool

  private static let subjects = [
    "my parcel", "the invoice for \"May\"", "a refund, please", "the size chart", "배송 조회",
    "返品の手続き", "a 10 % code", "the app\non my phone", "C:\\temp\\order.txt", "order 0045",
  ]
  private static let questions = [
    "Where is # ?", "I can't find #.", "Could you look into #", "#: what now?", "Nothing about #…",
  ]
  private static let answers = [
    "Sorry about that. I looked up #, and it is on its way.",
    "Here is what I know of #:\n- it was sent\n- it arrives on 2026-05-04",
    "Please write to help@example.com about #.", "{\"status\": \"open\", \"about\": \"#\"}",
  ]

  /// The conversations of a file, all from a seed and all different.
  static func file(seed: UInt64, mostTurns: Int = 3, withSystem: Bool = true) -> [SupportTalk] {
    var random = SeededGenerator(seed: seed)
    func text(_ patterns: [String], _ number: Int) -> String {
      patterns[random.below(patterns.count)]
        .replacing("#", with: subjects[random.below(subjects.count)]) + " [\(number)]"
    }
    return (1...200).map { number in
      SupportTalk(
        number: number,
        system: withSystem && random.below(2) == 0 ? "You are the support of shop \(number)." : nil,
        turns: (0...random.below(mostTurns)).map { _ in
          (question: text(questions, number), answer: text(answers, number))
        },
        rejected: text(answers, -number), isLiked: random.below(3) > 0)
    }
  }

  /// The messages up to the last question, with roles and keys as asked for.
  func before(
    _ message: (_ role: String, _ text: String) -> JSONValue = Self.message, withSystem: Bool = true
  ) -> [JSONValue] {
    var messages = withSystem ? (system.map { [message("system", $0)] } ?? []) : []
    for turn in turns.dropLast() {
      messages += [message("user", turn.question), message("assistant", turn.answer)]
    }
    return messages + [message("user", turns[turns.count - 1].question)]
  }

  var answer: String { turns[turns.count - 1].answer }

  /// The whole conversation, with roles and keys as asked for.
  func all(
    _ message: (_ role: String, _ text: String) -> JSONValue = Self.message, withSystem: Bool = true
  ) -> [JSONValue] {
    before(message, withSystem: withSystem) + [message("assistant", answer)]
  }

  static func message(_ role: String, _ text: String) -> JSONValue {
    ["role": .string(role), "content": .string(text)]
  }

  /// OpenAI's example of the conversation.
  var chat: JSONValue { ["messages": .array(all())] }

  /// The messages where only the last answer is learned, if that.
  func weighted(last isLearned: Bool = true) -> [JSONValue] {
    let unlearned = { (message: JSONValue) -> JSONValue in
      guard message["role"] == "assistant", let members = message.members else { return message }
      return .object(members + [JSONMember("weight", 0)])
    }
    let last = Self.message("assistant", answer)
    return before().map(unlearned) + [isLearned ? last : unlearned(last)]
  }

  /// The conversation with a label: only the last answer is judged, and only a good one learned.
  var labeled: JSONValue {
    ["messages": .array(weighted(last: isLiked)), "label": .bool(isLiked)]
  }

  /// OpenAI's old example of the first question.
  var completion: JSONValue {
    ["prompt": .string(turns[0].question), "completion": .string(turns[0].answer)]
  }

  /// OpenAI's pair of the two last answers.
  var pair: JSONValue {
    [
      "input": ["messages": .array(before())],
      "preferred_output": [Self.message("assistant", answer)],
      "non_preferred_output": [Self.message("assistant", rejected)],
    ]
  }
}
