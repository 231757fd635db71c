import CommandLanguage
import Datasets
import JSON
import Presentation
import Workspaces

extension Command {
  static let show = Command(
    "show", .data, "show examples as chats, or anything else that has a name",
    usage: [
      "show [NAME#NUMBERS] [where TEST] [sort FIELD] [head N] [sample N]", "show @JOB", "show %N",
    ],
    options: [Option("raw", nil, "the bytes as they are in the file")],
    examples: [
      Sample("show marv#7", "one example as a chat"),
      Sample("show marv#3..7,9", "several"),
      Sample("show marv where tokens > 500 sort -tokens head 3", "the longest"),
      Sample("show marv where assistant contains \"sorry\"", "by what is said"),
    ], operands: [.examples], isReading: true
  ) { invocation, session in
    try invocation.expectArguments(atMost: 1)
    switch invocation.arguments.first?.value {
    case .reference(.job), .reference(.result):
      return try await session.showValue(of: invocation.arguments[0])
    case .word(let word) where RawIdentifier(word) != nil:
      return try await session.showValue(of: invocation.arguments[0])
    default: break
    }
    let selection = try session.selection(invocation)
    if let first = invocation.arguments.first, selection.numbers == nil, !selection.field.isEmpty,
      let name = selection.field.name, Session.datasetFields.contains(name)
    {
      return try await session.showValue(of: first)
    }
    if !selection.field.isEmpty { return try session.showField(selection) }
    return try session.showExamples(selection, raw: invocation.has("raw"))
  }
}

extension Session {
  /// How many examples are shown when nobody said how many.
  private static let unaskedLimit = 10

  fileprivate func showExamples(_ selection: Selection, raw: Bool) throws -> Outcome {
    var values: [JSONValue] = []
    var blocks: [Block] = []
    let limit = selection.numbers == nil ? Self.unaskedLimit : Int.max
    let flags = try selection.count <= 1_000 ? findingCodes(selection) : [:]
    try forEach(selection) { stored in
      if values.count == limit { return false }
      let example = try Example(stored.bytes)
      if !blocks.isEmpty { blocks.append(.blank) }
      let tokens = tokens(of: stored)
      let figure = tokens.isExact ? Figure.count(tokens.count) : Figure.estimate(tokens.count)
      var title: StyledText = "\(selection.dataset.name)#\(stored.number)"
      title = StyledText(title.text, .accent)
      title.append("  r\(selection.revision ?? selection.dataset.revision)  \(figure) tokens")
      for code in flags[stored.number] ?? [] {
        title.append("  ")
        title.append(code, code.hasPrefix("D") ? .bad : .caution)
      }
      if !stored.facts.tags.isEmpty {
        title.append("  \(stored.facts.tags.map { "+\($0)" }.joined(separator: " "))", .dim)
      }
      if let note = stored.facts.note { title.append("  \(note)", .dim) }
      blocks.append(.line(title))
      blocks.append(
        raw ? .preformatted(StyledText(example.description)) : .turns(example.shownTurns))
      values.append(value(of: stored, example, in: selection))
      return true
    }
    if selection.numbers == nil, selection.count > values.count {
      blocks.append(.blank)
      blocks.append(
        .note(
          StyledText(
            "\(values.count) of \(Figure.count(selection.count)); "
              + "show \(selection.name) head 50, or show \(selection.name)#11..20")))
    }
    if values.isEmpty { blocks.append(.note("no example matches")) }
    let single = selection.numbers?.count == 1
    return Outcome(single ? values.first ?? .null : .array(values), blocks)
  }

  private func findingCodes(_ selection: Selection) throws -> [Int: [String]] {
    var codes: [Int: [String]] = [:]
    let report = try check(selection.dataset, revision: selection.revision)
    for finding in report.findings where finding.severity > .note {
      guard let number = finding.example else { continue }
      if codes[number]?.contains(finding.rule) != true {
        codes[number, default: []].append(finding.rule)
      }
    }
    return codes
  }

  fileprivate func showField(_ selection: Selection) throws -> Outcome {
    var values: [JSONValue] = []
    var blocks: [Block] = []
    try forEach(selection) { stored in
      let value = try fieldValue(selection.field, of: stored)
      values.append(value.json)
      blocks += (value.text ?? "(none)").split(separator: "\n", omittingEmptySubsequences: false)
        .map { .text(String($0)) }
      return true
    }
    return Outcome(values.count == 1 ? values[0] : .array(values), blocks)
  }

  private func value(
    of stored: StoredExample, _ example: Example, in selection: Selection
  ) -> JSONValue {
    let parsed = (try? JSONValue(parsing: stored.bytes)) ?? .null
    return [
      "dataset": .string(selection.dataset.name), "number": .integer(stored.number),
      "line": stored.facts.line.map(JSONValue.integer) ?? .null,
      "tokens": .integer(tokens(of: stored).count),
      "tags": .array(stored.facts.tags.map(JSONValue.string)),
      "note": stored.facts.note.map(JSONValue.string) ?? .null, "example": parsed,
    ]
  }
}

extension Example {
  /// The conversation as it is shown; of a preference both answers, of a completion both parts.
  var shownTurns: [Presentation.Turn] {
    switch kind {
    case .completion:
      return [
        Presentation.Turn(role: "prompt", text: prompt ?? ""),
        Presentation.Turn(role: "completion", text: completion ?? ""),
      ]
    case .chat: return messages.map(turn)
    case .preference:
      var turns = messages.map(turn)
      turns += preferred.map { Presentation.Turn(role: "preferred", text: text(of: $0) ?? "") }
      turns += rejected.map { Presentation.Turn(role: "rejected", text: text(of: $0) ?? "") }
      return turns
    }
  }

  private func turn(_ message: Message) -> Presentation.Turn {
    var remark: String?
    if message.isWeightZero { remark = "weight 0" }
    if message.hasCall { remark = "calls a tool" }
    return Presentation.Turn(role: role(of: message), text: text(of: message) ?? "", remark: remark)
  }
}
