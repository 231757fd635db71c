package import JSON

extension DatasetStatistics {
  /// The figures as they are kept in a workspace.
  package var stored: JSONValue {
    [
      "examples": .integer(exampleCount), "bytes": .integer(byteCount),
      "kinds": .object(
        kinds.sorted { $0.key.rawValue < $1.key.rawValue }
          .map { JSONMember($0.key.rawValue, .integer($0.value)) }),
      "roles": .object(
        roles.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) }),
      "messages": messagesPerExample.stored, "tokens": tokens.stored,
      "assistant_tokens": assistantTokens.stored, "trained_tokens": trainedTokens.stored,
      "without_system": .integer(missingSystemCount), "with_tools": .integer(toolExampleCount),
      "images": .integer(imageCount),
    ]
  }

  /// The figures that ``stored`` was made of; nil for anything else.
  package init?(stored: JSONValue) {
    guard let exampleCount = stored["examples"]?.count,
      let byteCount = stored["bytes"]?.count,
      let kinds = stored["kinds"]?.members, let roles = stored["roles"]?.members,
      let messages = stored["messages"].flatMap(Distribution.init(stored:)),
      let tokens = stored["tokens"].flatMap(Distribution.init(stored:)),
      let assistantTokens = stored["assistant_tokens"].flatMap(Distribution.init(stored:)),
      let trainedTokens = stored["trained_tokens"].flatMap(Distribution.init(stored:)),
      let missingSystemCount = stored["without_system"]?.count,
      let toolExampleCount = stored["with_tools"]?.count,
      let imageCount = stored["images"]?.count
    else { return nil }
    self.init()
    self.exampleCount = exampleCount
    self.byteCount = byteCount
    for kind in kinds {
      ExampleKind(rawValue: kind.key).map { self.kinds[$0] = kind.value.count }
    }
    for role in roles { self.roles[role.key] = role.value.count }
    messagesPerExample = messages
    self.tokens = tokens
    self.assistantTokens = assistantTokens
    self.trainedTokens = trainedTokens
    self.missingSystemCount = missingSystemCount
    self.toolExampleCount = toolExampleCount
    self.imageCount = imageCount
  }
}

extension Distribution {
  /// Values and how often each was there, one after the other.
  fileprivate var stored: JSONValue {
    .array(
      counts.sorted { $0.key < $1.key }.flatMap { [.integer($0.key), .integer($0.value)] })
  }

  fileprivate init?(stored: JSONValue) {
    guard let values = stored.array, values.count.isMultiple(of: 2) else { return nil }
    let numbers = values.compactMap(\.count)
    guard numbers.count == values.count else { return nil }
    self.init()
    for index in stride(from: 0, to: numbers.count, by: 2) {
      let (product, isPast) = numbers[index].multipliedReportingOverflow(by: numbers[index + 1])
      guard !isPast, !sum.addingReportingOverflow(product).overflow else { return nil }
      add(numbers[index], times: numbers[index + 1])
    }
  }
}
