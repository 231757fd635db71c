import CommandLanguage
import Datasets
import JSON
import Presentation
import Quantities
import Workspaces

extension Command {
  package static let show = Command(
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
    let form = Session.ShownForm(
      isRaw: invocation.has("raw"), isValue: invocation.has("json"),
      isSingle: invocation.statement.clauses.isEmpty
        && invocation.arguments.first?.namesOneExample == true)
    if !selection.field.isEmpty { return try session.showField(selection, form) }
    return try session.showExamples(selection, form)
  }
}

extension Session {
  /// How many examples are shown when nobody said how many.
  private static let unaskedLimit = 10

  /// How examples are asked for.
  fileprivate struct ShownForm {
    /// The bytes in place of the chat.
    var isRaw: Bool
    /// Only the value is asked for, so that all of it is given.
    var isValue: Bool
    /// One example was named, so that the value is no list.
    var isSingle: Bool
  }

  fileprivate func showExamples(_ selection: Selection, _ form: ShownForm) throws -> Outcome {
    var values: [JSONValue] = []
    var blocks: [Block] = []
    let limit = selection.numbers == nil && !form.isValue ? Self.unaskedLimit : Int.max
    let isSmall = selection.dataset.exampleCount <= 1_000
    let flags = try isSmall && !form.isValue ? findingCodes(selection) : [:]
    try forEach(selection) { stored in
      if values.count == limit { return false }
      let example = try Example(stored.bytes)
      values.append(value(of: stored, example, in: selection))
      if form.isValue { return true }
      if !blocks.isEmpty { blocks.append(.blank) }
      let tokens = tokens(of: stored, in: selection.dataset)
      let figure =
        tokens.isExact ? NumberFormat.count(tokens.count) : NumberFormat.estimate(tokens.count)
      var title: StyledText = "\(selection.dataset.name)#\(stored.number)"
      title = StyledText(title.text, .accent)
      title.append("  r\(selection.revision ?? selection.dataset.revision)  \(figure) tokens")
      for code in isSmall ? flags[stored.number] ?? [] : findingCodes(stored, example) {
        title.append("  ")
        title.append(code, code.hasPrefix("D") ? .bad : .caution)
      }
      if !stored.facts.tags.isEmpty {
        title.append("  \(stored.facts.tags.map { "+\($0)" }.joined(separator: " "))", .dim)
      }
      if let note = stored.facts.note { title.append("  \(note)", .dim) }
      blocks.append(.line(title))
      blocks.append(
        form.isRaw ? .preformatted(StyledText(example.description)) : .turns(example.shownTurns))
      return true
    }
    if selection.numbers == nil, selection.count > values.count {
      blocks.append(.blank)
      blocks.append(
        .note(
          StyledText(
            "\(values.count) of \(NumberFormat.count(selection.count)); "
              + "show \(selection.name) head 50, or show \(selection.name)#11..20")))
    }
    if values.isEmpty { blocks.append(.note("no example matches")) }
    return Outcome(form.isSingle ? values.first ?? .null : .array(values), blocks)
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

  /// What one example breaks by itself; whom it repeats would take a check of the whole dataset.
  private func findingCodes(_ stored: StoredExample, _ example: Example) -> [String] {
    var checking = Checking()
    checking.add(example, number: stored.number)
    var codes: [String] = []
    for finding in checking.report().findings
    where finding.severity > .note && finding.example != nil && !codes.contains(finding.rule) {
      codes.append(finding.rule)
    }
    return codes
  }

  fileprivate func showField(_ selection: Selection, _ form: ShownForm) throws -> Outcome {
    var values: [JSONValue] = []
    var blocks: [Block] = []
    try forEach(selection) { stored in
      let value = try fieldValue(selection.field, of: stored)
      values.append(value.json)
      blocks += (value.text ?? "(none)").split(separator: "\n", omittingEmptySubsequences: false)
        .map { .text(String($0)) }
      return true
    }
    return Outcome(form.isSingle ? values.first ?? .null : .array(values), blocks)
  }

  private func value(
    of stored: StoredExample, _ example: Example, in selection: Selection
  ) -> JSONValue {
    let parsed = (try? JSONValue(parsing: stored.bytes)) ?? .null
    return [
      "dataset": .string(selection.dataset.name), "number": .integer(stored.number),
      "line": stored.facts.line.map(JSONValue.integer) ?? .null,
      "tokens": .integer(tokens(of: stored, in: selection.dataset).count),
      "tags": .array(stored.facts.tags.map(JSONValue.string)),
      "note": stored.facts.note.map(JSONValue.string) ?? .null, "example": parsed,
    ]
  }
}

extension Argument {
  /// Whether this is a reference to one example by its number, or to the last.
  fileprivate var namesOneExample: Bool {
    guard case .examples(_, _, let ranges, _)? = reference, ranges.count == 1 else { return false }
    return ranges[0].first == ranges[0].last
  }
}

extension Example {
  /// The turns as blocks of a conversation.
  var shownTurns: [Presentation.Turn] { turns.map(\.presented) }
}
