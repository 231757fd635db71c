/// The figures of a dataset; parts of it may be counted apart and merged.
package struct DatasetStatistics: Sendable, Hashable {
  package internal(set) var exampleCount = 0
  package internal(set) var byteCount = 0
  package internal(set) var kinds: [ExampleKind: Int] = [:]
  /// How many messages have each role, as it is written.
  package internal(set) var roles: [String: Int] = [:]
  package internal(set) var messagesPerExample = Distribution()
  /// Empty when tokens were not counted, like the two below.
  package internal(set) var tokens = Distribution()
  /// Tokens in assistant messages.
  package internal(set) var assistantTokens = Distribution()
  /// Tokens in assistant messages that are learned.
  package internal(set) var trainedTokens = Distribution()
  package internal(set) var missingSystemCount = 0
  package internal(set) var toolExampleCount = 0
  package internal(set) var imageCount = 0

  package init() {}

  /// Takes one more example, with its tokens where they are known.
  package mutating func add(_ example: Example, tokens counted: ExampleTokens? = nil) {
    exampleCount += 1
    byteCount += example.bytes.count
    kinds[example.kind, default: 0] += 1
    let messages = example.messages
    messagesPerExample.add(messages.count)
    for message in messages { roles[example.role(of: message), default: 0] += 1 }
    let isPrompted = messages.contains { $0.role == .system || $0.role == .developer }
    if !isPrompted, example.kind != .completion { missingSystemCount += 1 }
    if example.declaresTools { toolExampleCount += 1 }
    for message in messages { imageCount += example.images(of: message).count }
    if let counted {
      tokens.add(counted.total)
      assistantTokens.add(counted.assistant)
      trainedTokens.add(counted.trained)
    }
  }

  /// Takes the figures of another part.
  package mutating func merge(_ other: DatasetStatistics) {
    exampleCount += other.exampleCount
    byteCount += other.byteCount
    kinds.merge(other.kinds, uniquingKeysWith: +)
    roles.merge(other.roles, uniquingKeysWith: +)
    messagesPerExample.merge(other.messagesPerExample)
    tokens.merge(other.tokens)
    assistantTokens.merge(other.assistantTokens)
    trainedTokens.merge(other.trainedTokens)
    missingSystemCount += other.missingSystemCount
    toolExampleCount += other.toolExampleCount
    imageCount += other.imageCount
  }
}
