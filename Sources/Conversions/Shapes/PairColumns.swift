import JSON

/// The columns of two answers under names of their own, and of what says which is the better one.
struct PairColumns: Hashable {
  let first: String
  let second: String
  /// The column that says which answer is better; nil where the first one always is.
  let verdict: String?
  private let firstWord: String
  private let secondWord: String

  /// The names of files that many people have.
  private static let known = [
    // Stanford's SHP: labels is 1 where A was liked more.
    Self("human_ref_A", "human_ref_B", judgedBy: "labels", "1", "0"),
    // PKU-SafeRLHF.
    Self("response_0", "response_1", judgedBy: "better_response_id", "0", "1"),
    // LMSYS's arena, whose winner may also be a tie.
    Self("conversation_a", "conversation_b", judgedBy: "winner", "model_a", "model_b"),
    Self("response_a", "response_b", judgedBy: "winner", "model_a", "model_b"),
    Self("chosen_response", "rejected_response"),
    // Pairs of Stack Exchange: j has more votes than k.
    Self("response_j", "response_k"),
  ]

  private init(
    _ first: String, _ second: String, judgedBy verdict: String? = nil, _ firstWord: String = "",
    _ secondWord: String = ""
  ) {
    self.first = first
    self.second = second
    self.verdict = verdict
    self.firstWord = firstWord
    self.secondWord = secondWord
  }

  /// The columns that a row has; nil without all of one kind.
  init?(_ row: JSONTree) {
    self.init(keys: row.members.map(\.key))
  }

  /// The columns among `keys`; nil without all of one kind.
  init?(keys: [String]) {
    if keys.contains("chosen"), keys.contains("rejected") { return nil }
    let found = Self.known.first { names in
      [names.first, names.second, names.verdict].compactMap(\.self).allSatisfy(keys.contains)
    }
    guard let found else { return nil }
    self = found
  }

  /// What each column becomes.
  var pairs: [(from: String, to: String)] {
    guard let verdict else { return [(first, "preferred"), (second, "rejected")] }
    return [
      (first, "preferred where \(verdict) is \(firstWord)"),
      (second, "preferred where \(verdict) is \(secondWord)"),
    ]
  }

  /// The better and the worse answer of a row; nil where it says that neither is better.
  func sides(of row: JSONTree) -> (better: String, worse: String)? {
    guard let verdict else { return (first, second) }
    switch row[verdict].flatMap({ WrittenText(cell: $0) })?.text {
    case firstWord: return (first, second)
    case secondWord: return (second, first)
    default: return nil
    }
  }
}
