import CommandLanguage
package import Datasets
package import JSON
import Spelling
package import Workspaces

/// What `redact` is to take out, and where.
package struct RedactInput: Sendable {
  /// What is asked for beside the change itself.
  enum Purpose: Sendable {
    case change
    case count
    case table
  }

  var selection: SelectionRequest
  var kinds: Set<PrivateKind>
  var purpose: Purpose
  var confirmation: Confirmation
}

/// What was found of one kind of private data.
package struct RedactedKind: Sendable {
  package var kind: PrivateKind
  /// Different values.
  package var valueCount = 0
  /// Places in texts.
  package var count = 0
  package var exampleCount = 0

  fileprivate var json: JSONValue {
    [
      "kind": .string(kind.rawValue), "values": .integer(valueCount), "times": .integer(count),
      "examples": .integer(exampleCount),
    ]
  }
}

/// What came of looking for private data.
package enum RedactResult: VerbResult {
  /// Nothing is there; `isOfNone` where the selection has no example.
  case nothing(isOfNone: Bool)
  case counted([RedactedKind], dataset: String, exampleCount: Int)
  case changed(ChangedExamples, [RedactedKind])
  case table([Redaction], dataset: String)

  package var json: JSONValue {
    switch self {
    case .nothing: return ["changed": 0, "redacted": 0]
    case .counted(let kinds, let dataset, let exampleCount):
      return [
        "dataset": .string(dataset), "examples": .integer(exampleCount),
        "kinds": .array(kinds.map(\.json)),
      ]
    case .changed(let change, let kinds):
      return change.json(with: JSONMember("redacted", .array(kinds.map(\.json))))
    case .table(let redactions, _):
      return .array(
        redactions.map {
          ["placeholder": .string($0.placeholder), "value": .string($0.value)]
        })
    }
  }

  package var replayFacts: ReplayFacts {
    switch self {
    case .nothing: ReplayFacts()
    case .counted(_, let dataset, _), .table(_, let dataset): ReplayFacts(dataset: dataset)
    case .changed(let change, _): change.replayFacts
    }
  }
}

extension Verb where Input == RedactInput, Result == RedactResult {
  private static var kindNames: [String] { PrivateKind.allCases.map(\.rawValue) }

  /// `redact`: private data out of texts, with a placeholder for each value.
  package static var redact: Self {
    Self(
      VerbDeclaration(
        "redact", .curate, "put placeholders for e-mail addresses, numbers of people, and keys",
        usage: [
          "redact NAME", "redact NAME.FIELD KIND KIND where TEST", "redact NAME --dry-run",
          "redact NAME --table",
        ],
        options: [
          .init("dry-run", nil, "only count what is there, by kind"),
          .init("table", nil, "the values that were taken out, which stay in the workspace"),
          .init("yes", nil, "do not ask when many examples change"),
        ],
        examples: [
          .init("redact marv --dry-run", "what there is: \(kindNames.joined(separator: ", "))"),
          .init("redact marv --yes", "each value gets one placeholder, such as [EMAIL_1]"),
          .init("redact marv.user email phone", "two kinds, in what users say"),
          .init("redact marv --table", "which value each placeholder stands for"),
        ], operands: [.examples] + Array(repeating: .words(kindNames), count: 7),
        traits: VerbTraits(takesField: true)),
      read: { reader throws(Failure) in
        var words = reader.remainingArguments()[...]
        // Without a dataset the current one is meant.
        let isOfCurrent = words.first?.word.flatMap(PrivateKind.init) != nil
        let selection = reader.selection(isOfCurrent ? nil : words.popFirst())
        let kinds = try words.map { word throws(Failure) in try Self.kind(word) }
        let isDry = reader.flag("dry-run")
        return RedactInput(
          selection: selection, kinds: kinds.isEmpty ? PrivateKind.usual : Set(kinds),
          purpose: reader.flag("table") ? .table : isDry ? .count : .change,
          confirmation: Confirmation(&reader))
      },
      perform: { input, session in try await Redacting(input, in: session).result() })
  }

  private static func kind(_ word: Argument) throws(Failure) -> PrivateKind {
    if let kind = PrivateKind(rawValue: word.text) { return kind }
    throw Failure(
      .unknownTopic, "no kind of private data is called \"\(word.text)\"", at: word.span,
      consequence: "nothing was redacted",
      remedy: nearest(to: word.text, in: kindNames).map { "did you mean \($0)?" }
        ?? kindNames.joined(separator: ", "))
  }
}

