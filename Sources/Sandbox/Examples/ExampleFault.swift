import Datasets
import FineTuning
import JSON

/// Why the example of a training file cannot be learned from.
struct ExampleFault: Error, Hashable {
  /// What is wrong, in the service's classes of faults.
  enum Code: Hashable {
    /// `column` counts bytes of the line from 1.
    case notJSON(JSONError.Code, column: Int)
    case notDictionary
    case missingKey(String)
    case extraKey(String)
    case emptyMessages
    case missingRole(message: Int)
    case unknownRole(message: Int, String)
    case badContent(message: Int)
    case badWeight(message: Int)
    case noAnswer
    case answerInPrompt
    case notOneAnswer(String)
    case specialToken(String)
    /// What a rule says that the service has no words of its own for.
    case broken(String, message: Int?)
  }

  let code: Code
  /// Counted from 1, without blank lines.
  let example: Int
  /// Counted from 1, with blank lines.
  let line: Int
}

extension ExampleFault: CustomStringConvertible {
  var description: String {
    let place = "Example \(example)"
    return switch code {
    case .notJSON(let fault, let column):
      "\(place) cannot be parsed. Error: line contains invalid json: \(fault.sentence): "
        + "line 1 column \(column) (char \(column - 1)) (line \(line))"
    case .notDictionary: "\(place) is not a dictionary"
    case .missingKey(let key): "\(place) is missing key '\(key)'"
    case .extraKey(let key): "\(place) contains an extra \"\(key)\"."
    case .emptyMessages: "\(place) has no messages"
    case .missingRole(let message):
      "\(place), message \(message) Discriminator 'role' is missing in value"
    case .unknownRole(let message, let role):
      "\(place), message \(message) Input tag '\(role)' found using 'role' does not match any of "
        + "the expected tags: 'system', 'developer', 'user', 'assistant', 'tool', 'function'"
    case .badContent(let message): "\(place), message \(message) has no text content"
    case .badWeight(let message): "\(place), message \(message) weight must be 0 or 1"
    case .noAnswer: "\(place) has no message of the assistant to learn"
    case .answerInPrompt: "\(place) input must not end with a message of the assistant"
    case .notOneAnswer(let key): "\(place) '\(key)' must be one message of the assistant"
    case .broken(let what, nil): "\(place): \(what)"
    case .broken(let what, let message?): "\(place), message \(message): \(what)"
    case .specialToken(let token): "\(place) message contains an invalid token: \(token)."
    }
  }

  /// Whether the service calls this a fault of the format rather than of the training file.
  var isFormatError: Bool {
    switch code {
    case .extraKey("weight"), .specialToken: true
    default: false
    }
  }
}

extension ExampleFault.Code {
  /// The fault of a line that is no example; `offset` counts its bytes.
  init(
    _ code: ReadingFault.Code, at offset: Int, in line: [UInt8], _ method: TrainingMethod.Kind
  ) {
    /// The number of the message that the fault is in; faults of reading say the byte only.
    var message: Int { Self.message(at: offset, in: line) }
    switch code {
    case .invalidJSON(let fault): self = .notJSON(fault, column: offset + 1)
    case .notUTF8: self = .notJSON(.invalidUTF8, column: offset + 1)
    case .unknownShape: self = .unlike(line, method)
    case .messagesNotAList: self = .emptyMessages
    case .messageNotAnObject, .roleNotText: self = .missingRole(message: message)
    case .contentNotText: self = .badContent(message: message)
    case .promptNotText: self = .unlike(line, method)
    default: self = .notDictionary
    }
  }

  /// The fault of an object that is of another kind than the method learns from.
  static func unlike(_ line: [UInt8], _ method: TrainingMethod.Kind) -> Self {
    let known: Set =
      method == .dpo
      ? ["input", "preferred_output", "non_preferred_output"]
      : ["messages", "tools", "parallel_tool_calls", "functions"]
    let keys = (try? JSONValue(parsing: line))?.members?.map(\.key) ?? []
    if let other = keys.first(where: { !known.contains($0) }) { return .extraKey(other) }
    let needed = method == .dpo ? ["input", "preferred_output"] : ["messages"]
    return .missingKey(needed.first { !keys.contains($0) } ?? needed[0])
  }

  private static func message(at offset: Int, in line: [UInt8]) -> Int {
    guard let text = try? JSONText(line) else { return 1 }
    let lists: [[JSONStep]] = [
      ["messages"], ["input", "messages"], ["preferred_output"], ["non_preferred_output"],
    ]
    for list in lists {
      var index = 0
      while let span = text.span(at: list + [.index(index)]) {
        if span.contains(offset) { return index + 1 }
        index += 1
      }
    }
    return 1
  }

  /// What the service says of what a rule found.
  init(_ finding: Finding, in example: Example) {
    let number = (finding.message ?? 0) + 1
    let field = ExampleField(finding.field)
    switch finding.rule {
    case Rule.messageList.code: self = .emptyMessages
    case Rule.roleAndContent.code where finding.field.hasSuffix(".role"):
      self = .unknownRole(message: number, field.flatMap(example.text(of:)) ?? "")
    case Rule.roleAndContent.code where Self.role(of: finding, in: example) == nil:
      self = .missingRole(message: number)
    case Rule.roleAndContent.code, Rule.nonemptyContent.code: self = .badContent(message: number)
    case Rule.knownKeys.code:
      // A key may hold dots and brackets itself.
      self = .extraKey(
        String(finding.field.split(separator: "]", maxSplits: 1).last?.dropFirst() ?? ""))
    case Rule.hasAssistant.code: self = .noAnswer
    case Rule.weightRange.code where Self.role(of: finding, in: example) != "assistant":
      self = .extraKey("weight")
    case Rule.weightRange.code: self = .badWeight(message: number)
    case Rule.preferencePair.code where finding.field == "input.messages":
      self = example.messages.isEmpty ? .emptyMessages : .answerInPrompt
    case Rule.preferencePair.code where !Self.isOneAnswer(finding.field, of: example):
      self = .notOneAnswer(finding.field)
    case Rule.noControlTokens.code:
      let text = field.flatMap(example.text(of:)) ?? ""
      self = Rule.controlToken(in: text).map(Self.specialToken) ?? .badContent(message: number)
    default: self = .broken(finding.detail, message: finding.message.map { $0 + 1 })
    }
  }

  /// Whether the answers under a key of a preference are one message of the assistant.
  private static func isOneAnswer(_ key: String, of example: Example) -> Bool {
    let answers = key == example.preferredKey ? example.preferred : example.rejected
    return answers.count == 1 && answers[0].role == .assistant
  }

  /// The role of the message that a finding is in; nil when it has none.
  private static func role(of finding: Finding, in example: Example) -> String? {
    let place = finding.field.split(separator: "]", omittingEmptySubsequences: false).first ?? ""
    return ExampleField("\(place)].role").flatMap(example.text(of:))
  }
}
