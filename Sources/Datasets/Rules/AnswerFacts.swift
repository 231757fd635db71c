import JSON

/// What the answers of a dataset have in common: of a conversation the last one counts.
struct AnswerFacts: Sendable {
  /// How an answer is written.
  enum Form: String, Sendable, Hashable, CaseIterable, Comparable {
    case json = "in JSON"
    case fenced = "in a code fence"
    case prose = "in prose"

    static func < (one: Form, other: Form) -> Bool { one.rawValue < other.rawValue }
  }

  /// Bytes of a common beginning or end that are kept.
  private static let affixLimit = 120

  private var jsonCount = 0
  private var fencedCount = 0
  private var proseCount = 0
  /// What all answers begin with, as it is written in JSON; nil before the first.
  private var start: [UInt8]?
  /// What all answers end with, from the last byte back.
  private var end: [UInt8]?

  var forms: [Form: Int] {
    let all: [Form: Int] = [.json: jsonCount, .fenced: fencedCount, .prose: proseCount]
    return all.filter { $0.value > 0 }
  }

  /// The common beginning and end with what to call them; empty where there is none.
  var affixes: [(what: String, text: String)] {
    [
      ("every answer begins with", text(start ?? [])),
      ("every answer ends with", text((end ?? []).reversed())),
    ]
  }

  /// What is kept of one answer.
  struct Answer {
    /// Its length in bytes as it is written.
    var length: UInt32 = 0
    var isRefusal = false
    var ending = AnswerEnding()
  }

  /// Takes an answer in; `trained` are the tokens that the example trains, where they are known.
  mutating func add(_ example: Example, trained: Int?) -> Answer {
    guard let span = example.lastAnswer else { return Answer() }
    let contents = example.bytes[span.contents]
    switch contents.first {
    case UInt8(ascii: "{"), UInt8(ascii: "["): jsonCount += 1
    case UInt8(ascii: "`") where contents.starts(with: "```".utf8): fencedCount += 1
    default: proseCount += 1
    }
    Self.shorten(&start, to: contents)
    Self.shorten(&end, to: contents.reversed())
    let tokens = example.hasOneAnswer ? trained : nil
    return Answer(
      length: UInt32(clamping: contents.count), isRefusal: example.isRefusal(span),
      ending: unsafe example.bytes.withUnsafeBytes { bytes in
        unsafe AnswerEnding(bytes, span, tokens: tokens)
      })
  }

  mutating func merge(_ later: AnswerFacts) {
    jsonCount += later.jsonCount
    fencedCount += later.fencedCount
    proseCount += later.proseCount
    if let other = later.start { Self.shorten(&start, to: other) }
    if let other = later.end { Self.shorten(&end, to: other) }
  }

  private static func shorten(_ common: inout [UInt8]?, to other: some Collection<UInt8>) {
    guard let known = common else {
      common = Array(other.prefix(affixLimit))
      return
    }
    if known.isEmpty { return }
    var count = 0
    for byte in other {
      guard count < known.count, known[count] == byte else { break }
      count += 1
    }
    if count < known.count { common = Array(known.prefix(count)) }
  }

  /// The text of bytes that may be cut within a character or an escape.
  private func text(_ bytes: some Collection<UInt8>) -> String {
    let whole = bytes.drop { $0 & 0xC0 == 0x80 }
    let text = String(decoding: whole, as: UTF8.self)
    return text.filter { $0 != "\u{FFFD}" && $0 != "\\" }
  }
}

extension Example {
  /// The last answer's text where it is one string; nil where there is none.
  var lastAnswer: JSONStringSpan? {
    switch kind {
    case .completion: return outline.completion
    case .chat:
      guard let index = messages.lastIndex(where: { $0.role == .assistant }),
        case .text(let span) = messages[index].content
      else { return nil }
      return span
    case .preference:
      guard case .text(let span)? = preferred.last?.content else { return nil }
      return span
    }
  }

  /// Whether what the example trains is its last answer alone.
  fileprivate var hasOneAnswer: Bool {
    switch kind {
    case .completion: true
    case .chat: messages.count { $0.role == .assistant } == 1
    case .preference: false
    }
  }
}

extension DatasetFacts {
  /// An answer that many examples have.
  struct Label {
    var count: Int
    let first: Entry
  }

  /// Examples from which on a few answers are taken for labels.
  static let fewestForLabels = 50
  /// Distinct answers up to which they are.
  static let mostLabels = 20

  /// The answers as labels: a few distinct ones, each more than once; nil where they are no labels.
  var labels: [Label]? {
    guard examples.count >= Self.fewestForLabels else { return nil }
    var labels: [UInt64: Label] = [:]
    for entry in examples {
      labels[entry.answer, default: Label(count: 0, first: entry)].count += 1
      if labels.count > Self.mostLabels { return nil }
    }
    guard labels.values.allSatisfy({ $0.count > 1 }) else { return nil }
    return labels.values.sorted { $0.first.number < $1.first.number }
  }
}
