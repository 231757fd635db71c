import JSON

/// What a profile says of one example.
struct ProfileNote {
  let rule: Rule
  let severity: Severity
  var message: Int?
  var field = ""
  var range: Range<Int>?
  let detail: String
}

extension Profile {
  /// The limit on `measure`; nil where no source names one.
  package func limit(_ measure: Limit.Measure) -> Limit? {
    limits.first { $0.measure == measure }
  }

  /// What the profile asks of one example besides the rules.
  func notes(on example: Example) -> [ProfileNote] {
    var notes: [ProfileNote] = []
    if !kinds.contains(example.kind) {
      let taken = kinds.map(\.rawValue).sorted().joined(separator: " and ")
      notes.append(
        ProfileNote(
          rule: .kindForModel, severity: .error,
          detail: "a \(example.kind.rawValue); \(title) trains \(taken)"))
    }
    if let source = lateSystem, let index = example.indexOfLateSystem {
      notes.append(
        ProfileNote(
          rule: .systemFirst, severity: .error, message: index,
          field: "messages[\(index)].role", range: example.messages[index].roleSpan?.quoted,
          detail: "a system message after an answer or a result, which \(source.document) refuses")
      )
    }
    let lists = [
      (example.kind == .preference ? "input.messages" : "messages", example.messages),
      ("preferred_output", example.preferred), ("non_preferred_output", example.rejected),
    ]
    for (list, messages) in lists {
      for (index, message) in messages.enumerated() {
        note(message, index, of: example, at: "\(list)[\(index)]", &notes)
      }
    }
    if let limit = limit(.mostImagesPerExample) {
      let count = example.messages.reduce(0) { $0 + example.images(of: $1).count }
      if count > limit.value {
        notes.append(
          ProfileNote(
            rule: .profileLimits, severity: .error,
            detail: "\(count) images; \(title) takes \(limit.value) for an example"))
      }
    }
    return notes
  }

  private func note(
    _ message: Message, _ index: Int, of example: Example, at path: String,
    _ notes: inout [ProfileNote]
  ) {
    if let roles, let role = message.role, !roles.names.contains(role.rawValue) {
      notes.append(
        ProfileNote(
          rule: .roleAndContent, severity: .error, message: index, field: path + ".role",
          range: message.roleSpan?.quoted, detail: "\(title) takes no role '\(role.rawValue)'"))
    }
    guard let messageKeys else { return }
    // Keys that are null are not sent.
    let keys = [
      ("name", message.name != nil && message.role != .tool), ("weight", message.weight != nil),
      ("tool_calls", message.toolCalls != nil), ("tool_call_id", message.toolCallID != nil),
      ("function_call", message.functionCall != nil), ("refusal", message.hasRefusal),
      ("audio", message.hasAudio),
    ]
    for (key, isThere) in keys where isThere && !messageKeys.names.contains(key) {
      notes.append(
        ProfileNote(
          rule: .knownKeys, severity: .error, message: index, field: "\(path).\(key)",
          range: message.range, detail: "\(title) takes no key '\(key)'"))
    }
  }

  /// Where few of the service's models train what the dataset holds.
  func kindFindings(_ facts: ReaderFacts) -> [Finding] {
    guard let models = modelsOfKind[.completion]?.names.sorted(),
      let sighting = facts[.key("completion")]
    else { return [] }
    return [
      Finding(
        rule: Rule.kindForModel.code, severity: .warning, example: sighting.number,
        line: sighting.line,
        detail: "\(sighting.count) train\(sighting.count == 1 ? "s" : "") only "
          + models.joined(separator: " and "))
    ]
  }

  /// Where the dataset as a whole is beyond a limit.
  func limitFindings(_ facts: ReaderFacts) -> [Finding] {
    limits.compactMap { limit in
      guard let detail = detail(limit, facts) else { return nil }
      let rule = limit.measure == .fewestExamples ? Rule.minimumCount : .profileLimits
      return Finding(
        rule: rule.code, severity: .error, example: nil, line: nil, detail: detail)
    }
  }

  private func detail(_ limit: Limit, _ facts: ReaderFacts) -> String? {
    let (count, value) = (facts.exampleCount, limit.value)
    switch limit.measure {
    case .fewestExamples:
      guard count > 0, count < value else { return nil }
      return "\(count) example\(count == 1 ? "" : "s"); \(title) wants at least \(value)"
    case .mostExamples:
      return count > value ? "\(count) examples; \(title) takes \(value)" : nil
    case .mostBytes:
      guard facts.byteCount > value else { return nil }
      return "\(facts.byteCount) bytes; \(title) takes \(value)"
    case .mostExamplesWithImages:
      let count = facts[.images]?.count ?? 0
      return count > value ? "\(count) examples with images; \(title) takes \(value)" : nil
    case .mostImagesPerExample: return nil
    }
  }
}

extension Example {
  /// The first system message that follows an answer or the result of a tool.
  fileprivate var indexOfLateSystem: Int? {
    messages.indices.dropFirst().first { index in
      messages[index].role == .system
        && [.assistant, .tool].contains(messages[index - 1].role)
    }
  }
}
