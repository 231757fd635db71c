import Datasets
import JSON

/// One message of a log, whatever program wrote it.
struct LoggedMessage {
  /// Which conversation it is part of beside others at the same time, such as a thread.
  var thread = ""
  /// Minutes since 1970; nil where the log does not say.
  var minute: Int?
  /// Empty where that cannot be told.
  var speaker: String
  var text: WrittenText
  /// The speaker's name and the text where only a space parts them.
  var joined: String?

  /// The message with what is known of one name; nil where it is no message of a known speaker.
  func told(apart name: String) -> LoggedMessage? {
    guard let joined, joined.hasPrefix(name + " ") else { return speaker.isEmpty ? nil : self }
    var message = self
    message.speaker = name
    message.text = WrittenText(String(joined.dropFirst(name.count + 1)))
    return message
  }
}

/// Cuts what people said into conversations, as the rows come.
///
/// One speaker is the assistant, and all others are users. Messages of one speaker in a row become
/// one, with a line for each. A conversation ends where nobody said anything for a while; what
/// comes before its first question and after its last answer is left out, and counted.
package struct ChatConversations: Sendable {
  /// Hours of silence that end a conversation.
  package static let usualGap = 6 * 60

  private struct Open: Sendable {
    var line: Int
    var minute: Int?
    var turns: [Turn] = []
    var speakers: [String] = []
    var messageCounts: [Int] = []
  }

  private let assistant: String
  private let gap: Int
  private var open: [(thread: String, conversation: Open)] = []
  private var noise: [ChatLogNoise: Int] = [:]

  /// A reader of rows in which `assistant` is to be learned; `gap` is in minutes.
  package init(assistant: String, gap: Int = usualGap) {
    self.assistant = assistant
    self.gap = gap
  }

  /// The line on which the conversation began that the next ``finish()`` gives.
  package var firstLine: Int? { open.first?.conversation.line }

  /// Takes one row, and gives the conversations that ended before it.
  package mutating func add(_ row: SourceRow) throws(ConversionFault) -> ConvertedRow? {
    let tree: JSONTree
    do throws(JSONError) { tree = try JSONTree(parsing: row.bytes) } catch {
      throw ConversionFault(.invalidJSON(error.code))
    }
    guard let messages = LoggedMessage.messages(of: tree, &noise) else {
      throw ConversionFault(.missingField, at: ["text"])
    }
    var examples: [[UInt8]] = []
    for message in messages { take(message, line: row.line, &examples) }
    return handOver(examples)
  }

  /// Gives the conversations that are open; nil when there is none.
  package mutating func finish() -> ConvertedRow? {
    var examples: [[UInt8]] = []
    for (_, conversation) in open { close(conversation, &examples) }
    open = []
    return handOver(examples)
  }

  private mutating func handOver(_ examples: [[UInt8]]) -> ConvertedRow? {
    defer { noise = [:] }
    if examples.isEmpty, noise.isEmpty { return nil }
    return ConvertedRow(examples: examples, leftOut: noise)
  }

  private mutating func take(_ said: LoggedMessage, line: Int, _ examples: inout [[UInt8]]) {
    guard let message = said.told(apart: assistant) else {
      noise[.unclear, default: 0] += 1
      return
    }
    let index: Int
    if let found = open.firstIndex(where: { $0.thread == message.thread }) {
      index = found
    } else {
      open.append((message.thread, Open(line: line)))
      index = open.count - 1
    }
    if let before = open[index].conversation.minute, let now = message.minute,
      now - before > gap || now < before - gap
    {
      close(open[index].conversation, &examples)
      open[index].conversation = Open(line: line)
    }
    open[index].conversation.minute = message.minute
    append(message, to: &open[index].conversation)
  }

  private func append(_ message: LoggedMessage, to conversation: inout Open) {
    let last = conversation.turns.count - 1
    if last >= 0, conversation.speakers[last] == message.speaker,
      case .text(let before) = conversation.turns[last].content
    {
      conversation.turns[last].content = .text(.joined([before, message.text], by: "\n"))
      conversation.messageCounts[last] += 1
      return
    }
    let role: Role = message.speaker == assistant ? .assistant : .user
    conversation.turns.append(Turn(role, .text(message.text)))
    conversation.speakers.append(message.speaker)
    conversation.messageCounts.append(1)
  }

  /// The example that a conversation is, from its first question to its last answer.
  private mutating func close(_ conversation: Open, _ examples: inout [[UInt8]]) {
    let turns = conversation.turns
    let first = turns.firstIndex { $0.role == .user } ?? turns.count
    let last = turns.lastIndex { $0.role == .assistant } ?? -1
    let kept = first < last ? first..<last + 1 : 0..<0
    for index in turns.indices where !kept.contains(index) {
      noise[.outside, default: 0] += conversation.messageCounts[index]
    }
    if !kept.isEmpty { examples.append(Draft(turns: Array(turns[kept])).line) }
  }
}

extension ChatConversations {
  /// What a row holds, as names and plain texts.
  package static func messages(in row: SourceRow) -> [(speaker: String, text: String)] {
    var noise: [ChatLogNoise: Int] = [:]
    guard let tree = try? JSONTree(parsing: row.bytes) else { return [] }
    return (LoggedMessage.messages(of: tree, &noise) ?? []).map { ($0.speaker, $0.text.text) }
  }

  /// Whether somebody of a name says something in some rows.
  package static func speaks(_ name: String, in rows: [SourceRow]) -> Bool {
    var noise: [ChatLogNoise: Int] = [:]
    return rows.contains { row in
      let messages = (try? JSONTree(parsing: row.bytes)).flatMap {
        LoggedMessage.messages(of: $0, &noise)
      }
      return messages?.contains { $0.told(apart: name)?.speaker == name } ?? false
    }
  }

  /// Who says something in some rows, and how often, those who say most first.
  package static func speakers(in rows: [SourceRow]) -> [(name: String, count: Int)] {
    var counts: [String: Int] = [:]
    var order: [String] = []
    var noise: [ChatLogNoise: Int] = [:]
    for row in rows {
      guard let tree = try? JSONTree(parsing: row.bytes) else { continue }
      for message in LoggedMessage.messages(of: tree, &noise) ?? [] where !message.speaker.isEmpty {
        if counts[message.speaker] == nil { order.append(message.speaker) }
        counts[message.speaker, default: 0] += 1
      }
    }
    return order.map { ($0, counts[$0] ?? 0) }.enumerated()
      .sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }.map(\.element)
  }
}
