import CommandLanguage
import Datasets
package import JSON
package import Workspaces

/// What `facets` is asked.
package struct FacetsInput: Sendable {
  var selection: SelectionRequest
  /// What is counted.
  var field: Argument
  /// How many values are shown.
  var limit: Int
}

/// The values of a field, and how many examples have each.
package struct FacetsResult: VerbResult {
  /// One value.
  package struct Facet: Sendable {
    /// nil where examples have no value.
    package var value: String?
    package var count: Int
    /// Of all examples, 0 to 1; those with several tags count for each.
    package var share: Double
    /// A line that shows the examples, or the first of them.
    package var line: String
  }

  /// The dataset, with its revision where it is an older one.
  package var name: String
  package var field: String
  package var exampleCount: Int
  /// The most frequent first; no more than were asked for.
  package var facets: [Facet]
  /// How many different values there are.
  package var valueCount: Int
  /// Examples with a value that is not shown.
  package var restCount: Int
  var dataset: String

  package var json: JSONValue {
    let list = facets.map { facet -> JSONValue in
      [
        "value": facet.value.map(JSONValue.string) ?? .null, "count": .integer(facet.count),
        "share": .number((facet.share * 10_000).rounded() / 10_000),
        "line": .string(facet.line),
      ]
    }
    return [
      "dataset": .string(name), "by": .string(field), "count": .integer(exampleCount),
      "values": .integer(valueCount), "rest": .integer(restCount), "list": .array(list),
    ]
  }

  package var replayFacts: ReplayFacts { ReplayFacts(dataset: dataset) }
}

extension Verb where Input == FacetsInput, Result == FacetsResult {
  /// What most people count by.
  private static var fields: [String] {
    ["system", "answer", "prompt", "language", "source", "tag", "turns", "rule", "kind"]
  }

  /// `facets`: which values a field has, and how often.
  package static var facets: Self {
    Self(
      VerbDeclaration(
        "facets", .curate, "count the values of a field: prompts, labels, languages, tags",
        usage: ["facets NAME by FIELD", "facets NAME by FIELD where TEST head N"],
        examples: [
          .init("facets marv by system", "the system prompts, the most frequent first"),
          .init("facets marv by answer", "the answers, as for a set of labels"),
          .init("facets marv by rule", "what check finds, by rule"),
        ], operands: [.examples, .words(["by"]), .words(fields)], traits: .reading),
      read: { reader throws(Failure) in
        var arguments = reader.remainingArguments()[...]
        var dataset: Argument?
        if arguments.first?.text != "by" { dataset = arguments.popFirst() }
        guard arguments.popFirst()?.text == "by", let field = arguments.popFirst() else {
          throw reader.missing("a field:  facets NAME by system")
        }
        if let more = arguments.first { throw reader.unexpected(more) }
        var selection = reader.selection(dataset)
        // `head` is about values here, and not about examples.
        selection.clauses.removeAll { $0.keyword == .head }
        return FacetsInput(selection: selection, field: field, limit: reader.limit(10))
      },
      perform: { input, session in try Counting(input, in: session).result() })
  }
}

/// One count on its way.
private struct Counting {
  let input: FacetsInput
  let session: Session
  let selection: Selection
  /// By the value; nil for examples without one.
  var found: [String?: Value] = [:]

  /// The examples with a value.
  struct Value {
    var count = 0
    /// The first few.
    var numbers: [Int] = []

    mutating func add(_ number: Int) {
      count += 1
      if numbers.count < 4 { numbers.append(number) }
    }
  }

  init(_ input: FacetsInput, in session: Session) throws {
    self.input = input
    self.session = session
    selection = try session.selections.selection(input.selection)
    switch input.field.text {
    case "tag", "tags": try countTags()
    case "rule", "rules": try countRules()
    case "language", "languages": try countLanguages()
    default: try count(session.selections.curatedField(input.field))
    }
  }

  func result() throws -> FacetsResult {
    let total = try session.selections.count(selection)
    let order = found.sorted { left, right in
      left.value.count == right.value.count
        ? (left.value.numbers.first ?? 0, left.key ?? "")
          < (right.value.numbers.first ?? 0, right.key ?? "")
        : left.value.count > right.value.count
    }
    let shown = order.prefix(max(1, input.limit))
    let facets = shown.map { entry in
      FacetsResult.Facet(
        value: entry.key, count: entry.value.count,
        share: total == 0 ? 0 : Double(entry.value.count) / Double(total),
        line: line(for: entry.key, entry.value))
    }
    return FacetsResult(
      name: selection.name, field: input.field.text, exampleCount: total, facets: facets,
      valueCount: found.count,
      restCount: order.dropFirst(facets.count).reduce(0) { $0 + $1.value.count },
      dataset: selection.dataset.name)
  }

  private mutating func count(_ path: FieldPath) throws {
    try session.selections.forEach(selection) { stored in
      var value = try session.selections.fieldValue(path, of: stored).text
      // The prompt of a conversation is what was asked last.
      if value == nil, path.name == "prompt" {
        value = try session.selections.fieldValue(FieldPath([.name("user")]), of: stored).text
      }
      found[value, default: Value()].add(stored.number)
      return true
    }
    if found.count == 1, found[nil] != nil, !Selections.exampleFields.contains(path.name ?? "") {
      throw session.selections.noField(path, at: input.field.span)
    }
  }

  private mutating func countTags() throws {
    try session.selections.forEach(selection) { stored in
      let tags = stored.facts.tags
      for tag in tags.isEmpty ? [nil] : tags.map(Optional.some) {
        found[tag, default: Value()].add(stored.number)
      }
      return true
    }
  }

  private mutating func countLanguages() throws {
    try session.selections.forEach(selection) { stored in
      guard let example = try? Example(stored.bytes) else { return true }
      found[example.language.rawValue, default: Value()].add(stored.number)
      return true
    }
  }

  private mutating func countRules() throws {
    let report = try session.checks.judged(selection.dataset, revision: selection.revision)
    let wanted = selection.numbers.map(Set.init)
    for finding in report.findings {
      guard let number = finding.example, wanted?.contains(number) ?? true else { continue }
      if found[finding.rule]?.numbers.last == number { continue }
      found[finding.rule, default: Value()].add(number)
    }
  }

  /// A line that can be typed: by the value where a test can say it, else by the first numbers.
  private func line(for value: String?, _ examples: Value) -> String {
    let numbers = "\(selection.name)#\(examples.numbers.map(String.init).joined(separator: ","))"
    guard let value, input.selection.clauses.isEmpty, selection.numbers == nil else {
      return "show \(numbers)"
    }
    switch input.field.text {
    case "tag", "tags": return "show \(selection.name) where tagged \(value)"
    case "rule", "rules": return "show \(selection.name) where \(value)"
    case "source": return "show \(selection.name) where source = \(Literal.word(value))"
    case "language", "languages", "prompt": return "show \(numbers)"
    default:
      guard let path = try? session.selections.curatedField(input.field), let field = path.name,
        value.count <= 40, Literal.isBlockSafe(value), !value.contains("\n")
      else { return "show \(numbers)" }
      return "show \(selection.name) where \(field) = \(Literal.word(value))"
    }
  }
}

extension Example {
  /// What users and assistants write in.
  var language: WritingSystem {
    let said = turns.filter { $0.role != "system" && $0.role != "tool" }.map(\.text)
    return WritingSystem(of: said.joined(separator: "\n"))
  }
}