/// Private data on its way out of a selection.
private struct Redacting {
  let input: RedactInput
  let session: Session
  let selection: Selection
  let place: TextPlace

  init(_ input: RedactInput, in session: Session) throws {
    self.input = input
    self.session = session
    selection = try session.selections.selection(input.selection)
    place = try TextPlace(
      selection.field, at: input.selection.argument?.span, consequence: "nothing was redacted")
  }

  func result() async throws -> RedactResult {
    var table = try RedactionTable(of: selection.dataset, in: session)
    if input.purpose == .table {
      return .table(table.inUse, dataset: selection.dataset.name)
    }
    let survey = try survey(&table)
    if survey.kinds.isEmpty {
      return .nothing(isOfNone: try session.selections.count(selection) == 0)
    }
    if input.purpose == .count {
      return .counted(
        survey.kinds, dataset: selection.name, exampleCount: survey.numbers.count)
    }
    let changes = try ExampleChanges(
      by: "redact", to: selection, input.confirmation, in: session)
    let what = survey.kinds.map(\.kind.rawValue).joined(separator: ", ")
    let field = selection.field.description
    let known = table
    let change = try await changes.narrowed(to: survey.numbers).edit(
      field.isEmpty ? what : "\(what) in \(field)", keeping: known.setting
    ) { [place, kinds = input.kinds] in
      let scanner = PrivateDataScanner(kinds)
      return { _, example in
        var edits: [ExampleTextEdit] = []
        var count = 0
        for text in place.texts(of: example) {
          let bytes = example.utf8(of: text)
          let found = scanner.find(in: bytes)
          if found.isEmpty { continue }
          edits.append(ExampleTextEdit(text, text: known.replacing(found, in: bytes)))
          count += found.count
        }
        return edits.isEmpty ? nil : .texts(edits, occurrences: count)
      }
    }
    guard let change else { return .nothing(isOfNone: false) }
    return .changed(change, survey.kinds)
  }

  /// What a walk over the examples has found.
  private struct Survey {
    /// In the order of ``PrivateKind``; those with something.
    var kinds: [RedactedKind] = []
    /// The examples in which something is.
    var numbers: [Int] = []
  }

  /// What one batch of examples has.
  private struct Found: Sendable {
    var number: Int
    var values: [(kind: PrivateKind, value: String)]
    /// Placeholders that stand in the text already.
    var placeholders: [Redaction.Key]
  }

  /// Walks over the examples, and numbers what the table does not know yet in their order.
  private func survey(_ table: inout RedactionTable) throws -> Survey {
    var found: [Found] = []
    try session.selections.forEachTransformed(
      selection,
      { [place, kinds = input.kinds] batch in
        let scanner = PrivateDataScanner(kinds)
        return try batch.entries.compactMap { entry -> Found? in
          let example = try Example(Array(batch.bytes[entry.range]))
          var found = Found(number: entry.number, values: [], placeholders: [])
          for text in place.texts(of: example) {
            let bytes = example.utf8(of: text)
            found.placeholders += Redaction.Key.all(in: bytes)
            for data in scanner.find(in: bytes) {
              found.values.append((data.kind, String(decoding: bytes[data.range], as: UTF8.self)))
            }
          }
          return found.values.isEmpty && found.placeholders.isEmpty ? nil : found
        }
      }, combine: { found += $0 })
    // What stands there already is not given to another value, whichever comes first.
    for key in found.flatMap(\.placeholders) { table.reserve(key) }
    var survey = Survey()
    var kinds: [PrivateKind: RedactedKind] = [:]
    var seen: [PrivateKind: Set<Int>] = [:]
    for example in found where !example.values.isEmpty {
      survey.numbers.append(example.number)
      for (kind, value) in example.values {
        seen[kind, default: []].insert(table.number(of: value, kind))
        kinds[kind, default: RedactedKind(kind: kind)].count += 1
      }
      for kind in Set(example.values.map(\.kind)) { kinds[kind]?.exampleCount += 1 }
    }
    survey.kinds = PrivateKind.allCases.compactMap { kind in
      kinds[kind].map { counted in
        var counted = counted
        counted.valueCount = seen[kind]?.count ?? 0
        return counted
      }
    }
    survey.numbers.sort()
    return survey
  }
}

extension Example {
  /// A text as plain UTF-8.
  fileprivate func utf8(of text: ExampleText) -> [UInt8] {
    text.span.hasEscapes ? Array(self.text(text.span).utf8) : Array(bytes[text.span.contents])
  }
}
