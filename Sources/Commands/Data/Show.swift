import CommandLanguage
import Datasets
package import JSON
package import Workspaces

/// What `show` is asked.
package struct ShowInput: Sendable {
  /// The argument may also name a job, a result or a field of a dataset.
  var selection: SelectionRequest
  /// Whether examples are shown by their bytes.
  var isRaw: Bool
  /// Whether only the value is asked for, so that all of it is given.
  var wantsValue: Bool
}

/// Examples, or the value of anything else that has a name.
package enum ShowResult: VerbResult {
  /// The examples of a selection, as far as they are shown.
  package struct Examples: Sendable {
    /// Without a revision.
    package var dataset: String
    /// The dataset, with its revision where it is an older one.
    package var name: String
    package var revision: Int
    /// Empty where only the value is asked for.
    package var shown: [ShownExample] = []
    /// How many the dataset has, where not all of them are shown.
    package var total: Int?
    var values: [JSONValue] = []
    /// Whether one example was named, so that the value is no list.
    var isSingle: Bool

    /// Whether the selection has none.
    package var isEmpty: Bool { values.isEmpty }
  }

  /// One field of each selected example.
  package struct Fields: Sendable {
    /// One text for each example; nil where it has no such field.
    package var texts: [String?] = []
    var dataset: String
    var values: [JSONValue] = []
    /// Whether one example was named, so that the value is no list.
    var isSingle: Bool
  }

  case examples(Examples)
  case fields(Fields)
  /// What a job, a result or a field of a dataset is; `isWhole` without a field behind it.
  case value(JSONValue, isWhole: Bool, dataset: String?)

  package var json: JSONValue {
    switch self {
    case .examples(let examples): Self.json(examples.values, isSingle: examples.isSingle)
    case .fields(let fields): Self.json(fields.values, isSingle: fields.isSingle)
    case .value(let value, _, _): value
    }
  }

  package var replayFacts: ReplayFacts {
    switch self {
    case .examples(let examples): ReplayFacts(dataset: examples.dataset)
    case .fields(let fields): ReplayFacts(dataset: fields.dataset)
    case .value(_, _, let dataset): ReplayFacts(dataset: dataset)
    }
  }

  private static func json(_ values: [JSONValue], isSingle: Bool) -> JSONValue {
    isSingle ? values.first ?? .null : .array(values)
  }
}

/// One example with what is known of it.
package struct ShownExample: Sendable {
  /// What of the example is shown.
  package enum Content: Sendable {
    case turns([ExampleTurn])
    /// The bytes of the file, as text.
    case raw(String)
  }

  package var number: Int
  package var tokens: TokenFigure
  /// The codes of the rules that it breaks.
  package var rules: [String]
  package var tags: [String]
  package var note: String?
  package var content: Content
}

extension Verb where Input == ShowInput, Result == ShowResult {
  /// `show`: examples as chats, and whatever else has a name.
  package static var show: Self {
    Self(
      VerbDeclaration(
        "show", .data, "show examples as chats, or anything else that has a name",
        usage: [
          "show [NAME#NUMBERS] [where TEST] [sort FIELD] [head N] [sample N]", "show @JOB",
          "show %N",
        ],
        options: [.init("raw", nil, "the bytes as they are in the file")],
        examples: [
          .init("show marv#7", "one example as a chat"),
          .init("show marv#3..7,9", "several"),
          .init("show marv where tokens > 500 sort -tokens head 3", "the longest"),
          .init("show marv where assistant contains \"sorry\"", "by what is said"),
        ], operands: [.examples],
        traits: VerbTraits(isReading: true, takesField: true)),
      read: { reader in
        ShowInput(
          selection: reader.selection(reader.optionalArgument()), isRaw: reader.flag("raw"),
          wantsValue: reader.wantsValue)
      },
      perform: { input, session in
        try await Showing(input: input, session: session).result()
      })
  }
}

/// One thing that is looked up to be shown.
private struct Showing {
  let input: ShowInput
  let session: Session

  /// How many examples are shown when nobody said how many.
  private static let unaskedLimit = 10

  /// Datasets up to this size are checked as a whole, which finds repetitions too.
  private static let wholeCheckLimit = 1_000

  /// Whether one example was named, so that the value is no list.
  private var isSingle: Bool {
    input.selection.clauses.isEmpty && input.selection.argument?.namesOneExample == true
  }

  func result() async throws -> ShowResult {
    let argument = input.selection.argument
    if let argument, argument.namesJobOrResult { return try await value(of: argument) }
    var request = input.selection
    request.mayBeLocked = argument?.namesDatasetField ?? false
    let selection = try session.selections.selection(request)
    guard !selection.field.isEmpty else { return .examples(try examples(selection)) }
    if let argument, selection.numbers == nil, let name = selection.field.name,
      ReferenceValues.datasetFields.contains(name)
    {
      return try await value(of: argument, in: selection.dataset)
    }
    return .fields(try fields(selection))
  }

  /// The value of a job, a result or a field of a dataset.
  private func value(
    of argument: Argument, in dataset: Dataset? = nil
  ) async throws -> ShowResult {
    let reference: Reference
    if let given = argument.reference ?? argument.word.flatMap({ Reference($0) }) {
      reference = given
    } else {
      reference = .job(try session.jobs.job(argument).name, field: FieldPath())
    }
    let value = try await ReferenceValues(session: session).value(of: reference, at: argument.span)
    return .value(value, isWhole: reference.field.isEmpty, dataset: dataset?.name)
  }

  private func fields(_ selection: Selection) throws -> ShowResult.Fields {
    var fields = ShowResult.Fields(dataset: selection.dataset.name, isSingle: isSingle)
    try session.selections.forEach(selection) { stored in
      let values = try session.selections.fieldValues(selection.field, of: stored)
      fields.values.append(
        selection.field.hasEvery ? .array(values.map(\.json)) : values.first?.json ?? .null)
      let texts = values.compactMap(\.text)
      fields.texts.append(texts.isEmpty ? nil : texts.joined(separator: "\n"))
      return true
    }
    return fields
  }

  private func examples(_ selection: Selection) throws -> ShowResult.Examples {
    let dataset = selection.dataset
    var result = ShowResult.Examples(
      dataset: dataset.name, name: selection.name,
      revision: selection.revision ?? dataset.revision, isSingle: isSingle)
    let limit = selection.numbers == nil && !input.wantsValue ? Self.unaskedLimit : Int.max
    let reading = input.wantsValue ? nil : try session.checks.readingInUse()
    let measure = reading?.measure()
    let rules =
      try dataset.exampleCount <= Self.wholeCheckLimit && !input.wantsValue
      ? brokenRules(selection) : nil
    try session.selections.forEach(selection) { stored in
      if result.values.count == limit { return false }
      let example = try Example(stored.bytes)
      let tokens = session.tokens.tokens(of: stored, in: dataset)
      result.values.append(stored.json(in: dataset, tokens: tokens.count))
      if input.wantsValue { return true }
      result.shown.append(
        ShownExample(
          number: stored.number, tokens: tokens,
          rules: rules.map { $0[stored.number] ?? [] }
            ?? brokenRules(stored, example, fit: measure?(example)),
          tags: stored.facts.tags, note: stored.facts.note,
          content: input.isRaw ? .raw(example.description) : .turns(example.turns)))
      return true
    }
    if selection.numbers == nil, selection.count > result.values.count {
      result.total = selection.count
    }
    return result
  }

  private func brokenRules(_ selection: Selection) throws -> [Int: [String]] {
    var codes: [Int: [String]] = [:]
    let report = try session.checks.judged(selection.dataset, revision: selection.revision)
    for finding in report.findings where finding.severity > .note {
      guard let number = finding.example else { continue }
      if codes[number]?.contains(finding.rule) != true {
        codes[number, default: []].append(finding.rule)
      }
    }
    return codes
  }

  /// What one example breaks by itself; whom it repeats would take a check of the whole dataset.
  private func brokenRules(
    _ stored: StoredExample, _ example: Example, fit: ContextFit?
  ) -> [String] {
    var checking = Checking()
    checking.add(example, number: stored.number, fit: fit)
    var codes: [String] = []
    for finding in checking.report().findings
    where finding.severity > .note && finding.example != nil && !codes.contains(finding.rule) {
      codes.append(finding.rule)
    }
    return codes
  }
}

extension StoredExample {
  fileprivate func json(in dataset: Dataset, tokens: Int) -> JSONValue {
    let parsed = (try? JSONValue(parsing: bytes)) ?? .null
    return [
      "dataset": .string(dataset.name), "number": .integer(number),
      "line": facts.line.map(JSONValue.integer) ?? .null, "tokens": .integer(tokens),
      "tags": .array(facts.tags.map(JSONValue.string)),
      "note": facts.note.map(JSONValue.string) ?? .null, "example": parsed,
    ]
  }
}

extension Argument {
  /// Whether this is a reference to one example by its number, or to the last.
  var namesOneExample: Bool {
    guard case .examples(_, _, let ranges, _)? = reference, ranges.count == 1 else { return false }
    return ranges[0].first == ranges[0].last
  }

  /// Whether this is a job, also by the provider's name for it, or what a cell gave.
  var namesJobOrResult: Bool {
    switch value {
    case .reference(.job), .reference(.result): true
    case .word(let word): RawIdentifier(word) != nil
    default: false
    }
  }
}

extension Argument {
  /// Whether it names a fact about a dataset, such as `marv.count`, and no example.
  fileprivate var namesDatasetField: Bool {
    guard case .dataset(_, _, let field)? = reference ?? word.flatMap({ Reference($0) }),
      let name = field.name
    else { return false }
    return ReferenceValues.datasetFields.contains(name)
  }
}
